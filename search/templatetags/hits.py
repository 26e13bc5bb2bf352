"""The hits of a page, written as plain strings because there are twenty; whatever a text brought in is escaped."""
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.templatetags.marks import marked_text
from speeches.templatetags.facts import dashed, icon, named
from speeches.templatetags.origin import origin

register = template.Library()


@register.simple_tag
def written_hits(hits, marking):
    """`marking`: what follows the address of a speech so that it opens with the words marked."""
    return mark_safe("".join(written(hit, hit.speech.get_absolute_url(), marking) for hit in hits))


def written(hit, address: str, marking: str) -> str:
    there = escape(address + marking)
    parts = heading(hit, there), origin(hit.speech), "\n", passages(hit, there), foot(hit, address, there)
    return f'<li class="hit">{"".join(parts)}</li>\n'


def heading(hit, there: str) -> str:
    speech = hit.speech
    title = marked_text(str(speech), hit.title_marks if speech.title else ())
    subtitle = f'<span class="subtitle">{escape(dashed(speech.subtitle))}</span>' if speech.subtitle else ""
    unnamed = "" if speech.title else f' <span class="tag">{_("取自文件名")}</span>'
    return f'<h2><a lang="zh-Hans" href="{there}">{title}{subtitle}</a>{unnamed}</h2>'


def passages(hit, there: str) -> str:
    """Each passage under its place in the outline, which is the link to it."""
    number = _("第 %s 段")
    return "\n".join(
        f'<div class="passage" lang="zh-Hans"><a class="path" href="{there}#{each.anchor}">{path(each)}<span>{number % each.position}</span></a>'
        f"<p>{marked_text(each.text, each.marks).replace(chr(10), '<br>')}</p></div>"
        for each in hit.passages
    )


def path(passage) -> str:
    return "<b>›</b>".join(map(escape, passage.path)) or _("正文")


def foot(hit, address: str, there: str) -> str:
    """What a hit has besides: more places, its outline folded, the same text elsewhere."""
    parts = others(hit.found.others, there), bones(hit.speech.points, address), twins(hit.speech.twins)
    return f'<div class="hit-foot">{"".join(parts)}</div>'


def others(number: int, there: str) -> str:
    return f'<a href="{there}">{ngettext("另有 %s 处", "另有 %s 处", number) % f"{number:,}"}{icon("next")}</a>' if number else ""


def bones(points, address: str) -> str:
    """The first-level headings, each a link to its place."""
    if not points:
        return ""
    links = (f'<li><a href="{address}#s{point.position}">{escape(named(point))}</a></li>' for point in points)
    said = ngettext("看提纲 %s 点", "看提纲 %s 点", len(points)) % len(points)
    return f'<details class="more"><summary>{said}{icon("down")}</summary><ol class="bones" lang="zh-Hans">{"".join(links)}</ol></details>'


def twins(speeches) -> str:
    if not speeches:
        return ""
    links = (f'<a href="{twin.get_absolute_url()}">{escape(str(twin.meeting or twin.document))}</a>' for twin in speeches)
    return f"<p>{_('同文另见：')}{_('、').join(links)}</p>"
