"""How well documents answer words: BM25 over the fields taken together.

Each field's count is weighed and levelled by its length, then they are summed. Scores are made for the documents that
are asked about, an array of their numbers, or for ALL of a view.
"""
import numpy as np

from search.whoosh_index.stretch import ALL
from search.whoosh_index.view import View

# Where a field of the question looks: texts that hold strings and words, and values that are compared whole.
PLACES = {
    "all": (("title", "text"), ("speaker", "meeting", "post", "topic")),
    "title": (("title",), ()),
    "heading": (("headings",), ()),
    "text": (("text",), ()),
    **{name: ((), (name,)) for name in ("speaker", "meeting", "post", "type", "topic", "level", "kind", "year")},
}
# Where words are counted for rank, and how much one of them weighs there.
RANKED = {
    "all": {"title": 6.0, "headings": 4.0, "text": 1.0},
    "title": {"title": 1.0},
    "heading": {"headings": 1.0},
    "text": {"text": 1.0},
}
VALUE_WEIGHT = 3.0
K1 = np.float32(1.2)


class Ranking:
    def __init__(self, view: View):
        self.view = view

    def none(self, documents) -> np.ndarray:
        return np.zeros(self.view.size if documents is ALL else len(documents), np.float32)

    def words(self, field, words, documents) -> np.ndarray:
        scores = self.none(documents)
        for word in dict.fromkeys(words):
            scores += levelled(self._frequency(field, word, documents), self._rarity(field, word))
        return scores

    def beginnings(self, field, run, documents) -> np.ndarray:
        """Score all words that begin so as if they were one."""
        return levelled(self._frequency(field, run, documents, True), self._rarity(field, run, True))

    def _frequency(self, field, run, documents, beginning=False) -> np.ndarray:
        view, frequency = self.view, self.none(documents)
        for source, weight in RANKED.get(field, {}).items():
            found = view.beginnings(source, run) if beginning else view.postings(source, run)
            spread(frequency, documents, *found, weight)
        spread(frequency, documents, view.having(PLACES[field][1], run, beginning), None, VALUE_WEIGHT)
        return frequency

    def _rarity(self, field, run, beginning=False) -> np.float32:
        def look():
            return (self._rarity_in(self._frequency(field, run, ALL, beginning)),)

        return self.view.rarities.get((field, run, beginning), look)[0]

    def _rarity_in(self, frequency) -> np.float32:
        everything, holders = max(1, self.view.everything), np.count_nonzero((frequency > 0) & self.view.live)
        return np.float32(np.log(1 + (everything - holders + 0.5) / (holders + 0.5)))


def spread(sums, documents, found, counts, weight) -> None:
    """Add weighed counts of the documents found to the sums of those that are asked about. No counts: once each.

    Both may be ALL.
    """
    added = np.float32(weight) if counts is None else counts * np.float32(weight) if weight != 1 else counts
    if found is ALL:
        sums += added[documents]
    elif documents is ALL:
        sums[found] += added
    elif len(found):
        places = np.searchsorted(found, documents)
        places[places == len(found)] = 0
        hit = found[places] == documents
        sums[hit] += added if counts is None else added[places[hit]]


def levelled(frequency, rarity) -> np.ndarray:
    """Return scores, in the place of the frequencies: the tenth time a word occurs adds less than the first."""
    frequency /= frequency + K1
    frequency *= rarity * (K1 + 1)
    return frequency
