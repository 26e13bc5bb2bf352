"""Lines that start with a number → candidates for headings."""
import re

from speeches.parsing.lines import bare
from speeches.parsing.marks import BLANKS, FREE, Mark
from speeches.parsing.outline.nesting import Candidate
from speeches.parsing.outline.outline_lines import SENTENCE, Line, heading_depth, stands_out

LONGEST_LINE, LONGEST_SENTENCE, SHORT_LINE, SHORT_NAME = 48, 46, 30, 20
AGENDA = re.compile("(议程|议题|程序|流程|事项).{0,12}[：:]$")
GAP = re.compile(r"(?<=\S{3})[\u3000\u2003]{2,}")
UNFINISHED = ("；", ";", "，", ",", "、")


def numbered(lines: list[Line]) -> list[Candidate]:
    """Numbers typed or counted by Word; none in tables, and none that only number a list."""
    found = [
        candidate
        for index, line in enumerate(lines)
        if line.mark and line.mark.number and line.rest and line.block.place in ("body", "textbox")
        if (candidate := candidate_of(index, line, line.mark))
    ]
    return without_lists(found, lines)


def candidate_of(index: int, line: Line, mark: Mark) -> Candidate | None:
    """A heading of its own line, a heading sentence that runs into the text, or an item with a long first sentence."""
    heading, run_in, long = first_sentence(line, mark)
    if not any(map(str.isalpha, heading)):
        return None  # 2. 5 of a formula
    own = not run_in and not SENTENCE.search(line.rest)
    if mark.rank >= FREE and (long or (own and len(bare(line.rest)) > SHORT_LINE)):
        return None  # 一是 names a section only by a short sentence of its own
    if mark.kind == "一 " and (long or not own):
        return None  # 一　总体要求 is a heading, 百 年 大 计。 is not
    unfinished = own and line.rest.rstrip(BLANKS).endswith(UNFINISHED)
    form, depth = line.block.form, heading_depth(line.block.form)
    shown = stands_out(form) or form.bold_prefix >= len(mark.label) + 2 or bool(line.block.label)
    confidence = 0.5 + 0.15 * (shown or not run_in) + 0.1 * bool(line.block.label or depth) - 0.2 * long
    return Candidate(
        index, mark.kind, mark.number, mark.rank, mark.label, heading[:SHORT_NAME] if long else heading, run_in, depth, shown,
        listed=unfinished or (long and mark.rank >= 3), confidence=confidence,
    )


def first_sentence(line: Line, mark: Mark) -> tuple[str, bool, bool]:
    """The heading, whether text follows it on its line, and whether it is too long for one."""
    end = SENTENCE.search(line.rest)
    if end and end[0][0] in "？！?!" and len(bare(line.rest)) <= SHORT_LINE and "。" not in line.rest:
        end = None  # 一、改什么？怎么改？ is one heading
    sentence = line.rest[: end.start()] if end else line.rest
    run_in = bool(end) and bool(line.rest[end.end() :].strip(BLANKS))
    if run_in and (gap := GAP.search(sentence)) and len(bare(sentence[gap.end() :])) != len(bare(sentence[: gap.start()])):
        sentence = sentence[: gap.start()]  # 一、提高认识　　今年以来，…: a line break got lost, while 解放思想　　开拓创新 is a couplet
    emphatic = emphatic_start(line)
    if emphatic and len(emphatic) < len(sentence):
        return emphatic, True, False
    long = len(bare(sentence)) > (LONGEST_SENTENCE if end else LONGEST_LINE)
    return sentence.strip(BLANKS + "：:").rstrip("；;"), run_in, long


def emphatic_start(line: Line) -> str:
    """The bold beginning of a line where a colon or a blank ends it: **一、关于产业：**今年要…"""
    text = line.block.text
    start = text[: line.block.form.bold_prefix]
    heading = start[text.find(line.rest) :] if line.rest in text else ""
    closed = start[-1:] in "：: 　" or text[len(start) : len(start) + 1] in "：: 　"
    return heading.strip(BLANKS + "：:") if closed and len(bare(heading)) >= 3 else ""


def without_lists(found: list[Candidate], lines: list[Line]) -> list[Candidate]:
    """Leave out rows of which half are members of a list: ten projects of the year, or 一、…；二、…；三、…。 Leave out agendas."""
    rows: list[list[Candidate]] = []
    for candidate in found:
        going_on = [row for row in rows[-9:] if row[-1].kind == candidate.kind and row[-1].number == candidate.number - 1]
        if going_on:
            max(going_on, key=lambda row: follows(row[-1], candidate)).append(candidate)
        else:
            rows.append([candidate])
    lists = {id(c) for row in rows if 2 * sum(c.listed for c in row) >= len(row) or is_agenda(row, lines) for c in row}
    return [c for c in found if id(c) not in lists and not (c.listed and c.rank < 3)]


def is_agenda(row: list[Candidate], lines: list[Line]) -> bool:
    """会议有三项议程： and its items, one line each."""
    first = row[0].index
    closed_up = all(candidate.index == first + n for n, candidate in enumerate(row))
    return closed_up and first > 0 and bool(AGENDA.search(lines[first - 1].bare))


def follows(last: Candidate, candidate: Candidate) -> tuple[bool, bool]:
    """How well a member goes on with a row: the last of a list ends in 。 but stands right below the one before."""
    return last.listed and last.index + 1 == candidate.index, last.listed == candidate.listed
