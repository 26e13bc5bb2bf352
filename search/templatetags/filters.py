"""The parts of a results page that come by the hundred, written as plain strings: a template for each would cost more
than the search. Whatever a reader or a text brought in is escaped, piece by piece."""
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext

from speeches.templatetags.facts import icon
from speeches.templatetags.terms import term

register = template.Library()


@register.simple_tag
def choices(values):
    """The values of one filter, each a link with its count."""
    tick = icon("check")
    return mark_safe("".join(choice(value, tick) for value in values))


def choice(value, tick: str) -> str:
    inner = f"<ul>{''.join(choice(each, tick) for each in value.choices)}</ul>" if value.choices else ""
    none = ' class="none"' if value.unknown else ""
    current, ticked = (' aria-current="true"', tick) if value.chosen else ("", "")
    link = f'<a href="{escape(value.query)}"{current} rel="nofollow">{ticked}{escape(term(value.name))}<small>{value.count:,}</small></a>'
    return f"<li{none}>{link}{inner}</li>"


@register.simple_tag
def bars(picture):
    """The bars of the years, each a link that names its years and their hits."""
    return mark_safe("".join(bar(each) for each in picture.bars))


def bar(each) -> str:
    lit, current = (' class="in"', ' aria-current="true"') if each.chosen else ("", "")
    said = ngettext("%(years)s 年 %(count)s 篇", "%(years)s 年 %(count)s 篇", each.count)
    words = escape(said % {"years": each.years, "count": f"{each.count:,}"})
    return (
        f'<li{lit} data-from="{each.first:04}" data-to="{each.last:04}" data-count="{each.count}">'
        f'<a href="{escape(each.query)}" rel="nofollow"{current} aria-label="{words}" title="{words}" draggable="false">'
        f'<span class="few">{each.count:,}</span><svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect x="1.2" width="7.6" y="{each.top}" height="{each.height}"/></svg><span class="year">{each.first}</span></a></li>'
    )


@register.simple_tag
def year_rows(picture):
    """The same in numbers, the latest year first."""
    return mark_safe("".join(f'<tr><th scope="row">{year}</th><td>{count:,}</td></tr>' for year, count in reversed(picture.counts)))
