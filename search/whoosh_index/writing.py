"""Writing a segment in Whoosh's own format, many times faster: postings are gathered in arrays and sorted at the end.

Each block of postings is written in one go. An unmodified Whoosh reads the result; tests compare the two. The folded
texts go into a file beside it (see strings.py).
"""
import zlib
from array import array
from collections import defaultdict
from itertools import count
from pathlib import Path
from pickle import dumps

import numpy as np
from whoosh.codec import whoosh3
from whoosh.system import pack_int, pack_long, pack_ushort
from whoosh.writing import SegmentWriter

from search.whoosh_index.reading import Segment, byte_lengths, strings_file
from search.whoosh_index.schema import SOURCES, VALUES
from search.whoosh_index.string_writing import StringsWriter, Texts

BLOCK = 1024  # postings; larger blocks are read faster as arrays
COMPRESSION = 1
CHUNK = 500_000  # rows of postings sorted at a time
NONE = (1 << 16) - 1
NO_WORDS = [], np.empty(0, np.int64), np.empty(0, np.uint32)
INLINE = 3  # a term in so few documents keeps its postings in the list of terms
PICKLE = 4  # arrays travel as bytes from 3 on
pack_info = whoosh3.W3TermInfo._struct.pack


class FieldPostings:
    """Where the words of one field occur: one row for each word of each document."""

    def __init__(self):
        self.numbers: dict[str, int] = defaultdict(count().__next__)  # word → its number
        self.words, self.documents, self.counts = array("I"), array("I"), array("I")

    def add(self, document, counts: dict[str, int]):
        self.words.extend(map(self.numbers.__getitem__, counts))
        self.counts.extend(counts.values())
        self.documents.extend([document] * len(counts))

    def extend(self, word: bytes, documents, counts):
        """Add many at once, all of them behind those that are there."""
        self.words.extend([self.numbers[word.decode()]] * len(documents))
        self.documents.frombytes(documents.astype(np.uint32).tobytes())
        self.counts.frombytes(counts.astype(np.uint32).tobytes())

    def in_order(self):
        """Yield words in order, the documents and counts of each behind one another, and where each begins.

        So many words at a time that their rows are no more than CHUNK, or one word: sorting takes memory.
        """
        words = sorted(self.numbers)
        numbers = np.array([self.numbers[word] for word in words], np.int64)
        rows = np.frombuffer(self.words, np.uint32)
        columns = [np.frombuffer(column, np.uint32) for column in (self.documents, self.counts)]
        amounts = np.zeros(len(words), np.int64)
        for start in range(0, len(rows), CHUNK):
            amounts += np.bincount(rows[start : start + CHUNK], minlength=len(words))
        ends = np.concatenate([[0], np.cumsum(amounts[numbers])])
        first = 0
        while first < len(words):
            last = max(first + 1, min(first + NONE, int(np.searchsorted(ends, ends[first] + CHUNK, "right")) - 1))
            ranks = np.full(len(words), NONE, np.uint16)  # two bytes are sorted fastest
            ranks[numbers[first:last]] = np.arange(last - first)
            places = np.concatenate(
                [start + np.flatnonzero(ranks[rows[start : start + CHUNK]] < NONE) for start in range(0, len(rows), CHUNK)]
            )
            order = places[np.argsort(ranks[rows[places]], kind="stable")]
            starts = ends[first : last + 1] - ends[first]
            yield [word.encode() for word in words[first:last]], *(column[order] for column in columns), starts
            first = last


class Postings(defaultdict):
    """Field → its postings. What Whoosh calls a pool."""

    def __init__(self):
        super().__init__(FieldPostings)
        self.written: dict[str, tuple] = {}  # the words of a field, how many hold each and, of values, which do

    def iter_postings(self):  # Whoosh asks its pool for an iterable and hands it to the field writer
        return self

    def cleanup(self):
        self.clear()


