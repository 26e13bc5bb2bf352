"""Reading the index as arrays: postings, values, dates and folded texts of all its speeches at one moment."""
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import lru_cache

import numpy as np
from whoosh.codec.whoosh3 import W3LeafMatcher
from whoosh.reading import SegmentReader, TermNotFound

from search.engine import UNKNOWN
from search.whoosh_index.schema import SOURCES
from search.whoosh_index.values import Values

KEPT_DECODED = 5_000  # speeches; the texts of larger segments stay in the file, which all processes share
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
    if len(documents) == 1:
        return documents[0], counts[0]
    return np.concatenate(documents), np.concatenate(counts)


class Segment:
    """One segment and what was read of it so far. It outlives the commits that leave it alone."""

    def __init__(self, storage, schema, part):
        whole = copy(part)
        whole._deleted = None  # what is deleted changes from commit to commit; the view knows
        self.name = part.segment_id()
        self._reader = SegmentReader(storage, schema, whole)
        self.size = self._reader.doc_count_all()
        self._held = {source: self.column(f"held_{source}") for source in SOURCES}
        self.numbers, self.days_from, self.days_to = map(self._figures, ("number", "day_from", "day_to"))
        self.postings = lru_cache(20_000)(self._postings)
        self.values = lru_cache(None)(self._values)
        self.lengths = lru_cache(None)(self._lengths)
        self._texts = lru_cache(None)(self._decoded)

    def column(self, name):
        return self._reader.column_reader(name, translate=False)

    def length(self, field, document) -> int:
        return self._reader.doc_field_length(document, field) or 0

    def terms(self, field) -> Iterator[tuple[bytes, np.ndarray, np.ndarray]]:
        """Yield every term of a field with its documents and counts."""
        with reading_whoosh():
            for (name, term), info in self._reader.iter_from(field, b""):
                if name != field:
                    break
                yield term, *self._decoded_postings(field, term, info)

    def holding(self, source, run, documents) -> list[bool]:
        """Say of each document whether its folded text holds a string."""
        with reading_whoosh():
            if self.size <= KEPT_DECODED:
                texts = self._texts(source)
                return [run in texts[document] for document in documents.tolist()]
            texts, run = self._held[source], run.encode()
            return [run in texts[document] for document in documents.tolist()]

    def held(self, source, document) -> str:
        with reading_whoosh():
            if self.size <= KEPT_DECODED:
                return self._texts(source)[document]
            return self._held[source][document].decode()

    def _decoded(self, source) -> list[str]:
        return [self._held[source][document].decode() for document in range(self.size)]

    def _figures(self, name) -> np.ndarray:
        column = self.column(name)
        return np.array([column[document] for document in range(self.size)], np.int64)

    def _lengths(self, field) -> np.ndarray:
        return np.array([self.length(field, document) for document in range(self.size)], np.float32)

    def _postings(self, field, term: bytes):
        with reading_whoosh():
            try:
                return self._decoded_postings(field, term, self._reader.term_info(field, term))
            except TermNotFound:
                return NOWHERE

    def _decoded_postings(self, field, term, info):
        if info.is_inlined():
            documents, counts, _ = info.inlined_postings()
            return np.array(documents, np.int32), np.array(counts, np.float32)
        return decode(self._reader.postings(field, term))

    def _values(self, field) -> Values:
        terms = [(term.decode(), documents) for term, documents, _ in self.terms(field)]
        owners = np.repeat(np.arange(len(terms), dtype=np.int32), [len(documents) for _, documents in terms])
        return Values([name for name, _ in terms], np.concatenate([NOWHERE[0], *(found for _, found in terms)]), owners)


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
        self.words = lru_cache(None)(self._words)
        self.mean_length = lru_cache(None)(lambda field: max(1.0, float(self.lengths(field).sum()) / max(1, self.size)))

    def _joined(self, parts, kind) -> np.ndarray:
        return np.concatenate([np.empty(0, kind), *parts]).astype(kind)

    def postings(self, field, term: str) -> tuple[np.ndarray, np.ndarray]:
        """Return the documents that hold a term, and how often; deleted ones are still among them."""
        found = [segment.postings(field, term.encode()) for segment in self.segments]
        if len(found) == 1:
            return found[0]
        documents = [part + start for (part, _), start in zip(found, self.starts, strict=False)]
        return self._joined(documents, np.int32), self._joined([counts for _, counts in found], np.float32)

    def words_beginning(self, field, run: str) -> list[str]:
        words = self.words(field)
        return words[bisect_left(words, run) : bisect_left(words, run + chr(0x10FFFF))]

    def _words(self, field) -> list[str]:
        return sorted({term.decode() for segment in self.segments for term, _, _ in segment.terms(field)})

    def vocabulary(self, field) -> dict[str, int]:
        """Return each word of the texts, or each value of another field, and how many speeches hold it."""
        if field in ("text", "title", "heading"):
            field = "headings" if field == "heading" else field
            counts = {word: int(self.live[self.postings(field, word)[0]].sum()) for word in self.words(field)}
        else:
            values = self.values(field)
            counts = dict(zip(values.names, values.count(self.live), strict=True))
        return {word: count for word, count in counts.items() if count and word != UNKNOWN}

    def _lengths(self, field) -> np.ndarray:
        return self._joined([segment.lengths(field) for segment in self.segments], np.float32)

    def _values(self, field) -> Values:
        return Values.joined([segment.values(field) for segment in self.segments], self.starts)

    def mask(self, documents) -> np.ndarray:
        mask = np.zeros(self.size, bool)
        mask[documents] = True
        return mask

    def holding(self, source, run, documents) -> np.ndarray:
        """Say of each of these documents, in rising order, whether its folded text holds a string."""
        edges = np.searchsorted(documents, self.starts)
        looked = [
            segment.holding(source, run, documents[first:last] - start)
            for segment, start, first, last in zip(self.segments, self.starts, edges, edges[1:], strict=False)
        ]
        return np.array([held for part in looked for held in part], bool)

    def held(self, source, document) -> str:
        part = int(np.searchsorted(self.starts, document, "right")) - 1
        return self.segments[part].held(source, int(document - self.starts[part]))
