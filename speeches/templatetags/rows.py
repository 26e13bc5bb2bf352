"""The rows of a list of speeches, written as plain strings because a page has many; whatever a text brought in is escaped."""
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from speeches.templatetags.facts import dashed, numbered
from speeches.templatetags.origin import origin

register = template.Library()
MOST_POINTS = 6  # shown of the outline


@register.simple_tag
def rows(speeches, by_kind=False):
    """Each with its title, where it comes from and its first points; fetch them with `for_lists`."""
    return mark_safe("".join(row(speech, by_kind) for speech in speeches))


def row(speech, by_kind) -> str:
    subtitle = f'<span class="subtitle">{escape(dashed(speech.subtitle))}</span>' if speech.subtitle else ""
    unnamed = "" if speech.title else f' <span class="tag">{_("取自文件名")}</span>'
    link = f'<a lang="zh-Hans" href="{speech.get_absolute_url()}">{escape(str(speech))}{subtitle}</a>'
    return f"<li><h3>{link}{unnamed}</h3>{origin(speech, by_kind)}{skeleton(speech)}</li>"


def skeleton(speech) -> str:
    if not (points := speech.points[:MOST_POINTS]):
        return ""
    shown = "".join(f"<span><b>{escape(numbered(point))}</b>{escape(point.heading)}</span>" for point in points)
    return f'<p class="skeleton" lang="zh-Hans">{shown}</p>'
