"""All segments side by side, as they were at one generation. Documents are numbered through."""
from functools import lru_cache

import numpy as np

from search.engine import UNKNOWN
from search.whoosh_index.closeness import near_each_other
from search.whoosh_index.kept import Kept
from search.whoosh_index.reading import Segment, reading_whoosh
from search.whoosh_index.schema import SOURCES
from search.whoosh_index.units import BREAK
from search.whoosh_index.values import Values

ALL = slice(None)  # in the place of an array of documents
KEPT_BYTES = 64 << 20
SHORT = 2  # units: strings so short are kept as what words are, longer ones are found anew each time
LEVELLING = np.float32(0.75)  # how far a word counts less in a longer text (BM25's b)
WHOLE = ("level", "year")  # 市 is not part of 县级市


class View:
    def __init__(self, segments: list[Segment], deleted: list[list[int]]):
        self.segments = segments
        self.starts = np.cumsum([0, *(segment.size for segment in segments)])
        self.size = int(self.starts[-1])
        self.numbers, self.days_from, self.days_to = (
            self._joined([segment.columns[name] for segment in segments], np.int64) for name in ("number", "day_from", "day_to")
        )
        self.live = np.ones(self.size, bool)
        for start, documents in zip(self.starts, deleted, strict=False):
            self.live[[start + document for document in documents]] = False
        self.everything = int(np.count_nonzero(self.live))
        self.kept = Kept(KEPT_BYTES)
        self.levels = lru_cache(None)(self._levels)
        self.values = lru_cache(None)(self._values)
        self.visible = lru_cache(8)(self._visible)
        self.newest = lru_cache(None)(lambda: np.lexsort((self.numbers, -self.days_from)))
        self.oldest = lru_cache(None)(lambda: np.lexsort((self.numbers, self.days_from, self.days_from == 0)))
        self.age = lru_cache(None)(self._age)
        self.owners = lru_cache(None)(self._owners)
        self.twins = lru_cache(None)(self._twins)

    def _joined(self, parts, kind) -> np.ndarray:
        return np.concatenate([np.empty(0, kind), *parts]).astype(kind, copy=False)

    def mask(self, documents) -> np.ndarray:
        mask = np.zeros(self.size, bool)
        mask[documents] = True
        return mask

    # ── words ──

    def postings(self, source, word: str) -> tuple[np.ndarray | slice, np.ndarray]:
        """Return the documents that hold a word, deleted ones too, and how often for their length.

        Where most hold it: ALL, and a count for each, 0 for those that do not.
        """
        return self.kept.get((source, word), lambda: self._postings(source, word))

    def _postings(self, source, word):
        found = [segment.postings(source, word.encode()) for segment in self.segments]
        starts = self.starts[:-1].astype(np.int32)
        documents = self._joined([part + start for (part, _), start in zip(found, starts, strict=True)], np.int32)
        counts = self._joined([counts for _, counts in found], np.float32) / self.levels(source)[documents]
        if len(documents) * 2 < self.size:
            return documents, counts
        spread = np.zeros(self.size, np.float32)
        spread[documents] = counts
        return ALL, spread

    def mask_of(self, documents, counts) -> np.ndarray:
        """Return a mask of the documents of postings."""
        return counts > 0 if documents is ALL else self.mask(documents)

    def _levels(self, source) -> np.ndarray:
        """Return by what a count in each document is divided: more than 1 in those longer than the mean."""
        lengths = self._joined([segment.lengths(source) for segment in self.segments], np.float32)
        mean = max(1.0, float(lengths.sum()) / max(1, self.size))
        return 1 - LEVELLING + LEVELLING * lengths / np.float32(mean)

    def beginnings(self, source, run: str) -> tuple[np.ndarray | slice, np.ndarray]:
        """Return the same for all words that begin so, as if they were one."""
        return self.kept.get((source, "beginning", run), lambda: self._beginnings(source, run))

    def _beginnings(self, source, run):
        with reading_whoosh():
            words = set().union(*(segment.strings[source].words_beginning(run) for segment in self.segments))
        sums = np.zeros(self.size, np.float32)
        for word in sorted(words):  # in one order, so that sums come out the same
            documents, counts = self.postings(source, word)
            sums[documents] += counts
        documents = np.flatnonzero(sums)
        return (documents, sums[documents]) if len(documents) * 2 < self.size else (ALL, sums)

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

    # ── strings ──

    def holding(self, source, run: str) -> np.ndarray:
        """Return a mask of the documents whose folded text holds a string. Not to be written into."""
        if len(run) > SHORT:
            return self._holding(source, run)
        return self.kept.get((source, "string", run), lambda: (self._holding(source, run),))[0]

    def _holding(self, source, run):
        mask = np.zeros(self.size, bool)
        with reading_whoosh():
            for segment, start in zip(self.segments, self.starts.tolist(), strict=False):
                segment.strings[source].mark(run, mask[start : start + segment.size])
        return mask

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

    def headings_together(self, runs: list[str]) -> np.ndarray:
        """Return for each document how many of these strings that heading holds which holds most of them, 0 for one."""
        held, best = sum(self._headings_holding(run).view(np.uint8) for run in runs), np.zeros(self.size, np.uint8)
        for number in range(2, len(runs) + 1):
            best[self.owners()[held >= number]] = number
        return best

    def _headings_holding(self, run) -> np.ndarray:
        def look():
            with reading_whoosh():
                return (np.concatenate([segment.strings["headings"].mark_pieces(run) for segment in self.segments]),)

        return self.kept.get(("heading", run), look)[0] if len(run) <= SHORT else look()[0]

    def _owners(self) -> np.ndarray:
        """Return whose each heading is."""
        owners = [segment.strings["headings"].owners + start for segment, start in zip(self.segments, self.starts, strict=False)]
        return self._joined(owners, np.int64)

    def near_each_other(self, source, runs: list[str], distance: int) -> np.ndarray:
        """Return the documents whose text holds all of these strings near each other."""
        with reading_whoosh():
            found = [segment.strings[source].near_each_other(runs, distance) for segment in self.segments]
        return self._joined([part + start for part, start in zip(found, self.starts, strict=False)], np.int64)

    # ── values ──

    def _values(self, field) -> Values:
        return Values([segment.values(field) for segment in self.segments], self.starts)

    def having(self, fields, run: str, beginning=False) -> np.ndarray:
        """Return the documents with a value that holds a folded string, or begins with it, in one of these fields."""
        return self.kept.get((fields, beginning, run), lambda: (self._having(fields, run, beginning),))[0]

    def _having(self, fields, run, beginning):
        before = BREAK if beginning else ""
        found = []
        for field in fields:
            values = self.values(field)
            whole = field in WHOLE and not beginning
            found.append(values.documents_of(values.holding(BREAK + run + BREAK if whole else before + run)))
        return np.unique(self._joined(found, np.int32))

    def having_near(self, field, runs: list[str], distance: int) -> np.ndarray:
        """Return the documents with a value that holds all of these strings near each other."""
        values = self.values(field)
        names = [number for number, name in enumerate(values.folded) if near_each_other(name, runs, distance)]
        return values.documents_of(names)

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
        prints = self._joined([segment.strings["text"].prints for segment in self.segments], np.uint64)
        twins = np.full(self.size, -1, np.int64)
        living = np.flatnonzero(self.live)
        _, groups, sizes = np.unique(prints[living], return_inverse=True, return_counts=True)
        known: dict[str, int] = {}
        for document in living[sizes[groups] > 1].tolist():
            if text := self.held("text", document):  # speeches of which only the title is known are not the same
                twins[document] = known.setdefault(text, len(known))
        return twins


def holders(segment: Segment, source, live):
    """Yield each word of a segment and how many living documents hold it."""
    if live.all():
        strings = segment.strings[source]
        return zip(strings.words(), strings.holders.tolist(), strict=True)
    return ((term.decode(), int(np.count_nonzero(live[found]))) for term, found, _ in segment.terms(source))
