"""Ids from the index → what a page shows of each speech, in a fixed number of database queries."""
from collections import defaultdict
from dataclasses import dataclass

from search.engine import Query
from search.showing import passages
from search.showing.outline import Heading, Line, Outline
from search.showing.passages import Found, Mark, Passage
from search.showing.sought import wanted
from speeches.models import Paragraph, Section, Speech

# What pages, tables, feeds and programs are told of a hit. Half of the rest is JSON about how it was read.
SHOWN = (
    "title", "subtitle", "post", "kind", "level", "date_from", "date_precision", "complete", "characters", "to_check",
    "document__name", "document__source_id", "document__received_at", "speaker__name", "speaker__distinction",
    "meeting__name", "meeting__type__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    speech: Speech
    title_marks: list[Mark]
    found: Found

    @property
    def passages(self) -> list[Passage]:
        """What the page shows: of the title block nothing where the title above it is marked."""
        return [passage for passage in self.found.passages if self._says_more(passage)]

    @property
    def best(self) -> Passage | None:
        return self.found.best if self.found.best and self._says_more(self.found.best) else None

    def _says_more(self, passage: Passage) -> bool:
        return not (passage.head and self.title_marks)


def speeches_of(ids: list[int], user) -> list[Speech]:
    """The speeches with these ids that somebody may see, in this order."""
    return in_order(ids, Speech.objects.visible_to(user).for_lists())


def in_order(ids: list[int], rows) -> list[Speech]:
    by_id = rows.in_bulk(ids)
    return [by_id[pk] for pk in ids if pk in by_id]


def hits_of(ids: list[int], query: Query, user) -> list[Hit]:
    """What is found in the speeches with these ids that somebody may see, in this order."""
    speeches = in_order(ids, Speech.objects.visible_to(user).with_origin().only(*SHOWN))
    headings, lines = parts_of(speeches, Section, Heading), parts_of(speeches, Paragraph, Line)
    looked_for, hits = wanted(query.node, query.scope), []
    for speech in speeches:
        speech.points = [heading for heading in headings[speech.pk] if heading.level == 1]
        found = passages.find(looked_for, lines[speech.pk], Outline(headings[speech.pk]))
        hits.append(Hit(speech, passages.title_marks(looked_for, speech.title), found))
    return hits


def parts_of(speeches, model, form) -> dict[int, list]:
    """Return the parts of each speech in order, as tuples of this form."""
    rows = model.objects.filter(speech__in=[speech.pk for speech in speeches]).order_by("speech", "position")
    parts = defaultdict(list)
    for row in rows.values_list("speech", *form._fields):
        parts[row[0]].append(form._make(row[1:]))
    return parts
