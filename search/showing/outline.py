"""What stands where in a speech: the place of a paragraph in its outline, and how much of it is a heading."""
from functools import cached_property
from typing import NamedTuple

from speeches.templatetags.facts import named


class Line(NamedTuple):
    """A paragraph, as the database gives it."""

    position: int
    text: str
    part: str = "body"
    section: int | None = None  # the key of the innermost section that had begun when it ended


class Heading(NamedTuple):
    """A section, as the database gives it."""

    pk: int
    position: int
    level: int
    label: str
    heading: str
    paragraph: int


class Spot(NamedTuple):
    """A place in the outline."""

    section: int  # its position; 0 = before the first heading, less = outside
    path: tuple[str, ...]  # ("三、方法上再实一步", "（二）把话说在当面")


START = Spot(0, ())
# Paragraphs that stand in no section.
OUTSIDE = {"appendix_title": Spot(-1, ("附件",)), "appendix": Spot(-1, ("附件",)), "note": Spot(-2, ("注释",))}

ENDS = " \u3000。：:；;"  # what may close a heading on a line of its own


class Outline:
    """The headings of one speech, in order."""

    def __init__(self, headings: list[Heading] = ()):
        self.headings = headings
        self._in_line: dict[int, list[int]] = {}  # position of a paragraph → the places of its headings among all
        for nth, heading in enumerate(headings):
            self._in_line.setdefault(heading.paragraph, []).append(nth)

    def spot(self, line: Line, offset: int) -> Spot:
        """Return the innermost section that has begun at this offset of a line."""
        if line.part != "body" or line.position not in self._in_line:
            return self._by_key.get(line.section) or OUTSIDE.get(line.part, START)
        begun = self._in_line[line.position][0] + sum(begin <= offset for begin, _, _ in self.spans(line))
        return self._by_key[self.headings[begun - 1].pk] if begun else START

    def spans(self, line: Line) -> list[tuple[int, int, int]]:
        """Return where number, words and rest of each heading of a line begin. One that was reworded fills the line."""
        spans, at = [], 0
        for heading in (self.headings[nth] for nth in self._in_line.get(line.position, ())):
            start = line.text.find(heading.heading, at)
            start, end = (start, start + len(heading.heading)) if start >= 0 else (at, len(line.text))
            number = line.text.find(heading.label, at, start) if heading.label else -1
            spans.append((number if number >= 0 else start, start, end))
            at = end
        return spans

    def is_heading(self, line: Line) -> bool:
        """Whether a line is a heading and nothing else."""
        spans = self.spans(line)
        return bool(spans) and not line.text[spans[-1][2] :].strip(ENDS)

    @cached_property
    def _by_key(self) -> dict[int, Spot]:
        spots, path = {}, []
        for heading in self.headings:
            path = [*(outer for outer in path if outer.level < heading.level), heading]
            spots[heading.pk] = Spot(heading.position, tuple(map(named, path)))
        return spots
