"""What people correct: one request, one correction, kept in a list. What stands is the reading with all of them applied."""
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from speeches.corrections import WORDS, Kind, fold
from speeches.corrections.readings import Source, Unfit, locked, source_of
from speeches.corrections.rereading import catch_up, let_stand
from speeches.facts import values_of
from speeches.filing import letters
from speeches.models import Correction, Document, Paragraph, Speech

UNSPLIT = (Kind.START, Kind.MERGE, Kind.MOVE, Kind.ASIDE, Kind.BACK)  # an imported text is one speech, whole


@transaction.atomic
def correct(document: Document, kind: str, at: int | None = None, value: dict | None = None, by=None) -> Correction:
    """Make one correction and all that follows from it. Raises Unfit, and then nothing has changed."""
    document = locked(document)
    if not paragraphs_of(document).exists():
        raise Unfit(_("这份文件收得早，段落还没有标位置。请先“重新整理”一次，再改。"))
    catch_up(document)
    source = source_of(document)
    if source.is_text and kind in UNSPLIT:
        raise Unfit(_("这是成批导入的文字，一条就是一篇，不能拆分。"))
    if last := repeated(document, kind, at, value):
        return last
    correction = Correction(document=document, number=next_number(document), kind=kind, at=at, value=value or {}, by=by)
    CHECKS.get(kind, check_place)(document, correction)
    if correction.at is not None:
        correction.words = source.words_at(correction.at, WORDS)
    correction.save()
    apply(document, source)
    return correction


@transaction.atomic
def undo(document: Document, by=None, number: int | None = None) -> Correction | None:
    """Take back the last correction that still holds; None = there is none. With a number: that one or, as Unfit, none."""
    document = locked(document)
    last = document.corrections.live().last()
    if number is not None and number != (last.number if last else None):
        raise Unfit(_("这一步已经撤销过了，或者后来又有别的改动。请看看现在的样子。"))
    if last:
        catch_up(document)
        last.undone_at, last.undone_by = timezone.now(), by
        last.save(update_fields=["undone_at", "undone_by"])
        apply(document, source_of(document))
    return last


def see(document: Document, speeches: list[Speech], by=None) -> Correction:
    """Say 看过了 of these speeches: what stands there is right, and stays."""
    values = {str(speech.at): values_of(speech, without=["keywords"]) for speech in speeches}  # those follow from the text
    return correct(document, Kind.SEEN, None, {"speeches": values}, by)


def repeated(document: Document, kind: str, at: int | None, value: dict | None) -> Correction | None:
    """The last correction, if it says the very same: somebody clicked twice."""
    last = document.corrections.live().last()
    return last if last and (last.kind, last.at, last.value) == (kind, at, value or {}) else None


def apply(document: Document, source: Source):
    settled = fold(document.corrections.live())
    draft = source.draft(settled, ranked=False)
    if not draft.speeches:
        raise Unfit(_("这样一来整份文件就没有正文了，请至少留下一段。"))
    let_stand(document, draft, settled, ranked=False)


def next_number(document: Document) -> int:
    return (document.corrections.aggregate(last=Max("number"))["last"] or 0) + 1


# What a correction of each kind must be about. Places are those of paragraphs as they stand.


def check_place(document: Document, correction: Correction):
    if not paragraphs_of(document).filter(at=correction.at).exists():
        raise Unfit(_("那一段已经不在那里了，可能有人刚改过。请看看现在的样子，再改一次。"))


def check_speech(document: Document, correction: Correction):
    if not document.speeches.filter(at=correction.at).exists():
        raise Unfit(_("那一篇已经不在那里了，可能有人刚改过。请看看现在的样子，再改一次。"))


def check_start(document: Document, correction: Correction):
    check_place(document, correction)
    if document.speeches.filter(at=correction.at).exists():
        raise Unfit(_("这一段本来就是一篇的开头。"))


def check_merge(document: Document, correction: Correction):
    check_speech(document, correction)
    if document.speeches.get(at=correction.at).position == 1:
        raise Unfit(_("第一篇前面没有别的讲话，没法并进去。"))


def check_move(document: Document, correction: Correction):
    """A beginning moves inside its own speech or the one before: past those it would be another correction."""
    check_speech(document, correction)
    speech = document.speeches.get(at=correction.at)
    near = document.speeches.filter(position__in=[speech.position - 1, speech.position])
    to = paragraphs_of(document).filter(at=correction.value["to"], speech__in=near)
    if not to.exists() or document.speeches.filter(at=correction.value["to"]).exists():
        raise Unfit(_("开头只能移到这一篇或上一篇里的一段，而且不能和另一篇的开头重合。"))


def check_aside(document: Document, correction: Correction):
    """The value comes with the places of the paragraphs; it leaves with the letters that they cover."""
    places = correction.value["places"]
    lines = list(paragraphs_of(document).filter(at__in=places).order_by("at").values_list("at", "text"))
    ranges = [[at, at + letters(text)] for at, text in lines if letters(text)]
    if not ranges:
        raise Unfit(_("没有选中要搁开的段落。请先在段落前面打勾。"))
    correction.at, correction.value = ranges[0][0], {"ranges": ranges}


def check_back(document: Document, correction: Correction):
    piece = next((piece for piece in document.dropped if piece.get("at") == correction.at), None)
    if piece is None:
        raise Unfit(_("这一处已经不在“搁在一边”里了。"))
    correction.value = {"to": piece["at"] + letters(piece["text"])}


def check_speech_after_all(document: Document, correction: Correction):
    correction.at = None


def check_seen(document: Document, correction: Correction):
    if not correction.value["speeches"]:
        raise Unfit(_("没有要确认的讲话。"))


CHECKS = {
    Kind.START: check_start,
    Kind.MERGE: check_merge,
    Kind.MOVE: check_move,
    Kind.ASIDE: check_aside,
    Kind.BACK: check_back,
    Kind.FIELDS: check_speech,
    Kind.SEEN: check_seen,
    Kind.SPEECH: check_speech_after_all,
}


def paragraphs_of(document: Document):
    return Paragraph.objects.filter(speech__document=document).exclude(at=None)
