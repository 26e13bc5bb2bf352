"""How a line of a speech is written into its page. Every text is escaped; tags stand only round whole pieces."""
from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def written(line) -> str:
    """The automatic number, the pieces, and the marks of the notes."""
    label = format_html('<span class="auto">{}</span>', line.label) if line.label and line.part != "note" else ""
    pieces = format_html_join("", "{}", ((write_piece(piece),) for piece in line.pieces))
    notes = format_html_join(
        "", '<sup><a href="#p{}" id="n{}" aria-label="{}">{}</a></sup>', (note_link(note) for note in line.notes)
    )
    return format_html("{}{}{}", label, pieces, notes)


def note_link(note):
    mark = note.label or "注"
    return note.position, note.position, _("注释 %(mark)s") % {"mark": mark}, mark


def write_piece(piece) -> str:
    text = format_html("{}", piece.text)
    if piece.blank:
        text = format_html('<span class="blank" title="{}">{}</span>', _("原文此处隐去"), text)
    if piece.run:
        text = format_html('<b class="run">{}</b>', text)
    if piece.hit:
        number = format_html(' id="m{}"', piece.hit) if piece.opens else mark_safe("")
        text = format_html('<mark data-hit="{}"{}>{}</mark>', piece.hit, number, text)
    return text
