"""Every string of a segment's folded texts is found by one look into the order of all places (see string_writing).

Only small tables are mapped. Texts and places are read when they are asked for, so that a process stays small and all
share what the system keeps of the file.
"""
import json
import mmap
import os
import struct
from bisect import bisect_left, bisect_right
from functools import cached_property
from pathlib import Path

import numpy as np

from search.whoosh_index.closeness import chained
from search.whoosh_index.string_writing import DEPTH, FOOT, MAGIC, STEP, Finder

FEW = 500  # candidates looked at one by one
UNIT = 2  # bytes
PLACE = struct.Struct("<I")


def bytes_of(run: str) -> bytes:
    return run.encode("utf-16-be")


class File:
    """A file of arrays: small ones are mapped, parts of large ones are read."""

    def __init__(self, path: Path):
        self._file = path.open("rb", buffering=0)
        self.number = self._file.fileno()
        self.map = mmap.mmap(self.number, 0, access=mmap.ACCESS_READ)
        start, magic = FOOT.unpack(self.map[-FOOT.size :])
        if magic != MAGIC:
            raise ValueError(f"{path} is cut off")
        self.tables = json.loads(self.map[start : -FOOT.size])

    def mapped(self, kind, start, amount) -> np.ndarray:
        return np.frombuffer(self.map, kind, amount, start) if amount else np.empty(0, kind)

    def read(self, kind, start, amount) -> np.ndarray:
        kind = np.dtype(kind)
        return np.frombuffer(os.pread(self.number, amount * kind.itemsize, start), kind)

    def strings(self) -> dict[str, "Strings"]:
        """Return the strings of each source."""
        return {source: Strings(self, table) for source, table in self.tables.items() if "text" in table}

    def values(self, field) -> tuple[list[str], np.ndarray, np.ndarray]:
        """Return the values of a field in order, the documents of each behind one another, and how many each has."""
        read, ends, holders, documents = (self.mapped(*self.tables[field][name]) for name in ("words", "word_ends", "holders", "documents"))
        read, ends = read.tobytes(), ends.tolist()
        return [read[start : end - 1].decode() for start, end in zip([0, *ends], ends, strict=False)], documents, holders.astype(np.int64)


