"""Writing the strings of one segment: its folded texts, every place in them in the order of what stands there, and values.

The file holds arrays one after another and closes with a table of where they are. Of each source:

text     all folded texts as UTF-16, high byte first so that bytes sort as characters do; a line feed ends each
starts   where each text begins in it, counted in units of two bytes; breaks: where its line feeds are
order    the places of all characters, sorted by the DEPTH units from there on: what begins alike lies side by side
steps    of every STEP-th place in `order`, the pair that stands behind its first two units
pairs    the pairs of neighbouring units that occur, rising; ends: where the places of each end in `order`
common   characters (as pairs with 0) and pairs at least as many as a fourth of the texts; bits: which texts hold them
words    the words of the source in order, parted by line feeds; holders: how many texts hold each
prints   a figure of each text, so that equal texts are found quickly

Of each field with whole values, which Whoosh would read one by one: words (the values) and holders, as above, and
documents, those of each value behind one another.
"""
import json
import struct
from hashlib import blake2b
from pathlib import Path

import numpy as np

from search.whoosh_index.units import BREAK_UNIT, units_of

DEPTH = 8  # a string of so many units is one look-up, a longer one a few
STEP = 32  # places; the fewer, the larger the table of steps, the more, the more often a look-up reads
CHUNK = 1_000_000  # places sorted at a time
COMMON = 4  # a string is common when a fourth as many places hold it as there are texts …
FEW = 64  # … and more than these
MAGIC = b"strings4"
FOOT = struct.Struct("<Q8s")  # where the table begins


def print_of(units: bytes) -> int:
    return int.from_bytes(blake2b(units, digest_size=8).digest())


NO_TEXT = print_of(b"")


