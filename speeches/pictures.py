"""Pictures that stand beside numbers: plain shapes without words of their own, drawn by templatetags/pictures.py."""
from collections.abc import Iterable
from dataclasses import dataclass

TALLEST = 38  # of a column, in a picture 40 high
MOST_COLUMNS = 24
WIDTHS = (1, 2, 5, 10, 20, 50, 100)  # years that one column may stand for


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a picture: the year below, the number above, all of it in words, and where it leads ("" = nowhere)."""

    name: str
    number: str
    said: str
    query: str
    share: float  # of the tallest, 0–1


@dataclass(frozen=True, slots=True)
class Period:
    """Some years that share a column, because there are more than a picture can show one by one."""

    first: int
    last: int

    @property
    def name(self) -> str:
        """1998, 1996—2000; the column below is narrow."""
        return str(self.first) if self.first == self.last else f"{self.first}—{self.last}"


def together(cut: list[Period]) -> int:
    """How many years one column stands for; those at the ends may be shorter."""
    return max((period.last - period.first + 1 for period in cut), default=1)


def periods(years: Iterable[int]) -> list[Period]:
    """Cut the time between the first and the last of these years into at most so many equal pieces, round where they are long."""
    years = sorted(years)
    if not years:
        return []
    width = next(width for width in WIDTHS if (years[-1] - years[0]) // width < MOST_COLUMNS - 1 or width == WIDTHS[-1])
    start = years[0] - years[0] % width
    return [Period(max(first, years[0]), min(first + width - 1, years[-1])) for first in range(start, years[-1] + 1, width)]
