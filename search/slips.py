"""What somebody may have meant: the archive's own words, topics and names that sound or look like a piece of what was typed."""
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from search.names import Names
from search.sounds import alike, meant, splits

GROUPS = Path(__file__).with_name("look_alikes.txt")
SAME, LOOKS, NEARLY, TYPO = range(4)  # sounds the same, looks alike, sounds nearly the same, a character too many, too few …
LONGEST_RUN, LONGEST_PIECE = 20, 6
SURE_FROM = 3  # from this length on a wrong character still leaves a word to recognise
OF_A_PIECE = 2  # candidates of one kind for one piece


@dataclass(frozen=True, slots=True)
class Slip:
    start: int  # which piece of the folded text
    end: int
    meant: str
    kind: int
    weight: int  # the number of its line: small = frequent

    @property
    def order(self):
        """The longer what was recognised, the surer; then the likelier slip, then the more frequent word."""
        return -min(self.end - self.start, 4), self.kind, self.weight


@cache
def look_alikes() -> dict[str, frozenset[str]]:
    groups = [group for line in GROUPS.read_text("utf-8").splitlines() if line[0] != "#" for group in line.split()]
    alike: dict[str, set[str]] = {}
    for group in groups:
        for character in group:
            alike.setdefault(character, set()).update(set(group) - {character})
    return {character: frozenset(others) for character, others in alike.items()}


def slips(run: str, names: Names, mask: int) -> list[Slip]:
    """Return what pieces of a folded text may have been meant to be, the likeliest first."""
    if not 1 < len(run) <= LONGEST_RUN:
        return []
    found = []
    for length in range(min(len(run), LONGEST_PIECE), 1, -1):
        for start in range(len(run) - length + 1):
            found += of_piece(run[start : start + length], start, names, mask)
    return sorted(found, key=lambda slip: slip.order)


def of_piece(piece: str, start: int, names: Names, mask: int) -> Iterator[Slip]:
    """Of a word that the archive knows, only what is more frequent can have been meant instead."""
    known = names.number_of(piece)
    limit = known if known is not None else len(names.keys)
    taken = set()
    for kind, numbers in ((SAME, sounding(piece, names, False)), (LOOKS, looking(piece, names)), (NEARLY, sounding(piece, names, True)), (TYPO, mistyped(piece, names))):
        fit = [number for number in numbers if number < limit and number not in taken and names.seen_by[number] & mask]
        for number in fit[:OF_A_PIECE]:
            taken.add(number)
            yield Slip(start, start + len(piece), names.line(number), kind, number)


def sounding(piece: str, names: Names, nearly: bool) -> list[int]:
    """Return the names, character by character, that are read as this piece may be."""
    if len(piece) not in names.short:
        return []
    numbers, letters, codes = names.short[len(piece)]
    rows = np.arange(len(numbers))
    for at, character in enumerate(piece):
        rows = rows[alike(character, nearly)[codes[rows, at]] | (letters[rows, at] == ord(character))]
    return [number for number in numbers[rows].tolist() if names.line(number) != piece]


def looking(piece: str, names: Names) -> list[int]:
    """Return the names that differ in one character which looks alike."""
    if len(piece) not in names.short:
        return []
    numbers, letters, _ = names.short[len(piece)]
    rows, differing = np.arange(len(numbers)), np.zeros(len(numbers), int)
    for at, character in enumerate(piece):
        others = [ord(other) for other in look_alikes().get(character, ())]
        equal = letters[rows, at] == ord(character)
        differing[rows[~equal]] += 1
        rows = rows[equal | np.isin(letters[rows, at], others)]
    return numbers[rows[differing[rows] == 1]].tolist()


def mistyped(piece: str, names: Names) -> list[int]:
    """Return the names that one character more, fewer or another, or two that change places, would make."""
    if len(piece) < SURE_FROM:
        return []
    own, found = np.array(list(map(ord, piece)), np.uint32), []
    for length in (len(piece), len(piece) + 1, len(piece) - 1):
        if length in names.short and length >= SURE_FROM:
            numbers, letters, _ = names.short[length]
            shared = min(length, len(piece))
            ahead = np.logical_and.accumulate(letters[:, :shared] == own[:shared], axis=1).sum(1)
            behind = np.logical_and.accumulate(letters[:, ::-1][:, :shared] == own[::-1][:shared], axis=1).sum(1)
            one_off = (ahead + behind >= max(length, len(piece)) - 1) & (ahead < len(piece))
            rows = np.flatnonzero(one_off | ((ahead + behind == len(piece) - 2) & (length == len(piece))))
            found += [number for number, row, sure in zip(numbers[rows].tolist(), rows, one_off[rows], strict=True) if sure or swapped(letters[row], own, ahead[row])]
    return found


def swapped(letters, own, at) -> bool:
    return letters[at] == own[at + 1] and letters[at + 1] == own[at]


# ── letters typed without an input method ──


def spoken(letters: str, names: Names, mask: int) -> list[str]:
    """Return what typed pinyin may stand for: a name, else two side by side; the most frequent first."""
    for nearly in (False, True):
        found = [text for parts in splits(letters, whole=True) for text in [*said(parts, names, mask, nearly, 3), *joined(parts, names, mask, nearly)]]
        if found:
            return list(dict.fromkeys(found))
    return []


def said(parts: tuple[str, ...], names: Names, mask: int, nearly: bool, most: int) -> list[str]:
    if len(parts) not in names.short:
        return []
    numbers, _, codes = names.short[len(parts)]
    rows = np.flatnonzero(names.seen_by[numbers] & mask)
    for at, part in enumerate(parts):
        rows = rows[meant(part, nearly)[codes[rows, at]]]
    return [names.line(number) for number in numbers[rows][:most].tolist()]


def joined(parts, names, mask, nearly) -> list[str]:
    pairs = []
    for at in range(2, len(parts) - 1):
        both = product(*(said(side, names, mask, nearly, 2) for side in (parts[:at], parts[at:])))
        pairs += ["".join(pair) for pair in both]
    return pairs
