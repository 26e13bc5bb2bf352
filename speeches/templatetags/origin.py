"""Where a speech comes from, in one line: level, type, speaker, date, points, completeness, always in this order.

Every row of every list has one, so it is written as plain strings; whatever a text brought in is escaped.
"""
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speeches.templatetags.facts import short_date
from speeches.templatetags.terms import term

register = template.Library()


@register.simple_tag
def origin(speech, by_kind=False):
    return mark_safe(f'<ul class="facts">{occasion(speech, by_kind)}{who(speech)}{when(speech)}{extent(speech)}</ul>')


def occasion(speech, by_kind) -> str:
    kind = speech.meeting and speech.meeting.type
    if by_kind and speech.kind:
        said = escape(term(speech.kind))
    elif kind:
        said = f'<a href="{kind.get_absolute_url()}">{escape(term(kind.name))}</a>'
    else:
        said = _("会议类型未写明")
    missing = "" if kind or by_kind else ' class="missing"'
    return f"<li{missing}>{seal(speech)}{said}</li>"


def seal(speech) -> str:
    if not speech.level:
        return ""
    said = _("%s级") % escape(term(speech.level))
    return f'<span class="seal" title="{said}" aria-hidden="true">{escape(speech.level[:1])}</span><span class="sr">{said}</span>'


def who(speech) -> str:
    if speech.speaker:
        link = f'<a href="{speech.speaker.get_absolute_url()}">{escape(str(speech.speaker))}</a>'
        return f'<li class="who"><span>{link} {escape(speech.post)}</span></li>'
    if speech.post:
        return f'<li class="who">{escape(speech.post)}</li>'
    return f'<li class="missing">{_("讲话人未写明")}</li>'


def when(speech) -> str:
    date = short_date(speech)
    return f'<li class="num">{date}</li>' if date else f'<li class="missing">{_("日期未写明")}</li>'


def extent(speech) -> str:
    points = getattr(speech, "points", None) or ()
    said = ngettext("%s 点", "%s 点", len(points)) % len(points)
    points = f'<li class="tail">{said}</li>' if points else ""
    whole = f'<li class="tail">{_("全文")}</li>' if speech.complete else f'<li class="part tail">{_("不全")}</li>'
    return points + whole + (f'<li class="part tail">{_("待核")}</li>' if speech.to_check else "")
