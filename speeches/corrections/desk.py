"""The 拆分台: one file from top to bottom, each speech with what was set aside around it, ready to be shown."""
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

from django.db.models import OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _

from speeches.corrections.wording import DOUBT_NAMES, FIELD_NAMES
from speeches.facts import value_of
from speeches.filing import letters
from speeches.models import SURE, Document, Paragraph, Section, Speech
from speeches.parsing.decisions import BY_HAND
from speeches.record import REASONS
from speeches.templatetags.reasons import signs

STATED = FIELD_NAMES.keys() - {"complete", "keywords"}
TOLD_BY = {"title": "no_title", "complete": "incomplete"}  # doubt → the code of the warning that says the same
FEW = 3  # pieces of one reason, doubtful headings of one speech that are shown unfolded


@dataclass(frozen=True, slots=True)
class Group:
    """What was set aside in one place for one reason."""

    reason: str
    pieces: list[dict]

    @property
    def is_long(self) -> bool:
        return len(self.pieces) > FEW


@dataclass(frozen=True, slots=True)
class Aside:
    """What was set aside in one place of the file."""

    groups: list[Group]

    @property
    def pieces(self) -> list[dict]:
        return [piece for group in self.groups for piece in group.pieces]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at, and the words it rests on."""

    field: str
    name: str
    value: str = ""
    words: str = ""
    reason: str = ""
    sections: list[Section] = field(default_factory=list)  # of doubtful headings, the first few
    more: int = 0  # how many beyond those


@dataclass(slots=True)
class Stretch:
    """One speech; what was set aside before it, and inside of it."""

    speech: Speech
    before: Aside | None = None
    inside: Aside | None = None
    doubts: list[Doubt] = field(default_factory=list)
    suggestions: list[Doubt] = field(default_factory=list)
    next_to_check: int | None = None  # position of the next speech that carries 待核

    @property
    def warnings(self) -> list[dict]:
        """Those that no doubt tells already."""
        told = {TOLD_BY.get(doubt.field) for doubt in self.doubts}
        return [warning for warning in self.speech.warnings if warning["code"] not in told]


@dataclass
class Desk:
    stretches: list[Stretch]
    after: Aside | None  # behind the last speech
    elsewhere: Aside | None  # outside of the text: deleted, hidden, headers

    @property
    def to_check(self) -> list[Speech]:
        return [stretch.speech for stretch in self.stretches if stretch.speech.to_check]

    @property
    def unseen(self) -> list[Speech]:
        return [stretch.speech for stretch in self.stretches if not stretch.speech.seen_at]

    @cached_property
    def first_aside(self) -> Aside | None:
        """The first on the page: the address #set-aside."""
        asides = [aside for stretch in self.stretches for aside in (stretch.before, stretch.inside)]
        return next(filter(None, [*asides, self.after, self.elsewhere]), None)


def speeches_of(document: Document):
    """Its speeches as lists show them, each knowing the last of its paragraphs."""
    return with_doubts(with_ends(document.speeches.for_lists())).select_related("seen_by").order_by("position")


def with_ends(speeches):
    last = Paragraph.objects.filter(speech=OuterRef("pk")).exclude(at=None).order_by("-position")
    return speeches.annotate(last_at=Subquery(last.values("at")[:1]), last_text=Subquery(last.values("text")[:1]))


def with_doubts(speeches):
    """Speeches that know their doubtful headings as `unsure`."""
    return speeches.prefetch_related(Prefetch("sections", Section.objects.filter(confidence__lt=SURE), to_attr="unsure"))


