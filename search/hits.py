"""Ids from the index → what a page shows of each speech, in a fixed number of database queries."""
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from search import passages
from search.engine import Query
from search.passages import Found, Line, Mark, Passage
from speeches.models import Paragraph, Speech
from speeches.templatetags.facts import numbered

# Paragraphs that stand in no section: (a number of their own, what their place is called).
OUTSIDE = {"appendix_title": (-1, ("附件",)), "appendix": (-1, ("附件",)), "note": (-2, ("注释",))}


@dataclass(frozen=True, slots=True)
class Hit:
    speech: Speech
    title_marks: list[Mark]
    found: Found

    @property
    def passages(self) -> list[Passage]:
        """What the page shows: of the title block nothing where the title above it is marked."""
        return [passage for passage in self.found.passages if not (passage.head and self.title_marks)]


def speeches_of(ids: list[int], user, *prefetched: str) -> list[Speech]:
    """The speeches with these ids that somebody may see, in this order."""
    rows = Speech.objects.visible_to(user).for_lists().prefetch_related(*prefetched)
    by_id = rows.in_bulk(ids)
    return [by_id[pk] for pk in ids if pk in by_id]


def hits_of(ids: list[int], query: Query, user) -> list[Hit]:
    speeches = speeches_of(ids, user, "sections")
    rows = Paragraph.objects.filter(speech__in=speeches).order_by("speech", "position")
    paragraphs = {
        speech: list(own)
        for speech, own in groupby(rows.values_list("speech", "position", "text", "part", "section"), key=itemgetter(0))
    }
    return [
        Hit(
            speech,
            passages.title_marks(query.node, speech.title, query.scope),
            passages.find(query.node, lines_of(speech, paragraphs.get(speech.pk, ())), query.scope),
        )
        for speech in speeches
    ]


def lines_of(speech: Speech, paragraphs) -> list[Line]:
    """The paragraphs of a speech as the passages want them, each with its place in the outline."""
    places, headings, path = {}, {}, []
    for section in sorted(speech.sections.all(), key=lambda section: section.position):
        name = numbered(section) + section.heading
        path = [*(step for step in path if step[0] < section.level), (section.level, name)]
        places[section.pk] = section.position, tuple(name for _, name in path)
        headings.setdefault(section.paragraph, []).append(section.heading)
    lines = []
    for _, position, text, part, section in paragraphs:
        section, path = places.get(section) or OUTSIDE.get(part, (0, ()))
        heading = end_of_heading(text, headings.get(position, ()))
        lines.append(Line(position, text, path, section, part == Paragraph.Part.HEAD, heading))
    return lines


def end_of_heading(text: str, headings) -> int:
    """Where the last heading that a paragraph holds ends in it; 0 = it holds none."""
    ends = [text.find(heading) + len(heading) if heading in text else len(text) for heading in headings]
    return max(ends, default=0)
