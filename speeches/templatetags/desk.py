"""What the 拆分台 says of corrections and of the people who made them."""
from datetime import timedelta
from difflib import SequenceMatcher

from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from speeches.corrections.review import MANY, count_to_check
from speeches.corrections.wording import FIELD_NAMES, LEVEL_NAMES, said_of
from speeches.templatetags.reasons import set_aside_as
from speeches.visibility import may_correct

register = template.Library()
JUST_NOW = timedelta(minutes=1)
REPAIRS = {
    "joined": gettext_lazy("断开的行接上"),
    "parted": gettext_lazy("粘连的行分开"),
    "removed": gettext_lazy("多余的空白和标点"),
    "inserted": gettext_lazy("补上的空白和标点"),
}
PARTS = {
    "new": gettext_lazy("新的一篇"),
    "gone": gettext_lazy("少了一篇"),
    "paragraphs": gettext_lazy("段落"),
    "outline": gettext_lazy("提纲"),
    "set_aside": gettext_lazy("搁在一边的处数"),
}

register.filter(said_of)


@register.filter
def to_check_count(user) -> str:
    """How many speeches wait for this person to look at them; "" = none."""
    waiting = count_to_check(user)
    if waiting == MANY:
        return _("待核 %(n)s 篇以上") % {"n": f"{MANY:,}"}
    return ngettext("待核 %(n)d 篇", "待核 %(n)d 篇", waiting) % {"n": waiting} if waiting else ""


@register.filter
def correctable_by(document, user) -> bool:
    return may_correct(user, document)


@register.filter
def ago(moment) -> str:
    """刚刚, 3 分钟前."""
    if timezone.now() - moment < JUST_NOW:
        return _("刚刚")
    return _("%(time)s前") % {"time": timesince(moment, depth=1)}


@register.filter
def who(user) -> str:
    return (user.get_short_name() or user.get_username()) if user else _("已注销的账号")


@register.filter
def heading_level(level: int) -> str:
    return str(LEVEL_NAMES[min(level, len(LEVEL_NAMES) - 1)])


@register.filter
def trimmed(text: str) -> str:
    """Without the indent that somebody typed."""
    return text.strip()


@register.filter
def change_name(name: str) -> str:
    """What differs after parsing again: a field, or a larger part."""
    return str(FIELD_NAMES.get(name) or PARTS[name])


@register.filter
def stated(value) -> str:
    """A value of a field in words."""
    if isinstance(value, bool):
        return _("全文") if value else _("不全")
    return _("、").join(value) if isinstance(value, list) and value else str(value or _("未写明"))


@register.filter
def outline_changes(change) -> list[dict]:
    """The headings that go and those that come, in their order."""
    lines = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, change.old, change.new, autojunk=False).get_opcodes():
        if kind != "equal":
            lines += [{"gone": True, "text": outline_line(line)} for line in change.old[start:end]]
            lines += [{"gone": False, "text": outline_line(line)} for line in change.new[new_start:new_end]]
    return lines


def outline_line(line: str) -> str:
    level, _space, heading = line.partition(" ")
    return heading.strip() + _("（%s）") % LEVEL_NAMES[int(level)]


@register.filter
def repaired_as(state: str) -> str:
    return str(REPAIRS.get(state) or set_aside_as(state))


@register.filter
def gone_as(line) -> str:
    """Why a whole line was set aside; "" = it was not."""
    states = {segment.state for segment in line.segments}
    return repaired_as(*states) if len(states) == 1 and not states & {"kept", *REPAIRS} else ""


@register.filter
def retouched_text(line) -> str:
    """A line as it stood in the file: what was taken out or put in stands in tags that say why."""
    return format_html_join("", "{}", ((retouched_segment(segment),) for segment in line.segments))


def retouched_segment(segment) -> str:
    if segment.state == "kept":
        return segment.text
    tag = "ins" if segment.state in ("inserted", "parted") else "del"
    text = segment.text if segment.text.strip() else segment.text.replace(" ", "·").replace("\u3000", "·")
    why = repaired_as(segment.state)
    return format_html('<{} title="{}">{}</{}><span class="sr">{}</span>', tag, why, text, tag, _("（%s）") % why)
