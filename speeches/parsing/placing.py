"""Places: where a line stands in the file as first read, in letters and digits counted from its start.

A repair cuts and joins blocks with the functions below, so that each line keeps its place whatever the rules become: a line
that lost 篇二： or a page marker at its beginning begins where it began with that.
"""
import re
from bisect import bisect_left, bisect_right
from dataclasses import fields, replace
from itertools import pairwise
from operator import attrgetter

from speeches.parsing.drafts import Block, Dropped
from speeches.parsing.remembering import remembered

OTHERS = re.compile(r"[\W_]+")  # all but what str.isalnum calls a letter or digit
VALUES = attrgetter(*(known.name for known in fields(Block)))
LETTER = re.compile(r"[^\W_]")


@remembered
def letters_of(text: str) -> str:
    return OTHERS.sub("", text)


def placed(blocks: list[Block]) -> list[Block]:
    """The lines of a file as first read, each with its place."""
    found, at = [], 0
    for block in blocks:
        if block.at != at:
            block = Block(*VALUES(block))  # ten thousand times: replace() is slower by half
            block.at = at
        found.append(block)
        at += len(letters_of(block.text))
    return found


def place_of(block: Block, index: int) -> int:
    """The place of the first letter at or after a character of a block."""
    return places_of(block, [index])[0]


def places_of(block: Block, indices: list[int]) -> list[int]:
    """The places of the first letters at or after some characters, given in order: one way through the text for all of them."""
    found, counted, place = [], 0, block.at  # the first letter at or after character `counted` stands at `place`
    jumps = iter(block.jumps)
    jump, after = next(jumps, (None, 0))
    for index in indices:
        while jump is not None and not (jump > index and LETTER.search(block.text, max(counted, index), jump)):
            counted, place = jump, after
            jump, after = next(jumps, (None, 0))
        if index > counted:
            place += len(OTHERS.sub("", block.text[counted:index]))
            counted = index
        found.append(place)
    return found


def piece(block: Block, start: int, end: int) -> Block:
    """A part of a block, at its own place; the first part is at the place of the block."""
    return pieces(block, [(start, end)])[0]


def pieces(block: Block, spans: list[tuple[int, int]]) -> list[Block]:
    """Parts of a block, given in order."""
    first_letter = LETTER.search(block.text)
    firsts, turns, found = places_of(block, [start for start, _ in spans]), [jump for jump, _ in block.jumps], []
    for (start, end), first in zip(spans, firsts, strict=True):
        jumps = [(jump - start, place) for jump, place in block.jumps[bisect_right(turns, start) : bisect_left(turns, end)]]
        at = first if first_letter and first_letter.start() < start else block.at
        found.append(replace(block, text=block.text[start:end], at=at, jumps=jumps if at == first else [(0, first), *jumps]))
    return found


def stripped(block: Block) -> Block:
    return piece(block, len(block.text) - len(block.text.lstrip()), len(block.text.rstrip()))


def without(block: Block, spans: list[tuple[int, int]], reason: str, instead: str = "") -> tuple[Block, list[Dropped]]:
    """A block without some spans of its characters, given in order, and what they held."""
    if not spans:
        return block, []
    places = places_of(block, [start for start, _ in spans])
    dropped = [Dropped(block.text[start:end].strip(), reason, place) for (start, end), place in zip(spans, places, strict=True)]
    ends = [0, *[end for span in spans for end in span], len(block.text)]
    first, *others = pieces(block, list(zip(ends[::2], ends[1::2], strict=True)))
    others = [replace(other, notes=[]) for other in others]
    return joined([first, *others], [instead] * len(others)), dropped


def joined(parts: list[Block], betweens: list[str]) -> Block:
    """Blocks as one, with all that is the first one's; the notes of all. `betweens` are put between them."""
    first, length, jumps = parts[0], 0, list(parts[0].jumps)
    for (above, below), between in zip(pairwise(parts), betweens, strict=True):
        length += len(above.text) + len(between)
        jumps.append((length, place_of(below, 0)))
        jumps += [(length + jump, place) for jump, place in below.jumps]
    return replace(
        first, text="".join(text for part, between in zip(parts, ["", *betweens], strict=True) for text in (between, part.text)), jumps=jumps,
        notes=[note for part in parts for note in part.notes], pinned=any(part.pinned for part in parts),
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
