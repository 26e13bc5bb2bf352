"""The body of a hit, written as plain strings because a page has twenty; whatever a text brought in is escaped."""
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from search.templatetags.marks import marked_text
from speeches.templatetags.facts import icon, numbered

register = template.Library()


@register.simple_tag
def passages(hit, address, marking):
    """Each passage under its place in the outline, which is the link to it."""
    there = escape(address + marking)
    return mark_safe("\n".join(
        f'<div class="passage"><a class="path" href="{there}#{each.anchor}">{place(each)}</a><p>{marked(each)}</p></div>'
        for each in hit.passages
    ))  # fmt: skip


def place(passage) -> str:
    path = "<b>›</b>".join(map(escape, passage.path)) or _("正文")
    return f"{path}<span>{_('第 %s 段') % passage.position}</span>"


def marked(passage) -> str:
    return marked_text(passage.text, passage.marks).replace("\n", "<br>")


@register.simple_tag
def others(hit, address, marking):
    """The link to the hits that are not shown."""
    if not hit.found.others:
        return ""
    said = _("另有 %s 处") % f"{hit.found.others:,}"
    return mark_safe(f'<a href="{escape(address + marking)}">{said}{icon("next")}</a>')


@register.simple_tag
def bones(speech, address):
    """The first-level headings of a speech, folded, each a link to its place."""
    points = "".join(
        f'<li><a href="{escape(address)}#s{point.position}">{escape(numbered(point) + point.heading)}</a></li>' for point in speech.points
    )
    said = _("看提纲 %s 点") % len(speech.points)
    folded = f'<details class="more"><summary>{said}{icon("down")}</summary><ol class="bones">{points}</ol></details>'
    return mark_safe(folded) if points else ""


@register.simple_tag
def twins(speech):
    """Where else the same text is kept."""
    if not speech.twins:
        return ""
    links = (f'<a href="{twin.get_absolute_url()}">{escape(str(twin.meeting or twin.document))}</a>' for twin in speech.twins)
    return mark_safe(f"<p>{_('同文另见：')}{_('、').join(links)}</p>")
