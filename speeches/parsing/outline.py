"""A speech → its headings, flat, each with its level. Labels make it, the sequence proves it, form supports it."""
import re
from typing import NamedTuple

from speeches.parsing.drafts import Block, Form, SectionDraft
from speeches.parsing.lines import bare, is_closing, is_date_line, is_salutation, starts_talking
from speeches.parsing.marks import BLANKS, FREE, Mark, mark_of
from speeches.parsing.nesting import ASIDE, Candidate, nest

LONGEST_LINE, LONGEST_SENTENCE, SHORT_LINE, SHORT_NAME = 48, 46, 30, 20
SENTENCE = re.compile(r"[。！？!?][”’」』）)]*")
UNFINISHED = ("；", ";", "，", ",", "、")
HEADING_FACES = ("黑体", "小标宋", "楷体")
HEADING_STYLE = re.compile(r"^(heading|标题)\s*(\d)?")


class Line(NamedTuple):
    """A block that is not empty, and what is read more than once in it."""

    block: Block
    mark: Mark | None
    rest: str  # the text after the mark
    bare: str  # without any blank


def read_outline(blocks: list[Block], first: int) -> list[SectionDraft]:
    """Find the headings of a speech's body; `first` is the number of its first block among the speech's paragraphs."""
    lines = [Line(block, *mark_and_rest(block), bare(block.text)) for block in blocks if block.text.strip(BLANKS)]
    places = [index for index, block in enumerate(blocks) if block.text.strip(BLANKS)]
    candidates = sorted(without_items(numbered(lines)) + unnumbered(lines), key=lambda candidate: candidate.index)
    sections = nest(candidates)
    return [
        SectionDraft(c.level, c.label, c.heading, c.run_in, first + places[c.index], round(min(c.confidence, 1.0), 2))
        for c in sections
    ]


def numbered(lines: list[Line]) -> list[Candidate]:
    """Lines that start with a number, typed or counted by Word."""
    found = []
    for index, (block, mark, rest, _) in enumerate(lines):
        if mark and mark.number and rest and block.place not in ("table", "contents", "frame"):
            candidate = candidate_of(index, block, mark, rest)
            if candidate:
                found.append(candidate)
    return found


def without_items(found: list[Candidate]) -> list[Candidate]:
    """Leave out 1. 2. 3. … of which most are whole sentences (ten projects of the year): a list, no headings."""
    runs: dict[str, list[list[Candidate]]] = {}
    for candidate in found:
        of_kind = runs.setdefault(candidate.kind, [])
        if candidate.number == 1 or not of_kind:
            of_kind.append([])
        of_kind[-1].append(candidate)
    items = {
        id(candidate)
        for of_kind in runs.values()
        for run in of_kind
        if run[0].rank >= 3 and 2 * sum(c.long for c in run) >= len(run)
        for candidate in run
    }
    return [candidate for candidate in found if id(candidate) not in items]


def mark_and_rest(block: Block) -> tuple[Mark | None, str]:
    """A number that Word counts and the author typed once more (一、 一、提高认识) is one number."""
    text = block.text.strip(BLANKS)
    mark = mark_of(text)
    if block.label.strip():
        counted = mark_of(block.label.strip() + " 一")
        if counted:
            again = mark and mark.kind == counted.kind and mark.number == counted.number
            return counted, text[mark.end :] if again else text
    return mark, text[mark.end :] if mark else text


