"""Drawing: shapes as plain strings, because a page has many. Each stands beside its number in words, so readers by ear skip it."""
from html import escape

from django import template
from django.utils.safestring import mark_safe

from speeches.pictures import TALLEST

register = template.Library()


@register.simple_tag
def columns(drawn, address):
    """Columns side by side, each a link to `address` with its query, named by what it says."""
    return mark_safe(f'<ol class="bars">{"".join(map(column, drawn, [address] * len(drawn)))}</ol>')


def column(drawn, address) -> str:
    name, number, said = map(escape, (drawn.name, drawn.number, drawn.said))
    inner = f'<span class="few">{number}</span>{upright(drawn.share)}<span class="year">{name.replace("—", "—<br>")}</span>'
    if not drawn.query:
        return f'<li><a role="img" aria-label="{said}">{inner}</a></li>'
    return f'<li><a href="{escape(address)}?{escape(drawn.query)}" aria-label="{said}">{inner}</a></li>'


def upright(share) -> str:
    height = TALLEST * share
    rect = f'<rect x="1.2" width="7.6" y="{40 - height:.1f}" height="{height:.1f}"/>'
    return f'<svg viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">{rect}</svg>'


@register.simple_tag
def meter(share, start=0):
    """A lying bar: from `start` on so much of the whole width, both 0–1."""
    rect = f'<rect x="{100 * start:.1f}" width="{max(100 * share, 0.8):.1f}" height="8"/>' if share else ""
    return mark_safe(f'<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{rect}</svg>')


@register.filter
def rate(number: float) -> str:
    """How often in 10,000 characters: 12.3; what is less than a tenth and more than nothing is not said to be nothing."""
    if not number:
        return "0"
    return f"{number:,.1f}" if number >= 0.05 else "<0.1"


@register.simple_tag
def spread(lengths, most):
    """Where lengths lie: a thin line for eight tenths of them, a bar for the middle half, a tick for the one in the middle."""
    low, first, median, third, high = (100 * length / most for length in (lengths.low, lengths.first, lengths.median, lengths.third, lengths.high))
    line = f'<rect x="{low:.1f}" width="{high - low:.1f}" y="3.5" height="1"/>'
    box = f'<rect x="{first:.1f}" width="{max(third - first, 0.5):.1f}" height="8"/>'
    tick = f'<rect x="{median - 0.4:.1f}" width="0.8" height="8" fill="currentColor"/>'
    return mark_safe(f'<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{line}{box}{tick}</svg>')


@register.filter
def greater(number: int, other: int) -> int:
    """So that two pictures share a scale."""
    return max(number, other)
