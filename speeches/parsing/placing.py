"""Places: where a line stands in the file as first read, in letters and digits counted from its start.

A repair cuts and joins blocks with the functions below, so that each line keeps its place whatever the rules become: a line
that lost 篇二： or a page marker at its beginning begins where it began with that.
"""
import re
from dataclasses import replace

from speeches.parsing.drafts import Block, Dropped
from speeches.parsing.remembering import remembered

OTHERS = re.compile(r"[\W_]+")  # all but what str.isalnum calls a letter or digit


@remembered
def letters_of(text: str) -> str:
    return OTHERS.sub("", text)


def placed(blocks: list[Block]) -> list[Block]:
    """The lines of a file as first read, each with its place."""
    found, at = [], 0
    for block in blocks:
        found.append(replace(block, at=at) if block.at != at else block)
        at += len(letters_of(block.text))
    return found


def place_of(block: Block, index: int) -> int:
    """The place of the first letter at or after a character of a block."""
    start, at = 0, block.at
    for jump, place in block.jumps:
        if jump > index and letters_of(block.text[max(start, index) : jump]):
            break
        start, at = jump, place
    return at + len(letters_of(block.text[start:index]))


def piece(block: Block, start: int, end: int) -> Block:
    """A part of a block, at its own place; the first part is at the place of the block."""
    first = place_of(block, start)
    jumps = [(jump - start, place) for jump, place in block.jumps if start < jump < end]
    at = first if letters_of(block.text[:start]) else block.at
    return replace(block, text=block.text[start:end], at=at, jumps=jumps if at == first else [(0, first), *jumps])


def stripped(block: Block) -> Block:
    return piece(block, len(block.text) - len(block.text.lstrip()), len(block.text.rstrip()))


def without(block: Block, spans: list[tuple[int, int]], reason: str, instead: str = "") -> tuple[Block, list[Dropped]]:
    """A block without some spans of its characters, given in order, and what they held."""
    if not spans:
        return block, []
    dropped = [Dropped(block.text[start:end].strip(), reason, place_of(block, start)) for start, end in spans]
    ends = [0, *[end for span in spans for end in span], len(block.text)]
    whole = None
    for start, end in zip(ends[::2], ends[1::2], strict=True):
        part = piece(block, start, end)
        whole = joined(whole, replace(part, notes=[]), instead) if whole else part
    return whole, dropped


def joined(above: Block, below: Block, between: str = "") -> Block:
    """Two blocks as one, with all that is the first one's; the notes of both."""
    start = len(above.text) + len(between)
    jumps = [*above.jumps, (start, place_of(below, 0)), *((start + jump, place) for jump, place in below.jumps)]
    return replace(
        above, text=above.text + between + below.text, jumps=jumps,
        notes=above.notes + below.notes, pinned=above.pinned or below.pinned,
    )  # fmt: skip


def taken_out(block: Block, reason: str) -> list[Dropped]:
    """A whole block set aside, with the notes whose marks stand in it."""
    line = [Dropped(block.text, reason, block.at)] if block.text.strip() else []
    return line + [Dropped(note.text, reason) for note in block.notes]


def in_text(dropped: list[Dropped]) -> list[Dropped]:
    """Those pieces that a reader sees in the text: no notes, no blanks."""
    return [piece for piece in dropped if piece.at is not None and piece.text.strip()]


def spans_of(block: Block) -> list[tuple[int, int]]:
    """From where to where in the file the letters of a block stand: [from, to) once for each part of it."""
    starts = [(0, block.at), *block.jumps]
    ends = [*(jump for jump, _ in block.jumps), len(block.text)]
    lengths = [len(letters_of(block.text[start:end])) for (start, _), end in zip(starts, ends, strict=True)]
    return [(at, at + length) for (_, at), length in zip(starts, lengths, strict=True) if length]
