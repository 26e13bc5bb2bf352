"""How long speeches are: where the middle half of them lies."""
from dataclasses import dataclass
from statistics import quantiles


@dataclass(frozen=True, slots=True)
class Spread:
    """Lengths in characters: the shortest and longest tenth left out, the quarters between."""

    low: int
    first: int
    median: int
    third: int
    high: int


def of_all(speeches) -> Spread | None:
    """Of all there is, to compare with."""
    return spread(list(speeches.order_by().values_list("characters", flat=True)))


def spread(numbers: list[int]) -> Spread | None:
    """Return the tenths and quarters of some lengths; None = there are too few to speak of any."""
    if len(numbers) < 4:
        return None
    twentieths = quantiles(numbers, n=20, method="inclusive")
    return Spread(*(round(twentieths[number - 1]) for number in (2, 5, 10, 15, 18)))