class FieldWriter(whoosh3.W3FieldWriter):
    def add_postings(self, schema, lengths, postings):
        for name in sorted(postings):
            self.start_field(name, schema[name])
            self._lengths = byte_lengths(lengths, name)
            written, amounts, holders = [], [np.empty(0, np.int64)], [np.empty(0, np.uint32)]
            for words, documents, counts, starts in postings.pop(name).in_order():
                self._write_field(words, documents, counts.astype(np.float32), starts)
                written += words
                amounts.append(np.diff(starts))
                if name in VALUES:
                    holders.append(documents)
            postings.written[name] = written, np.concatenate(amounts), np.concatenate(holders)
            self.finish_field()

    def _write_field(self, words, documents, counts, starts):
        begins, lengths = starts[:-1], self._lengths[documents]
        figures = (
            np.add.reduceat(counts, begins),
            np.diff(starts),
            np.minimum.reduceat(lengths, begins),
            np.maximum.reduceat(lengths, begins),
            np.maximum.reduceat(counts, begins),
            documents[begins],
            documents[starts[1:] - 1],
        )
        prefix = pack_ushort(self._fieldid)
        rows = zip(words, starts.tolist(), *(column.tolist() for column in figures), strict=False)
        for word, start, total, size, *more in rows:
            span = slice(start, start + size)
            info = pack_info(size <= INLINE, total, size, *more)
            if size <= INLINE:
                info += dumps((tuple(documents[span].tolist()), tuple(counts[span].tolist()), None), 2)
            else:
                info += pack_long(self._postfile.tell())
                info += pack_int(self._write_blocks(documents[span], counts[span], lengths[span]))
            self._tindex.add(prefix + word, info)

    def _write_blocks(self, documents, counts, lengths) -> int:
        """Write a term's postings and return their size in the file."""
        spans = [slice(start, start + BLOCK) for start in range(0, len(documents), BLOCK)]
        blocks = [block_bytes(documents[span], counts[span], lengths[span], span is spans[-1]) for span in spans]
        written = whoosh3.WHOOSH3_HEADER_MAGIC + b"".join(blocks)
        self._postfile.write(written)
        return len(written)


def block_bytes(documents, counts, lengths, is_last) -> bytes:
    """Return one block of a term's postings, led by the figures that Whoosh keeps about it."""
    highest = float(counts.max())
    weights = array("f", counts.tobytes())
    if counts.min() == highest:
        weights = None if highest == 1.0 else highest
    steps = np.diff(documents, prepend=np.uint32(0))
    kind = "H" if steps.max() < 1 << 16 else "I"
    postings = dumps((array(kind, steps.astype(kind).tobytes()), weights, None), PICKLE)
    compression = COMPRESSION if len(postings) > 100 else 0
    if compression:
        postings = zlib.compress(postings, COMPRESSION)
    head = dumps((len(documents), int(documents[-1]), highest, compression, int(lengths.min()), int(lengths.max())), 2)
    length = len(head) + len(postings)
    return pack_int(-length if is_last else length) + head + postings


class Codec(whoosh3.W3Codec):
    def field_writer(self, storage, segment):
        return FieldWriter(self, storage, segment)


class Writer(SegmentWriter):
    """Writes one segment. It holds all of it in memory until the commit: about 20 kB a speech of usual length."""

    def __init__(self, index, **kwargs):
        super().__init__(index, codec=Codec(blocklimit=BLOCK, compression=COMPRESSION), **kwargs)
        self.pool = Postings()
        self._texts = {source: Texts() for source in SOURCES}

    def add_document(self, **values):
        lengths, columns = {}, {}
        for name, field in self.schema.items():
            if field.indexed:
                counts = field.counts(values[name])
                self.pool[name].add(self.docnum, counts)
                lengths[name] = sum(counts.values()) if field.scorable else 0
            else:
                columns[name] = values[name]
        for source, texts in self._texts.items():
            texts.add(values[f"held_{source}"])
        self._add_row(lengths, columns)

    def absorb(self, segment: Segment, deleted):
        """Take over what is still alive in an older segment."""
        alive = np.ones(segment.size, bool)
        alive[list(deleted)] = False
        renumbered = self.docnum + np.cumsum(alive, dtype=np.uint32) - 1
        living = np.flatnonzero(alive).tolist()
        lengths = {source: segment.lengths(source).tolist() for source in SOURCES}
        columns = {name: values.tolist() for name, values in segment.columns.items()}
        for document in living:
            self._add_row(
                {name: values[document] for name, values in lengths.items()},
                {name: values[document] for name, values in columns.items()},
            )
            for source, texts in self._texts.items():
                texts.add(segment.strings[source].held(document))
        for name, field in self.schema.items():
            if field.indexed:
                for term, documents, counts in segment.terms(name):
                    kept = alive[documents]
                    if kept.any():
                        self.pool[name].extend(term, renumbered[documents[kept]], counts[kept])

    def _add_row(self, lengths: dict[str, int], columns: dict[str, int]):
        rows = self.perdocwriter
        rows.start_doc(self.docnum)
        for name, length in lengths.items():
            if length:
                rows.add_field(name, self.schema[name], None, length)
        for name, value in columns.items():
            rows.add_column_value(name, self.schema[name].column_type, value)
        rows.finish_doc()
        self._added = True
        self.docnum += 1

    def _assemble_segment(self):
        super()._assemble_segment()  # which would take the file of strings in
        written = StringsWriter(strings_file(Path(self.storage.folder), self.newsegment))
        for source, texts in self._texts.items():
            written.add(source, texts, *self.pool.written.get(source, NO_WORDS)[:2])
        for field in VALUES:
            written.add_values(field, *self.pool.written.get(field, NO_WORDS))
        written.finish()
