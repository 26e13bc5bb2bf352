"""One folding for texts and questions: width, case, 繁→简, no punctuation. With the way back to the original offsets.

Each code point is folded by itself, so folding a piece of a text gives a piece of the folded text.
"""
import unicodedata
from functools import cached_property

import numpy as np
import opencc

ZEROS = {"○": "〇", "◯": "〇"}  # 二○二四年: typed with whatever circle was at hand
SIMPLIFIED = opencc.OpenCC("t2s")
SOUND_MARKS = "ﾞﾟ"  # half-width kana carry them as letters of their own


def is_letter_or_digit(character) -> bool:
    return unicodedata.category(character)[0] in "LN"


def is_attached(character) -> bool:
    """Whether a reader sees it as part of the character before it: an accent, a variation selector."""
    return unicodedata.category(character)[0] == "M" or character in SOUND_MARKS


def parts_words(character) -> bool:
    """Whether what stands before and behind it are two words. No accent does, and nothing that has no width."""
    return not TABLE[character] and unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cf")


class FoldingTable(dict):
    """A code point → what it folds to; "" for everything that is neither letter nor digit. Fills itself when asked."""

    def __missing__(self, character):
        plain = unicodedata.normalize("NFKD", ZEROS.get(character, character)).casefold()
        folded = "".join(SIMPLIFIED.convert(c) for c in plain if is_letter_or_digit(c))
        self[character] = folded
        return folded


TABLE = FoldingTable()

# The same table as numbers, so that a whole text is folded at once: a code point → the one that it folds to, or one of
NOT_ASKED, SEVERAL, PARTS, VANISHES = range(4)  # never asked, several (㎡), a break between words, nothing at all
NUMBERS = np.zeros(0x110000, np.uint32)
CODING = "utf-32-le"


def number_of(character: str) -> int:
    match len(TABLE[character]):
        case 0:
            return PARTS if parts_words(character) else VANISHES
        case 1:
            return ord(TABLE[character])
    return SEVERAL


class Folded:
    """A folded text that knows from which original characters it came. A wall, a character, stays and so parts texts."""

    def __init__(self, original: str, wall: str = ""):
        self.original = original
        codes = np.frombuffer(original.encode(CODING, "surrogatepass"), np.uint32)
        self._numbers = self._look_up(codes)
        if wall:
            self._numbers[codes == ord(wall)] = ord(wall)
        kept = self._numbers > VANISHES
        self._origins = kept.nonzero()[0]  # of each folded character
        found = self._with_several(kept) if (self._numbers == SEVERAL).any() else self._numbers.take(self._origins)
        self.text = found.tobytes().decode(CODING, "surrogatepass")

    def _look_up(self, codes: np.ndarray) -> np.ndarray:
        numbers = NUMBERS.take(codes)
        if not numbers.all():
            for code in set(codes[numbers == NOT_ASKED].tolist()):
                NUMBERS[code] = number_of(chr(code))
            numbers = NUMBERS.take(codes)
        return numbers

    def _with_several(self, kept: np.ndarray) -> np.ndarray:
        lengths = kept.astype(np.intp)
        several = {at: list(map(ord, TABLE[self.original[at]])) for at in (self._numbers == SEVERAL).nonzero()[0].tolist()}
        lengths[list(several)] = list(map(len, several.values()))
        self._origins, ends = np.arange(len(kept)).repeat(lengths), lengths.cumsum()
        found = self._numbers.take(self._origins)
        for at, codes in several.items():
            found[ends[at] - len(codes) : ends[at]] = codes
        return found

    def __bool__(self):
        return bool(self.text)

    def origin(self, place: int) -> int:
        """Return the offset of the original character that the folded one at this place came from."""
        return int(self._origins[place])

    def origins(self, places) -> list[int]:
        return self._origins[places].tolist()

    def place(self, offset: int) -> int:
        """Return where the folded text of original[offset:] starts in the folded text."""
        return int(self._origins.searchsorted(offset))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the original that covers folded text[start:end], in whole characters with their accents."""
        return with_accents(self.original, self.origin(start), self.origin(end - 1) + 1)

    def clause(self, place: int) -> tuple[int, int]:
        """Return between which breaks a folded character stands, in the folded text: no word goes on over one."""
        breaks = self._breaks
        nth = int(breaks.searchsorted(place, "right"))
        return int(breaks[nth - 1]), int(breaks[nth])

    @cached_property
    def _breaks(self) -> np.ndarray:
        breaks = self._origins.searchsorted((self._numbers == PARTS).nonzero()[0])
        return np.concatenate([[0], breaks, [len(self.text)]])


def with_accents(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the slice that a reader sees as whole characters."""
    while start and is_attached(text[start]):
        start -= 1
    while end < len(text) and is_attached(text[end]):
        end += 1
    return start, end


def fold(text: str | None, wall: str = "") -> Folded:
    return Folded(text or "", wall)


def folded(text: str | None) -> str:
    """Return the folded text alone."""
    return "".join(map(TABLE.__getitem__, text or ""))
