"""What was read and decoded stays for the next question, as far as it fits."""
from collections import OrderedDict

import numpy as np


class Kept:
    """Remembers arrays up to so many bytes; what was not asked for longest goes first."""

    def __init__(self, most: int):
        self._most, self._bytes = most, 0
        self._known: OrderedDict[tuple, tuple[np.ndarray, ...]] = OrderedDict()

    def get(self, key: tuple, make) -> tuple[np.ndarray, ...]:
        """Return the arrays known by this key, made by make() if they are not."""
        if (arrays := self._known.get(key)) is not None:
            self._known.move_to_end(key)
            return arrays
        arrays = self._known[key] = make()
        self._bytes += size_of(arrays)
        while self._bytes > self._most and len(self._known) > 1:
            self._bytes -= size_of(self._known.popitem(last=False)[1])
        return arrays

    def clear(self):
        self._known.clear()
        self._bytes = 0


def size_of(arrays) -> int:
    return 200 + sum(getattr(array, "nbytes", 0) for array in arrays)
