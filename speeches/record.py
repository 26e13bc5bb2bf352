"""What is known of a speech and what it rests on, ready to be shown."""
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from speeches.models import SURE
from speeches.templatetags.facts import long_date
from speeches.templatetags.terms import term

# What the rule of an evidence means to a reader. A rule without a sentence shows its words alone.
REASONS = {
    "date line": _("日期行里写明。"),
    "genre word": _("标题里有这个文种。"),
    "在…上": _("标题里“在……上”之间是会议。"),
    "name of the meeting": _("由会议名称判断。"),
    "represents": _("由“我代表……”推断。"),
    "speaker line": _("署名行里写明。"),
    "beside the meeting": _("写在会议名旁边。"),
    "reports to a congress": _("这是向代表大会作的报告。"),
    "title": _("由标题判断。"),
    "我县": _("由“我县”一类的说法推断。"),
    "post": _("由职务推断。"),
    "by_hand": _("人工填的，或有人核对过。"),
    "title line": _("题头里写明。"),
    "line with ——": _("题头里写明。"),
    "title of a paper": _("由标题判断。"),
    "first line": _("正文第一行。"),
    "host of the meeting": _("题头里写着主持人。"),
    "organ line": _("题头里写明。"),
    "date at the end": _("文末的日期。"),
    "day of publication": _("这是登出的日期，讲话可能更早。"),
    "year in the title": _("标题里有这一年，不一定是讲话的那一年。"),
    "place line": _("题头里写明。"),
    "beside the date": _("写在日期旁边。"),
    "organ": _("由机关推断。"),
    "自治区": _("由自治区的机关推断。"),
    "全县": _("由“全县”一类的说法推断。"),
    "municipality": _("全文反复说到一座直辖市。"),
    "file name": _("取自文件名。"),
    "reports": _("正文说是作报告。"),
    "reports on the own office": _("正文说是报告履职情况。"),
    "opens the meeting": _("正文是在主持会议。"),
    "gives a lesson": _("正文说是讲党课。"),
    "pledges": _("正文说是表态。"),
    "takes office": _("正文说是到任。"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the record. text "" = the document does not state it."""

    name: str
    text: str
    url: str = ""
    words: str = ""  # of the document, that it rests on
    reason: str = ""  # why they say so
    paragraph: int = 0  # where those words stand; 0 = not in the text as it is
    state: str = ""  # "guess" = inferred, not stated; "doubt" = stated, but not surely


def fact(speech, paragraphs, name: str, field: str, text, url: str = "") -> Fact:
    """What stands in the field, with its evidence; where it is empty, the guess that the evidence may hold."""
    evidence = speech.evidence.get(field) or {}
    text, words = str(text or ""), evidence.get("text") or ""
    reason = REASONS.get(evidence.get("rule"), "")
    if not text and evidence.get("value"):
        return Fact(name, str(term(evidence["value"])), "", words, reason, place_of(words, paragraphs), "guess")
    doubtful = bool(text) and evidence.get("confidence", 1) < SURE
    words = words if text else ""
    return Fact(name, text, url if text else "", words, reason, place_of(words, paragraphs), "doubt" if doubtful else "")


def place_of(words: str, paragraphs) -> int:
    """The first paragraph that says it."""
    return next((paragraph.position for paragraph in paragraphs if words in paragraph.text), 0) if words else 0



def record(speech, paragraphs) -> list[Fact]:
    """Every fact of a speech, in the order of the record; those that are links lead to what else is like it."""
    type = speech.meeting.type if speech.meeting else None
    level = _("%(level)s级") % {"level": speech.get_level_display()} if speech.level else ""
    told = partial(fact, speech, paragraphs)
    facts = [
        told(_("讲话人"), "speaker", speech.speaker, speech.speaker and speech.speaker.get_absolute_url()),
        told(_("职务"), "post", speech.post),
        told(_("机关"), "organ", speech.organ),
        told(_("会议"), "meeting", speech.meeting, speech.meeting and speech.meeting.get_absolute_url()),
        told(_("会议类型"), "meeting_type", type and term(type), type and type.get_absolute_url()),
        told(_("日期"), "date", long_date(speech), listing(year=speech.date_from and speech.date_from.year)),
        told(_("地点"), "place", speech.place),
        told(_("层级"), "level", level, listing(level=speech.level)),
        told(_("类别"), "kind", term(speech.kind), listing(kind=speech.kind)),
        told(_("完整性"), "complete", _("全文") if speech.complete else _("不全：中断或节选")),
    ]
    return [each for each in facts if each.text or each.name != _("机关")]


def listing(**filters) -> str:
    return f"{reverse('speeches')}?{urlencode(filters)}"
