"""A line of a speech's body as the outline sees it: its number, the text behind it, and whether its form says heading."""
import re
from typing import NamedTuple

from speeches.parsing.drafts import Block, Form
from speeches.parsing.lines import bare
from speeches.parsing.marks import BLANKS, Mark, mark_of

HEADING_FACES = ("黑体", "小标宋", "楷体")
HEADING_STYLE = re.compile(r"^(heading|标题)\s*(\d)?")
SENTENCE = re.compile(r"[。！？!?][”’」』）)]*")


class Line(NamedTuple):
    """A block that is not empty, and what is read more than once in it."""

    block: Block
    mark: Mark | None
    rest: str  # the text after the mark
    bare: str  # without any blank


def read_line(block: Block) -> Line | None:
    text = block.text.strip(BLANKS)
    return Line(block, *mark_and_rest(text, block.label.strip()), bare(text)) if text else None


def mark_and_rest(text: str, label: str) -> tuple[Mark | None, str]:
    """A number that stands twice (counted by Word and typed, or typed as 一、一、提高认识) is one number."""
    counted = label and (mark_of(f"{label} 一") or mark_of(f"{label}、一"))
    typed = mark_of(text)
    first = counted or typed
    rest = text if counted or not typed else text[typed.end :]
    again = mark_of(rest) if first else None
    if again and again.kind == first.kind and again.number == first.number:
        rest = rest[again.end :]
    return first or None, rest


def stands_out(form: Form) -> bool:
    return form.bold or heading_depth(form) is not None or any(face in form.font for face in HEADING_FACES)


def heading_depth(form: Form) -> int | None:
    """The outline level that Word itself gives a paragraph, from 1."""
    if form.outline_level is not None:
        return form.outline_level + 1
    style = HEADING_STYLE.match(form.style)
    return int(style[2] or 1) if style else None
