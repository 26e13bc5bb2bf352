"""From all that match to what is shown: filters, exact counts, order, one page."""
import math

import numpy as np

from search.engine import UNKNOWN, Query, Results
from search.whoosh_index.matching import Match
from search.whoosh_index.reading import View
from search.whoosh_index.schema import FACETS

LONG, MOST = ("speaker", "topic"), 100  # of these no more values are counted out than anybody would read


class Choice:
    """One question's matches, narrowed by its filters.

    The counts of a filter's values obey every other filter but not this one: they say how many there would be if that
    value were chosen instead.
    """

    def __init__(self, view: View, match: Match, query: Query):
        self.view, self.match, self.query = view, match, query
        self.reachable = match.found & view.live & self._having("visibility", query.visible) & self._in_dates()
        chosen = {name: getattr(query.filters, name) for name in FACETS}
        self.kept = {name: self._having(name, wanted) for name, wanted in chosen.items() if wanted}
        self.found = self._without(None)

    def _having(self, field, wanted) -> np.ndarray:
        values = self.view.values(field)
        return self.view.mask(values.owners_of(values.chosen(wanted)))

    def _in_dates(self) -> np.ndarray:
        """Return who was dated inside the range, or may have been: 2024-03 lies in every range that touches it."""
        filters, view = self.query.filters, self.view
        mask = np.ones(view.size, bool)
        if filters.date_from:
            mask &= view.days_to >= filters.date_from.toordinal()
        if filters.date_to:
            mask &= (view.days_from <= filters.date_to.toordinal()) & (view.days_from > 0)
        return mask

    def _without(self, name) -> np.ndarray:
        return np.logical_and.reduce([self.reachable, *(mask for kept, mask in self.kept.items() if kept != name)])

    def results(self) -> Results:
        query = self.query
        documents = np.flatnonzero(self.found)
        ordered = documents[self._order(documents)]
        groups = self._grouped(ordered) if query.grouped else [[document] for document in ordered.tolist()]
        pages = max(1, math.ceil(len(groups) / query.per_page))
        page = min(max(1, query.page), pages)
        shown = groups[(page - 1) * query.per_page : page * query.per_page]
        numbers = [self.view.numbers[group].tolist() for group in shown]
        return Results(
            total=len(documents),
            ids=[group[0] for group in numbers],
            facets={name: self._counts(name) for name in query.facets},
            page=page,
            pages=pages,
            as_typed=int(self.match.as_typed[documents].sum()),
            twins={first: others for first, *others in numbers if others},
        )

    def _grouped(self, ordered) -> list[list[int]]:
        """Put those with the same text together, in the place of the best of them."""
        groups: dict[str, list[int]] = {}
        for document in ordered.tolist():
            groups.setdefault(self.view.held("text", document), []).append(document)
        return list(groups.values())

    def _order(self, documents) -> np.ndarray:
        """Return the order of these documents. Undated ones come last, whichever way dates run; ids break ties."""
        view, match = self.view, self.match
        days, numbers = view.days_from[documents], view.numbers[documents]
        if self.query.sort == "oldest":
            return np.lexsort((numbers, days, days == 0))
        if self.query.sort == "newest" or self.query.node is None:
            return np.lexsort((numbers, -days))
        return np.lexsort((numbers, -days, -match.scores[documents], ~match.as_typed[documents]))

    def _counts(self, name) -> list[tuple[str, int]]:
        values = self.view.values(name)
        counts = values.count(self._without(name) if name in self.kept else self.found)
        chosen = getattr(self.query.filters, name)
        counted = [(value, count) for value, count in zip(values.names, counts, strict=True) if count or value in chosen]
        if name == "year":
            return sorted(counted, key=lambda pair: (pair[0] != UNKNOWN, pair[0]), reverse=True)
        ordered = sorted(counted, key=lambda pair: (pair[0] == UNKNOWN, -pair[1], pair[0]))
        if name not in LONG:
            return ordered
        return [pair for place, pair in enumerate(ordered) if place < MOST or pair[0] == UNKNOWN or pair[0] in chosen]
