"""What stands beside a speech: in its file, at its meeting, among those of its speaker."""
from dataclasses import dataclass
from typing import NamedTuple

from django.urls import reverse

from speeches.catalogue import order_of_meeting
from speeches.figures import Figures
from speeches.models import Speech

OTHERS = 5  # of the same speaker
BEFORE, AFTER = 2, 3  # of the same meeting, around this one
FEW = 12  # speeches of a file that are listed unfolded
SHOWN = ("title", "date_from", "date_precision", "document__name", "speaker", "meeting__type")  # of each of the others


class Title(NamedTuple):
    """A speech in the list of its file."""

    pk: int
    title: str
    at: int

    def __str__(self):
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("speech", args=[self.pk])


@dataclass(frozen=True, slots=True)
class File:
    """The speeches of a file in order; `nth` of them is read."""

    titles: list[Title]
    nth: int

    @property
    def place(self) -> int:
        return self.nth + 1

    @property
    def before(self) -> Title | None:
        return self.titles[self.nth - 1] if self.nth else None

    @property
    def after(self) -> Title | None:
        return self.titles[self.place] if self.place < len(self.titles) else None

    @property
    def starts(self) -> list[int]:
        return [title.at for title in self.titles]

    @property
    def is_long(self) -> bool:
        return len(self.titles) > FEW


def file_of(speech: Speech) -> File:
    """Who may see a speech may see all of its file."""
    rows = speech.document.speeches.order_by("position").values_list(*Title._fields)
    titles = [Title(pk, title or speech.document.name, at) for pk, title, at in rows]
    return File(titles, next((nth for nth, title in enumerate(titles) if title.pk == speech.pk), 0))


def at_meeting(speech: Speech, figures: Figures) -> list[Speech]:
    """Those that were given before and after it, itself among them; [] where it is alone."""
    order = figures.of(order_of_meeting, speech.meeting_id) if speech.meeting_id else []
    if speech.pk not in order or len(order) < 2:
        return []
    nth = order.index(speech.pk)
    start = max(0, min(nth - BEFORE, len(order) - BEFORE - AFTER - 1))
    beside = order[start : start + BEFORE + AFTER + 1]
    rows = figures.speeches.with_origin().only(*SHOWN).in_bulk(beside)
    return [rows[pk] for pk in beside if pk in rows]


def of_speaker(speech: Speech, figures: Figures) -> list[Speech]:
    if not speech.speaker_id:
        return []
    others = figures.speeches.filter(speaker=speech.speaker_id).exclude(pk=speech.pk)
    return list(others.with_origin().only(*SHOWN).newest_first()[:OTHERS])
