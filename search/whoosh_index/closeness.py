"""How near to each other a speech holds the parts of a question: in one heading, in one sentence, or far apart."""
import re
from heapq import merge

import numpy as np

from search.whoosh_index.schema import HEADING_BREAK

NEAR = 40  # characters; parts this near count half of parts that touch
MOST_PLACES = 2_000  # of all parts in one speech that are looked at


def in_one_heading(headings: str, parts: list[str]) -> float:
    """Return which share of the parts the best heading holds, if it holds at least two."""
    best = max((sum(part in heading for part in parts) for heading in headings.split(HEADING_BREAK)), default=0)
    return best / len(parts) if best > 1 else 0.0


def nearness(text: str, parts: list[str]) -> float:
    """Return 1.0 where the parts touch, towards 0 the wider the narrowest window that holds all of them."""
    found = [[(place.start(), part) for place in re.finditer(re.escape(part), text)] for part in parts]
    if not all(found):
        return 0.0
    last: dict[str, int] = {}
    narrowest = len(text)
    for count, (place, part) in enumerate(merge(*found)):
        last[part] = place
        if len(last) == len(parts):
            first = min(last.items(), key=lambda pair: pair[1])
            narrowest = min(narrowest, place + len(part) - first[1])
        if count > MOST_PLACES:
            break
    return NEAR / (NEAR + max(0, narrowest - sum(map(len, parts))))


def near_enough(text: str, parts: list[str], distance: int) -> bool:
    """Say whether one place of each part can be chosen, in any order, so that no gap between neighbours is wider."""
    places = [[place.start() for place in re.finditer(f"(?={re.escape(part)})", text)] for part in parts]
    return chained(list(map(np.array, places)), list(map(len, parts)), distance).size > 0


def chained(places: list[np.ndarray], lengths: list[int], distance: int) -> np.ndarray:
    """Return where chains end that take every part once, each beginning no more than so far behind the last one's end.

    A chain grows at its end by every part that it does not hold yet. Of its last part's places the nearest before the
    new one leaves the smallest gap, so one look for it is enough.
    """
    chains = {(1 << part, part): found for part, found in enumerate(places)}
    for _ in places[1:]:
        grown: dict[tuple[int, int], list[np.ndarray]] = {}
        for (held, last), ends in chains.items():
            for part, found in enumerate(places):
                if not held & 1 << part and ends.size:
                    before = np.searchsorted(ends, found, "right") - 1
                    gap = found - ends[before] - lengths[last]
                    grown.setdefault((held | 1 << part, part), []).append(found[(before >= 0) & (gap <= distance)])
        chains = {state: np.unique(np.concatenate(ends)) for state, ends in grown.items()}
    return np.unique(np.concatenate([np.empty(0, np.int64), *chains.values()]))
