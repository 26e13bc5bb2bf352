"""What a person decided, applied: before the rules to the lines that they see, after them to what they found."""
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from speeches.parsing.decisions import BODY, BY_HAND, FIELDS, Decisions
from speeches.parsing.drafts import Block, Dropped, Evidence, SectionDraft, SpeechDraft
from speeches.parsing.outline.numbered import SHORT_NAME, first_sentence
from speeches.parsing.outline.outline_lines import read_line
from speeches.parsing.placing import letters_of, piece, spans_of, taken_out
from speeches.parsing.repair import mend
from speeches.parsing.repair.glue import share_notes

# A doubt that a person has settled by filling the field.
SETTLED = {"title": "no_title", "speaker": "blanked_name", "complete": "incomplete"}
DEEPEST = 9  # level of a heading
NUMBER = 6  # letters of 第二十三篇 before a title, that are counted with its line or not
NEVER_EMPTY = {"keywords": list, "complete": lambda: True}


class Places:
    """Which of some blocks holds a place."""

    def __init__(self, blocks: list[Block]):
        self.spans = sorted((start, end, index) for index, block in enumerate(blocks) for start, end in spans_of(block))
        self.starts = [start for start, _, _ in self.spans]
        self.lines = {block.at: index for index, block in enumerate(blocks) if letters_of(block.text)}

    def holder(self, at: int) -> int | None:
        """The index of the block that begins here or has the letter."""
        if at in self.lines:
            return self.lines[at]
        found = bisect_right(self.starts, at) - 1
        if found < 0:
            return None
        _, end, index = self.spans[found]
        return index if at < end else None

    def holders(self, places: Iterable[int]) -> dict[int, int]:
        return {at: index for at in places if (index := self.holder(at)) is not None}


def mend_as_decided(lines: list[Block], decisions: Decisions):
    """Mend lines; what a person wants back, or made a beginning or a heading, is not set aside."""
    wanted = {at for at, begins in decisions.starts.items() if begins} | {at for at, level in decisions.headings.items() if level}
    mended = mend(pinned(lines, decisions.back))
    missing = wanted - Places(mended[0]).holders(wanted).keys() if wanted else None
    return mend(pinned(lines, decisions.back | missing)) if missing else mended


def pinned(lines: list[Block], places: set[int]) -> list[Block]:
    """The lines as first read, those that hold one of the places pinned."""
    wanted = set(Places(lines).holders(places).values()) if places else ()
    return [replace(line, pinned=True) if index in wanted else line for index, line in enumerate(lines)] if wanted else lines


def set_aside(blocks: list[Block], spans: list[tuple[int, int]]) -> tuple[list[Block], list[Dropped]]:
    """Take out the lines that a person set aside: what begins in [from, to), as many letters as that is."""
    if not spans:
        return blocks, []
    kept, dropped = [], []
    for block in blocks:
        for part, goes in parts_of(block, spans):
            if goes:
                dropped += taken_out(part, BY_HAND)
            else:
                kept.append(part)
    return kept, dropped


def parts_of(block: Block, spans: list[tuple[int, int]]) -> list[tuple[Block, bool]]:
    """A line whole, or, where the rules have joined more to what was set aside, cut at its letters: (part, whether it goes)."""
    last = max((end for _, end in spans_of(block)), default=block.at + 1)
    near = [(first, end) for first, end in spans if first < last and end > block.at]
    if not near:
        return [(block, False)]
    places = [place for start, end in spans_of(block) for place in range(start, end)]
    goes = bytearray(len(places))
    for first, end in near:
        begin = 0 if first <= block.at else bisect_left(places, first)
        if begin and (begin == len(places) or places[begin] != first):
            continue  # what stood there has gone another way
        length = end - max(first, block.at)
        goes[begin:] = [1 if n < length or len(places) - begin - length <= NUMBER else was for n, was in enumerate(goes[begin:])]
    if len(set(goes)) < 2:
        return [(block, not goes or bool(goes[0]))]
    columns = [column for column, character in enumerate(block.text) if character.isalnum()]
    starts = [0, *(columns[n] for n in range(1, len(goes)) if goes[n] != goes[n - 1]), len(block.text)]
    pieces = [replace(piece(block, start, end), notes=[]) for start, end in pairwise(starts)]
    pieces = share_notes(pieces, block.notes)
    return [(part, bool(goes[0]) == (number % 2 == 0)) for number, part in enumerate(pieces)]


