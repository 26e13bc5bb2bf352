"""The best of many without sorting all of them."""
import numpy as np

BLOCKS, HIGHEST = 4, 128  # times as many as are wanted; scores in a block at most, as wide rows are compared faster


def candidates(scores: np.ndarray, shown: np.ndarray, wanted: int) -> np.ndarray:
    """Return the places of the best scores of those shown, at least so many and all that equal the last of them.

    Scores are never negative. Of the maxima of a few blocks the one at the wanted place is a bar that so many scores reach.
    """
    scores = scores * shown
    height = min(HIGHEST, len(scores) // (BLOCKS * wanted))
    bar = np.float32(0)
    if height > 1:
        width = len(scores) // height
        maxima = scores[: height * width].reshape(height, width).max(axis=0)
        bar = np.partition(maxima, -wanted)[-wanted]
    return np.flatnonzero((scores >= bar) & shown)


def best(scores: np.ndarray, shown: np.ndarray, ties: np.ndarray, first: int, last: int) -> np.ndarray:
    """Return the places of the scores from the first to the last best; ties: what decides between equals, lowest first."""
    found = candidates(scores, shown, last) if last else np.empty(0, np.int64)
    return found[np.lexsort((ties[found], -scores[found]))][first:last]
