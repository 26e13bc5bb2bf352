"""What every form of a citation is made of."""
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePath

from speeches.citing.passages import Passage

PARTS = {"day": 3, "month": 2, "year": 1}


@dataclass(frozen=True)
class Source:
    """A speech as it is cited; "" = the document does not state it. With a passage, that one is cited."""

    key: str  # names the entry among others: speech5
    author: str
    title: str
    subtitle: str
    kind: str
    meeting: str
    place: str
    date: tuple[int, ...]  # year, month and day as far as they are stated
    accessed: date  # the day on which it was looked up
    address: str
    passage: Passage | None = None

    @cached_property
    def link(self) -> str:
        return self.address + (self.passage.marked if self.passage else "")

    @property
    def whole_title(self) -> str:
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title

    @property
    def iso_date(self) -> str:
        """2024-03-05, 2024-03, 2024."""
        return "-".join(f"{part:02}" for part in self.date)

    @property
    def locator(self) -> str:
        """A speech has no pages; its paragraphs are numbered as on its page."""
        if not self.passage:
            return ""
        first, last = self.passage.paragraph, self.passage.last
        return f"第{first}段" if first == last else f"第{first}—{last}段"

    @property
    def words(self) -> str:
        return one_line(self.passage.words) if self.passage else ""


def source_of(speech, address: str, accessed: date, passage: Passage | None = None) -> Source:
    first = speech.date_from
    stated = (first.year, first.month, first.day)[: PARTS[speech.date_precision]] if first else ()
    return Source(
        f"speech{speech.pk}",
        one_line(speech.speaker.name if speech.speaker else ""),
        one_line(speech.title) or one_line(PurePath(speech.document.name).stem),
        one_line(speech.subtitle).lstrip("—－-– "),
        speech.kind,
        one_line(speech.meeting.name if speech.meeting else ""),
        one_line(speech.place),
        stated,
        accessed,
        address,
        passage,
    )


def one_line(text: str) -> str:
    return " ".join(text.split())
