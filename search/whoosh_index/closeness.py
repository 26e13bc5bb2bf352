"""How near to each other speeches hold the parts of a question: in one heading, in one sentence, or far apart."""
import numpy as np

from search.whoosh_index.ordering import candidates
from search.whoosh_index.units import BREAK_UNIT, places_in, units_of

# Among the best so many, one that holds all parts in one heading, or near to each other, gains on the others.
LOOKED_AT, IN_ONE_HEADING, NEAR = 200, 2.0, 1.0
HALF = 40  # units; parts this far apart count half of parts that touch
MOST_PARTS = 8  # that are looked for; a longer question is a text


def raised(view, scores, documents, found, parts: list[str]) -> np.ndarray:
    """Raise the scores of the best speeches by how close to each other they hold the parts."""
    masked = np.where(found, scores, np.float32(-1))
    best = candidates(masked, LOOKED_AT)
    best = np.sort(best[np.argsort(-masked[best], kind="stable")[:LOOKED_AT]])
    if len(best):
        looked, runs = np.arange(view.size)[documents][best], [units_of(part) for part in parts[:MOST_PARTS]]
        together, near = in_one_heading(*view.texts("headings", looked), runs), nearness(*view.texts("text", looked), runs)
        scores[best] *= 1 + IN_ONE_HEADING * together + NEAR * near
    return scores


def in_one_heading(units, ends, runs) -> np.ndarray:
    """Return for each text which share of the parts its best heading holds, if it holds at least two."""
    breaks = np.flatnonzero(units == BREAK_UNIT)
    held = np.zeros(len(breaks), np.int64)
    for run in runs:
        held[np.unique(np.searchsorted(breaks, places_in(units, run)))] += 1
    first = np.searchsorted(breaks, np.concatenate([[0], ends[:-1]]))
    best = np.maximum.reduceat(held, first)
    return np.where(best > 1, best / len(runs), 0.0)


def nearness(units, ends, runs) -> np.ndarray:
    """Return for each text 1.0 where the parts touch, towards 0 the wider the narrowest window that holds all of them."""
    found = [places_in(units, run) for run in runs]
    places, parts = np.concatenate(found), np.repeat(np.arange(len(runs)), list(map(len, found)))
    order = np.argsort(places)
    places, parts = places[order], parts[order]
    first = places  # where the narrowest window that ends here begins: the last places of all parts so far
    for part in range(len(runs)):
        first = np.minimum(first, np.maximum.accumulate(np.where(parts == part, places, -1)))
    lengths = np.array(list(map(len, runs)))
    texts = np.searchsorted(ends, places, "right")
    inside = first >= np.concatenate([[0], ends])[texts]
    gaps = np.maximum(0, places + lengths[parts] - first - lengths.sum())[inside]
    texts = texts[inside]
    near = np.zeros(len(ends))
    if len(texts):
        begins = np.flatnonzero(np.diff(texts, prepend=-1))
        near[texts[begins]] = HALF / (HALF + np.minimum.reduceat(gaps, begins))
    return near


def near_each_other(text: str, parts: list[str], distance: int) -> bool:
    """Say of one short text what `chained` says of many."""
    places = [[place for place in range(len(text)) if text.startswith(part, place)] for part in parts]
    return len(chained([np.array(found, np.int64) for found in places], list(map(len, parts)), distance, np.empty(0))) > 0


def chained(places: list[np.ndarray], lengths: list[int], distance: int, breaks: np.ndarray) -> np.ndarray:
    """Return where chains end that take every part once, each beginning no more than so far behind the last one's end.

    No chain runs over a break. It grows at its end by every part that it does not hold yet. Of its last part's places
    the nearest before the new one leaves the smallest gap, so one look for it is enough.
    """
    chains = {(1 << part, part): found for part, found in enumerate(places)}
    for _ in places[1:]:
        grown: dict[tuple[int, int], list[np.ndarray]] = {}
        for (held, last), ends in chains.items():
            for part, found in enumerate(places):
                if not held & 1 << part and len(ends):
                    before = np.searchsorted(ends, found, "right") - 1
                    gap = found - ends[before] - lengths[last]
                    near = (before >= 0) & (gap <= distance)
                    near[near] = np.searchsorted(breaks, found[near]) == np.searchsorted(breaks, ends[before[near]])
                    grown.setdefault((held | 1 << part, part), []).append(found[near])
        chains = {state: np.unique(np.concatenate(ends)) for state, ends in grown.items()}
    return np.unique(np.concatenate([np.empty(0, np.int64), *chains.values()]))
