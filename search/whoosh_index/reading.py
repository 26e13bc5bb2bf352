"""Reading the index as arrays: postings, values, dates and folded texts of all its speeches at one moment."""
from contextlib import contextmanager
from copy import copy
from functools import lru_cache

import numpy as np
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import SegmentReader, TermNotFound

from search.whoosh_index.schema import SOURCES

NOWHERE = np.empty(0, np.int32), np.empty(0, np.float32)


class Damaged(Exception):
    """The files of the index are not whole. It can be rebuilt."""


@contextmanager
def reading_whoosh():
    try:
        yield
    except Exception as error:  # a broken file shows itself in Whoosh as anything, bare Exception included
        raise Damaged from error


def decode(matcher: W3LeafMatcher) -> tuple[np.ndarray, np.ndarray]:
    """Return a term's documents and counts, a block at a time."""
    documents, counts = [], []
    while matcher.is_active():
        matcher._read_data()
        steps, weights, _ = matcher._data
        documents.append(np.cumsum(np.array(steps, np.int32), dtype=np.int32))
        if weights is None or isinstance(weights, float):
            counts.append(np.full(len(steps), weights or 1.0, np.float32))
        else:
            counts.append(np.array(weights, np.float32))
        matcher._next_block()
    return np.concatenate(documents), np.concatenate(counts)


class Segment:
    """One segment and what was read of it so far. It outlives the commits that leave it alone."""

    def __init__(self, storage, schema, part):
        whole = copy(part)
        whole._deleted = None  # what is deleted changes from commit to commit; the view knows
        self.name = part.segment_id()
        self._reader = reader = SegmentReader(storage, schema, whole)
        self._held = {source: reader.column_reader(f"held_{source}", translate=False) for source in SOURCES}
        self.size = reader.doc_count_all()
        self.numbers, self.days_from, self.days_to = map(self._column, ("number", "day_from", "day_to"))
        self.postings = lru_cache(20_000)(self._postings)
        self.values = lru_cache(None)(self._values)
        self.lengths = lru_cache(None)(self._lengths)
        self.text = lru_cache(40_000)(self._text)

    def _column(self, name) -> np.ndarray:
        column = self._reader.column_reader(name)
        return np.array([column[n] for n in range(self.size)], np.int64)

    def _lengths(self, field) -> np.ndarray:
        return np.array([self._reader.doc_field_length(n, field) or 0 for n in range(self.size)], np.float32)

    def _postings(self, field, term: bytes):
        with reading_whoosh():
            try:
                return decode(self._reader.postings(field, term))
            except TermNotFound:
                return NOWHERE

    def _values(self, field) -> tuple[list[str], np.ndarray, np.ndarray]:
        """Return the values of a field, and which document has which as pairs of numbers."""
        with reading_whoosh():
            terms = list(self._reader.lexicon(field))
        found = [self._postings(field, term)[0] for term in terms]
        owners = np.repeat(np.arange(len(terms), dtype=np.int32), [len(documents) for documents in found])
        return [term.decode() for term in terms], np.concatenate([NOWHERE[0], *found]), owners

    def _text(self, source, document: int) -> str:
        with reading_whoosh():
            return self._held[source][document].decode()


class View:
    """All segments side by side, as they were at one generation. Documents are numbered through."""

    def __init__(self, segments: list[Segment], deleted: list[list[int]]):
        self.segments = segments
        self.starts = np.cumsum([0, *(segment.size for segment in segments)])
        self.size = int(self.starts[-1])
        self.numbers = self._joined([segment.numbers for segment in segments], np.int64)
        self.days_from = self._joined([segment.days_from for segment in segments], np.int64)
        self.days_to = self._joined([segment.days_to for segment in segments], np.int64)
        self.live = np.ones(self.size, bool)
        for start, documents in zip(self.starts, deleted, strict=False):
            self.live[[start + document for document in documents]] = False
        self.lengths = lru_cache(None)(self._lengths)
        self.values = lru_cache(None)(self._values)

    def _joined(self, parts, kind) -> np.ndarray:
        return np.concatenate([np.empty(0, kind), *parts]).astype(kind)

    def postings(self, field, term: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the documents that hold a term, and how often; deleted ones are still among them."""
        found = [segment.postings(field, term.encode()) for segment in self.segments]
        if len(found) == 1:
            return found[0]
        documents = [part + start for (part, _), start in zip(found, self.starts, strict=False)]
        return self._joined(documents, np.int32), self._joined([counts for _, counts in found], np.float32)

    def _lengths(self, field) -> np.ndarray:
        return self._joined([segment.lengths(field) for segment in self.segments], np.float32)

    def _values(self, field) -> tuple[list[str], np.ndarray, np.ndarray]:
        """Return the values of a field, and which document has which as pairs of numbers."""
        known: dict[str, int] = {}
        documents, owners = [], []
        for segment, start in zip(self.segments, self.starts, strict=False):
            names, part, numbers = segment.values(field)
            renumbered = np.array([known.setdefault(name, len(known)) for name in names], np.int32)
            documents.append(part + start)
            owners.append(renumbered[numbers] if len(names) else numbers)
        return list(known), self._joined(documents, np.int32), self._joined(owners, np.int32)

    def having(self, field, wanted) -> np.ndarray:
        """Return, as a mask, the documents with a value for which wanted(value) holds."""
        names, documents, owners = self.values(field)
        chosen = np.array([bool(wanted(name)) for name in names], bool)
        mask = np.zeros(self.size, bool)
        if chosen.any():
            mask[documents[chosen[owners]]] = True
        return mask

    def text(self, source, document: int) -> str:
        part = int(np.searchsorted(self.starts, document, "right")) - 1
        return self.segments[part].text(source, document - int(self.starts[part]))
