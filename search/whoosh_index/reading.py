"""Reading one segment of the index as arrays: postings, values, dates, lengths; and the strings of its texts."""
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from pickle import load, loads
from zlib import decompress

import numpy as np
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, WHOOSH3_HEADER_MAGIC
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.numeric import byte_to_length

from search.whoosh_index.schema import COLUMNS
from search.whoosh_index.strings import File

LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.int64)  # what Whoosh's one byte stands for
BLOCK_LENGTH = struct.Struct("!i")
NOWHERE = np.empty(0, np.int32), np.empty(0, np.float32)


class Damaged(Exception):
    """The files of the index are not whole. It can be rebuilt."""


@contextmanager
def reading_whoosh():
    try:
        yield
    except Exception as error:  # a broken file shows itself in Whoosh as anything, bare Exception included
        raise Damaged from error


def strings_file(folder: Path, part) -> Path:
    return folder / f"{part.segment_id()}.str"


def decode(read: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Return a term's documents and counts, out of all its blocks as Whoosh lays them down."""
    stream, documents, counts = BytesIO(read), [], []
    stream.seek(len(WHOOSH3_HEADER_MAGIC))
    length = 1
    while length > 0:  # the last block says so by a negative one
        (length,) = BLOCK_LENGTH.unpack(stream.read(BLOCK_LENGTH.size))
        end = stream.tell() + abs(length)
        amount, *_, compression, _, _ = load(stream)
        postings = read[stream.tell() : end]
        steps, weights, _ = loads(decompress(postings) if compression else postings)
        documents.append(np.cumsum(steps, dtype=np.int32))
        counts.append(np.full(amount, weights or 1.0, np.float32) if weights is None or isinstance(weights, float) else weights)
        stream.seek(end)
    return np.concatenate(documents), np.concatenate(counts, dtype=np.float32, casting="same_kind")


def figures(reader, name, column, size) -> np.ndarray:
    """Return a column of numbers at once. Whoosh leaves out the last ones where they are 0."""
    if not reader.has_column(name):
        return np.zeros(size, np.int64)
    opened = reader.column_reader(name, column)
    kind = np.dtype(f">{column._typecode}")
    written = np.frombuffer(opened._dbfile.get(opened._basepos, opened._count * kind.itemsize), kind)
    return np.pad(written.astype(np.int64), (0, size - len(written)))


def byte_lengths(reader, field) -> np.ndarray:
    """Return how long the documents of a segment are, in the byte that Whoosh keeps of it."""
    return figures(reader, f"_{field}_len", LENGTHS_COLUMN, reader.doc_count_all())


class Segment:
    """One segment, never changed. What is deleted in it changes from commit to commit; the view knows."""

    def __init__(self, storage, schema, part):
        whole = copy(part)
        whole._deleted = None
        self.name = part.segment_id()
        # Whoosh maps a file only to copy all of it into memory.
        self._reader = SegmentReader(FileStorage(storage.folder, supports_mmap=False), schema, whole)
        self.size = self._reader.doc_count_all()
        stored = self._reader._perdoc
        self.columns = {name: figures(stored, name, schema[name].column_type, self.size) for name in COLUMNS}
        self.numbers, self.days_from, self.days_to = (self.columns[name] for name in COLUMNS)
        file = File(strings_file(Path(storage.folder), part))
        self.strings, self.values = file.strings(), lru_cache(None)(file.values)

    def lengths(self, field) -> np.ndarray:
        return LENGTHS[byte_lengths(self._reader._perdoc, field)]

    def terms(self, field) -> Iterator[tuple[bytes, np.ndarray, np.ndarray]]:
        """Yield every term of a field with its documents and counts."""
        with reading_whoosh():
            for (name, term), info in self._reader.iter_from(field, b""):
                if name != field:
                    break
                yield term, *self._decoded(field, term, info)

    def postings(self, field, term: bytes) -> tuple[np.ndarray, np.ndarray]:
        """Return the documents that hold a term, and how often."""
        with reading_whoosh():
            try:
                return self._decoded(field, term, self._reader.term_info(field, term))
            except TermNotFound:
                return NOWHERE

    def _decoded(self, field, term, info):
        if info.is_inlined():
            documents, counts, _ = info.inlined_postings()
            return np.array(documents, np.int32), np.array(counts, np.float32)
        start, (length,) = info.extent()  # a tuple, by an oversight of Whoosh's
        return decode(self._reader._terms._postfile.get(start, length))
