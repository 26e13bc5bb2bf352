"""Matches → the passages to show, with marks and their place in the outline. Plain values in and out, no models.

Everything is looked for in the folded text and marked in the original one. Marks are (start, end) in code points.
"""
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

from search.engine import And, Node, Or, Phrase, Words
from search.text import fold, folded
from search.words import cut

MOST = 3  # passages of one speech
WIDE = 150  # characters a passage may have before sentences are left out
WIDEST = 400  # and where even a single sentence is cut, at a comma
IN_TEXT, IN_HEADINGS, IN_TITLE = {"all", "text"}, {"heading"}, {"all", "title"}  # fields of a question that look there

SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)\"]*|[^。！？!?；;\n]+$")
COMMA = re.compile(r"[，,、：:\n]")

Mark = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a speech, and what its place in the outline is called."""

    position: int
    text: str
    path: tuple[str, ...] = ()  # ("三、方法上再实一步", "（二）把话说在当面")
    section: int = 0  # 0 = before the first heading
    head: bool = False  # of the title block
    heading: int = 0  # how many characters at its start are a heading


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
    passages: list[Passage] = field(default_factory=list)
    matches: int = 0  # hits in the whole text

    @property
    def others(self) -> int:
        return self.matches - sum(passage.hits for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a question is answered, with a mark in each of the lines that it runs over."""

    needle: str  # what was found, folded
    marks: tuple[tuple[int, int, int], ...]  # (index of the line, start, end)


def find(node: Node | None, lines: list[Line], scope: str = "all", most: int = MOST) -> Found:
    """Return the best passages of one speech, each of another section where possible, and the number of its hits."""
    spots = find_spots(node, lines, scope)
    by_line: dict[int, list[Spot]] = {}
    for spot in spots:
        by_line.setdefault(spot.line, []).append(spot)
    return Found([cut_passage(lines, index, by_line) for index in best_lines(lines, by_line, most)], len(spots))


def mark_paragraphs(node: Node | None, paragraphs, scope: str = "all") -> dict[int, list[Mark]]:
    """Return the marks of a whole speech: (position, text) pairs in → position → marks."""
    lines = [Line(position, text, heading=len(text)) for position, text in paragraphs]
    marks: dict[int, list[Mark]] = {}
    for hit in find_hits(node, lines, scope):
        for index, start, end in hit.marks:
            marks.setdefault(lines[index].position, []).append((start, end))
    return {position: merged(found) for position, found in marks.items()}


def title_marks(node: Node | None, title: str, scope: str = "all") -> list[Mark]:
    text = fold(title)
    return merged([text.span(*place) for place in places(wanted(node, scope, IN_TITLE), text.text)])


# ── what is looked for ──


def wanted(node: Node | None, scope: str, fields: set[str]) -> list[list[str]]:
    """For every run or quoted string asked for in these fields what to mark, the best first. Nothing of a -part."""
    match node:
        case Words(text, field) | Phrase(text, field):
            if (scope if field == "all" else field) not in fields or not folded(text):
                return []
            if isinstance(node, Phrase):
                return [[folded(text)]]
            return [[folded(name), *apart(name)] for name in (text, *node.others)]
        case And(nodes) | Or(nodes):
            return [choice for inner in nodes for choice in wanted(inner, scope, fields)]
    return []


def apart(text: str) -> list[str]:
    """The words of a run, without those that lie in a longer one: 高质量发展 → 高质量, 发展."""
    words = dict.fromkeys(cut(text))
    return [word for word in words if not any(word != other and word in other for other in words)]


def places(choices: list[list[str]], text: str) -> list[Mark]:
    """Where the folded text answers: each run as typed or, where the text does not hold it so, its words."""
    found: set[Mark] = set()
    for whole, *words in choices:
        runs = occurrences(whole, text)
        found.update(runs or (place for word in words for place in occurrences(word, text)))
    kept: list[Mark] = []
    for place in sorted(found, key=lambda place: (place[0], -place[1])):
        if not kept or place[1] > kept[-1][1]:  # 监督 inside a found 民主监督 is no hit of its own
            kept.append(place)
    return kept


def occurrences(needle: str, text: str) -> list[Mark]:
    found, at = [], text.find(needle)
    while at >= 0:
        found.append((at, at + len(needle)))
        at = text.find(needle, at + len(needle))
    return found


def merged(marks: list[Mark]) -> list[Mark]:
    """In order, and one where they overlap."""
    whole: list[Mark] = []
    for start, end in sorted(marks):
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