def candidate_of(index: int, block: Block, mark: Mark, rest: str) -> Candidate | None:
    """A heading of its own line, a heading sentence that runs into the text, or an item with a long first sentence."""
    end = SENTENCE.search(rest)
    sentence = rest[: end.start()] if end else rest
    run_in = bool(end) and bool(rest[end.end() :].strip(BLANKS))
    long = len(bare(sentence)) > (LONGEST_SENTENCE if end else LONGEST_LINE)
    if mark.rank >= 2 and not end and rest.rstrip(BLANKS).endswith(UNFINISHED):
        return None  # （一）坚持党的领导； is one of a list
    if mark.rank >= FREE and (long or (not end and len(bare(rest)) > SHORT_LINE)):
        return None  # 一是 names a section only by a short sentence of its own
    if mark.kind == "一 " and (end or long):
        return None  # 一　总体要求 is a heading, 百 年 大 计。 is not
    heading = sentence.strip(BLANKS).rstrip("：:；;") if not long else sentence.strip(BLANKS)[:SHORT_NAME]
    form = stands_out(block.form) or block.form.bold_prefix >= len(mark.label) + 2 or bool(block.label)
    confidence = 0.5 + 0.15 * (form or not run_in) + 0.1 * bool(block.label or heading_depth(block.form)) - 0.2 * long
    depth = heading_depth(block.form)
    return Candidate(index, mark.kind, mark.number, mark.rank, mark.label, heading, run_in, long, depth, form, confidence)


def stands_out(form: Form) -> bool:
    return form.bold or heading_depth(form) is not None or any(face in form.font for face in HEADING_FACES)


def heading_depth(form: Form) -> int | None:
    """The outline level that Word itself gives a paragraph, from 1."""
    if form.outline_level is not None:
        return form.outline_level + 1
    style = HEADING_STYLE.match(form.style)
    return int(style[2] or 1) if style else None


def unnumbered(lines: list[Line]) -> list[Candidate]:
    """Headings without a number: by their form, or, in a text without any form, short lines among long paragraphs."""
    body = ordinary_form(lines)
    found = []
    for index, line in enumerate(lines):
        if line.mark or not could_be_heading(line) or index == len(lines) - 1:
            continue
        depth, form = heading_depth(line.block.form), line.block.form
        if depth:
            kind = f"style {depth}"
        elif (stands_out(form) or form.centred) and looks(form) != body:
            kind = f"form {looks(form)}"
        elif parts_long_paragraphs(lines, index):
            kind = "plain"
        else:
            continue
        heading = line.block.text.strip(BLANKS).rstrip("：:")
        confidence = 0.9 if depth else 0.5 if kind == "plain" else 0.75
        found.append(Candidate(index, kind, 0, -1.0, "", heading, False, False, depth, kind != "plain", confidence))
    return without_lonely(found, lines)


def looks(form: Form) -> tuple:
    return (form.bold, form.font, form.size, form.centred)


def ordinary_form(lines: list[Line]) -> tuple:
    """How most characters of the speech look."""
    weight: dict[tuple, int] = {}
    for line in lines:
        weight[looks(line.block.form)] = weight.get(looks(line.block.form), 0) + len(line.bare)
    return max(weight, key=weight.get, default=())


def could_be_heading(line: Line) -> bool:
    """A short line without sentence that is no salutation, date, stage direction or thanks."""
    text = line.bare
    if line.block.place not in ("body", "textbox") or not (3 <= len(text) <= 40 or ASIDE.match(text)):
        return False
    if text[0] in "（(—-[【·●" or "我们" in text or re.search(r"[。！？!?；;，,、：:…]$", text) or SENTENCE.search(text):
        return False
    return not (is_salutation(text) or is_date_line(text) or is_closing(text) or starts_talking(text))


def parts_long_paragraphs(lines: list[Line], index: int) -> bool:
    """Whether a finished paragraph (or nothing) stands before a line and a long one, or a first number, after it."""
    if len(lines[index].bare) > 30 or (index and lines[index - 1].bare[-1:] not in "。！？!?”：:"):
        return False
    after = lines[index + 1]
    return len(after.bare) >= 60 or bool(after.mark and after.mark.number == 1)


def without_lonely(found: list[Candidate], lines: list[Line]) -> list[Candidate]:
    """Plain lines count only as a pair or more, above any numbered heading 一、; a pasted text has no other sign."""
    plain = [c for c in found if c.kind == "plain"]
    first_number = next((i for i, line in enumerate(lines) if line.mark and line.mark.kind == "一、"), len(lines))
    if len(plain) < 2 or plain[0].index > first_number or len(plain) * 4 > len(lines):
        found = [c for c in found if c.kind != "plain"]
    return found
