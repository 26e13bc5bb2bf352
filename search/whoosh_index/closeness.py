"""How near to each other a speech holds the parts of a question: in one heading, in one sentence, or far apart."""
import re
from heapq import merge

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
