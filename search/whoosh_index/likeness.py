"""Which speeches say what another one says: by the words of it that few others hold."""
import numpy as np

from search.engine import Likeness
from search.text import folded
from search.whoosh_index.ranking import RANKED, levelled, spread
from search.whoosh_index.stretch import ALL
from search.whoosh_index.view import View

TELLING = 24  # words that are looked for, the most telling ones: others add time and nothing else
FEWEST = 2  # words that two speeches share, or it is chance
SPARE = 3  # times as many as are wanted: some of them have the same text


def alike(view: View, number: int, words: dict[str, float], mask: np.ndarray, most: int) -> list[Likeness]:
    own = np.flatnonzero(view.among([number]))
    if not len(own):
        return []
    chosen = telling(view, words)
    shares = np.zeros((len(chosen), view.size), np.float32)
    for row, word in zip(shares, chosen, strict=True):
        share(view, row, folded(word), words[word], own[0])
    found = []
    for document in best_first(view, shares.sum(axis=0) * mask, own[0], most * SPARE):
        order = np.argsort(-shares[:, document], kind="stable")
        held = apart([chosen[word] for word in order if shares[word, document] > 0])
        if len(held) >= FEWEST:
            found.append(Likeness(int(view.numbers[document]), held))
    return found[:most]


def telling(view: View, words: dict[str, float]) -> list[str]:
    """Return the words that are worth most, by what each is said to be and how few texts hold it."""
    known = {folded(word): word for word in reversed(words)}
    worth = {word: words[word] * rarity(view, view.holders_of("text", run)) for run, word in known.items() if run}
    return sorted(worth, key=lambda word: (-worth[word], word))[:TELLING]


def rarity(view: View, holders: int) -> float:
    everything = max(1, view.everything)
    return float(np.log(1 + max(0.5, everything - holders + 0.5) / (holders + 0.5)))


def share(view: View, row: np.ndarray, run: str, weight: float, own: int) -> None:
    """Fill in how much saying a word makes each document like this one; nothing where this one does not say it."""
    postings = view.postings if view.holders_of("text", run) else view.runs
    for source, factor in RANKED["all"].items():
        spread(row, ALL, *postings(source, run), factor)
    if not row[own]:
        row[:] = 0
        return
    rare = rarity(view, np.count_nonzero(row[view.live]))
    levelled(row, 1)
    row *= float(row[own]) * weight * rare * rare


def best_first(view: View, totals: np.ndarray, own: int, most: int):
    """Yield the documents with the most, one of each text, and none with this one's."""
    top = np.argpartition(-totals, most)[:most] if len(totals) > most else np.arange(len(totals))
    twins = view.twins()
    met = {int(twins[own])} - {-1}
    for document in top[np.lexsort((view.numbers[top], -totals[top]))].tolist():
        twin = int(twins[document])
        if totals[document] <= 0 or document == own or twin in met:
            continue
        met |= {twin} - {-1}
        yield document


def apart(words: list[str]) -> tuple[str, ...]:
    """Leave out words that are part of one before, and parts of which the whole comes behind."""
    kept: list[str] = []
    for word in words:
        if not any(word in other or other in word for other in kept):
            kept.append(word)
    return tuple(kept)
