"""What was set aside of a file, put where it lies: before, inside and after its speeches."""
from bisect import bisect_left
from dataclasses import dataclass
from math import inf

from django.db.models import OuterRef, Subquery

from speeches.filing import letters
from speeches.models import Paragraph, Speech

FEW = 3  # pieces of one reason that are shown unfolded


@dataclass(frozen=True, slots=True)
class Group:
    """What was set aside in one place for one reason."""

    reason: str
    pieces: list[dict]

    @property
    def is_long(self) -> bool:
        return len(self.pieces) > FEW


@dataclass(frozen=True, slots=True)
class Aside:
    """What was set aside in one place of the file."""

    groups: list[Group]

    @property
    def pieces(self) -> list[dict]:
        return [piece for group in self.groups for piece in group.pieces]


def with_ends(speeches):
    """Speeches that know the last of their paragraphs that stands in the file, as `last_at` and `last_text`."""
    last = Paragraph.objects.filter(speech=OuterRef("pk")).exclude(at=None).order_by("-position")
    return speeches.annotate(last_at=Subquery(last.values("at")[:1]), last_text=Subquery(last.values("text")[:1]))


def put_in_place(pieces: list[dict], spans: list[tuple[int, int]]) -> tuple[dict, dict, list]:
    """Return the pieces inside of each span and those after it (-1: before the first), and those that lie outside of the text."""
    inside, after, elsewhere = {}, {}, []
    for piece in sorted(pieces, key=lambda piece: piece.get("at") or 0):
        at = piece.get("at")
        holder = max((n for n, (start, _end) in enumerate(spans) if at is not None and start <= at), default=-1)
        if at is None:
            elsewhere.append(piece)
        elif holder >= 0 and at < spans[holder][1]:
            inside.setdefault(holder, []).append(piece)
        else:
            after.setdefault(holder, []).append(piece)
    return inside, after, elsewhere


def around(speech: Speech, starts: list[int]) -> Aside | None:
    """What was set aside before and inside of one speech; of the last one, behind it too. starts: of all speeches of its file."""
    nth = bisect_left(starts, speech.at)
    if not speech.document.dropped or nth == len(starts):
        return None
    beside = list(with_ends(speech.document.speeches).filter(at__in=starts[max(0, nth - 1) : nth + 1]).only("at").order_by("at"))
    low, high = starts[nth - 1] if nth else 0, starts[nth + 1] if nth + 1 < len(starts) else inf
    pieces = [piece for piece in speech.document.dropped if piece.get("at") is not None and low <= piece["at"] < high]
    inside, after, _ = put_in_place(pieces, [(each.at, end_of(each)) for each in beside])
    own = len(beside) - 1
    last = after.get(own, []) if nth + 1 == len(starts) else []
    return aside(after.get(own - 1, []) + inside.get(own, []) + last)


def end_of(speech: Speech) -> int:
    return speech.at if speech.last_at is None else speech.last_at + letters(speech.last_text)


def aside(pieces: list[dict] | None) -> Aside | None:
    if not pieces:
        return None
    reasons = dict.fromkeys(piece["reason"] for piece in pieces)
    return Aside([Group(reason, [piece for piece in pieces if piece["reason"] == reason]) for reason in reasons])
