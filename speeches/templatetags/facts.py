"""How facts of a speech are written on pages: dates, lengths, icons."""
from datetime import timedelta
from functools import cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import dateformat
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

register = template.Library()

CHARACTERS_A_MINUTE = 200  # 讲话的平均语速，180–220 字

# precision → how a day is written in a list, and in a record
DATE_FORMS = {
    "day": ("{0:%Y-%m-%d}", gettext_lazy("Y 年 n 月 j 日")),
    "month": ("{0:%Y-%m}", gettext_lazy("Y 年 n 月")),
    "year": ("{0:%Y}", gettext_lazy("Y 年")),
}


@register.simple_tag
@cache  # a page has dozens, and their address stays the same while the process runs
def icon(name):
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("icons.svg"), name)


@register.filter
def short_date(speech) -> str:
    """2024-07-05, as precise as the text is; "" if it states none."""
    return DATE_FORMS[speech.date_precision][0].format(speech.date_from) if speech.date_from else ""


@register.filter
def long_date(speech) -> str:
    """2024 年 7 月 5 日, as precise as the text is; "" if it states none."""
    return dateformat.format(speech.date_from, str(DATE_FORMS[speech.date_precision][1])) if speech.date_from else ""


@register.filter
def minutes(characters: int) -> int:
    """How long a text of so many characters takes to be said."""
    return max(1, round(characters / CHARACTERS_A_MINUTE))


@register.filter
def thousands(number: int) -> str:
    return f"{number:,}"


@register.filter
def magnitude(number: int) -> str:
    """9,999, then in 万 with three digits: 1.23 万, 3,210 万. Other languages do not count in 万."""
    if number < 10_000 or get_language() != settings.LANGUAGE_CODE:
        return f"{number:,}"
    return _("%s 万") % (f"{number / 10_000:,.0f}" if number >= 1_000_000 else f"{number / 10_000:.3g}")


@register.filter
def years(thing) -> str:
    """2013—2024, from the years `first` and `last` of a row; "" if neither is known."""
    first, last = (thing["first"], thing["last"]) if isinstance(thing, dict) else (thing.first, thing.last)
    return _("—").join(str(year) for year in dict.fromkeys((first, last)) if year)


@register.filter
def page_numbers(page):
    """Return the page numbers to link to, with … for those between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def meeting_dates(meeting) -> str:
    """2024-07-05, or the first and the last day; a span that is a whole month or year is named so."""
    first, last = meeting.date_from, meeting.date_to or meeting.date_from
    if first == last:
        return f"{first:%Y-%m-%d}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first:%Y}"
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and (last + timedelta(1)).day == 1:
        return f"{first:%Y-%m}"
    until = f"{last:%m-%d}" if first.year == last.year else f"{last:%Y-%m-%d}"
    return f"{first:%Y-%m-%d}{_('—')}{until}"


@register.filter
def dashed(subtitle: str) -> str:
    """A subtitle behind its dash, whether or not the text carries one."""
    return "——" + subtitle.lstrip("—－-– ")


@register.filter
def numbered(section) -> str:
    """The number of a heading as it stands before it: 一、 （一） 1. 第一，"""
    label = section.label
    if label and label[-1].isalnum():
        return label + ("，" if label[0] == "第" else "" if label[-1] in "是要" else "." if label.isascii() else "、")
    return label


@register.filter
def named(section) -> str:
    """A heading with its number before it."""
    return numbered(section) + section.heading
