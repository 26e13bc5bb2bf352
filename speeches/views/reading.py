"""One speech, to be read."""
from django.shortcuts import redirect, render

from search.asking import query
from search.showing import passages
from search.showing.outline import Line, Outline
from search.showing.sought import wanted
from speeches import reads
from speeches.lines import lines_of
from speeches.models import Speech
from speeches.outline_tree import fold
from speeches.record import citations, record
from speeches.title_block import sort_head
from speeches.views.moved import where_it_went
from speeches.visibility import visible_to

OTHERS = 5  # speeches of the same speaker, of the same meeting


def speech(request, pk):
    visible = Speech.objects.visible_to(request.user)
    speech = visible.select_related("document", "speaker", "meeting__type").filter(pk=pk).first()
    if speech is None:
        return redirect(where_it_went(request, pk, visible))
    reads.note(request, speech)
    sections, paragraphs = list(speech.sections.all()), list(speech.paragraphs.all())
    speech.points = [section for section in sections if section.level == 1]
    asked = query.read(request.GET, visible_to(request.user))
    marks, hits = find_marks(asked, paragraphs, sections)
    lines = lines_of(paragraphs, sections, marks)
    page = {
        "speech": speech,
        "asked": asked,
        "hits": range(1, hits + 1),
        "head": sort_head(speech, of_part(lines, "head")),
        "trunk": fold(sections, of_part(lines, "body")),
        "sections": sections,
        "appendices": of_part(lines, "appendix_title", "appendix"),
        "notes": of_part(lines, "note"),
        "record": record(speech),
        "keywords": speech.keywords.order_by("speechkeyword__position"),
        "citations": citations(speech, request.build_absolute_uri(speech.get_absolute_url())),
        **neighbours(speech, visible),
    }
    return render(request, "speeches/speech.html", page)


def of_part(lines, *parts):
    return [line for line in lines if line.part in parts]


def find_marks(asked, paragraphs, sections):
    """Return position → [(start, end, number of the hit)], none overlapping, and how many hits there are."""
    lines = [Line(p.position, p.text, p.part, p.section_id) for p in paragraphs]
    return passages.mark_paragraphs(wanted(asked.query.node, asked.query.scope), lines, Outline(sections))


def neighbours(speech, visible) -> dict:
    """What stands beside it in its document, and other speeches of its speaker and its meeting."""
    document = list(visible.filter(document=speech.document).select_related("document").only("title", "document__name").order_by("position"))
    place = document.index(speech)
    others = visible.exclude(pk=speech.pk).select_related("document", "speaker", "meeting__type").newest_first()
    return {
        "place": place + 1,
        "of": len(document),
        "before": document[place - 1] if place else None,
        "after": document[place + 1] if place + 1 < len(document) else None,
        "of_speaker": others.filter(speaker=speech.speaker)[:OTHERS] if speech.speaker else [],
        "of_meeting": others.filter(meeting=speech.meeting)[:OTHERS] if speech.meeting else [],
    }
