"""What the archive calls things, in one file that every web process can look through: words, topics, speakers, meetings, titles.

A line each, folded, the weightiest of a kind first. It only proposes: whoever shows a name asks the database or the
index first whether its reader may see it, so a file that is behind can leave something out and never give it away.
"""
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from search.helping.sounds import codes_of, heard
from search.text import folded

KINDS = ("word", "topic", "speaker", "meeting", "title")
SHORT = ("word", "topic", "speaker")  # kinds whose names a question may mean as a whole
VISIBILITIES = {"public": 1, "internal": 2, "hidden": 4}
BREAK = "\n"  # never part of a folded name
EXACT, BEGINNING, INSIDE = range(3)
MOST_TRIES = 2_000  # names looked at for one question and kind: of 会, many; who may see none of them has to type more


@dataclass(frozen=True, slots=True)
class Name:
    kind: str
    key: int  # of its row in the database; 0 = a word
    text: str
    seen_by: frozenset[str] = frozenset(VISIBILITIES)  # the visibilities of the speeches that have it


@dataclass(frozen=True, slots=True)
class Found:
    kind: str
    key: int
    text: str
    place: int  # EXACT, BEGINNING or INSIDE


class Names:
    def __init__(self, text: str, codes: np.ndarray, keys: np.ndarray, seen_by: np.ndarray, firsts: np.ndarray):
        self.text, self.codes, self.keys, self.seen_by, self.firsts = text, codes, keys, seen_by, firsts
        self._of_length: dict[int, tuple[np.ndarray, np.ndarray, np.ndarray]] = {}

    @cached_property
    def starts(self) -> np.ndarray:
        """Where each line starts, and where the next one would: the text begins and ends with a break."""
        letters = np.frombuffer(self.text.encode("utf-32-le"), np.uint32)
        return (np.flatnonzero(letters == ord(BREAK)) + 1).astype(np.int32)

    def lines(self, kind: str) -> tuple[int, int]:
        number = KINDS.index(kind)
        return int(self.firsts[number]), int(self.firsts[number + 1])

    def line(self, number: int) -> str:
        return self.text[self.starts[number] : self.starts[number + 1] - 1]

    def found(self, kind: str, number: int, place: int) -> Found:
        return Found(kind, int(self.keys[number]), self.line(number), place)

    # ── by characters ──

    def holding(self, kind: str, run: str, mask: int, most: int) -> list[Found]:
        """Return names that are, begin with or hold a folded string: the first of each, in this order."""
        found: dict[int, Found] = {}
        ways = ((EXACT, f"\n{run}\n", 1), (BEGINNING, f"\n{run}", 1), (INSIDE, run, 0))
        if next(self._lines_with(kind, run, 0), None) is None:  # the rule, and cheaper than looking three times
            return []
        for place, sought, offset in ways if kind in SHORT else ways[1:]:
            for number in self._lines_with(kind, sought, offset):
                if len(found) == most:
                    break
                if self.seen_by[number] & mask and number not in found:
                    found[number] = self.found(kind, number, place)
        return list(found.values())

    def _lines_with(self, kind, sought, offset) -> Iterator[int]:
        first, last = self.lines(kind)
        at, end = int(self.starts[first]) - 1, int(self.starts[last])
        for _ in range(MOST_TRIES):
            if (at := self.text.find(sought, at, end)) < 0:
                return
            number = int(np.searchsorted(self.starts, at + offset, "right")) - 1
            yield number
            at = int(self.starts[number + 1]) - 1

    # ── by sound ──

    def sounding(self, kind: str, parts: tuple[str, ...], mask: int, most: int) -> list[Found]:
        """Return names that typed letters may stand for, those that begin so first."""
        first, last = self.lines(kind)
        begin, end = int(self.starts[first]), int(self.starts[last])
        codes, meant = self.codes[begin:end], [heard(part, at == len(parts) - 1) for at, part in enumerate(parts)]
        if most <= 0 or len(codes) <= len(parts):
            return []
        if len(parts) == 1:  # one letter, one syllable: only what begins with it
            places = self.starts[first:last] - begin
            places = places[meant[0][codes[places]]]
        else:
            places = np.flatnonzero(meant[0].take(codes))
        for offset, table in enumerate(meant[1:], 1):
            places = places[places + offset < len(codes)]
            places = places[table[codes[places + offset]]]
        return self._first_seen(kind, places + begin, mask, most)

    def _first_seen(self, kind, places, mask, most) -> list[Found]:
        numbers, where = np.unique(np.searchsorted(self.starts, places, "right") - 1, return_index=True)
        seen = (self.seen_by[numbers] & mask) > 0
        numbers, begins = numbers[seen], places[where][seen] == self.starts[numbers[seen]]
        best = np.concatenate([numbers[begins][:most], numbers[~begins][:most]])[:most]
        return [self.found(kind, number, BEGINNING if nth < begins.sum() else INSIDE) for nth, number in enumerate(best.tolist())]

    # ── short names of one length, side by side ──

    def of_length(self, length: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return the numbers of the lines, their letters and their codes, a row a name."""
        if length not in self._of_length:
            starts = self.starts[: self.lines(SHORT[-1])[1] + 1]
            numbers = np.flatnonzero(np.diff(starts) == length + 1)
            letters = "".join(map(self.line, numbers.tolist())).encode("utf-32-le")
            cells = starts[numbers][:, None] + np.arange(length)
            self._of_length[length] = numbers, np.frombuffer(letters, np.uint32).reshape(-1, length), self.codes[cells]
        return self._of_length[length]

    def number_of(self, text: str) -> int | None:
        """Return the line of a short name that is just so, the first of several."""
        at = self.text.find(f"\n{text}\n", 0, int(self.starts[self.lines(SHORT[-1])[1]]))
        return None if at < 0 else int(np.searchsorted(self.starts, at + 1))

    # ── the file ──

    @classmethod
    def of(cls, names: Iterable[Name]) -> "Names":
        """Put names side by side, in the order they come in within a kind."""
        lines: dict[str, list[tuple[str, int, int]]] = {kind: [] for kind in KINDS}
        for name in names:
            if text := folded(name.text):
                lines[name.kind].append((text, name.key, sum(VISIBILITIES.get(one, 0) for one in name.seen_by)))
        every = [line for kind in KINDS for line in lines[kind]]
        text = BREAK + "".join(line[0] + BREAK for line in every)
        keys, seen_by = (np.array([line[at] for line in every], kind) for at, kind in ((1, np.int64), (2, np.uint8)))
        return cls(text, codes_of(text), keys, seen_by, np.cumsum([0, *(len(lines[kind]) for kind in KINDS)]))

    def write(self, file: Path) -> None:
        """Put the file in place at one stroke."""
        written = file.with_name(f"{file.name}.new")
        text = np.frombuffer(self.text.encode(), np.uint8)
        with written.open("wb") as opened:
            np.savez(opened, text=text, codes=self.codes, keys=self.keys, seen_by=self.seen_by, firsts=self.firsts)
        os.replace(written, file)

    @classmethod
    def read(cls, file: Path) -> "Names":
        with np.load(file, allow_pickle=False) as kept:
            return cls(kept["text"].tobytes().decode(), kept["codes"], kept["keys"], kept["seen_by"], kept["firsts"])


NOTHING = Names.of([])
_read: tuple[object, Names] = (None, NOTHING)


def current(file: Path) -> Names:
    """Return what the file holds now; nothing where there is none yet."""
    global _read
    try:
        facts = file.stat()
        mark = (str(file), facts.st_mtime_ns, facts.st_ino)
        if _read[0] != mark:
            _read = (mark, Names.read(file))
    except (OSError, EOFError, ValueError, KeyError, BadZipFile):  # none yet, or not whole: the worker makes it anew
        return NOTHING
    return _read[1]


def mask_of(visible: frozenset[str]) -> int:
    return sum(bit for name, bit in VISIBILITIES.items() if name in visible)
