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
    inner = f'<span class="few">{number}</span>{upright(drawn.share)}<span class="year">{name}</span>'
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
    rect = f'<rect x="{100 * start:.1f}" width="{max(100 * share, 0.8):.1f}" height="8"/>'
    return mark_safe(f'<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{rect}</svg>')
