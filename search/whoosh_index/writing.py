"""Writing a segment in Whoosh's own format, many times faster: postings are gathered in arrays, a term at a time.

Documents come in with rising numbers, so nothing needs sorting but the list of terms, and each block of postings
is written in one go. An unmodified Whoosh reads the result; tests compare the two.
"""
import zlib
from array import array
from pickle import dumps

import numpy as np
from whoosh.codec import whoosh3
from whoosh.system import pack_int, pack_long, pack_ushort
from whoosh.util.numeric import length_to_byte
from whoosh.writing import SegmentWriter

from search.whoosh_index.reading import Segment

BLOCK = 1024  # postings; larger blocks are read faster as arrays
COMPRESSION = 1
INLINE = 3  # a term in so few documents keeps its postings in the list of terms
pack_info = whoosh3.W3TermInfo._struct.pack


class Postings:
    """Where the words of one segment occur: field → term → (document numbers, counts)."""

    def __init__(self):
        self.fields: dict[str, dict[bytes, tuple[array, array]]] = {}

    def add(self, field, document, counts: dict[bytes, int]):
        terms = self.fields.setdefault(field, {})
        for term, count in counts.items():
            known = terms.get(term)
            if known is None:
                known = terms[term] = array("I"), array("f")
            known[0].append(document)
            known[1].append(count)

    def extend(self, field, term, documents, counts):
        """Add many at once, all of them behind those that are there."""
        if len(documents):
            terms = self.fields.setdefault(field, {})
            known = terms.setdefault(term, (array("I"), array("f")))
            known[0].frombytes(documents.astype(np.uint32).tobytes())
            known[1].frombytes(counts.astype(np.float32).tobytes())

    def iter_postings(self):  # Whoosh asks its pool for an iterable and hands it to the field writer
        return self

    def cleanup(self):
        self.fields = {}


class Block:
    """One block of a term's postings, and the figures that Whoosh keeps about it."""

    def __init__(self, documents, counts, lengths):
        self.size, self.last, self.highest = len(documents), int(documents[-1]), float(counts.max())
        found = lengths[documents] if lengths is not None else np.zeros(1, np.int64)
        self.lengths = length_to_byte(int(found.min())), length_to_byte(int(found.max()))
        steps = tuple(np.diff(documents, prepend=np.uint32(0)).tolist())
        weights = tuple(counts.tolist())
        if counts.min() == self.highest:
            weights = None if self.highest == 1.0 else self.highest
        self.postings = dumps((steps, weights, None), 2)
        self.compression = COMPRESSION if len(self.postings) > 100 else 0
        if self.compression:
            self.postings = zlib.compress(self.postings, COMPRESSION)

    def as_bytes(self, is_last):
        head = dumps((self.size, self.last, self.highest, self.compression, *self.lengths), 2)
        length = len(head) + len(self.postings)
        return pack_int(-length if is_last else length) + head + self.postings


class FieldWriter(whoosh3.W3FieldWriter):
    def add_postings(self, schema, lengths, postings):
        for name in sorted(postings.fields):
            self.start_field(name, schema[name])
            known = field_lengths(lengths, name) if schema[name].scorable else None
            terms = postings.fields.pop(name)
            for term in sorted(terms):
                self.add_term(term, *terms[term], known)
            self.finish_field()

    def add_term(self, term, documents, counts, lengths):
        documents = np.frombuffer(documents, np.uint32)
        counts = np.frombuffer(counts, np.float32)
        shortest = longest = 0
        if lengths is not None:
            found = lengths[documents]
            shortest, longest = int(found.min()), int(found.max())
        info = pack_info(
            len(documents) <= INLINE,
            float(counts.sum()),
            len(documents),
            length_to_byte(shortest),
            length_to_byte(longest),
            float(counts.max()),
            int(documents[0]),
            int(documents[-1]),
        )
        if len(documents) <= INLINE:
            info += dumps((tuple(documents.tolist()), tuple(counts.tolist()), None), 2)
        else:
            start = self._postfile.tell()
            info += pack_long(start) + pack_int(self._write_blocks(documents, counts, lengths))
        self._tindex.add(pack_ushort(self._fieldid) + term, info)

    def _write_blocks(self, documents, counts, lengths) -> int:
        """Write a term's postings and return their size in the file."""
        blocks = [
            Block(documents[start : start + BLOCK], counts[start : start + BLOCK], lengths)
            for start in range(0, len(documents), BLOCK)
        ]
        written = whoosh3.WHOOSH3_HEADER_MAGIC + b"".join(block.as_bytes(block is blocks[-1]) for block in blocks)
        self._postfile.write(written)
        return len(written)


def field_lengths(reader, field) -> np.ndarray:
    return np.array([reader.doc_field_length(n, field) or 0 for n in range(reader.doc_count_all())], np.int64)


class Codec(whoosh3.W3Codec):
    def field_writer(self, storage, segment):
        return FieldWriter(self, storage, segment)


class Writer(SegmentWriter):
    def __init__(self, index, **kwargs):
        super().__init__(index, codec=Codec(blocklimit=BLOCK, compression=COMPRESSION), **kwargs)
        self.pool = Postings()

    def add_document(self, **values):
        def lengths_and_columns():
            for name, field in self.schema.items():
                length = 0
                if field.indexed:
                    counts = field.counts(values[name])
                    self.pool.add(name, self.docnum, counts)
                    length = sum(counts.values())
                yield name, length, field.column_type and field.to_column_value(values[name])

        self._add_row(lengths_and_columns())

    def absorb(self, segment: Segment, deleted):
        """Take over what is still alive in an older segment."""
        alive = np.ones(segment.size, bool)
        alive[list(deleted)] = False
        renumbered = self.docnum + np.cumsum(alive, dtype=np.uint32) - 1
        columns = {name: segment.column(name) for name, field in self.schema.items() if field.column_type}
        for document in np.flatnonzero(alive).tolist():
            self._add_row(
                (name, segment.length(name, document), columns[name][document] if name in columns else None)
                for name in self.schema.names()
            )
        for name in self.schema.names():
            if self.schema[name].indexed:
                for term, documents, counts in segment.terms(name):
                    kept = alive[documents]
                    self.pool.extend(name, term, renumbered[documents[kept]], counts[kept])

    def _add_row(self, lengths_and_columns):
        rows = self.perdocwriter
        rows.start_doc(self.docnum)
        for name, length, value in lengths_and_columns:
            field = self.schema[name]
            rows.add_field(name, field, None, length if field.scorable else 0)
            if field.column_type:
                rows.add_column_value(name, field.column_type, value)
        rows.finish_doc()
        self._added = True
        self.docnum += 1
