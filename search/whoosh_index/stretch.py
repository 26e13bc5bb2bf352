"""Segments side by side, whatever is deleted in them: what was read of them outlives the commits that leave them alone.

Documents are numbered through, from 0 in each stretch.
"""
from functools import lru_cache

import numpy as np

from search.whoosh_index.closeness import near_each_other
from search.whoosh_index.kept import Kept
from search.whoosh_index.reading import Segment, reading_whoosh
from search.whoosh_index.units import BREAK
from search.whoosh_index.values import Values

ALL = slice(None)  # in the place of an array of documents
KEPT_BYTES = 48 << 20
SHORT = 2  # units: strings so short are kept as what words are, longer ones are found anew each time
LEVELLING = np.float32(0.75)  # how far a word counts less in a longer text (BM25's b)
WHOLE = ("level", "year")  # 市 is not part of 县级市


class Stretch:
    def __init__(self, segments: list[Segment], levelled_like: "Stretch | None" = None):
        self.segments = segments
        self.starts = np.cumsum([0, *(segment.size for segment in segments)])
        self.size = int(self.starts[-1])
        self._kept = Kept(KEPT_BYTES)
        self.levels = lru_cache(None)(self._levels)
        self.mean = levelled_like.mean if levelled_like else lru_cache(None)(self._mean)
        self.values = lru_cache(None)(self._values)
        self._owners = lru_cache(None)(self._owners)

    # ── words ──

    def postings(self, source, word: str) -> tuple[np.ndarray | slice, np.ndarray]:
        """Return the documents that hold a word, deleted ones too, and how often for their length.

        Where most hold it: ALL, and a count for each, 0 for those that do not.
        """
        return self._kept.get((source, word), lambda: self._postings(source, word))

    def _postings(self, source, word):
        found = [segment.postings(source, word.encode()) for segment in self.segments]
        starts = self.starts[:-1].astype(np.int32)
        documents = joined([part + start for (part, _), start in zip(found, starts, strict=True)], np.int32)
        counts = joined([counts for _, counts in found], np.float32) / self.levels(source)[documents]
        return (documents, counts) if len(documents) * 2 < self.size else (ALL, spread(self.size, documents, counts))

    def _levels(self, source) -> np.ndarray:
        """Return by what a count in each document is divided: more than 1 in those longer than the mean."""
        lengths = joined([segment.lengths(source) for segment in self.segments], np.float32)
        return 1 - LEVELLING + LEVELLING * lengths / np.float32(self.mean(source))

    def _mean(self, source) -> float:
        return max(1.0, float(sum(segment.lengths(source).sum() for segment in self.segments)) / max(1, self.size))

    def runs(self, source, run: str) -> tuple[np.ndarray | slice, np.ndarray]:
        """Return the same for a string that is no word of the index, such as 基层治理."""
        return self._kept.get((source, "run", run), lambda: self._runs(source, run))

    def _runs(self, source, run):
        with reading_whoosh():
            times = joined([segment.strings[source].times(run) for segment in self.segments], np.float32)
        documents = np.flatnonzero(times).astype(np.int32)
        counts = times / self.levels(source)
        return (documents, counts[documents]) if len(documents) * 2 < self.size else (ALL, counts)

    def beginnings(self, source, run: str) -> tuple[np.ndarray | slice, np.ndarray]:
        """Return the same for all words that begin so, as if they were one."""
        return self._kept.get((source, "beginning", run), lambda: self._beginnings(source, run))

    def _beginnings(self, source, run):
        with reading_whoosh():
            words = set().union(*(segment.strings[source].words_beginning(run) for segment in self.segments))
        sums = np.zeros(self.size, np.float32)
        for word in sorted(words):  # in one order, so that sums come out the same
            documents, counts = self.postings(source, word)
            sums[documents] += counts
        documents = np.flatnonzero(sums)
        return (documents, sums[documents]) if len(documents) * 2 < self.size else (ALL, sums)

    # ── strings ──

    def holding(self, source, run: str) -> np.ndarray:
        """Return a mask of the documents whose folded text holds a string. Not to be written into."""
        if len(run) > SHORT:
            return self._holding(source, run)
        return self._kept.get((source, "string", run), lambda: (self._holding(source, run),))[0]

    def _holding(self, source, run):
        mask = np.zeros(self.size, bool)
        with reading_whoosh():
            for segment, start in zip(self.segments, self.starts.tolist(), strict=False):
                segment.strings[source].mark(run, mask[start : start + segment.size])
        return mask

    def headings_together(self, runs: list[str]) -> np.ndarray:
        """Return for each document how many of these strings that heading holds which holds most of them, 0 for one."""
        held, best = sum(self._headings_holding(run).view(np.uint8) for run in runs), np.zeros(self.size, np.uint8)
        for number in range(2, len(runs) + 1):
            best[self._owners()[held >= number]] = number
        return best

    def _headings_holding(self, run) -> np.ndarray:
        def look():
            with reading_whoosh():
                return (joined([segment.strings["headings"].mark_pieces(run) for segment in self.segments], bool),)

        return self._kept.get(("heading", run), look)[0] if len(run) <= SHORT else look()[0]

    def _owners(self) -> np.ndarray:
        """Return whose each heading is."""
        owners = [segment.strings["headings"].owners + start for segment, start in zip(self.segments, self.starts, strict=False)]
        return joined(owners, np.int64)

    # ── values ──

    def _values(self, field) -> Values:
        return Values([segment.values(field) for segment in self.segments], self.starts)

    def having(self, fields, run: str, beginning: bool) -> np.ndarray:
        """Return the documents with a value that holds a folded string, or begins with it, in one of these fields."""
        return self._kept.get((fields, beginning, run), lambda: (self._having(fields, run, beginning),))[0]

    def _having(self, fields, run, beginning):
        before = BREAK if beginning else ""
        found = []
        for field in fields:
            values = self.values(field)
            whole = field in WHOLE and not beginning
            found.append(values.documents_of(values.holding(BREAK + run + BREAK if whole else before + run)))
        return np.unique(joined(found, np.int32))

    def having_near(self, field, runs: list[str], distance: int) -> np.ndarray:
        """Return the documents with a value that holds all of these strings near each other."""
        values = self.values(field)
        names = [number for number, name in enumerate(values.folded) if near_each_other(name, runs, distance)]
        return values.documents_of(names)


def joined(parts, kind) -> np.ndarray:
    return np.concatenate([np.empty(0, kind), *parts]).astype(kind, copy=False)


def spread(size, documents, counts) -> np.ndarray:
    """Return a count for each of so many documents."""
    all_counts = np.zeros(size, np.float32)
    all_counts[documents] = counts
    return all_counts
