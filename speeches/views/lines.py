"""The lines of one speech, to be ticked: where a speech begins, what is set aside, what is a heading."""
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from speeches import archive
from speeches.models import SURE, Correction, Document, Paragraph, Speech
from speeches.views.correcting import attempt, for_correctors, needed, paragraph_at, perform, place

Kind = Correction.Kind
TAIL = 12  # lines of the speech before that are shown, for a beginning to move up to
LEVELS = range(1, 5)  # that have a button


@for_correctors
def lines(request, document, position):
    ticked = [at for at in (place([each]) for each in request.POST.getlist("at")) if at is not None]
    if request.method == "POST":
        verb, *about = request.POST.get("do", "").split(":")
        done = attempt(request, act_on_lines, document, verb, about, ticked)
        if done:
            return redirect(place_among_lines(document, done))
    speech = document.speeches.select_related("document").filter(position=position).first()
    if speech is None:
        return redirect(document)
    page = {
        "document": document,
        "speech": speech,
        "lines": lines_of(speech),
        "placed": speech.paragraphs.exclude(at=None).exists(),
        "tail": list(last_lines(document, position - 1)),
        "ticked": ticked,
        "levels": LEVELS,
        "last": document.corrections.live().select_related("by").last(),
        "speeches": document.speeches.count(),
    }
    return render(request, "speeches/lines.html", page, status=400 if request.method == "POST" else 200)


def act_on_lines(request, document: Document, verb: str, about: list[str], ticked: list[int]) -> Correction:
    if verb not in ON_LINES:
        return perform(request, document, verb, about)
    if not ticked:
        raise archive.Unfit(_("还没有勾段落。请先在段落前面打勾，再按要做的事。"))
    return ON_LINES[verb](request, document, about, ticked)


def start(request, document, about, ticked):
    return archive.correct(document, Kind.START, only(ticked), {}, request.user)


def move(request, document, about, ticked):
    """The speech is the one that was shown, by its place; the beginning may move up into the one before."""
    return archive.correct(document, Kind.MOVE, needed(about), {"to": only(ticked)}, request.user)


def aside(request, document, about, ticked):
    return archive.correct(document, Kind.ASIDE, None, {"places": ticked}, request.user)


def heading(request, document, about, ticked):
    level = place(about)
    if level is None or level > LEVELS[-1]:
        raise archive.Unfit(_("没有这一级小标题。"))
    return archive.correct(document, Kind.HEADING, ticked[0], {"level": level, "more": ticked[1:]}, request.user)


def choose(request, document, about, ticked):
    """Enter was pressed on a box: the page comes back with the buttons under the cursor."""
    raise archive.Unfit(_("勾了 %(ticked)d 段。请选要做的事。") % {"ticked": len(ticked)})


ON_LINES = {"choose": choose, "start": start, "move": move, "aside": aside, "heading": heading}


def only(ticked: list[int]) -> int:
    if len(ticked) > 1:
        raise archive.Unfit(_("开头只能是一段，您勾了 %(ticked)d 段。请只留一个勾。") % {"ticked": len(ticked)})
    return ticked[0]


def lines_of(speech: Speech):
    """Every paragraph with the headings that it holds."""
    headings = {}
    for section in speech.sections.all():
        section.is_unsure = section.confidence < SURE
        headings.setdefault(section.paragraph, []).append(section)
    paragraphs = list(speech.paragraphs.all())
    for paragraph in paragraphs:
        paragraph.headings = headings.get(paragraph.position, [])
        paragraph.is_heading = any(not section.run_in for section in paragraph.headings)
    return paragraphs


def last_lines(document: Document, position: int):
    """The last lines of a speech, in their order, for the next one to begin earlier."""
    lines = Paragraph.objects.filter(speech__document=document, speech__position=position).exclude(at=None)
    return reversed(lines.order_by("-position")[:TAIL])


def place_among_lines(document: Document, done: Correction) -> str:
    """The address of the paragraph where something was done."""
    paragraph = paragraph_at(document, done.value["to"] if done.kind == Kind.MOVE and not done.undone_at else done.at)
    if paragraph is None:
        return document.get_absolute_url()
    return f"{reverse('lines', args=[document.pk, paragraph.speech.position])}#p{paragraph.position}"
