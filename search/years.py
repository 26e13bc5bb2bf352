"""Hits by year as a picture: a bar is a link, and a range of bars can be drawn."""
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import QueryDict

from search import facets
from search.engine import Results

TALLEST = 38  # of a bar, in a picture 40 high
MOST_BARS = 24
STEPS = (1, 5, 10, 25, 50, 100, 500)  # years in one bar


@dataclass(frozen=True, slots=True)
class Bar:
    first: int
    last: int
    count: int
    query: str
    chosen: bool
    share: float

    @property
    def years(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}—{self.last}"

    @property
    def height(self) -> str:
        return f"{TALLEST * self.share:.1f}"

    @property
    def top(self) -> str:
        return f"{40 - TALLEST * self.share:.1f}"


@dataclass(frozen=True, slots=True)
class Picture:
    bars: list[Bar]
    step: int  # years in one bar
    query: str  # the address to which a drawn range is added
    counts: list[tuple[int, int]]  # year, hits: the same in numbers


def picture(results: Results, params: QueryDict) -> Picture | None:
    """None where there is nothing to compare. Every year stands in it, the empty ones too."""
    counts = {int(year): count for year, count in results.facets.get("year", []) if year.isdigit()}
    if len(counts) < 2:
        return None
    step = next(step for step in STEPS if max(counts) // step - min(counts) // step < MOST_BARS)
    return Picture(list(bars(counts, step, params)), step, facets.without(params, "year", "from", "to"), sorted(counts.items()))


def bars(counts: dict[int, int], step: int, params: QueryDict) -> Iterator[Bar]:
    """One year is a value to choose, a bar of several is a range of dates."""
    chosen = {int(year) for year in params.getlist("year") if year.isdecimal() and year.isascii() and len(year) <= 4}
    toggled = facets.toggling(params, "year")
    ranged = facets.without(params, "year", "from", "to").rstrip("?")
    sums: dict[int, int] = {}
    for year, count in counts.items():
        sums[year // step] = sums.get(year // step, 0) + count
    most = max(sums.values()) or 1
    for nth in range(min(sums), max(sums) + 1):
        first, last = nth * step, nth * step + step - 1
        held, count = not chosen.isdisjoint(range(first, last + 1)), sums.get(nth, 0)
        query = toggled([str(first)], not held) if step == 1 else f"{ranged}{'&' if ranged else '?'}from={first:04}&to={last:04}"
        yield Bar(first, last, count, query, held, count / most)