class Texts:
    """The folded texts of one source, gathered one after another."""

    def __init__(self):
        self.bytes, self.ends, self.prints = bytearray(), [], []

    def add(self, text: str):
        units = units_of(text).tobytes()
        self.bytes += units
        self.bytes += b"\n\0"
        self.ends.append(len(self.bytes) // 2)
        self.prints.append(print_of(units))

    @property
    def starts(self) -> np.ndarray:
        return np.array([0, *self.ends], np.uint32)

    def padded(self) -> np.ndarray:
        """Return the units, with so many line feeds behind them that every place has DEPTH. Nothing is added then."""
        self.bytes += b"\n\0" * DEPTH
        return np.frombuffer(self.bytes, np.uint16)


class StringsWriter:
    """One file, an array at a time; `finish` makes it whole."""

    def __init__(self, path: Path):
        self._file = path.open("wb")
        self._table: dict[str, dict[str, tuple]] = {}

    def add(self, source, texts: Texts, words: list[bytes], holders: np.ndarray):
        units, starts = texts.padded(), texts.starts
        self._write_text(source, units)
        self._array(source, "starts", starts)
        self._array(source, "breaks", np.flatnonzero(units[:-DEPTH] == BREAK_UNIT).astype(np.uint32))
        pairs, ends, steps, common = self._write_order(source, units, Finder(starts))
        self._array(source, "steps", steps)
        self._array(source, "pairs", pairs)
        self._array(source, "ends", ends)
        self._array(source, "common", np.array(list(common), np.uint32))
        self._array(source, "bits", np.array(list(common.values()), np.uint8).reshape(-1))
        self._array(source, "prints", np.array(texts.prints, np.uint64))
        self._add_words(source, words, holders)

    def add_values(self, field, values: list[bytes], holders: np.ndarray, documents: np.ndarray):
        self._add_words(field, values, holders)
        self._array(field, "documents", documents.astype(np.int32))

    def _add_words(self, source, words, holders):
        self._array(source, "words", np.frombuffer(b"\n".join(words), np.uint8))
        self._array(source, "word_ends", np.cumsum([len(word) + 1 for word in words], dtype=np.uint32))
        self._array(source, "holders", holders.astype(np.uint32))

    def finish(self):
        start = self._file.tell()
        self._file.write(json.dumps(self._table).encode() + FOOT.pack(start, MAGIC))
        self._file.close()

    def _array(self, source, name, values: np.ndarray):
        self._begin(source, name, values.dtype)
        self._file.write(values)
        self._end(source, name)

    def _begin(self, source, name, kind):
        self._file.write(b"\0" * (-self._file.tell() % 8))
        self._table.setdefault(source, {})[name] = [np.dtype(kind).str, self._file.tell()]

    def _end(self, source, name):
        kind, start = self._table[source][name]
        self._table[source][name].append((self._file.tell() - start) // np.dtype(kind).itemsize)

    def _write_text(self, source, units):
        self._begin(source, "text", ">u2")
        for start in range(0, len(units), CHUNK):
            self._file.write(units[start : start + CHUNK].astype(">u2"))
        self._end(source, "text")

    def _write_order(self, source, units, finder) -> tuple:
        """Write the places in order; return the pairs with their ends, the steps, and what is common with its texts."""
        nothing = np.empty(0, np.uint32)
        keys, ends, steps, common, total = [nothing], [nothing], [nothing], {}, 0
        self._begin(source, "order", np.uint32)
        for places in sorted_places(units):
            self._file.write(places)
            found, starts = pairs_in(units, places)
            keys.append(found)
            ends.append(starts[1:] + total)
            steps.append(pairs_at(units, places[-total % STEP :: STEP] + np.uint32(2)))
            total += len(places)
            common |= common_in(places, found, starts, finder)
        self._end(source, "order")
        return np.concatenate(keys), np.concatenate(ends), np.concatenate(steps), common


def sorted_places(units: np.ndarray):
    """Yield all places in the order of what stands there, some at a time: those whose first units lie in one range."""
    texts = units[:-DEPTH]
    parts = [texts[start : start + CHUNK] for start in range(0, len(texts) + 1, CHUNK)]  # counting takes 8 bytes a unit
    amounts = np.cumsum(sum(np.bincount(part, minlength=1 << 16) for part in parts))
    first = BREAK_UNIT + 1  # nothing that folds sorts before it
    while first < 1 << 16:
        before = amounts[first - 1]
        last = max(first + 1, int(np.searchsorted(amounts, before + CHUNK, "right")))
        places = np.flatnonzero((texts >= first) & (texts < last)).astype(np.uint32)
        for depth in range(DEPTH - 1, -1, -1):
            places = places[np.argsort(units[places + np.uint32(depth)], kind="stable")]
        if len(places):
            yield places
        first = last


def pairs_at(units, places) -> np.ndarray:
    return units[places].astype(np.uint32) << 16 | units[places + np.uint32(1)]


def pairs_in(units, places) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs that stand at places in order, and where each begins among them, and the end."""
    keys = pairs_at(units, places)
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return keys[starts], np.append(starts, len(keys)).astype(np.uint32)


def common_in(places, pairs, starts, finder) -> dict[int, np.ndarray]:
    """Return which texts hold each character and pair that so many places have, a bit for a text."""
    characters = np.flatnonzero(np.diff(pairs >> 16, prepend=0))
    runs = [(pairs, starts), (pairs[characters] >> 16 << 16, np.append(starts[characters], len(places)))]
    common = {}
    for keys, begins in runs:
        for run in np.flatnonzero(np.diff(begins) >= max(FEW, finder.size // COMMON)).tolist():
            held = np.zeros(finder.size, bool)
            held[finder.texts_of(places[begins[run] : begins[run + 1]])] = True
            common[int(keys[run])] = np.packbits(held)
    return common


class Finder:
    """Says in which text a place lies: by a table with a row for every few units, then by a step or two."""

    def __init__(self, starts: np.ndarray):
        self.size, self._starts = len(starts) - 1, starts
        self._shift = max(0, int(starts[-1]) // max(1, self.size) // 8).bit_length()
        rows = np.arange(0, int(starts[-1]) + 1, 1 << self._shift)
        self._table = (np.searchsorted(starts, rows, "right") - 1).astype(np.int32)

    def texts_of(self, places: np.ndarray) -> np.ndarray:
        found = self._table[places >> np.uint32(self._shift)]
        behind = np.flatnonzero(self._starts[found + 1] <= places)
        while len(behind):
            found[behind] += 1
            behind = behind[self._starts[found[behind] + 1] <= places[behind]]
        return found
