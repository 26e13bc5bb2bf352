"""The line that a printed book repeats at the top or the foot of every page, left between the lines when a text is copied."""
from collections import defaultdict
from itertools import pairwise

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import (
    bare,
    ends_a_sentence,
    ends_like_title,
    has_label,
    is_closing,
    is_date_line,
    is_salutation,
    is_speaker_line,
)
from speeches.parsing.placing import in_text, taken_out
from speeches.parsing.repair.page_markers import PAGE_NUMBER
from speeches.parsing.splitting.signs import is_cover

FEWEST = 3  # pages
LONGEST = 40
CLOSEST = 4  # lines of a page between two of them
AT_AN_EDGE = 0.75  # of its places: beside a page number, or in the middle of a sentence


def set_aside(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    out = {index for places in repeated(blocks) for index in running(blocks, places)}
    kept = [block for index, block in enumerate(blocks) if index not in out]
    dropped = [piece for index in sorted(out) for piece in taken_out(blocks[index], "page_marker")]
    warnings = []
    if seen := in_text(dropped):
        warnings = [Warning("running_heads", f"有 {len(seen)} 行页眉夹在正文里，已去掉，第一行是“{seen[0].text.strip()[:20]}”。")]
    return kept, dropped, warnings


def repeated(blocks: list[Block]) -> list[list[int]]:
    """Where the short lines stand that come back and are none of what a speech repeats by itself."""
    places = defaultdict(list)
    for index, block in enumerate(blocks):
        if len(block.text) <= 2 * LONGEST and block.place == "body" and not block.pinned and not block.begins:
            places[bare(block.text)].append(index)
    return [found for line, found in places.items() if len(found) >= FEWEST and could_be_head(line)]


def could_be_head(line: str) -> bool:
    if is_cover(line):
        return True
    if not 4 <= len(line) <= LONGEST or ends_a_sentence(line) or line[-1] in "，、；：）)" or line.isdecimal():
        return False
    return not (is_salutation(line) or has_label(line) or is_closing(line) or is_date_line(line) or PAGE_NUMBER.match(line))


def running(blocks: list[Block], places: list[int]) -> list[int]:
    """Those places where it is a running head; the first of all may be the title itself."""
    if any(below - above < CLOSEST for above, below in pairwise(places)):
        return []  # a list of like lines
    edges = [index for index in places if is_edge(blocks, index)]
    later = places[1:]
    contexts = {blocks[index - 1].text for index in later}
    if sum(index in edges for index in later) >= AT_AN_EDGE * len(later) and len(contexts) > 1:  # else more than this line returns
        return [index for index in places if index in edges or index != places[0]]
    return later if is_cover(bare(blocks[places[0]].text)) else []


def is_edge(blocks: list[Block], index: int) -> bool:
    """Whether the line stands beside a page number, or parts a sentence."""
    around = blocks[max(0, index - 1) : index] + blocks[index + 1 : index + 2]
    if any(PAGE_NUMBER.match(block.text) for block in around):
        return True
    if len(around) < 2 or not all(is_text(bare(block.text)) for block in around):
        return False
    return not ends_a_sentence(around[0].text)


def is_text(line: str) -> bool:
    """Whether a line can be one of running text; the lines of a title block cannot."""
    listed = has_label(line) or ends_like_title(line) or line[-1:] in "）)》"
    return len(line) > 12 and not (listed or is_salutation(line) or is_date_line(line) or is_speaker_line(line))