class Joined:
    """Several lines folded into one text, so that a quotation is found across a break, with the way back to each."""

    def __init__(self, originals: list[str]):
        self._originals, self._ways = originals, {}
        texts = [folded(text) for text in originals]
        self.starts = list(accumulate(map(len, texts), initial=0))
        self.text = "".join(texts)

    def line_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def marks(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(index of the line, start, end) in whole original characters, for each line that text[start:end] runs over."""
        while start < end:
            line = self.line_at(start)
            before, upto = self.starts[line], min(end, self.starts[line + 1])
            if line not in self._ways:
                self._ways[line] = fold(self._originals[line])
            yield line, *self._ways[line].span(start - before, upto - before)
            start = upto


@dataclass(frozen=True, slots=True)
class Spot:
    """A hit before anybody asks for its marks: most of them are only counted."""

    line: int
    offset: int  # in the folded line
    needle: str
    within: Joined = field(compare=False)

    def marks(self) -> tuple[tuple[int, int, int], ...]:
        start = self.within.starts[self.line] + self.offset
        return tuple(self.within.marks(start, start + len(self.needle)))


def find_spots(node: Node | None, lines: list[Line], scope: str) -> list[Spot]:
    spots = [
        *spots_in(lambda: [line.text for line in lines], wanted(node, scope, IN_TEXT)),
        *spots_in(lambda: [line.text[: line.heading] for line in lines], wanted(node, scope, IN_HEADINGS)),
    ]
    return sorted(dict.fromkeys(spots), key=lambda spot: (spot.line, spot.offset))


def spots_in(texts, choices: list[list[str]]) -> Iterator[Spot]:
    if choices:
        joined = Joined(texts())
        for start, end in places(choices, joined.text):
            line = joined.line_at(start)
            yield Spot(line, start - joined.starts[line], joined.text[start:end], joined)


def find_hits(node: Node | None, lines: list[Line], scope: str) -> list[Hit]:
    """Every hit of a speech in order, with its marks."""
    return [Hit(spot.needle, spot.marks()) for spot in find_spots(node, lines, scope)]


# ── what is shown ──


def best_lines(lines: list[Line], by_line: dict[int, list[Spot]], most: int) -> list[int]:
    """Those that hold most of the question, of different sections first; the title block only where it stands alone."""
    bodies = [index for index in by_line if not lines[index].head] or list(by_line)
    worth = {index: (length_held(by_line[index]), len(by_line[index])) for index in bodies}
    firsts, rest, sections = [], [], set()
    for index in sorted(bodies, key=worth.get, reverse=True):
        (rest if lines[index].section in sections else firsts).append(index)
        sections.add(lines[index].section)
    return sorted((firsts + rest)[:most])


def length_held(spots: list[Spot]) -> int:
    return sum(map(len, {spot.needle for spot in spots}))


def cut_passage(lines: list[Line], index: int, by_line: dict[int, list[Spot]]) -> Passage:
    """The passage of one line, round the place that holds most of the question."""
    last = max(spot.marks()[-1][0] for spot in by_line[index])  # a hit may run on into the next lines
    text = "\n".join(line.text for line in lines[index : last + 1])
    starts = list(accumulate((len(line.text) + 1 for line in lines[index:last]), initial=0))
    marked = [
        (spot, [(starts[line - index] + start, starts[line - index] + end) for line, start, end in spot.marks() if line <= last])
        for at in range(index, last + 1)
        for spot in by_line.get(at, ())
    ]
    sentences = [found.span() for found in SENTENCE.finditer(text)] or [(0, len(text))]
    windows = dict.fromkeys(
        window(text, sentences, marks[0][0], marks[-1][1]) for spot, marks in marked if spot.line == index
    )
    held = {(start, end): [spot for spot, marks in marked if start <= marks[0][0] < end] for start, end in windows}
    start, end = max(windows, key=lambda place: (length_held(held[place]), len(held[place])))
    marks = [(a - start, min(b, end) - start) for _, marks in marked for a, b in marks if start <= a < end]
    line = lines[index]
    return Passage(line.position, line.path, text[start:end], merged(marks), len(held[start, end]), line.head)


def window(text: str, sentences: list[Mark], first: int, last: int) -> Mark:
    """The whole sentences that a hit lies in and as many neighbours as WIDE leaves room for."""
    inner = [at for at, (start, end) in enumerate(sentences) if start < last and first < end]
    if not inner:
        return first, last
    left, right = inner[0], inner[-1]
    if sentences[right][1] - sentences[left][0] > WIDEST:
        return clauses(text, sentences[left][0], sentences[right][1], first, last)
    grew = True
    while grew:
        grew = False
        if right + 1 < len(sentences) and sentences[right + 1][1] - sentences[left][0] <= WIDE:
            right, grew = right + 1, True
        if left and sentences[right][1] - sentences[left - 1][0] <= WIDE:
            left, grew = left - 1, True
    start, end = sentences[left][0], sentences[right][1]
    while text[start:end] and text[start].isspace():
        start += 1
    return start, end


def clauses(text: str, start: int, end: int, first: int, last: int) -> Mark:
    """What an endless sentence says round a hit, cut at commas; of an endless hit its beginning."""
    left, right = max(start, first - WIDE), min(end, max(first + WIDE, min(last + WIDE, first + WIDEST)))
    if left > start and (comma := COMMA.search(text, left, first)):
        left = comma.end()
    commas = [comma.end() for comma in COMMA.finditer(text, min(last, right), right)]
    return left, commas[-1] if right < end and commas else right
