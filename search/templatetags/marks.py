"""Text with the found words marked. The only place where text is marked safe: every piece is escaped first."""
from html import escape

from django import template
from django.utils.safestring import mark_safe

register = template.Library()


def marked_text(text: str, marks, number: int | None = None):
    """Return text with <mark>; with a number the marks get ids m1, m2 … from it on, to step through."""
    pieces, at = [], 0
    for nth, (start, end) in enumerate(marks or ()):
        name = f' id="m{number + nth}"' if number is not None else ""
        pieces += [escape(text[at:start]), f"<mark{name}>", escape(text[start:end]), "</mark>"]
        at = end
    return mark_safe("".join([*pieces, escape(text[at:])]))


@register.filter
def marked(text, marks):
    """{{ passage.text|marked:passage.marks }}"""
    return marked_text(text, marks)


@register.simple_tag
def numbered_marks(text, marks, number):
    """{% numbered_marks paragraph.text paragraph.marks 7 %}: the same with ids m7, m8 …"""
    return marked_text(text, marks, number)
