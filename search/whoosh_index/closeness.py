"""How near to each other speeches hold the parts of a question: in one heading, in one sentence, or far apart."""
import numpy as np

from search.whoosh_index.ordering import candidates
from search.whoosh_index.units import places_in, units_of

IN_ONE_HEADING = 8.0  # what a speech gains that holds all parts in one heading, and in part with only some of them
LOOKED_AT, NEAR = 20, 1.0  # among the best so many, a page, one that holds the parts side by side gains so much
HALF = 40  # units; parts this far apart count half of parts that touch
MOST_PARTS = 8  # that are looked for; a longer question is a text


def raised(view, scores, documents, found, parts: list[str]) -> np.ndarray:
    """Raise the scores by how close to each other the speeches hold the parts. `documents` may be ALL."""
    parts = parts[:MOST_PARTS]
    together = view.headings_together(parts)[documents]
    scores *= 1 + together * np.float32(IN_ONE_HEADING / len(parts))
    best = candidates(scores, found, LOOKED_AT)
    best = np.sort(best[np.argsort(-scores[best], kind="stable")[:LOOKED_AT]])
    if len(best):
        looked = best if isinstance(documents, slice) else documents[best]
        scores[best] *= 1 + NEAR * nearness(*view.texts("text", looked), [units_of(part) for part in parts])
    return scores


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