def lay_out(document: Document, speeches: list[Speech]) -> Desk:
    """Put every piece that was set aside where it stands among the speeches."""
    inside, after, elsewhere = put_in_place(document.dropped, [(speech.at, end_of(speech)) for speech in speeches])
    stretches = [
        Stretch(speech, aside(after.get(n - 1)), aside(inside.get(n)), doubts_in(speech), suggestions_for(speech))
        for n, speech in enumerate(speeches)
    ]
    waiting = None
    for stretch in reversed(stretches):
        stretch.next_to_check = waiting
        waiting = stretch.speech.position if stretch.speech.to_check else waiting
    return Desk(stretches, aside(after.get(len(speeches) - 1)) if speeches else aside(after.get(-1)), aside(elsewhere))


def put_in_place(pieces: list[dict], spans: list[tuple[int, int]]) -> tuple[dict, dict, list]:
    """Return the pieces inside of each span and those after it (-1: before the first), and those that lie outside of the text."""
    inside, after, elsewhere = {}, {}, []
    for piece in sorted(pieces, key=lambda piece: piece.get("at") or 0):
        at = piece.get("at")
        holder = max((n for n, (start, _end) in enumerate(spans) if at is not None and start <= at), default=-1)
        if at is None:
            elsewhere.append(piece)
        elif holder >= 0 and at < spans[holder][1]:
            inside.setdefault(holder, []).append(piece)
        else:
            after.setdefault(holder, []).append(piece)
    return inside, after, elsewhere


def around(speech: Speech, starts: list[int]) -> Aside | None:
    """What was set aside before and inside of one speech; of the last one, behind it too. starts: of all speeches of its file."""
    nth = bisect_left(starts, speech.at)
    if not speech.document.dropped or nth == len(starts):
        return None
    beside = list(with_ends(speech.document.speeches).filter(at__in=starts[max(0, nth - 1) : nth + 1]).only("at").order_by("at"))
    low, high = starts[nth - 1] if nth else 0, starts[nth + 1] if nth + 1 < len(starts) else inf
    pieces = [piece for piece in speech.document.dropped if piece.get("at") is not None and low <= piece["at"] < high]
    inside, after, _ = put_in_place(pieces, [(each.at, end_of(each)) for each in beside])
    own = len(beside) - 1
    last = after.get(own, []) if nth + 1 == len(starts) else []
    return aside(after.get(own - 1, []) + inside.get(own, []) + last)


def end_of(speech: Speech) -> int:
    return speech.at if speech.last_at is None else speech.last_at + letters(speech.last_text)


def aside(pieces: list[dict] | None) -> Aside | None:
    if not pieces:
        return None
    reasons = dict.fromkeys(piece["reason"] for piece in pieces)
    return Aside([Group(reason, [piece for piece in pieces if piece["reason"] == reason]) for reason in reasons])


def doubts_in(speech: Speech) -> list[Doubt]:
    """What of a speech is doubtful still; none once somebody has said 看过了."""
    return [doubt_of(speech, name) for name in speech.doubts] if speech.to_check else []


def doubt_of(speech: Speech, name: str) -> Doubt:
    evidence = speech.evidence.get(name) or {}
    value = str(value_of(speech, name) or "") if name in STATED else ""
    words = evidence.get("text") or "" if name != "title" or value else ""  # of a title there is only the file's name
    reason = _("；").join(map(str, signs(evidence))) if name == "start" else str(REASONS.get(evidence.get("rule"), ""))
    warned = next((warning["message"] for warning in speech.warnings if warning["code"] == TOLD_BY.get(name)), "")
    sections = speech.unsure if name == "sections" else []
    return Doubt(name, DOUBT_NAMES.get(name, name), value, words, warned or reason, sections[:FEW], max(0, len(sections) - FEW))


def suggestions_for(speech: Speech) -> list[Doubt]:
    """Guesses that were not put into their field: one click puts them there."""
    return [
        Doubt(name, FIELD_NAMES[name], str(evidence["value"]), evidence.get("text") or "", str(REASONS.get(evidence.get("rule"), "")))
        for name, evidence in speech.evidence.items()
        if name in STATED and evidence.get("value") and evidence.get("rule") != BY_HAND and not value_of(speech, name)
    ]
