"""Lines that are only printed lines, joined to the paragraphs they were: soft breaks in a heading, text copied from a PDF."""
import re
from collections import Counter
from dataclasses import replace
from itertools import groupby
from unicodedata import east_asian_width

from speeches.parsing import placing
from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import (
    SENTENCE_END,
    bare,
    ends_a_sentence,
    ends_like_title,
    genre_of,
    has_label,
    is_date_line,
    is_divider,
    is_salutation,
    is_speaker_line,
    names_an_occasion,
)
from speeches.parsing.marks import FREE, mark_of

NARROWEST, WIDEST = 15, 48  # characters in a printed line: A4 has 28, a phone's screenshot 18, a wide page 40
BEYOND = 2 * WIDEST + 20  # characters that are broader than any printed line, however narrow
FEWEST = 8  # lines that make a pattern
LONGEST_HEADING = 60  # characters
MOST_PARAGRAPHS = 0.75  # of the lines: 28 characters make a third of a paragraph
LISTED = re.compile(r"^\s*[·•●■◆▲★]|([.．·…⋯]{2,}|\t)\s*\d{1,4}\s*$")
STARS = re.compile(r"^\s*[*＊★☆◆※~～=#·]{3,}\s*$")  # between two speeches
INDENT = re.compile(r"^(\u3000{2}|[\u2002\u2003]{2,4}|[ \u00a0]{4,8}|\t)")
ENDS_LATIN, BEGINS_LATIN = re.compile(r"[A-Za-z]$"), re.compile(r"[A-Za-z]")
LINE_BLANK = re.compile(r"(?<=[^\sA-Za-z0-9.,%])[ \u00a0]+(?=[^\sA-Za-z])")  # 要 指导; but not 2024 年, nor GDP 增长


