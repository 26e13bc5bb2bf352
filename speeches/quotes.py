"""The first and the last sentence of the archive that holds a word."""
import re
from dataclasses import dataclass
from datetime import date

from search.text import fold, folded
from speeches.models import Paragraph, Speech

SENTENCE = re.compile("[^。！？!?；;]+[。！？!?；;]?[”’」』]?")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that holds the word, with its place; `position` None: it stands across two paragraphs."""

    speech: int
    title: str
    date_from: date
    date_precision: str
    position: int | None = None
    before: str = ""
    word: str = ""
    after: str = ""


def first_and_last(word: str, using: list[tuple]) -> tuple[Quote | None, Quote | None]:
    """Return the earliest and the latest sentence; None where none of these (speech, first day, last day) states a date."""
    days = [row for row in using if row[1]]
    if not days:
        return None, None
    first = min(days, key=lambda row: (row[1], row[2], row[0]))[0]
    last = max(days, key=lambda row: (row[2], row[1], -row[0]))[0]
    shown = {speech.pk: speech for speech in Speech.objects.filter(pk__in={first, last}).select_related("document")}
    texts = {first: [], last: []}
    for speech, position, text in Paragraph.objects.filter(speech__in=texts).order_by("position").values_list("speech", "position", "text"):
        texts[speech].append((position, text))
    earliest = quote_of(shown[first], texts[first], word)
    return earliest, quote_of(shown[last], texts[last][::-1], word) if last != first else None


def quote_of(speech: Speech, paragraphs: list[tuple[int, str]], word: str) -> Quote:
    origin = speech.pk, str(speech), speech.date_from, speech.date_precision
    run = folded(word)
    for position, text in paragraphs:
        read = fold(text)
        if (place := read.text.find(run)) >= 0:
            return Quote(*origin, position, *sentence_round(text, *read.span(place, place + len(run))))
    return Quote(*origin)


def sentence_round(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Return what stands before a place in its sentence, the place, and what stands behind it."""
    begin = max((found.start() for found in SENTENCE.finditer(text) if found.start() <= start), default=0)
    close = next((found.end() for found in SENTENCE.finditer(text) if found.end() >= end), len(text))
    return text[begin:start].lstrip(), text[start:end], text[end:close].rstrip()
