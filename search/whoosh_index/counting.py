"""How often texts hold strings, exactly: out of the places of each."""
import numpy as np

from search.engine import Use
from search.text import folded
from search.whoosh_index.view import View

LONGEST = 4  # characters of a word that is counted without being asked for
FEW = 3  # times; what is said less often is nobody's habit
HAN = 0x4E00, 0x9FFF


def uses(view: View, text: str, mask: np.ndarray) -> dict[int, int]:
    """Return how often each of these documents holds a string, by its number; those that do not are left out."""
    times = times_of(view, text) * mask
    holding = np.flatnonzero(times)
    return dict(zip(view.numbers[holding].tolist(), times[holding].tolist(), strict=True))


def times_of(view: View, text: str) -> np.ndarray:
    """Return how often each document holds a string; what folds to nothing stands nowhere."""
    run = folded(text)
    return view.times("text", run) if run else np.zeros(view.size, np.int64)


def uses_among(view: View, words: list[str], own: np.ndarray, others: np.ndarray) -> list[Use]:
    found = []
    for word in words:
        times = times_of(view, word)
        mine = times[own]
        found.append(Use(word, int(mine.sum()), int(np.count_nonzero(mine)), int(times[others].sum())))
    return found


def words_in(view: View, mask: np.ndarray) -> dict[str, int]:
    """Return the words, as any text of the index was cut, that stand often enough in these texts, and how often."""
    units, _ = view.texts("text", np.flatnonzero(mask))
    known = view.words("text")
    runs = [run for size in range(2, LONGEST + 1) for run in often_in(units, size)]
    return {run: times for run, times in runs if run in known}


def often_in(units: np.ndarray, size: int):
    """Yield each string of so many Han characters that stands there a few times, and how often."""
    last = len(units) - size + 1
    if last <= 0:
        return
    han = (units >= HAN[0]) & (units <= HAN[1])
    keys, fits = np.zeros(last, np.uint64), np.ones(last, bool)
    for offset in range(size):
        keys = keys << np.uint64(16) | units[offset : offset + last]
        fits &= han[offset : offset + last]
    keys, times = np.unique(keys[fits], return_counts=True)
    often = times >= FEW
    for key, count in zip(keys[often].tolist(), times[often].tolist(), strict=True):
        yield key.to_bytes(2 * size, "big").decode("utf-16-be"), count
