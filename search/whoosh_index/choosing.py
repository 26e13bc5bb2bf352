"""From all that match to what is shown: filters, exact counts, order, one page."""
import math

import numpy as np

from search.engine import FACETS, UNKNOWN, Query, Results
from search.whoosh_index.matching import Match
from search.whoosh_index.ordering import best
from search.whoosh_index.view import View

LONG, MOST = ("speaker", "topic"), 100  # of these no more values are counted out than anybody would read
FEW = 8  # where only one document in so many is left, only these are scored


class Choice:
    """One question's matches, narrowed by its filters.

    The counts of a filter's values obey every other filter but not this one: they say how many there would be if that
    value were chosen instead.
    """

    def __init__(self, view: View, match: Match, query: Query):
        self.view, self.match, self.query = view, match, query
        self.reachable = match.found & view.visible(query.visible)
        self._keep_dates()
        chosen = {name: getattr(query.filters, name) for name in FACETS}
        self.kept = {name: self._having(name, wanted) for name, wanted in chosen.items() if wanted}
        self.found = self._without(None)

    def _having(self, field, wanted) -> np.ndarray:
        values = self.view.values(field)
        return self.view.mask(values.documents_of(values.chosen(wanted)))

    def _keep_dates(self):
        """Keep who was dated inside the range, or may have been: 2024-03 lies in every range that touches it."""
        filters, view = self.query.filters, self.view
        if filters.date_from:
            self.reachable &= view.days_to >= filters.date_from.toordinal()
        if filters.date_to:
            self.reachable &= (view.days_from <= filters.date_to.toordinal()) & (view.days_from > 0)

    def _without(self, name) -> np.ndarray:
        masks = [mask for kept, mask in self.kept.items() if kept != name]
        return np.logical_and.reduce([self.reachable, *masks]) if masks else self.reachable

    def results(self) -> Results:
        query, numbers = self.query, self.view.numbers
        shown, others = self._grouped() if query.grouped else (self.found, {})
        pages = max(1, math.ceil(np.count_nonzero(shown) / query.per_page))
        page = min(max(1, query.page), pages)
        documents = self._in_order(shown, (page - 1) * query.per_page, page * query.per_page).tolist()
        return Results(
            total=int(np.count_nonzero(self.found)),
            ids=numbers[documents].tolist(),
            facets={name: self._counts(name) for name in query.facets},
            page=page,
            pages=pages,
            as_typed=int(np.count_nonzero(self.match.as_typed & self.found)),
            twins={int(numbers[one]): numbers[others[one]].tolist() for one in documents if one in others},
        )

    # ── order ──

    def _in_order(self, shown, first, last) -> np.ndarray:
        """Return the documents from the first to the last. Undated ones come last, whichever way dates run."""
        view, query = self.view, self.query
        if query.sort in ("newest", "oldest") or query.node is None:
            order = view.oldest() if query.sort == "oldest" else view.newest()
            return order[shown[order]][first:last]
        typed = shown & self.match.as_typed
        before = np.count_nonzero(typed)
        return np.concatenate(
            [
                self._by_rank(typed, min(first, before), min(last, before)),
                self._by_rank(shown & ~typed, max(0, first - before), max(0, last - before)),
            ]
        )

    def _by_rank(self, shown, first, last) -> np.ndarray:
        last = last and min(last, np.count_nonzero(shown))
        if first >= last:
            return np.empty(0, np.int64)
        scores, documents = self._scores()
        if documents is None:
            return best(scores, shown, self.view.age(), first, last)
        return documents[best(scores, shown[documents], self.view.age()[documents], first, last)]

    def _scores(self) -> tuple[np.ndarray, np.ndarray | None]:
        """Return the scores of all documents, or of the few that are left and which they are."""
        if self._scored is None:
            few = np.count_nonzero(self.found) * FEW < self.view.size
            documents = np.flatnonzero(self.found) if few else None
            self._scored = (self.match.scores(documents) if few else self.match.of_all()), documents
        return self._scored

    _scored = None

    def _grouped(self) -> tuple[np.ndarray, dict[int, list[int]]]:
        """Return who is shown when speeches with the same text take one place, and for each the others in order."""
        twins = self.view.twins()
        several = self.found & (twins >= 0)
        groups: dict[int, list[int]] = {}
        for document in self._in_order(several, 0, self.view.size).tolist():
            groups.setdefault(int(twins[document]), []).append(document)
        others = {first: rest for first, *rest in groups.values() if rest}
        return self.found & ~self.view.mask([document for rest in others.values() for document in rest]), others

    # ── counts ──

    def _counts(self, name) -> list[tuple[str, int]]:
        values = self.view.values(name)
        counts = values.count(self._without(name) if name in self.kept else self.found)
        always = values.chosen([*getattr(self.query.filters, name), *([UNKNOWN] if name in LONG else ())])
        counted = {*(most_frequent(counts, MOST) if name in LONG else np.flatnonzero(counts)).tolist(), *always}
        # Never with 0: that a value exists is not told to who sees no speech that has it.
        pairs = [(values.names[number], int(counts[number])) for number in sorted(counted) if counts[number]]
        unknown = [pair for pair in pairs if pair[0] == UNKNOWN]
        pairs = [pair for pair in pairs if pair[0] != UNKNOWN]
        return (pairs[::-1] if name == "year" else sorted(pairs, key=lambda pair: -pair[1])) + unknown


def most_frequent(counts: np.ndarray, most: int) -> np.ndarray:
    """Return the numbers of the highest counts, of equal ones the first."""
    if np.count_nonzero(counts) <= most:
        return np.flatnonzero(counts)
    keys = counts.astype(np.int64) * len(counts) - np.arange(len(counts))
    return np.argpartition(-keys, most)[:most]
