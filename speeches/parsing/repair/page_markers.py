"""Numbers that a preview site or a printer put between pieces of a text: 1、 2、 3、 before each page, — 12 — below it.

1、 also starts real list items. A marker cuts sentences and its pieces are long and equal; an item ends with a mark.
"""
import re
from bisect import bisect_right
from collections import Counter
from itertools import pairwise
from statistics import median

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import ends_a_sentence
from speeches.parsing.placing import in_text, joined, taken_out, without

MARKER = re.compile(r"^\s*(\d{1,4})、")
PAGE_NUMBER = re.compile(
    r"^\s*(?:[—–―－-]{1,3}\s*(?P<dashed>\d{1,4})\s*[—–―－-]{1,3}|第\s*(?P<page>\d{1,4})\s*页\s*[,，/]?\s*(?:共\s*\d{1,4}\s*页)?|(?P<of>\d{1,4})\s*/\s*\d{1,4})\s*$"
)
HALF_A_NUMBER = re.compile(r"^\s*[—–―－-]?\s*(\d{1,4})\s*[—–―－-]?\s*$")  # — 23, where the others had both dashes
BARE_NUMBER = re.compile(r"^\s*\d{1,4}\s*$", re.ASCII)
INSIDE = re.compile(r"\s*[—–―－]\s*\d{1,3}\s*[—–―－]\s*")
SHORTEST_LINE = 15  # characters of a printed line; the mark of a note may stand between two brackets
MOST_TRIES = 20
SHORTEST_PIECE = 100  # characters between two markers of a preview site; seen: 260, 300


def set_aside(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    blocks, markers = without_markers(blocks)
    blocks, numbers = without_page_numbers(blocks)
    warnings = []
    if seen := in_text(markers):
        shown = "、".join(marker.text.strip("、 ") for marker in seen)
        warnings.append(Warning("page_markers", f"有 {len(seen)} 个分页序号（{shown}）不是正文，已去掉，前后文字接在一起。"))
    if seen := in_text(numbers):
        warnings.append(Warning("page_numbers", f"有 {len(seen)} 个页码夹在正文里，已去掉，第一个是“{seen[0].text.strip()}”。"))
    return blocks, markers + numbers, warnings


def without_markers(blocks: list[Block]) -> tuple[list[Block], list[Dropped]]:
    numbered: dict[int, list[int]] = {}
    for index, block in enumerate(blocks):
        if found := MARKER.match(block.text):
            numbered.setdefault(int(found[1]), []).append(index)
    tried: Counter = Counter()
    for first in numbered.get(1, []):
        places = run_from(numbered, first, tried)
        if are_markers(blocks, places):
            return join_pieces(blocks, places)
    return blocks, []


def run_from(numbered: dict[int, list[int]], first: int, tried: Counter) -> list[int]:
    """Indices of the blocks that start with 1、 2、 3、 … without a gap, from this one on.

    A run that goes on as many others do is none: the lists of a long report may all be followed by the same 2、.
    """
    places = [first]
    while behind := numbered.get(len(places) + 1):
        after = bisect_right(behind, places[-1])
        if after == len(behind):
            break
        places.append(behind[after])
        tried[behind[after]] += 1
        if tried[behind[after]] > MOST_TRIES:
            return []
    return places


def are_markers(blocks: list[Block], places: list[int]) -> bool:
    if len(places) < 2:
        return False
    pieces = [blocks[start:end] for start, end in pairwise(places)]
    cuts = sum(not ends_a_sentence(piece[-1].text) for piece in pieces)
    sizes = [sum(len(block.text) for block in piece) for piece in pieces]
    size, often = Counter(sizes).most_common(1)[0]
    equal = size >= SHORTEST_PIECE and often >= 2 and often >= 0.6 * len(sizes)
    enough = 2 * SHORTEST_PIECE if len(places) == 2 else SHORTEST_PIECE
    return cuts >= 0.6 * len(pieces) and (equal or (cuts == len(pieces) and median(sizes) >= enough))


def join_pieces(blocks: list[Block], places: list[int]) -> tuple[list[Block], list[Dropped]]:
    kept: list[list[Block]] = []  # each a piece and what goes on from it behind a marker
    dropped, first, marked = [], places[0], set(places)
    for index, block in enumerate(blocks):
        if index not in marked or block.pinned:
            kept.append([block])
            continue
        found = MARKER.match(block.text)
        rest, marker = without(block, [found.span()], "page_marker")
        dropped += marker
        if kept and index != first and not ends_a_sentence(kept[-1][-1].text):
            kept[-1].append(rest)
        elif rest.text.strip():
            kept.append([rest])
        else:
            dropped += taken_out(rest, "page_marker")
    return [joined(parts, [""] * (len(parts) - 1)) if len(parts) > 1 else parts[0] for parts in kept], dropped


def bare_numbers(blocks: list[Block]) -> set[int]:
    """Where lines hold a page's number alone: they count up, and most of them part a sentence."""
    places = [index for index, block in enumerate(blocks) if index and BARE_NUMBER.match(block.text) and block.place == "body" and not block.label]
    if len(places) < 3 or not counts_up([int(blocks[index].text) for index in places]):
        return set()
    parted = sum(len(blocks[index - 1].text) >= SHORTEST_LINE and not ends_a_sentence(blocks[index - 1].text) for index in places)
    return set(places) if parted >= 0.6 * len(places) else set()


def without_page_numbers(blocks: list[Block]) -> tuple[list[Block], list[Dropped]]:
    """— 12 — on a line of its own, and in a line that swallowed the page's foot if the numbers count up."""
    kept, dropped = [], []
    last, alone = 0, bare_numbers(blocks)
    for index, block in enumerate(blocks):
        found = PAGE_NUMBER.match(block.text) or ((last or index in alone) and HALF_A_NUMBER.match(block.text))
        number = int(next(filter(None, found.groups()))) if found else 0
        if found and block.place == "body" and (PAGE_NUMBER.match(block.text) or number == last + 1 or index in alone):
            last = number
            if not block.pinned:
                dropped += taken_out(block, "page_marker")
                continue
        kept.append(block)
    inside = [found for block in kept for found in INSIDE.finditer(block.text)]
    if len(inside) < 3 or not counts_up([int(re.search(r"\d+", found[0])[0]) for found in inside]):
        return kept, dropped
    for index, block in enumerate(kept):
        if not block.pinned:
            spans = [found.span() for found in INSIDE.finditer(block.text)]
            kept[index], numbers = without(block, spans, "page_marker", " ")
            dropped += numbers
    return kept, dropped


def counts_up(numbers: list[int]) -> bool:
    steps = [after - before for before, after in pairwise(numbers)]
    return sum(0 < step <= 2 for step in steps) >= 0.8 * len(steps)
