"""Which places of several parts stand near to each other: each of them in a chain that holds every part once."""
from bisect import bisect_left, bisect_right


def chained(places: list[list[int]], lengths: list[int], distance: int) -> list[list[int]]:
    """Return of each part's places those that have the others near, in any order, no gap wider than the distance.

    A place is in a whole chain if one of some parts ends with it, and one of all others begins with it.
    """
    reaches = [length + distance for length in lengths]
    ending = grown(places, lambda part, last: (-reaches[last], 0))
    beginning = grown(places, lambda part, last: (0, reaches[part]))
    everything = (1 << len(places)) - 1
    kept: list[set[int]] = [set() for _ in places]
    for (held, last), starts in ending.items():
        others = everything ^ held | 1 << last
        kept[last] |= set(starts) & set(beginning.get((others, last), ()))
    return [sorted(found) for found in kept]


def grown(places: list[list[int]], reach) -> dict[tuple[int, int], list[int]]:
    """Return where chains end, by the set of parts that they hold and the one that came last.

    `reach` says between which offsets from a part's place the last part's place has to be.
    """
    chains = newest = {(1 << part, part): found for part, found in enumerate(places)}
    for _ in places[1:]:
        longer: dict[tuple[int, int], set[int]] = {}
        for (held, last), ends in newest.items():
            for part, found in enumerate(places):
                if not held & 1 << part:
                    low, high = reach(part, last)
                    near = [start for start in found if bisect_right(ends, start + high) > bisect_left(ends, start + low)]
                    longer.setdefault((held | 1 << part, part), set()).update(near)
        newest = {state: sorted(ends) for state, ends in longer.items() if ends}
        chains = chains | newest
    return chains