class Strings:
    """The strings of one source (title, headings or text) in one segment."""

    def __init__(self, file: File, table: dict[str, list]):
        self._file, self._number, self._table = file, file.number, table
        self._text, self._order = table["text"][1], table["order"][1]
        self.starts = self._array("starts")
        self.finder = Finder(self.starts)
        self._pairs, self._ends, self._steps, self._word_ends = (
            memoryview(self._array(name)) for name in ("pairs", "ends", "steps", "word_ends")
        )
        self._common = {key: row for row, key in enumerate(self._array("common").tolist())}
        self._row = (self.finder.size + 7) // 8  # bytes in a row of bits

    def _array(self, name) -> np.ndarray:
        return self._file.mapped(*self._table[name])

    def _part(self, name, first, last) -> np.ndarray:
        kind, start, _ = self._table[name]
        return self._file.read(kind, start + first * np.dtype(kind).itemsize, last - first)

    def held(self, text: int) -> str:
        return self._units(text).decode("utf-16-be")

    def _units(self, text: int) -> bytes:
        start, end = int(self.starts[text]), int(self.starts[text + 1]) - 1
        return os.pread(self._number, (end - start) * UNIT, self._text + start * UNIT)

    def several(self, texts) -> tuple[np.ndarray, np.ndarray]:
        """Return the units of these texts, one after another, a line feed behind each; and how many each has."""
        sizes = (self.starts[texts + 1] - self.starts[texts]).astype(np.int64)
        starts = (self.starts[texts] * np.int64(UNIT) + self._text).tolist()
        read = b"".join(map(os.pread, [self._number] * len(starts), (sizes * UNIT).tolist(), starts))
        return np.frombuffer(read, ">u2").astype(np.uint16), sizes

    def mark(self, run: str, mask: np.ndarray):
        """Set in a mask which texts hold a string."""
        units = bytes_of(run)
        key = int.from_bytes(units[:4].ljust(4, b"\0"))
        if len(units) <= 4 and key in self._common:
            bits = self._part("bits", self._common[key] * self._row, (self._common[key] + 1) * self._row)
            mask |= np.unpackbits(bits, count=len(mask)).view(bool)
        else:
            mask[self.finder.texts_of(self._places(units))] = True

    def places(self, run: str) -> np.ndarray:
        """Return where a string stands, in no order."""
        return self._places(bytes_of(run))

    def times(self, run: str) -> np.ndarray:
        """Return how often each text holds a string."""
        return np.bincount(self.finder.texts_of(self.places(run)), minlength=self.finder.size)

    def mark_pieces(self, run: str) -> np.ndarray:
        """Return a mask of the pieces between line feeds that hold a string."""
        mask = np.zeros(self._piece_finder.size, bool)
        mask[self._piece_finder.texts_of(self.places(run))] = True
        return mask

    @property
    def owners(self) -> np.ndarray:
        """In which text each piece is."""
        return self.finder.texts_of(self._array("breaks"))

    @cached_property
    def _piece_finder(self) -> Finder:
        return Finder(np.append(np.uint32(0), self._array("breaks") + np.uint32(1)))

    def near_each_other(self, runs: list[str], distance: int) -> np.ndarray:
        """Return the texts that hold all of these with no wider gap between neighbours; a break is never in a gap."""
        breaks = self._array("breaks")
        places = [self._in_characters(np.sort(self.places(run))) for run in runs]
        ends = chained(places, list(map(len, runs)), distance, self._in_characters(breaks))
        pieces = np.unique(np.searchsorted(self._in_characters(breaks), ends))
        return self.finder.texts_of(breaks[pieces])

    def _in_characters(self, places: np.ndarray) -> np.ndarray:
        """Return the same places, in rising order, counted in characters instead of units."""
        return places - np.searchsorted(self._halves, places)

    @cached_property
    def _halves(self) -> np.ndarray:
        """Where the characters are that take two units."""
        first, last = (self._ends[begin - 1] if begin else 0 for begin in (self._pair(0xD800 << 16), self._pair(0xDC00 << 16)))
        return np.sort(self._part("order", first, last))

    def _places(self, units: bytes) -> np.ndarray:
        if not self._may_hold(units):
            return np.empty(0, np.uint32)
        last = max(0, len(units) // UNIT - DEPTH)
        windows = [*range(0, last, DEPTH), last]
        ranges = [(*self._range(units[UNIT * at : UNIT * (at + DEPTH)]), at) for at in windows]
        ranges.sort(key=lambda found: found[1] - found[0])
        first, *others = ranges
        places = self._read(*first)
        for other in others if len(places) > FEW else ():
            places = np.intersect1d(places, self._read(*other), assume_unique=True)
        if others and len(places) <= FEW:
            places = places[[self._at(place, len(units)) == units for place in places.tolist()]]
        return places

    def _read(self, first, last, offset) -> np.ndarray:
        """Return the places of a string of which a part, so far behind its beginning, has these."""
        found = self._part("order", first, last)
        return found[found >= offset] - np.uint32(offset) if offset else found

    def _may_hold(self, units: bytes) -> bool:
        keys = (int.from_bytes(units[at : at + 4]) for at in range(0, len(units) - 3, UNIT))
        return all(self._pair(key) < len(self._pairs) and self._pairs[self._pair(key)] == key for key in keys)

    def _pair(self, key: int) -> int:
        return bisect_left(self._pairs, key)

    def _range(self, units: bytes) -> tuple[int, int]:
        """Return from where to where in the order a string of at most DEPTH units stands."""
        key = int.from_bytes(units[:4].ljust(4, b"\0"))
        begin = self._pair(key)
        end = self._pair(key + (1 << 16)) if len(units) == UNIT else begin + 1
        first, last = self._ends[begin - 1] if begin else 0, self._ends[end - 1] if end else 0
        if len(units) <= 4:
            return first, last

        def there(number):
            return self._at(PLACE.unpack(os.pread(self._number, 4, self._order + 4 * number))[0], len(units))

        # The steps that begin with the string's third and fourth unit, and the places between these and their neighbours.
        behind = units[4:8]
        steps = -(-first // STEP), -(-last // STEP)
        left = bisect_left(self._steps, int.from_bytes(behind.ljust(4, b"\0")), *steps)
        right = bisect_right(self._steps, int.from_bytes(behind.ljust(4, b"\xff")), *steps)
        whole = len(units) <= 8  # else only some of what the steps say begins with the string goes on with it
        first, last, numbers = max(first, (left - 1) * STEP + 1), min(last, right * STEP), range(last)
        begin = bisect_left(numbers, units, first, min(last, left * STEP) if whole else last, key=there)
        return begin, bisect_right(numbers, units, max(begin, (right - 1) * STEP + 1) if whole else begin, last, key=there)

    def _at(self, place: int, size: int) -> bytes:
        return os.pread(self._number, size, self._text + UNIT * place)

    # ── words ──

    def _word(self, number: int) -> bytes:
        start, ends = self._table["words"][1], self._word_ends
        return self._file.map[start + (ends[number - 1] if number else 0) : start + ends[number] - 1]

    def words_beginning(self, run: str) -> list[str]:
        numbers, begin = range(len(self._word_ends)), run.encode()
        first = bisect_left(numbers, begin, key=self._word)
        last = bisect_right(numbers, begin, key=lambda number: self._word(number)[: len(begin)])
        return [self._word(number).decode() for number in range(first, last)]

    def holders_of(self, word: str) -> int:
        """Return how many texts hold a word, deleted ones too; 0 for what is no word of any."""
        sought, numbers = word.encode(), range(len(self._word_ends))
        number = bisect_left(numbers, sought, key=self._word)
        return int(self.holders[number]) if number in numbers and self._word(number) == sought else 0

    def words(self) -> list[str]:
        """Return all words in order. `holders` says how many texts hold each, deleted ones too."""
        return self._array("words").tobytes().decode().split("\n") if len(self._word_ends) else []

    @property
    def holders(self) -> np.ndarray:
        return self._array("holders")

    @property
    def prints(self) -> np.ndarray:
        return self._array("prints")
