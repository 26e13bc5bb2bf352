"""How long speeches are: where the middle half of them lies."""
from dataclasses import dataclass


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
    numbers = sorted(numbers)
    return Spread(*(numbers[round(part * (len(numbers) - 1))] for part in (0.1, 0.25, 0.5, 0.75, 0.9)))
