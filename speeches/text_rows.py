"""The text of a speech as the database has it, in light rows: a long one has a thousand."""
from typing import NamedTuple


class ParagraphRow(NamedTuple):
    position: int
    part: str
    text: str
    label: str
    section_id: int | None
    refers_to: int | None
    at: int | None


class SectionRow(NamedTuple):
    pk: int
    position: int
    level: int
    label: str
    heading: str
    run_in: bool
    paragraph: int


def paragraphs_of(speech) -> list[ParagraphRow]:
    rows = speech.paragraphs.order_by("position").values_list(*ParagraphRow._fields)
    return list(map(ParagraphRow._make, rows))


def sections_of(speech) -> list[SectionRow]:
    rows = speech.sections.order_by("position").values_list(*SectionRow._fields)
    return list(map(SectionRow._make, rows))
