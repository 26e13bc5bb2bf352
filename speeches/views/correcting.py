"""Correcting what was read of a file: one request, one correction. What makes no sense is said, never an error."""
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from speeches import archive
from speeches.corrections.forms import TYPE_WITHOUT_MEETING, FieldsForm
from speeches.models import Correction, Document, Paragraph
from speeches.parsing.drafts import Refusal
from speeches.views.documents import desk_page
from speeches.visibility import may_correct

Kind = Correction.Kind
UNREADABLE = (Refusal, OSError)  # a document kept long ago is read again from its original, which may be gone
LONGEST_PLACE = 9  # digits


def for_correctors(view):
    """Hands on the document, to those who may correct it."""

    @wraps(view)
    @login_required
    def guarded(request, pk, **more):
        document = get_object_or_404(Document.objects.visible_to(request.user).select_related("by"), pk=pk)
        if not may_correct(request.user, document):
            raise PermissionDenied
        return view(request, document, **more)

    return guarded


def attempt(request, act, *about) -> Correction | None:
    """Do it and say so, or say why not; then None."""
    try:
        done = act(request, *about)
    except archive.Unfit as unfit:
        messages.error(request, str(unfit))
    except UNREADABLE:
        messages.error(request, _("原文件现在读不出来，没有改成。请告诉管理员。"))
    else:
        messages.success(request, _("已经撤销。") if done.undone_at else _("改好了。"))
        return done
    return None


@for_correctors
def correct(request, document):
    """A button of the desk: `do` says what to do and where: merge:120, back:7, seen:all, adopt:120:level, undo:4.

    Asked without a form (somebody had to sign in again in between) it leads back to the desk.
    """
    verb, *about = request.POST.get("do", "").split(":")
    done = attempt(request, perform, document, verb, about) if request.method == "POST" else None
    if request.POST.get("from") == "review":
        return redirect(f"{reverse('review')}?{request.GET.urlencode()}")
    if verb == "undo":
        return redirect(place_on_desk(document, done.at if done else None))
    return redirect(place_on_desk(document, place(about)))


def perform(request, document: Document, verb: str, about: list[str]) -> Correction:
    if verb not in DEEDS:
        raise archive.Unfit(_("没有选要做什么。"))
    return DEEDS[verb](request, document, about)


def place(about: list[str]) -> int | None:
    """The place that comes first in what was asked."""
    first = about[0] if about else ""
    return int(first) if first.isascii() and first.isdigit() and len(first) <= LONGEST_PLACE else None


def needed(about: list[str]) -> int:
    at = place(about)
    if at is None:
        raise archive.Unfit(_("没有说是哪一处。请看看现在的样子，再按一次。"))
    return at


def of_kind(kind: str):
    return lambda request, document, about: archive.correct(document, kind, needed(about), {}, request.user)


def say_speech(request, document, about):
    return archive.correct(document, Kind.SPEECH, None, {}, request.user)


def see(request, document, about):
    """看过了 of one speech, or of all; of all only as long as they are what the page showed."""
    speeches = document.speeches.select_related("speaker", "meeting__type").order_by("position")
    if about != ["all"]:
        return archive.see(document, list(speeches.filter(at=place(about))), request.user)
    last = document.corrections.live().last()
    if request.POST.get("last", "") != (str(last.number) if last else ""):
        raise archive.Unfit(_("刚才有人改过这份文件。请看看现在的样子，再说看过了。"))
    return archive.see(document, list(speeches), request.user)


def adopt(request, document, about):
    """Put a guess into its field."""
    name = about[1] if len(about) > 1 else ""
    speech = document.speeches.filter(at=place(about)).first()
    value = (speech.evidence.get(name) or {}).get("value") if speech else None
    if not value:
        raise archive.Unfit(_("这条建议已经不在了，可能有人刚改过。请看看现在的样子。"))
    if name == "meeting_type" and not speech.meeting:
        raise archive.Unfit(TYPE_WITHOUT_MEETING)
    return archive.correct(document, Kind.FIELDS, speech.at, {name: value}, request.user)


def undo(request, document, about):
    """Only the correction that the button named: a second click on it takes back nothing more."""
    return archive.undo(document, request.user, needed(about))


DEEDS = {
    "merge": of_kind(Kind.MERGE),
    "back": of_kind(Kind.BACK),
    "speech": say_speech,
    "seen": see,
    "adopt": adopt,
    "undo": undo,
}


@for_correctors
def fields(request, document):
    """Save what was changed of one speech. A suggestion that is adopted here takes the other changes along."""
    speech = document.speeches.select_related("document", "speaker", "meeting__type").filter(at=place([request.POST.get("at", "")])).first()
    if request.method != "POST":
        return redirect(document)
    if speech is None:
        messages.error(request, _("那一篇已经不在那里了，可能有人刚改过。请看看现在的样子，再改一次。"))
        return redirect(document)
    sent = request.POST.copy()
    if name := sent.get("adopt"):
        sent[name] = (speech.evidence.get(name) or {}).get("value") or sent.get(name, "")
    form = FieldsForm(speech, sent)
    if not form.is_valid():
        return render(request, "speeches/document.html", desk_page(request, document, form), status=400)
    if form.changes:
        attempt(request, lambda request: archive.correct(document, Kind.FIELDS, speech.at, form.changes, request.user))
    else:
        messages.info(request, _("没有改动，什么也没有存。"))
    return redirect(place_on_desk(document, speech.at))


@for_correctors
def parse_again(request, document):
    """First the difference that the rules of today would make, then, if it is wanted, the change."""
    try:
        if request.method == "POST":
            archive.parse_again(document)
            messages.success(request, _("已经重新整理，改过的都没有动。"))
            return redirect(document)
        again = archive.read_anew(document)
    except UNREADABLE:
        messages.error(request, _("原文件现在读不出来，没有重新整理。请告诉管理员。"))
        return redirect(document)
    return render(request, "speeches/parse_again.html", {"document": document, "again": again})


def place_on_desk(document: Document, at: int | None) -> str:
    """The address of the speech on the desk that holds a place of the file."""
    paragraph = paragraph_at(document, at)
    return f"{document.get_absolute_url()}#f{paragraph.speech.position}" if paragraph else document.get_absolute_url()


def paragraph_at(document: Document, at: int | None) -> Paragraph | None:
    """The paragraph that holds a place of the file, or stands before it."""
    if at is None:
        return None
    before = Paragraph.objects.filter(speech__document=document, at__lte=at).select_related("speech")
    return before.order_by("at", "position").last()