def join_soft_breaks(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    """A title or heading that its author broke for the look of it is one line again."""
    kept: list[Block] = []
    count = 0
    for _, group in groupby(blocks, key=lambda block: block.source):
        lines = list(group)
        together = [lines[0]]
        for line in lines[1:]:
            if len(lines) <= 4 and is_one_heading(together[-1], line):
                together[-1] = joined([together[-1], line])
                count += 1
            else:
                together.append(line)
        kept += together
    warnings = [Warning("soft_breaks", f"有 {count} 处标题中间的换行已接上。")] if count else []
    return kept, [], warnings


def is_one_heading(above: Block, below: Block) -> bool:
    first, second = bare(above.text), bare(below.text)
    if len(first) + len(second) > 80 or ends_a_sentence(first) or ends_a_sentence(second) or stands_alone(above) or stands_alone(below):
        return False
    if has_label(second) or re.match(r"[（(—\-－【\[]|来源|作者", second) or re.match(r"来源|作者|[（(].*[）)]$", first):
        return False
    form = above.form
    heading = has_label(first) or above.label or form.centred or form.bold or form.outline_level is not None
    return bool(heading) or bool(genre_of(second) and not genre_of(first))


def stands_alone(block: Block) -> bool:
    text = block.text
    return is_salutation(text) or is_date_line(text) or is_speaker_line(text) or (ends_like_title(text) and names_an_occasion(text) and bare(text)[0] == "在")


def joined(lines: list[Block]) -> Block:
    """Lines as one block; a blank only between Latin words. A bold line before plain text becomes a bold beginning."""
    if len(lines) == 1:
        return lines[0]
    form, parts, betweens, length = lines[0].form, [], [], 0
    for line in lines:
        start = len(line.text) - len(line.text.lstrip()) if parts else 0
        part = placing.piece(line, start, len(line.text) if line is lines[-1] else len(line.text.rstrip()))
        if parts:
            betweens.append(" " if ENDS_LATIN.search(parts[-1].text) and BEGINS_LATIN.match(part.text) else "")
            if form.bold and not line.form.bold:
                form = replace(form, bold=False, bold_prefix=length)
            length += len(betweens[-1])
        length += len(part.text)
        parts.append(part)
    return replace(placing.joined(parts, betweens), form=form)


def join_lines(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    """Every printed line is a paragraph: the sentence goes on in the next one."""
    kept: list[Block] = []
    lines = paragraphs = 0
    for wrapped, segment in segments(blocks):
        for originals, printed in [(segment, segment)] if wrapped else [([block], printed_lines(block)) for block in segment]:
            whole = join_segment(printed, from_print=wrapped)
            if len(whole) > MOST_PARAGRAPHS * len(printed):  # short paragraphs that only looked like printed lines
                kept += originals
                continue
            kept += whole
            lines, paragraphs = lines + len(printed), paragraphs + len(whole)
    warnings = []
    if lines > paragraphs:
        warnings = [Warning("hard_wraps", f"原文按印刷行断开：已把 {lines} 行接成 {paragraphs} 段，请核对分段。")]
    return kept, [], warnings


def printed_lines(block: Block) -> list[Block]:
    """One huge paragraph with a blank wherever a line ended in print: these lines, to be joined like others."""
    if len(block.text) < 1000:
        return [block]
    ends = [0, *[end for found in LINE_BLANK.finditer(block.text) for end in found.span()], len(block.text)]
    lines = [(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True) if start < end]
    if len(lines) < 2 * FEWEST or not measure_of([width(block.text[start:end]) for start, end in lines]):
        return [block]
    last = len(lines) - 1
    return [
        replace(part, label=block.label * (n == 0), breaks_before=block.breaks_before and n == 0, notes=block.notes if n == last else [])
        for n, part in enumerate(placing.pieces(block, lines))
    ]


def width(text: str) -> float:
    """How broad a line is in print: Latin letters and figures take half a character. Past the broadest line it is not measured."""
    text = text.rstrip()
    return len(text) / 2 if len(text) > BEYOND else sum(map(BREADTHS.__getitem__, text))


class Breadths(dict):
    """How broad a character is, looked up once."""

    def __missing__(self, character: str) -> float:
        self[character] = 1 if east_asian_width(character) in "WFA" else 0.5
        return self[character]


BREADTHS = Breadths()


def measure_of(widths: list[float]) -> float | None:
    """The width of a full line, if most lines are full."""
    often = Counter(round(value) for value in widths if NARROWEST <= value <= WIDEST)
    if len(widths) < FEWEST or not often:
        return None
    measure = max(often, key=lambda value: (often[value] + often[value - 1] + often[value + 1], often[value]))
    full = sum(measure - 2.5 <= value <= measure + 2.5 for value in widths)
    return measure if full >= 0.6 * len(widths) else None


def segments(blocks: list[Block]) -> list[tuple[bool, list[Block]]]:
    """Runs of printed lines and what stands between them."""
    widths = [width(block.text) for block in blocks]
    open_ended = [w for w, block in zip(widths, blocks, strict=True) if NARROWEST <= w <= WIDEST and not ends_a_sentence(block.text)]
    if len(open_ended) < FEWEST:
        return [(False, blocks)]
    often = Counter(round(w) for w in open_ended)
    measure = max(often, key=lambda value: (often[value] + often[value - 1] + often[value + 1], often[value]))
    found = []
    for fits, run in groupby(zip(widths, blocks, strict=True), key=lambda pair: pair[0] <= measure + 4 and may_be_printed(pair[1])):
        pairs = list(run)
        found.append((fits and is_wrapped(pairs, measure), [block for _, block in pairs]))
    return found


def may_be_printed(block: Block) -> bool:
    """Lines of a list or of a contents page are short too, and never run on: · 在…会上的讲话, 一、修路……3."""
    return block.place == "body" and not LISTED.search(block.text)


def is_wrapped(pairs: list[tuple[float, Block]], measure: float) -> bool:
    full = [block for w, block in pairs if measure - 2.5 <= w]
    cut = sum(not ends_a_sentence(block.text) and not bare(block.text).endswith(("，", "、")) for block in full)
    return len(pairs) >= FEWEST and len(full) >= 0.5 * len(pairs) and cut >= 0.5 * len(full)


def join_segment(lines: list[Block], from_print: bool) -> list[Block]:
    """Paragraphs out of printed lines. Lines told by blanks alone (not `from_print`) are too unsure to start 一是 in one."""
    if len(lines) == 1:
        return lines
    widths = [width(line.text) for line in lines]
    measure = measure_of(widths) or max(widths)
    indented = sum(bool(INDENT.match(line.text)) for line in lines) >= 3
    paragraphs = [[lines[0]]]
    first = True  # the line above is the first of its paragraph
    for above, below, space in zip(lines, lines[1:], widths, strict=False):
        # Where indents were lost, a first line is two characters narrower than the others.
        full = space >= measure - (4.5 if first and not indented else 2.5)
        first = not goes_on(paragraphs[-1], above, below, full, indented, measure - width(below.text))
        if first and is_item(below.text) and not INDENT.match(below.text) and (space >= measure - 4.5 or not from_print):
            first = False  # 一是 began a printed line by chance
        if first:
            paragraphs.append([below])
        else:
            paragraphs[-1].append(below)
    return [joined(paragraph) for paragraph in paragraphs]


def goes_on(paragraph: list[Block], above: Block, below: Block, full: bool, indented: bool, missing: float) -> bool:
    """Whether the paragraph of one printed line runs on in the next.

    `full`: the line above reaches the margin; `missing`: how many characters the line below lacks.
    """
    if below.label or above.form.centred or below.form.centred or INDENT.match(below.text):
        return False
    if any(is_divider(line.text) or STARS.match(line.text) for line in (above, below)):
        return False
    ended = ends_a_sentence(above.text)
    if has_label(below.text) and (not full or ended):
        return False
    if not full and (ended or stands_alone(above) or is_heading(paragraph)):
        return False
    if stands_alone(below) and missing >= 1.5 and (ended or not full):
        return False
    if not full:
        return indented or len(paragraph) > 1
    return indented or not (ended and 1.5 <= missing <= 3)  # the place of an indent that was lost


def is_heading(paragraph: list[Block]) -> bool:
    """一、要把火源管死，不留|任何情面: a numbered line without a sentence in it, perhaps on several printed lines."""
    if len(paragraph) > LONGEST_HEADING or sum(len(bare(line.text)) for line in paragraph) > LONGEST_HEADING:
        return False
    text = joined(paragraph).text
    return has_label(text) and not SENTENCE_END.search(text)


def is_item(text: str) -> bool:
    """一是, 二要: what also stands in the middle of paragraphs."""
    mark = mark_of(text)
    return bool(mark) and mark.rank >= FREE
