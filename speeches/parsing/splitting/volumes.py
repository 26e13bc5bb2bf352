"""What the speeches of one file have in common: a contents page, 篇一 篇二, the form of their titles, a date under each.

One title alone may be a guess; what returns all through a file is a habit of whoever put it together.
"""
import re
from collections import Counter
from dataclasses import dataclass, field

from speeches.parsing.drafts import Block, Form
from speeches.parsing.lines import letters, without_divider, without_tail
from speeches.parsing.marks import mark_of

STAR = re.compile(r"^\s*([★☆●◆■◎※▲])\s*")
COUNTING = {"一、", "一 ", "壹、", "（一）", "1.", "（1）", "1）", "①"}  # not 第一部分, 第一章, 一是
MISSED = 2  # titles in a row that may have escaped
FEWEST = 2  # sure titles that make a habit
MOST_SURE = 6


def form_key(form: Form) -> tuple:
    return form.centred, form.size, form.font, form.bold, form.style, form.outline_level


@dataclass
class Volume:
    usual: Form
    listed: set[str] = field(default_factory=set)  # letters of the titles on the contents page
    promise: int = 4  # the points of a title that the contents page lists
    divided: bool = False  # 篇一 and 篇二 stand in the file
    dated: bool = False  # short lines over a whole date return
    forms: set = field(default_factory=set)  # form keys that titles have and nothing else
    number: str = ""  # the kind of number before every title: 一、 1. （一）
    next_number: int = 1  # what the next title would have

    def promises(self, line: str) -> bool:
        return bool(self.listed) and (letters(line) in self.listed or letters(without_tail(line)) in self.listed)

    def counts(self, block: Block) -> bool:
        """Whether the line has the number that all titles of this volume have."""
        kind, value = number_before(block) if self.number else ("", 0)
        return bool(kind) and kind == self.number and (not value or self.next_number <= value <= self.next_number + MISSED)

    def without_number(self, block: Block) -> str:
        """The words of a title without 篇一： or the number that all titles here begin with."""
        text = without_divider(block.text)
        if not self.counts(block):
            return text
        if found := STAR.match(text):
            return text[found.end() :]
        mark = mark_of(text)
        return text[mark.end :] if mark else text


def usual_form(blocks: list[Block]) -> Form:
    """The size, the style and the weight that most characters have."""
    sizes, styles, bold = Counter(), Counter(), Counter()
    for block in blocks:
        bold[block.form.bold] += len(block.text)
        sizes[block.form.size] += len(block.text)
        styles[block.form.style] += len(block.text)
    return Form(size=sizes.most_common(1)[0][0], style=styles.most_common(1)[0][0], bold=bold[True] > bold[False]) if blocks else Form()


def number_before(block: Block) -> tuple[str, int]:
    """The kind of number that a line begins with, typed or counted by Word, and its value; ("", 0) without one.

    Stars and squares before all titles number nothing, and serve as well.
    """
    if found := STAR.match(block.text):
        return found[1], 0
    mark = mark_of(block.text) or (mark_of(block.label + "题") if block.label else None)
    return (mark.kind, mark.number) if mark and mark.kind in COUNTING else ("", 0)


def is_series(numbers: list[int]) -> bool:
    """1, 2, 3 …: at least two, in order, from the first on."""
    return len(numbers) >= FEWEST and numbers == list(range(1, len(numbers) + 1))
