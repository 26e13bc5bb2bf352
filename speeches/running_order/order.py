"""What is put in order, and what comes of it."""
from dataclasses import dataclass, field
from datetime import date

from speeches.running_order.cues import Cue


@dataclass(frozen=True, slots=True)
class Turn:
    """One speech as it is placed: what is known of it, and its paragraphs (number, text) that may hold cues, in order."""

    speech: int
    title: str = ""
    kind: str = ""
    speaker: str = ""
    post: str = ""
    first: date | None = None
    last: date | None = None
    lines: tuple[tuple[int, str], ...] = ()


@dataclass(slots=True)
class Place:
    """A place in the order. `speech` None: somebody spoke, or `missing` of a number of people, and it is not in the archive.

    `loose`: nothing says whether it comes before or after the place above it.
    """

    speech: int | None = None
    who: str = ""
    does: str = ""
    missing: int = 0
    cues: list[Cue] = field(default_factory=list)
    loose: bool = False


@dataclass(slots=True)
class Order:
    """The places in order, and the speeches that no words place, as they were given."""

    places: list[Place]
    unplaced: list[int]

    @property
    def missing(self) -> int:
        return sum(place.missing for place in self.places)
