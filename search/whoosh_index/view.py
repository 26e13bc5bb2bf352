"""All that the index holds at one generation: the large segments and, behind them, the small ones of the last commits.

What was read of the large ones stays when a commit brings a small one. Documents are numbered through.
"""
from functools import lru_cache

import numpy as np

from search.engine import UNKNOWN
from search.whoosh_index.kept import Kept
from search.whoosh_index.reading import Segment, reading_whoosh
from search.whoosh_index.schema import SOURCES
from search.whoosh_index.stretch import ALL, Stretch, joined, spread
from search.whoosh_index.string_writing import NO_TEXT
from search.whoosh_index.values import Values

RARITIES_BYTES = 1 << 20


class View:
    def __init__(self, stretches: list[Stretch], deleted: list[list[int]]):
        """Show what is not deleted in each segment of these stretches."""
        self.stretches = stretches
        self.segments = [segment for stretch in stretches for segment in stretch.segments]
        self.starts = np.cumsum([0, *(segment.size for segment in self.segments)])
        self.size = int(self.starts[-1])
        self._begins = np.cumsum([0, *(stretch.size for stretch in stretches)])
        self.numbers, self.days_from, self.days_to = (
            joined([segment.columns[name] for segment in self.segments], np.int64) for name in ("number", "day_from", "day_to")
        )
        self.live = np.ones(self.size, bool)
        for start, documents in zip(self.starts, deleted, strict=False):
            self.live[[start + document for document in documents]] = False
        self.everything = int(np.count_nonzero(self.live))
        self.rarities = Kept(RARITIES_BYTES)
        self.values = lru_cache(None)(self._values)
        self.visible = lru_cache(8)(self._visible)
        self.newest = lru_cache(None)(lambda: np.lexsort((self.numbers, -self.days_from)))
        self.oldest = lru_cache(None)(lambda: np.lexsort((self.numbers, self.days_from, self.days_from == 0)))
        self.age = lru_cache(None)(self._age)
        self.twins = lru_cache(None)(self._twins)

    def mask(self, documents) -> np.ndarray:
        mask = np.zeros(self.size, bool)
        mask[documents] = True
        return mask

    def among(self, ids) -> np.ndarray:
        """Return a mask of the living documents that have these numbers."""
        return np.isin(self.numbers, np.array(list(ids), np.int64)) & self.live

    # ── each stretch has its own ──

    def _side_by_side(self, arrays) -> np.ndarray:
        """Put arrays with a figure for each document behind one another."""
        first, *more = arrays
        return np.concatenate([first, *more]) if more else first

    def _numbered_through(self, documents) -> np.ndarray:
        first, *more = documents
        return np.concatenate([first, *(part + np.int32(begin) for part, begin in zip(more, self._begins[1:], strict=False))]) if more else first

    def _postings_together(self, postings) -> tuple[np.ndarray | slice, np.ndarray]:
        first, *more = postings
        if not more:
            return first
        parts = [first, *more]
        if first[0] is ALL:
            spans = zip(self.stretches, parts, strict=True)
            return ALL, np.concatenate([counts if found is ALL else spread(span.size, found, counts) for span, (found, counts) in spans])
        parts = [(np.flatnonzero(counts), counts[counts > 0]) if found is ALL else (found, counts) for found, counts in parts]
        return self._numbered_through(found for found, _ in parts), np.concatenate([counts for _, counts in parts])

    def postings(self, source, word: str) -> tuple[np.ndarray | slice, np.ndarray]:
        return self._postings_together(stretch.postings(source, word) for stretch in self.stretches)

    def beginnings(self, source, run: str) -> tuple[np.ndarray | slice, np.ndarray]:
        return self._postings_together(stretch.beginnings(source, run) for stretch in self.stretches)

    def runs(self, source, run: str) -> tuple[np.ndarray | slice, np.ndarray]:
        return self._postings_together(stretch.runs(source, run) for stretch in self.stretches)

    def holders_of(self, source, word: str) -> int:
        """Return about how many documents hold a word, without reading its postings."""
        return sum(segment.strings[source].holders_of(word) for segment in self.segments)

    def mask_of(self, documents, counts) -> np.ndarray:
        """Return a mask of the documents of postings."""
        return counts > 0 if documents is ALL else self.mask(documents)

    def holding(self, source, run: str) -> np.ndarray:
        return self._side_by_side(stretch.holding(source, run) for stretch in self.stretches)

    def headings_together(self, runs: list[str]) -> np.ndarray:
        return self._side_by_side(stretch.headings_together(runs) for stretch in self.stretches)

    def having(self, fields, run: str, beginning=False) -> np.ndarray:
        return self._numbered_through(stretch.having(fields, run, beginning) for stretch in self.stretches)

    def having_near(self, field, runs: list[str], distance: int) -> np.ndarray:
        return self._numbered_through(stretch.having_near(field, runs, distance) for stretch in self.stretches)

    # ── texts ──

    def held(self, source, document) -> str:
        part = int(np.searchsorted(self.starts, document, "right")) - 1
        with reading_whoosh():
            return self.segments[part].strings[source].held(int(document - self.starts[part]))

    def texts(self, source, documents) -> tuple[np.ndarray, np.ndarray]:
        """Return the units of these documents' texts, in rising order, and where each ends, a line feed included."""
        edges = np.searchsorted(documents, self.starts)
        spans = zip(self.segments, self.starts, edges, edges[1:], strict=False)
        with reading_whoosh():
            parts = [part.strings[source].several(documents[first:last] - start) for part, start, first, last in spans]
        units, sizes = zip(*parts, strict=True)
        return np.concatenate(units), np.cumsum(np.concatenate(sizes))

    def near_each_other(self, source, runs: list[str], distance: int) -> np.ndarray:
        """Return the documents whose text holds all of these strings near each other."""
        with reading_whoosh():
            found = [segment.strings[source].near_each_other(runs, distance) for segment in self.segments]
        return joined([part + start for part, start in zip(found, self.starts, strict=False)], np.int64)

    def times(self, source, run: str) -> np.ndarray:
        """Return how often each document's text holds a string."""
        with reading_whoosh():
            return joined([segment.strings[source].times(run) for segment in self.segments], np.int64)

    def words(self, source) -> frozenset[str]:
        """Return all words of the texts, deleted ones too."""
        with reading_whoosh():
            return frozenset().union(*(segment.strings[source].words() for segment in self.segments))

    # ── values ──

    def vocabulary(self, field) -> dict[str, int]:
        """Return each word of the texts, titles or headings, or each value of another field, and how many speeches hold it."""
        source = "headings" if field == "heading" else field
        counts: dict[str, int] = {}
        if source in SOURCES:
            for segment, start in zip(self.segments, self.starts, strict=False):
                for word, count in holders(segment, source, self.live[start : start + segment.size]):
                    counts[word] = counts.get(word, 0) + count
        else:
            values = self.values(source)
            counts = dict(zip(values.names, values.count(self.live).tolist(), strict=True))
        return {word: count for word, count in counts.items() if count and word != UNKNOWN}

    def _values(self, field) -> Values:
        stretches = [stretch.values(field) for stretch in self.stretches]
        return stretches[0] if len(stretches) == 1 else Values([values.part for values in stretches], self._begins)

    def _visible(self, visibilities) -> np.ndarray:
        """Return a mask of the documents that are there for those who may see these."""
        values = self.values("visibility")
        return self.mask(values.documents_of(values.chosen(visibilities))) & self.live

    # ── order ──

    def _age(self) -> np.ndarray:
        """Return the place of each document when the newest comes first."""
        places = np.empty(self.size, np.int64)
        places[self.newest()] = np.arange(self.size)
        return places

    def _twins(self) -> np.ndarray:
        """Return a number for each document whose text another one has too, the same for both; -1 for all others."""
        prints = joined([segment.strings["text"].prints for segment in self.segments], np.uint64)
        twins = np.full(self.size, -1, np.int64)
        living = np.flatnonzero(self.live & (prints != NO_TEXT))  # those of which only the title is known are not the same
        _, groups, sizes = np.unique(prints[living], return_inverse=True, return_counts=True)
        several = sizes[groups] > 1
        twins[living[several]] = groups[several]
        return twins


def holders(segment: Segment, source, live):
    """Yield each word of a segment and how many living documents hold it."""
    if live.all():
        strings = segment.strings[source]
        return zip(strings.words(), strings.holders.tolist(), strict=True)
    return ((term.decode(), int(np.count_nonzero(live[found]))) for term, found, _ in segment.terms(source))
