"""Folded texts as arrays of UTF-16 units, looked through at once. No match can begin or end within a character."""
import numpy as np

BREAK = "\n"  # between texts, and between headings; never part of a folded question
BREAK_UNIT = ord(BREAK)


def units_of(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-16-le"), np.uint16)


def places_in(units: np.ndarray, run: np.ndarray) -> np.ndarray:
    """Return where a string stands, in rising order."""
    last = len(units) - len(run) + 1
    if last <= 0:
        return np.empty(0, np.int64)
    there = units[:last] == run[0]
    if len(run) > 1:
        there &= units[1 : last + 1] == run[1]
    places = np.flatnonzero(there)
    for offset in range(2, len(run)):
        places = places[units[places + offset] == run[offset]]
    return places
