"""The lines of a speech as one text, so that a quotation is found across a break; and where a question is answered in it."""
from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from search.showing.outline import Line, Outline
from search.showing.sought import WALL, Sought, Wanted, places
from search.text import TABLE, fold, with_accents

Mark = tuple[int, int]


class Hit(NamedTuple):
    """A place where a question is answered, from the first original character to the last, and which part of it."""

    start: int
    end: int
    part: str


class JoinedText:
    """All offsets are those of `text`; a line feed parts the lines."""

    def __init__(self, lines: list[Line], outline: Outline):
        self.lines, self.outline = lines, outline
        self.text = "\n".join([line.text for line in lines])
        self.starts = list(accumulate([len(line.text) + 1 for line in lines], initial=0))

    def line_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def end_of(self, line: int) -> int:
        return self.starts[line + 1] - 1

    def hits(self, wanted: Wanted) -> list[Hit]:
        """Every place that answers, in order."""
        found = hits_in(self.text, wanted.text) if wanted.text else []
        return outermost([*found, *self._in_headings(wanted.headings)]) if wanted.headings else found

    def hits_with_title(self, wanted: Wanted) -> list[Hit]:
        """The same where the title block is all that shows the title."""
        found, of_title = self.hits(wanted), [sought for sought in wanted.title if sought not in wanted.text]
        head = sum(line.part == "head" for line in self.lines)
        return outermost([*found, *hits_in(self.text[: self.starts[head]], of_title)]) if of_title else found

    def _in_headings(self, sought: list[Sought]) -> list[Hit]:
        """No hit runs over from one heading into the next."""
        spans = [
            (start + first, start + last)
            for line, start in zip(self.lines, self.starts, strict=False)
            for _, first, last in self.outline.spans(line)
        ]
        starts = list(accumulate([last - first + 1 for first, last in spans], initial=0))
        found = []
        for start, end, part in hits_in(WALL.join(self.text[first:last] for first, last in spans), sought, wall=WALL):
            nth = bisect_right(starts, start) - 1
            moved = spans[nth][0] - starts[nth]
            found.append(Hit(start + moved, end + moved, part))
        return found

    def marks(self, hit: Hit) -> list[Mark]:
        """What to mark of a hit: in each line that it runs over, from its first letter there to its last."""
        start, end = with_accents(self.text, hit.start, hit.end)
        first_line, last_line = self.line_at(start), self.line_at(end - 1)
        if first_line == last_line:
            return [(start, end)]
        marks = []
        for line in range(first_line, last_line + 1):
            first, last = max(start, self.starts[line]), min(end, self.end_of(line))
            while first < last and not TABLE[self.text[first]]:
                first += 1
            while first < last and not TABLE[self.text[last - 1]]:
                last -= 1
            if first < last:
                marks.append(with_accents(self.text, first, last))
        return marks


def hits_in(text: str, sought: list[Sought], wall: str = "") -> list[Hit]:
    folding = fold(text, wall)
    found = places(sought, folding)
    firsts = folding.origins([place.start for place in found])
    lasts = folding.origins([place.end - 1 for place in found])
    return [Hit(first, last + 1, place.part) for first, last, place in zip(firsts, lasts, found, strict=True)]


def outermost(hits: list[Hit]) -> list[Hit]:
    """In order, without those that lie in another."""
    kept: list[Hit] = []
    for hit in sorted(set(hits), key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept
