"""The whole values of one field (speakers, topics, years …) and which documents have them."""
from functools import cached_property

import numpy as np

from search.text import folded
from search.whoosh_index.units import BREAK, BREAK_UNIT, places_in, units_of

MANY = 100  # names of which the documents are picked out at once


class Values:
    """Names in order; the documents of each lie behind one another. A document may have several."""

    def __init__(self, parts: list[tuple], starts):
        """Put those of several segments side by side, their documents numbered through."""
        self.names = sorted(set().union(*(names for names, _, _ in parts)))
        self.numbers = {name: number for number, name in enumerate(self.names)}
        documents, owners = [np.empty(0, np.int32)], [np.empty(0, np.int64)]
        for (names, found, sizes), start in zip(parts, starts, strict=False):
            documents.append(found + np.int32(start))
            owners.append(np.repeat(np.array([self.numbers[name] for name in names], np.int64), sizes))
        owners = np.concatenate(owners)
        self.documents = np.concatenate(documents)[np.argsort(owners, kind="stable")]
        self.starts = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=len(self.names)))])

    @property
    def part(self) -> tuple:
        return self.names, self.documents, np.diff(self.starts)

    def count(self, mask: np.ndarray) -> np.ndarray:
        """Return for each name how many of these documents have it."""
        if not self.names:
            return np.empty(0, np.int64)
        return np.add.reduceat(mask[self.documents], self.starts[:-1], dtype=np.int32)

    def documents_of(self, names) -> np.ndarray:
        """Return the documents that have one of these names (given by their numbers)."""
        if len(names) > MANY:
            wanted = np.zeros(len(self.names), bool)
            wanted[names] = True
            return self.documents[np.repeat(wanted, np.diff(self.starts))]
        spans = [self.documents[self.starts[name] : self.starts[name + 1]] for name in names]
        return np.concatenate([self.documents[:0], *spans])

    def chosen(self, wanted) -> list[int]:
        return [self.numbers[name] for name in wanted if name in self.numbers]

    @cached_property
    def folded(self) -> list[str]:
        return [folded(name) for name in self.names]

    @cached_property
    def _units(self) -> tuple[np.ndarray, np.ndarray]:
        """All names folded, for one quick look through, and where the line feeds between them are."""
        units = units_of(BREAK + "".join(name + BREAK for name in self.folded))
        return units, np.flatnonzero(units == BREAK_UNIT)

    def holding(self, run: str) -> np.ndarray:
        """Return the numbers of the names that hold a folded string: with a line feed before it, that begin with it."""
        units, breaks = self._units
        return np.unique(np.searchsorted(breaks, places_in(units, units_of(run)), "right") - 1)
