"""The 拆分台: one file from top to bottom, each speech with what was set aside around it, ready to be shown."""
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from speeches.corrections.asides import Aside, aside, end_of, put_in_place, with_ends
from speeches.corrections.wording import DOUBT_NAMES, FIELD_NAMES
from speeches.facts import value_of
from speeches.models import SURE, Document, Section, Speech
from speeches.parsing.decisions import BY_HAND
from speeches.record import REASONS
from speeches.templatetags.reasons import signs

STATED = FIELD_NAMES.keys() - {"complete", "keywords"}
TOLD_BY = {"title": "no_title", "complete": "incomplete"}  # doubt → the code of the warning that says the same
FEW = 3  # doubtful headings of one speech that are shown unfolded


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
