"""Writing a segment in Whoosh's own format, many times faster: postings are gathered in arrays, a term at a time.

Documents come in with rising numbers, so nothing needs sorting but the list of terms, and each block of postings
is written in one go. An unmodified Whoosh reads the result; tests compare the two.
"""
import zlib
from array import array
from pickle import dumps

import numpy as np
from whoosh.codec import whoosh3
from whoosh.reading import SegmentReader
from whoosh.system import pack_int, pack_long, pack_ushort
from whoosh.util.numeric import length_to_byte
from whoosh.writing import SegmentWriter

BLOCK = 1024  # postings; larger blocks are read faster as arrays
COMPRESSION = 1
pack_info = whoosh3.W3TermInfo._struct.pack


class Postings:
    """Where the words of one segment occur: field → term → (document numbers, counts)."""

    def __init__(self):
        self.fields: dict[str, dict[bytes, tuple[array, array]]] = {}

    def add(self, field, term, document, count):
        terms = self.fields.setdefault(field, {})
        if term not in terms:
            terms[term] = array("I"), array("f")
        documents, counts = terms[term]
        documents.append(document)
        counts.append(count)

    def iter_postings(self):  # Whoosh asks its pool for an iterable and hands it to the field writer
        return self

    def cleanup(self):
        self.fields = {}


class Block:
    """One block of a term's postings, and the figures that Whoosh keeps about it."""

    def __init__(self, documents, counts, lengths):
        self.size, self.first, self.last = len(documents), int(documents[0]), int(documents[-1])
        self.total, self.highest = float(counts.sum()), float(counts.max())
        self.shortest = self.longest = 0
        if lengths is not None:
            found = lengths[documents]
            self.shortest, self.longest = int(found.min()), int(found.max())
        steps = tuple(np.diff(documents, prepend=np.uint32(0)).tolist())
        weights = tuple(counts.tolist())
        if counts.min() == self.highest:
            weights = None if self.highest == 1.0 else self.highest
        self.postings = zlib.compress(dumps((steps, weights, None), 2), COMPRESSION)

    def as_bytes(self, is_last):
        edges = length_to_byte(self.shortest), length_to_byte(self.longest)
        head = dumps((self.size, self.last, self.highest, COMPRESSION, *edges), 2)
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
        blocks = [
            Block(documents[start : start + BLOCK], counts[start : start + BLOCK], lengths)
            for start in range(0, len(documents), BLOCK)
        ]
        start = self._postfile.tell()
        written = whoosh3.WHOOSH3_HEADER_MAGIC + b"".join(block.as_bytes(block is blocks[-1]) for block in blocks)
        self._postfile.write(written)
        info = pack_info(
            0,  # not inlined
            sum(block.total for block in blocks),
            len(documents),
            length_to_byte(min(block.shortest for block in blocks)),
            length_to_byte(max(block.longest for block in blocks)),
            max(block.highest for block in blocks),
            blocks[0].first,
            blocks[-1].last,
        )
        key = pack_ushort(self._fieldid) + term
        self._tindex.add(key, info + pack_long(start) + pack_int(len(written)))


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
        columns = self.perdocwriter
        columns.start_doc(self.docnum)
        for name, value in values.items():
            field = self.schema[name]
            length = 0
            if field.indexed:
                for term, count in field.counts(value).items():
                    self.pool.add(name, term, self.docnum, count)
                    length += count
            columns.add_field(name, field, None, length if field.scorable else 0)
            if field.column_type:
                columns.add_column_value(name, field.column_type, field.to_column_value(value))
        columns.finish_doc()
        self._added = True
        self.docnum += 1

    def forget(self, ids):
        """Mark the documents of these speeches as deleted."""
        gone = np.array(list(ids), np.int64)
        start = 0
        for segment in self.segments:
            reader = SegmentReader(self.storage, self.schema, segment)
            column = reader.column_reader("number")
            numbers = np.array([column[n] for n in range(segment.doc_count_all())], np.int64)
            for document in np.flatnonzero(np.isin(numbers, gone)).tolist():
                self.delete_document(start + document)
            start += segment.doc_count_all()
            reader.close()


def keep_few_segments(writer, segments):
    """Drop segments in which nothing is left."""
    return [segment for segment in segments if segment.deleted_count() < segment.doc_count_all()]
