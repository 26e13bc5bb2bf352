"""How a speech is written into its page: as plain strings, because there are hundreds of lines; whatever a text brought in is escaped.

Tags stand only round whole pieces of a line.
"""
from html import escape

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speeches.templatetags.facts import CHARACTERS_A_MINUTE, icon, numbered

register = template.Library()
CHARACTERS_READ_A_MINUTE = 400  # in silence, an adult and a text of this kind: twice as fast as it is spoken


@register.filter
def reading_time(characters: int) -> str:
    return duration(characters / CHARACTERS_READ_A_MINUTE)


@register.filter
def speaking_time(characters: int) -> str:
    return duration(characters / CHARACTERS_A_MINUTE)


def duration(minutes: float) -> str:
    """5 分钟; from an hour on 1 小时 20 分钟."""
    hours, minutes = divmod(max(1, round(minutes)), 60)
    if not hours:
        return ngettext("%d 分钟", "%d 分钟", minutes) % minutes
    whole = ngettext("%d 小时", "%d 小时", hours) % hours
    return f"{whole} {ngettext('%d 分钟', '%d 分钟', minutes) % minutes}" if minutes else whole


@register.filter
def written(line) -> str:
    """The automatic number and the pieces of a line."""
    return mark_safe(line_in_tags(line))


@register.simple_tag
def written_text(trunk):
    """The body of a speech, its sections one in another; each stands open or closed as its branch says."""
    return mark_safe("".join(Text().of(trunk)))


@register.simple_tag
def written_line(line):
    return mark_safe(Text().paragraph(line))


@register.simple_tag
def written_outline(branches):
    return mark_safe("".join(Tree().of(branches)))


class Text:
    """The text of one page; what the language says is asked for once."""

    def __init__(self):
        self.link = _("第 %s 段的链接")
        self.length = escape(_("%s 字"))
        self.sign = f"</small>{icon('down')}</summary>\n"

    def of(self, branch):
        for part in branch.parts:
            if part.is_branch:
                yield from self.section(part)
            else:
                yield self.paragraph(part)

    def section(self, branch):
        section, heading = branch.section, branch.heading
        runs_in = ' class="runs-in"' if section.run_in else ""
        yield f'<section id="s{section.position}" data-level="{section.level}"{runs_in}>'
        if heading:
            tag = f"h{branch.rank}"
            yield f'<details{"" if branch.closed else " open"}><summary><{tag} id="p{heading.position}">{line_in_tags(heading)}</{tag}>'
            yield f"<small>{self.length % f'{branch.characters:,}'}{self.sign}"
        yield from self.of(branch)
        yield "</details></section>\n" if heading else "</section>\n"

    def paragraph(self, line) -> str:
        at = line.position
        return f'<p id="p{at}"><a class="pin" href="#p{at}" aria-label="{self.link % at}">{at}</a>{line_in_tags(line)}</p>\n'


class Tree:
    """The outline of one page."""

    def __init__(self):
        self.below = _("“%s”下面的小节")

    def of(self, branches):
        yield "<ol>"
        for branch in branches:
            section, inner = branch.section, branch.branches
            label = f"<b>{escape(numbered(section))}</b>" if section.label else ""
            heading = f'<span lang="zh-Hans">{escape(section.heading)}</span>'
            kind = ' class="branch"' if inner else ""
            yield f'<li{kind}><a href="#s{section.position}">{label}{heading}{self.hits(branch)}</a>'
            if inner:
                name = escape(self.below % section.heading)
                yield f'<details open><summary><span class="sr">{name}</span>{icon("down")}</summary>'
                yield from self.of(inner)
                yield "</details>"
            yield "</li>"
        yield "</ol>"

    def hits(self, branch) -> str:
        n = branch.hits
        return f'<small aria-label="{ngettext("%s 处命中", "%s 处命中", n) % n}">{n}</small>' if n else ""


def line_in_tags(line) -> str:
    label = f'<span class="auto">{escape(line.label)}</span>' if line.label and line.part != "note" else ""
    if line.is_plain:
        return label + escape(line.text)
    return label + "".join(map(write_piece, line.pieces))


def write_piece(piece) -> str:
    text = escape(piece.text)
    if piece.lead:
        text = f'<span class="lead">{text}</span>'
    if piece.blank:
        text = f'<span class="blank" title="{_("原文此处隐去")}">{text}</span>'
    if piece.run:
        text = f'<b class="run">{text}</b>'
    if piece.hit:
        number = f' id="m{piece.hit}"' if piece.opens else ""
        text = f'<mark data-hit="{piece.hit}"{number}>{text}</mark>'
    return write_note_link(piece, text) if piece.note else text


def write_note_link(piece, text: str) -> str:
    """A mark that Word counts is `hung` on the paragraph and no part of its text."""
    at, hung = piece.note.position, " data-hung" if piece.hung else ""
    name = escape(_("注释 %(mark)s") % {"mark": piece.note.label})
    return f'<sup{hung}><a href="#p{at}" id="n{at}" aria-label="{name}">{text or _("注")}</a></sup>'