def mark(blocks: list[Block], decisions: Decisions) -> list[Block]:
    """Blocks that know what was decided about them. A place inside a line means the line; its own first letter means it most."""
    if not (decisions.starts or decisions.headings):
        return blocks
    blocks, places = list(blocks), Places(blocks)
    for name, decided in (("begins", decisions.starts), ("heading", decisions.headings)):
        held = places.holders(decided)
        for at, index in sorted(held.items(), key=lambda pair: (pair[0] == blocks[pair[1]].at, pair[0])):
            blocks[index] = replace(blocks[index], **{name: decided[at]})
    return blocks


def are_parted(blocks: list[Block]) -> bool:
    """Whether a speech begins anywhere behind the first line."""
    return any(block.begins for block in [block for block in blocks if letters_of(block.text)][1:])


def outline(found: list[SectionDraft], blocks: list[Block]) -> list[SectionDraft]:
    """The headings of a speech with those that a person made, moved or took away. `blocks` are its paragraphs.

    What stands below a heading follows it to its new level; what has lost the heading above it rises.
    """
    decided = {number: block.heading for number, block in enumerate(blocks, 1) if block.heading is not None}
    if not decided:
        return found
    sections = {section.paragraph: section for section in found}
    kept: list[SectionDraft] = []
    moved: list[tuple[int, int, int]] = []  # outermost first: level before, level now, whether its neighbours go with it
    for number in sorted(sections.keys() | decided.keys()):
        section, level = sections.get(number), decided.get(number)
        while moved and section and section.level < moved[-1][0] + (not moved[-1][2]):
            moved.pop()
        if level is None:
            by_rule = section.level + (moved[-1][1] - moved[-1][0] if moved else 0)
            level = min(by_rule, (kept[-1].level if kept else 0) + 1, DEEPEST)
            if level != by_rule:
                moved.append((section.level, level, True))
            kept.append(section if level == section.level else replace(section, level=level))
        elif level != BODY:
            kept.append(heading_by_hand(section, blocks[number - 1], number, level))
            if section:
                moved.append((section.level, level, False))
    return kept


def heading_by_hand(section: SectionDraft | None, block: Block, number: int, level: int) -> SectionDraft:
    if section:
        return replace(section, level=level, confidence=1.0)
    line = read_line(block)
    heading, run_in, long = first_sentence(line, line.mark)
    label = line.mark.label if line.mark else block.label.strip()
    if not heading:  # 第三篇 alone is a number and nothing behind it
        heading, label = line.bare, ""
    return SectionDraft(level, label, heading[:SHORT_NAME] if long else heading, run_in, number)


def fill(speeches: list[SpeechDraft], decisions: Decisions):
    """Put the fields that a person set on the speech that holds their place."""
    starts = [speech.paragraphs[0].at for speech in speeches]
    for at, values in sorted(decisions.fields.items(), key=lambda pair: pair[0], reverse=True):
        found = bisect_right(starts, at)
        if found and at <= end_of(speeches[found - 1]):
            put(speeches[found - 1], values)


def end_of(speech: SpeechDraft) -> int:
    """The place of the last letter of its own lines."""
    return max(paragraph.at + max(len(letters_of(paragraph.text)) - 1, 0) for paragraph in speech.paragraphs)


def put(speech: SpeechDraft, values: dict):
    """A value that the text states keeps the words it rests on; None takes a guess away too."""
    for field in FIELDS:
        if field not in values:
            continue
        value, before = values[field], speech.evidence.get(field)
        if value is None and field in NEVER_EMPTY:
            value = NEVER_EMPTY[field]()
        words = before.text if before and value is not None and getattr(speech, field) == value else ""
        setattr(speech, field, value)
        speech.evidence[field] = Evidence(words, BY_HAND, 1.0)
        speech.warnings = [warning for warning in speech.warnings if warning.code != SETTLED.get(field)]


