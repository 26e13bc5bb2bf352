"""Lines without a number → candidates for headings: by their form, or by standing short among long paragraphs."""
import re

from speeches.parsing.drafts import Form
from speeches.parsing.lines import is_closing, is_date_line, is_name, is_salutation, starts_talking
from speeches.parsing.marks import BLANKS
from speeches.parsing.outline.nesting import ASIDE, Candidate
from speeches.parsing.outline.outline_lines import SENTENCE, Line, heading_depth, stands_out

# How sure a heading is by what shows it: Word's own level, a form of its own, its words, three or more alike, or its place alone.
SURE = {"style": 0.9, "form": 0.75, "usual": 0.8, "row": 0.65, "plain": 0.5}
# 名 词 解 释 and 政 府 工 作 报 告 are titles of what follows.
SPACED = re.compile(r"(\S\s+){2,}\S")
# What work reports name their parts, whatever stands below: 2023年工作回顾, 2024年主要目标和重点任务, 加强政府自身建设.
USUAL = re.compile(r"^((过去.{1,4}|去年|今年|\d{4}年)[^，。]{0,14}(回顾|安排|任务|打算|目标|建议|思路|要求|重点|工作)|[^，。]{0,10}政府自身建设)$")
LONG = 40


def unnumbered(lines: list[Line]) -> list[Candidate]:
    body = ordinary_form(lines)
    found = []
    for index, line in enumerate(lines[:-1]):
        if line.mark or not could_be_heading(line):
            continue
        sign, depth, form = "", heading_depth(line.block.form), line.block.form
        if depth:
            sign, kind = "style", f"style {depth}"
        elif (stands_out(form) or form.centred) and looks(form) != body:
            sign, kind = "form", f"form {looks(form)}"
        elif parts_long_paragraphs(lines, index):
            sign = kind = "plain"
        if sign:
            heading = line.block.text.strip(BLANKS).rstrip("：:")
            found.append(Candidate(index, kind, 0, -1.0, "", heading, False, depth, sign != "plain", confidence=SURE[sign]))
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
    if text[0] in "（(—-[【·●" or "我们" in text or SPACED.fullmatch(line.block.text.strip(BLANKS)) or not any(map(str.isalpha, text)):
        return False
    if re.search(r"[。！？!?；;，,、：:…“‘（(]$|^[”’]", text) or SENTENCE.search(text):
        return False
    return not (is_salutation(text) or is_date_line(text) or is_closing(text) or starts_talking(text))


def parts_long_paragraphs(lines: list[Line], index: int) -> bool:
    """Whether a finished paragraph (or nothing) stands before a line and a long one, or a first number, after it."""
    if len(lines[index].bare) > 30 or is_name(lines[index].bare) or (index and lines[index - 1].bare[-1:] not in "。！？!?”：:）)"):
        return False
    after = lines[index + 1]
    if USUAL.match(lines[index].bare) or (after.mark and after.mark.number == 1):
        return True
    return len(after.bare) >= LONG and bool(SENTENCE.search(after.bare))


def without_lonely(found: list[Candidate], lines: list[Line]) -> list[Candidate]:
    """Plain lines count only as a pair or more, above any numbered heading 一、; a pasted text has no other sign."""
    plain = [c for c in found if c.kind == "plain"]
    first_number = next((i for i, line in enumerate(lines) if line.mark and line.mark.kind == "一、"), len(lines))
    many = len(plain) * 4 > len(lines)
    alike = len(plain) > 2 and all(len(c.heading) <= 20 for c in plain) and len(plain) * 2 <= len(lines)
    if len(plain) < 2 or plain[0].index > first_number or (many and not alike):
        return [c for c in found if c.kind != "plain"]
    for candidate in plain:
        candidate.confidence = SURE["usual" if USUAL.match(lines[candidate.index].bare) else "row" if len(plain) > 2 else "plain"]
    return found
