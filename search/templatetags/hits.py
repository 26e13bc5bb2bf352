"""The body of a hit, written as plain strings because a page has twenty; whatever a text brought in is escaped."""
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from search.templatetags.marks import marked_text
from speeches.templatetags.facts import icon, named

register = template.Library()


@register.simple_tag
def passages(hit, address, marking):
    """Each passage under its place in the outline, which is the link to it."""
    there, number = escape(address + marking), _("第 %s 段")
    return mark_safe("\n".join(
        f'<div class="passage"><a class="path" href="{there}#{each.anchor}">{path(each)}<span>{number % each.position}</span></a>'
        f"<p>{marked_text(each.text, each.marks).replace(chr(10), '<br>')}</p></div>"
        for each in hit.passages
    ))  # fmt: skip


def path(passage) -> str:
    return "<b>›</b>".join(map(escape, passage.path)) or _("正文")


@register.simple_tag
def foot(hit, address, marking):
    """What a hit has besides: more places, its outline folded, the same text elsewhere."""
    parts = others(hit.found.others, address + marking), bones(hit.speech.points, address), twins(hit.speech.twins)
    return mark_safe(f'<div class="hit-foot">{"".join(parts)}</div>')


def others(number: int, address: str) -> str:
    said = _("另有 %s 处") % f"{number:,}"
    return f'<a href="{escape(address)}">{said}{icon("next")}</a>' if number else ""


def bones(points, address: str) -> str:
    """The first-level headings, each a link to its place."""
    if not points:
        return ""
    links = (f'<li><a href="{address}#s{point.position}">{escape(named(point))}</a></li>' for point in points)
    said = _("看提纲 %s 点") % len(points)
    return f'<details class="more"><summary>{said}{icon("down")}</summary><ol class="bones">{"".join(links)}</ol></details>'


def twins(speeches) -> str:
    if not speeches:
        return ""
    links = (f'<a href="{twin.get_absolute_url()}">{escape(str(twin.meeting or twin.document))}</a>' for twin in speeches)
    return f"<p>{_('同文另见：')}{_('、').join(links)}</p>"
