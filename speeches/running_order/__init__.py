"""In which order people spoke at a meeting, as far as their own words tell; see cues, naming and placing."""
from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Max, Q

from speeches.models import Paragraph, Speech
from speeches.running_order.cues import ASKING
from speeches.running_order.order import Order, Turn
from speeches.running_order.placing import place

FIRST, LAST = 12, 8  # paragraphs of a speech in which it looks back and ahead; of a host's all are read
HOSTING = "主持词"


def ordered(speeches: Iterable[Speech]) -> Order:
    """Put speeches of one meeting in the order in which they were given, with gaps for those who are only spoken of.

    Give it what the reader may see and nothing else: every place and every gap rests on words of these speeches. It reads
    `speaker` of each and asks the database twice more. The result is plain and may be kept.
    """
    speeches = sorted(speeches, key=lambda speech: (speech.date_from is None, speech.date_from, speech.document_id, speech.position))
    lines = lines_of(speeches)
    return place(
        Turn(
            speech.pk, speech.title, speech.kind, speech.speaker.name if speech.speaker else "", speech.post,
            speech.date_from, speech.date_to, tuple(lines.get(speech.pk, ())),
        )
        for speech in speeches
    )  # fmt: skip


def lines_of(speeches: list[Speech]) -> dict[int, list[tuple[int, str]]]:
    """Return the paragraphs that may say something of the order, by speech."""
    body = Paragraph.objects.filter(speech__in=[speech.pk for speech in speeches], part=Paragraph.Part.BODY)
    ends = dict(body.order_by().values_list("speech").annotate(Max("position")))
    hosts = {speech.pk for speech in speeches if HOSTING in (speech.kind, speech.title[-3:])}
    asking = body.filter(reduce(or_, (Q(text__contains=word) for word in ASKING))).order_by("speech", "position")
    lines: dict[int, list[tuple[int, str]]] = {}
    for pk, position, text in asking.values_list("speech_id", "position", "text"):
        if pk in hosts or position <= FIRST or position > ends[pk] - LAST:
            lines.setdefault(pk, []).append((position, text))
    return lines
