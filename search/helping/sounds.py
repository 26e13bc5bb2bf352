"""How characters are read, and what typed letters may stand for: xczx, xiangcun, xiangcz. Texts and letters come folded."""
import re
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np

TABLE = Path(__file__).with_name("pinyin.txt")
LETTERS = re.compile(r"[0-9]*[a-z][a-z0-9]*")
STARTS = ("zh", "ch", "sh")
MOST_LETTERS, MOST_SPLITS = 40, 3
# What ears and keyboards mix up: 层 and 成, 治 and 自, 南 and 蓝, 湖 and 扶. Beginnings, then ends.
MIXED = [(re.compile(pattern), kept) for pattern, kept in (("^zh", "z"), ("^ch", "c"), ("^sh", "s"), ("^n", "l"), ("^f", "h"), ("(?<=[aei]n)g$", ""))]


class Codes(dict):
    """A code point → the number of its readings in `readings`; 0 for what nobody reads aloud."""

    def __missing__(self, character):
        return 0


@cache
def tables() -> tuple[Codes, list[frozenset[str]]]:
    """Return code point → number, number → readings. Letters and digits are read as themselves, so 5gjz finds 5G基站."""
    read: dict[str, set[str]] = {sign: {sign} for sign in "abcdefghijklmnopqrstuvwxyz0123456789"}
    for line in TABLE.read_text("utf-8").splitlines():
        syllable, _, characters = line.partition(" ")
        for character in characters if syllable != "#" else ():
            read.setdefault(character, set()).add(syllable)
    numbers: dict[frozenset[str], int] = {frozenset(): 0}
    codes = Codes((ord(character), numbers.setdefault(frozenset(own), len(numbers))) for character, own in read.items())
    return codes, list(numbers)


def codes_of(text: str) -> np.ndarray:
    """Return the number of its readings for each character of a text."""
    return np.frombuffer(text.translate(tables()[0]).encode("utf-16-le"), np.uint16)


def readings(character: str) -> frozenset[str]:
    codes, known = tables()
    return known[codes[ord(character)]]


@cache
def syllables() -> frozenset[str]:
    return frozenset(one for readings in tables()[1] for one in readings if len(one) > 1 or one in "aeo")


@cache
def first_letters() -> frozenset[str]:
    return frozenset(one[0] for one in syllables()) | frozenset("0123456789")


# ── typed letters ──


def splits(letters: str, whole=False) -> list[tuple[str, ...]]:
    """Return how typed letters may stand for characters, the likeliest first: xiangcz → (xiang, c, z).

    Each part is a syllable, a first letter (or zh, ch, sh), and the last one the beginning of a syllable; `whole`: syllables only.
    """
    if not LETTERS.fullmatch(letters) or len(letters) > MOST_LETTERS:
        return []
    found = [tuple(parts) for parts in islice(_splits(letters, whole), 200)]
    each = tuple(letters)
    found = sorted(found, key=len)[:MOST_SPLITS]
    if not whole and each not in found and first_letters().issuperset(letters):
        found.append(each)
    return found


def _splits(letters, whole):
    """The ways to split, longest parts first; what can no longer succeed is not tried twice."""
    hopeless = set()

    def from_place(place):
        if place == len(letters):
            yield []
            return
        if place in hopeless:
            return
        succeeded = False
        for end in range(min(len(letters), place + 6), place, -1):
            part = letters[place:end]
            if is_part(part, whole, last=end == len(letters)):
                for rest in from_place(end):
                    succeeded = True
                    yield [part, *rest]
        if not succeeded:
            hopeless.add(place)

    return from_place(0)


def is_part(part: str, whole: bool, last: bool) -> bool:
    if part in syllables():
        return True
    if whole:
        return False
    return part in first_letters() or part in STARTS or (last and any(one.startswith(part) for one in syllables()))


@lru_cache(2_000)
def heard(part: str, last: bool) -> np.ndarray:
    """Say of each number of `tables` whether a character read so may be meant by a part of what was typed."""
    beginning = last or len(part) == 1 or part in STARTS
    return np.array([any(one.startswith(part) if beginning else one == part for one in own) for own in tables()[1]], bool)


# ── characters that sound alike ──


@lru_cache(2_000)
def meant(syllable: str, nearly: bool) -> np.ndarray:
    """Say of each number of `tables` whether a character read so may be written by a syllable that was typed whole."""
    if nearly:
        return np.array([plain(syllable) in map(plain, own) for own in tables()[1]], bool)
    return np.array([syllable in own for own in tables()[1]], bool)


@cache
def plain(syllable: str) -> str:
    """Return a syllable without what is mixed up: zhang, zang and zan become one."""
    for pattern, kept in MIXED:
        syllable = pattern.sub(kept, syllable)
    return syllable


@lru_cache(2_000)
def alike(character: str, nearly: bool) -> np.ndarray:
    """Say of each number of `tables` whether it sounds as this character may, or nearly so."""
    own = readings(character)
    if nearly:
        own = frozenset(map(plain, own))
        return np.array([not own.isdisjoint(map(plain, known)) for known in tables()[1]], bool)
    return np.array([not own.isdisjoint(known) for known in tables()[1]], bool)
