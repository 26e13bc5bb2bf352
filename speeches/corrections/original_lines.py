"""The lines of a file as first read, laid beside what stands in the archive now; a part of the whole for each speech."""
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from django.core.cache import cache

from speeches.corrections.readings import source_of
from speeches.models import Document, Paragraph, Reading
from speeches.parsing.drafts import DocumentDraft, Dropped, ParagraphDraft, SpeechDraft
from speeches.parsing.retouching import INSERTED, JOINED, PARTED, REMOVED, RawLine, Segment, repairs, retouched

REPAIRS = {INSERTED, JOINED, PARTED, REMOVED}


@dataclass(frozen=True, slots=True)
class Repair:
    """One kind of repair: how often it was made in the file, and where first."""

    kind: str
    count: int
    speech: int  # position of the speech with whose lines it stands
    line: int


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with its number in the file, and the first paragraph of this speech that it is part of; 0 = of none."""

    number: int
    paragraph: int
    segments: list[Segment]


@dataclass(slots=True)
class Retouched:
    """A file, line by line, by the position of the speech with which a line is shown."""

    parts: dict[int, list[ShownLine]]
    repairs: list[Repair] = field(default_factory=list)


def retouch(document: Document) -> Retouched:
    """Lay the file beside what stands. Raises Refusal, OSError where nobody has kept what was read."""
    reading, draft = source_of(document).reading, standing(document)
    lines = retouched(reading, draft)
    counts = repairs(lines, draft) + counted(lines, REMOVED) + counted(lines, INSERTED)
    parts, first = {}, {}
    for number, (line, shown_with) in enumerate(zip(lines, places_of(lines), strict=True), 1):
        for part in shown_with:
            parts.setdefault(part, []).append(shown(line, number, part))
        for segment in line.segments:
            first.setdefault(segment.state, (segment.speech or shown_with[0], number))
    return Retouched(parts, [Repair(kind, count, *first[kind]) for kind, count in counts.most_common() if kind in first])


def repairs_in(speech) -> int:
    """In how many places a speech differs from its file, blanks apart and besides what was set aside. Kept while it stands."""
    document = speech.document
    key = f"repairs-{document.pk}-{speech.position}-{document.parser_version}-{speech.digest}-{len(document.dropped)}"
    count = cache.get(key)
    if count is None and Reading.objects.filter(document=document).exists():  # reading a file again takes seconds
        cache.set(key, count := count_repairs(document, speech.position), None)
    return count or 0


def count_repairs(document: Document, position: int) -> int:
    segments = [segment for line in retouch(document).parts.get(position, []) for segment in line.segments]
    return sum(segment.state in REPAIRS and segment.speech in (0, position) and bool(segment.text.strip()) for segment in segments)


def shown(line: RawLine, number: int, speech: int) -> ShownLine:
    paragraph = next((segment.paragraph for segment in line.segments if segment.speech == speech), 0)
    return ShownLine(number, paragraph, line.segments)


def standing(document: Document) -> DocumentDraft:
    """What stands, as far as it is needed here: a speech's paragraphs and appendices in one row, as their numbers count them."""
    rows = Paragraph.objects.filter(speech__document=document).exclude(part=Paragraph.Part.NOTE)
    texts = rows.order_by("speech__position", "position").values_list("speech__position", "text")
    speeches = [SpeechDraft([ParagraphDraft(text) for _, text in own]) for _, own in groupby(texts, key=lambda row: row[0])]
    return DocumentDraft(speeches, [Dropped(**piece) for piece in document.dropped])


def places_of(lines: list[RawLine]) -> list[list[int]]:
    """The speeches with which each line is shown: its own, else the one before it; what precedes all goes with the first."""
    places, last = [], 1
    for line in lines:
        own = sorted({segment.speech for segment in line.segments if segment.speech})
        places.append(own or [last])
        last = places[-1][-1]
    return places


def counted(lines: list[RawLine], state: str) -> Counter:
    """How many runs of characters were treated like this, blanks apart."""
    return Counter(segment.state for line in lines for segment in line.segments if segment.state == state and segment.text.strip())
