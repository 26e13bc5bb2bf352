"""One speech, to be read."""
from django.shortcuts import redirect, render
from django.utils import timezone

from search.asking import query
from search.showing import passages
from search.showing.outline import Line, Outline
from search.showing.sought import wanted
from speeches import reads
from speeches.citing import chinese
from speeches.citing.source import source_of
from speeches.corrections.asides import around
from speeches.corrections.original_lines import repairs_in
from speeches.figures import Figures
from speeches.folding import closed_by, folds
from speeches.kept_pages import kept
from speeches.lines import lines_of
from speeches.neighbours import at_meeting, file_of, of_speaker
from speeches.outline_tree import fold
from speeches.record import record
from speeches.similar import similar_to
from speeches.text_rows import paragraphs_of, sections_of
from speeches.title_block import sort_head
from speeches.views.moved import where_it_went
from speeches.visibility import visible_to


def speech(request, pk):
    answer = page_of(request, pk)
    if answer.status_code in (200, 304):
        reads.note(request, pk)
    return answer


@kept
def page_of(request, pk):
    figures = Figures(request.user)
    speech = figures.speeches.with_origin().filter(pk=pk).first()
    if speech is None:
        return redirect(where_it_went(request, pk, figures.speeches))
    file, paragraphs = file_of(speech), paragraphs_of(speech)
    page = {
        "speech": speech,
        **text_of(request, speech, paragraphs),
        "record": record(speech, paragraphs),
        "keywords": speech.keywords.order_by("speechkeyword__position"),
        **citations(speech, request),
        "file": file,
        "aside": around(speech, file.starts),
        "repairs": repairs_in(speech) if speech.document.sha256 else 0,
        "at_meeting": at_meeting(speech, figures),
        "of_speaker": of_speaker(speech, figures),
        "similar": similar_to(speech, request.user),
    }
    return render(request, "speeches/speech.html", page)


def text_of(request, speech, paragraphs) -> dict:
    """Everything that is read, with the words of the question marked and the sections folded as the address says."""
    sections = sections_of(speech)
    speech.points = [section for section in sections if section.level == 1]
    asked = query.read(request.GET, visible_to(request.user))
    marks, hits = find_marks(asked, paragraphs, sections)
    lines, closed = lines_of(paragraphs, sections, marks), closed_by(request.GET.get("closed", ""))
    trunk = fold(sections, of_part(lines, "body"))
    trunk.close(closed)
    return {
        "asked": asked,
        "hits": range(1, hits + 1),
        "head": sort_head(speech, of_part(lines, "head")),
        "trunk": trunk,
        "folds": folds(sections, closed),
        "sections": sections,
        "appendices": of_part(lines, "appendix_title", "appendix"),
        "notes": of_part(lines, "note"),
    }


def of_part(lines, *parts):
    return [line for line in lines if line.part in parts]


def find_marks(asked, paragraphs, sections):
    """Return position → [(start, end, number of the hit)], none overlapping, and how many hits there are."""
    if not asked.text:
        return {}, 0
    lines = [Line(p.position, p.text, p.part, p.section_id) for p in paragraphs]
    return passages.mark_paragraphs(wanted(asked.query.node, asked.query.scope), lines, Outline(sections))


def citations(speech, request) -> dict:
    source = source_of(speech, request.build_absolute_uri(speech.get_absolute_url()), timezone.localdate())
    return {"plain": chinese.plain(source), "gbt": chinese.gbt(source), "link": source.link}
