"""The whole values of one field (speakers, topics, years …) and which documents have them."""
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from search.text import folded

BREAK = "\n"  # never part of a folded question


@dataclass
class Values:
    """Document `documents[n]` has the value `names[owners[n]]`; a document may have several."""

    names: list[str]
    documents: np.ndarray
    owners: np.ndarray

    @classmethod
    def joined(cls, parts: list["Values"], starts) -> "Values":
        """Put those of several segments side by side, their documents numbered through."""
        known: dict[str, int] = {}
        documents, owners = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
        for part, start in zip(parts, starts, strict=False):
            if part.names:
                numbers = np.array([known.setdefault(name, len(known)) for name in part.names], np.int32)
                documents.append(part.documents + np.int32(start))
                owners.append(numbers[part.owners])
        return cls(list(known), np.concatenate(documents), np.concatenate(owners))

    @cached_property
    def _folded(self) -> tuple[str, np.ndarray]:
        """All names folded into one string, for one quick look through, and where each begins."""
        names = [folded(name) for name in self.names]
        starts = np.cumsum([1, *(len(name) + 1 for name in names)])[:-1]
        return BREAK + BREAK.join(names) + BREAK, starts

    def holding(self, run: str) -> np.ndarray:
        """Return which names hold a folded string."""
        text, starts = self._folded
        held = np.zeros(len(self.names), bool)
        place = text.find(run)
        while place >= 0:
            number = int(np.searchsorted(starts, place, "right")) - 1
            held[number] = True
            place = text.find(run, int(starts[number + 1])) if number + 1 < len(starts) else -1
        return held

    def being(self, run: str) -> np.ndarray:
        """Return which names are a folded string."""
        return np.array([folded(name) == run for name in self.names], bool)

    def beginning(self, run: str) -> np.ndarray:
        """Return which names begin with a folded string."""
        return np.array([folded(name).startswith(run) for name in self.names], bool)

    def chosen(self, wanted: frozenset[str]) -> np.ndarray:
        return np.array([name in wanted for name in self.names], bool)

    def owners_of(self, names: np.ndarray) -> np.ndarray:
        """Return the documents that have one of these names (given as a mask over them)."""
        return self.documents[names[self.owners]] if names.any() else self.documents[:0]

    def count(self, documents: np.ndarray) -> list[int]:
        """Return for each name how many of these documents (a mask) have it."""
        return np.bincount(self.owners[documents[self.documents]], minlength=len(self.names)).tolist()
