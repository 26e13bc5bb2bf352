"""Matches → the passages to show, with marks and their place in the outline. Plain values in and out, no models.

Everything is looked for in the folded text and marked in the original one. Marks are (start, end) in code points.
"""
from bisect import bisect_left
from dataclasses import dataclass, field

from search.showing.choosing import Chosen, choose
from search.showing.joined import Hit, JoinedText, Mark
from search.showing.outline import Line, Outline
from search.showing.sought import Wanted, places
from search.text import fold

MOST = 3  # passages of one speech


@dataclass(frozen=True, slots=True)
class Passage:
    position: int
    path: tuple[str, ...]
    text: str
    marks: list[Mark]
    hits: int  # how many hits begin in it
    head: bool = False  # of the title block

    @property
    def anchor(self) -> str:
        return f"p{self.position}"


@dataclass(frozen=True, slots=True)
class Found:
    passages: list[Passage] = field(default_factory=list)  # in the order of the text
    matches: int = 0  # hits in the whole text
    best: Passage | None = None

    @property
    def others(self) -> int:
        return self.matches - sum(passage.hits for passage in self.passages)


def find(wanted: Wanted, lines: list[Line], outline: Outline, most: int = MOST) -> Found:
    """Return the best passages of one speech, of different sections where possible, and the number of its hits."""
    text = JoinedText(lines, outline)
    hits = text.hits(wanted)
    shown = {chosen: passage(text, hits, chosen) for chosen in choose(text, hits, most)}
    return Found([shown[chosen] for chosen in sorted(shown)], len(hits), next(iter(shown.values()), None))


def passage(text: JoinedText, hits: list[Hit], chosen: Chosen) -> Passage:
    start, end, spot = chosen
    inside = hits[bisect_left(hits, start, key=hit_end) : bisect_left(hits, end, key=hit_start)]
    marks = [(max(first, start) - start, min(last, end) - start) for hit in inside for first, last in text.marks(hit)]
    line = text.lines[text.line_at(start)]
    return Passage(
        line.position,
        spot.path,
        text.text[start:end],
        merged([mark for mark in marks if mark[0] < mark[1]]),
        sum(hit.start >= start for hit in inside),
        line.part == "head",
    )


def hit_start(hit: Hit) -> int:
    return hit.start


def hit_end(hit: Hit) -> int:
    return hit.end - 1


def mark_paragraphs(wanted: Wanted, lines: list[Line], outline: Outline) -> tuple[dict[int, list[tuple[int, int, int]]], int]:
    """Return the marks of a whole speech, position → (start, end, number of the hit), none overlapping; and how many hits."""
    text = JoinedText(lines, outline)
    hits = text.hits_with_title(wanted)
    marks: dict[int, list[tuple[int, int, int]]] = {}
    for number, hit in enumerate(hits, 1):
        for first, last in text.marks(hit):
            line = text.line_at(first)
            before = text.starts[line]
            found = marks.setdefault(lines[line].position, [])
            start, end = max(first - before, found[-1][1] if found else 0), last - before
            if start < end:
                found.append((start, end, number))
    return marks, len(hits)


def title_marks(wanted: Wanted, title: str) -> list[Mark]:
    if not wanted.title or not title:
        return []
    text = fold(title)
    return merged([text.span(place.start, place.end) for place in places(wanted.title, text)])


def merged(marks: list[Mark]) -> list[Mark]:
    """In order, and one where they overlap."""
    whole: list[Mark] = []
    for start, end in sorted(marks):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole
