"""How a line of a speech is written into its page. Every text is escaped; tags stand only round whole pieces."""
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def written(line) -> str:
    """The automatic number and the pieces."""
    label = format_html('<span class="auto">{}</span>', line.label) if line.label and line.part != "note" else ""
    return format_html("{}{}", label, format_html_join("", "{}", ((write_piece(piece),) for piece in line.pieces)))


def write_piece(piece) -> str:
    text = format_html("{}", piece.text)
    if piece.lead:
        text = format_html('<span class="lead">{}</span>', text)
    if piece.blank:
        text = format_html('<span class="blank" title="{}">{}</span>', _("原文此处隐去"), text)
    if piece.run:
        text = format_html('<b class="run">{}</b>', text)
    if piece.hit:
        number = format_html(' id="m{}"', piece.hit) if piece.opens else mark_safe("")
        text = format_html('<mark data-hit="{}"{}>{}</mark>', piece.hit, number, text)
    if piece.note:
        text = write_note_link(piece.note, text)
    return text


def write_note_link(note, text) -> str:
    name = _("注释 %(mark)s") % {"mark": note.label}
    return format_html(
        '<sup><a href="#p{}" id="n{}" aria-label="{}">{}</a></sup>', note.position, note.position, name, text or _("注")
    )
