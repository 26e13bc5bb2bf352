"""One folding for texts and questions: width, case, 繁→简, no punctuation. With the way back to the original offsets.

Each code point is folded by itself, so folding a piece of a text gives a piece of the folded text.
"""
import unicodedata
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

import opencc

ZEROS = {"○": "〇", "◯": "〇"}  # 二○二四年: typed with whatever circle was at hand
SIMPLIFIED = opencc.OpenCC("t2s")


def is_letter_or_digit(character) -> bool:
    return unicodedata.category(character)[0] in "LN"


class FoldingTable(dict):
    """A code point → what it folds to; "" for everything that is neither letter nor digit. Fills itself when asked."""

    def __missing__(self, character):
        plain = unicodedata.normalize("NFKD", ZEROS.get(character, character)).casefold()
        folded = "".join(SIMPLIFIED.convert(c) for c in plain if is_letter_or_digit(c))
        self[character] = folded
        return folded


TABLE = FoldingTable()


class Folded:
    """A folded text that knows from which original characters it came."""

    def __init__(self, original: str):
        self.original = original
        self._pieces = list(map(TABLE.__getitem__, original))
        self.text = "".join(self._pieces)

    def __bool__(self):
        return bool(self.text)

    @cached_property
    def _ends(self) -> list[int]:
        """Where each original character ends in the folded text."""
        return list(accumulate(map(len, self._pieces)))

    def origin(self, place: int) -> int:
        """Return the offset of the original character that the folded one at this place came from."""
        return bisect_left(self._ends, place + 1)

    def place(self, offset: int) -> int:
        """Return where the folded text of original[offset:] starts in the folded text."""
        return self._ends[offset - 1] if offset else 0

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the original that covers folded text[start:end], in whole characters."""
        return self.origin(start), self.origin(end - 1) + 1


def fold(text: str | None) -> Folded:
    return Folded(text or "")


def folded(text: str | None) -> str:
    """Return the folded text alone."""
    return "".join(map(TABLE.__getitem__, text or ""))
