"""What somebody may have meant: the archive's own words, topics and names that sound or look like a piece of what was typed."""
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

import numpy as np

from search.helping.names import Names
from search.helping.sounds import alike, meant, splits

GROUPS = Path(__file__).with_name("look_alikes.txt")
SAME, LOOKS, NEARLY, TYPO = range(4)  # sounds the same, looks alike, sounds nearly the same, a character too many, too few …
LONGEST_RUN, LONGEST_PIECE = 16, 6
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
    same, nearly = sounding(piece, names)
    for kind, numbers in ((SAME, same), (LOOKS, looking(piece, names)), (NEARLY, nearly), (TYPO, mistyped(piece, names))):
        fit = [number for number in numbers if number < limit and number not in taken and names.seen_by[number] & mask]
        for number in fit[:OF_A_PIECE]:
            taken.add(number)
            yield Slip(start, start + len(piece), names.line(number), kind, number)


def sounding(piece: str, names: Names) -> tuple[list[int], list[int]]:
    """Return the names that are read, character by character, as this piece may be; and those that nearly are."""
    numbers, letters, codes = names.of_length(len(piece))
    rows = np.arange(len(numbers))
    for at, character in enumerate(piece):
        column = codes[rows, at] if at else codes[:, 0]
        rows = rows[alike(character, True)[column] | (letters[rows, at] == ord(character))]
    found: tuple[list[int], list[int]] = [], []
    for row in rows.tolist():
        same = all(alike(c, False)[codes[row, at]] or letters[row, at] == ord(c) for at, c in enumerate(piece))
        if names.line(number := int(numbers[row])) != piece:
            found[not same].append(number)
    return found


def looking(piece: str, names: Names) -> list[int]:
    """Return the names that differ in one character which looks alike."""
    numbers, letters, _ = names.of_length(len(piece))
    rows, differing = np.arange(len(numbers)), np.zeros(len(numbers), int)
    for at, character in enumerate(piece):
        column = letters[rows, at]
        differing[rows] += column != ord(character)
        rows = rows[np.isin(column, [ord(character), *map(ord, look_alikes().get(character, ()))])]
    return numbers[rows[differing[rows] == 1]].tolist()


def mistyped(piece: str, names: Names) -> list[int]:
    """Return the names that one character more, fewer or another, or two that change places, would make."""
    if len(piece) < SURE_FROM:
        return []
    own, found = np.array(list(map(ord, piece)), np.uint32), []
    for length in range(max(SURE_FROM, len(piece) - 1), len(piece) + 2):
        numbers, letters, _ = names.of_length(length)
        rows = np.flatnonzero((letters[:, 0] == own[0]) | (letters[:, -1] == own[-1]))
        shared = min(length, len(piece))
        ahead = np.logical_and.accumulate(letters[rows, :shared] == own[:shared], axis=1).sum(1)
        behind = np.logical_and.accumulate(letters[rows, ::-1][:, :shared] == own[::-1][:shared], axis=1).sum(1)
        for row, first, last in zip(rows.tolist(), ahead.tolist(), behind.tolist(), strict=True):
            one_off = first < len(piece) and first + last >= max(length, len(piece)) - 1
            if one_off or (length == len(piece) == first + last + 2 and swapped(letters[row], own, first)):
                found.append(int(numbers[row]))
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
    numbers, _, codes = names.of_length(len(parts))
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
