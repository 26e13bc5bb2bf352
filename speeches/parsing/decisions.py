"""What a person decided about a file, for parsing to follow. Places are letters counted from the start of the file.

The letters of a file never change, whatever a later version of the rules makes of them: a decision outlives a new parse.
"""
from dataclasses import dataclass, field

# What a person may set on a speech. Dates as in the contract: 2024, 2024-03, 2024-03-05.
FIELDS = [
    "title", "subtitle", "salutation", "speaker", "post", "organ", "meeting", "meeting_type", "kind", "date", "place", "level",
    "complete", "keywords",
]  # fmt: skip
BODY = 0  # the level of a line that is no heading
BY_HAND = "by_hand"  # the rule of an evidence and the reason of a dropped piece that a person stands for


@dataclass(slots=True)
class Decisions:
    starts: dict[int, bool] = field(default_factory=dict)  # at → whether a speech begins with the line there
    aside: list[tuple[int, int]] = field(default_factory=list)  # [from, to): lines that are set aside
    back: set[int] = field(default_factory=set)  # where a piece begins that was set aside and is text after all
    headings: dict[int, int] = field(default_factory=dict)  # at → level from 1, or BODY
    fields: dict[int, dict] = field(default_factory=dict)  # at of a speech's first line → field → value; None = not stated
    speech: bool = False  # it is a speech, even if it looks like a notice

    def __bool__(self) -> bool:
        return bool(self.starts or self.aside or self.back or self.headings or self.fields or self.speech)
