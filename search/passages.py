"""Matches → the passages to show, with marks and their place in the outline. Plain values in and out, no models.

Everything is looked for in the folded text and marked in the original one. Marks are (start, end) in code points.
"""
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from search.engine import And, Node, Or, Phrase, Words
from search.text import Folded, fold, folded
from search.words import cut

MOST = 3  # passages of one speech
WIDE = 150  # characters a passage may have before sentences are left out
WIDEST = 400  # and where even a single sentence is cut, at a comma
IN_TEXT, IN_HEADINGS, IN_TITLE = {"all", "text"}, {"heading"}, {"all", "title"}  # fields of a question that look there

SENTENCE = re.compile(r"[^。！？!?；;\n]*[。！？!?；;\n]+[”’」』）)\"]*|[^。！？!?；;\n]+$")
COMMA = re.compile(r"[，,、：:\n]")

Mark = tuple[int, int]
Passages = list["Passage"]


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
    passages: Passages = field(default_factory=list)
    matches: int = 0  # hits in the whole text

    @property
    def others(self) -> int:
        return self.matches - sum(passage.hits for passage in self.passages)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a question is answered, with a mark in each of the lines that it runs over."""

    needle: str  # what was found, folded
    marks: tuple[tuple[int, int, int], ...]  # (index of the line, start, end)

    @property
    def line(self) -> int:
        return self.marks[0][0]


def find(node: Node | None, lines: list[Line], scope: str = "all", most: int = MOST) -> Found:
    """Return the best passages of one speech, each of another section where possible, and the number of its hits."""
    hits = find_hits(node, lines, scope)
    return Found(best(lines, hits, most), len(hits))


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
            return [[folded(text), *(apart(text) if isinstance(node, Words) else ())]]
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

    def __init__(self, texts: list[str]):
        self._originals, self._ways = texts, {}
        self._texts = [folded(text) for text in texts]
        self.text = "".join(self._texts)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self._texts)))

    def _way(self, line: int) -> Folded:
        if line not in self._ways:
            self._ways[line] = fold(self._originals[line])
        return self._ways[line]

    def marks(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """(index of the line, start, end) in whole original characters, for each line that text[start:end] runs over."""
        marks, line = [], bisect_right(self._ends, start)
        while start < end:
            before, upto = self._ends[line] - len(self._texts[line]), min(end, self._ends[line])
            if start < upto:
                marks.append((line, *self._way(line).span(start - before, upto - before)))
            start, line = upto, line + 1
        return marks


def find_hits(node: Node | None, lines: list[Line], scope: str) -> list[Hit]:
    hits = hits_in([line.text for line in lines], wanted(node, scope, IN_TEXT))
    hits += hits_in([line.text[: line.heading] for line in lines], wanted(node, scope, IN_HEADINGS))
    return sorted(dict.fromkeys(hits), key=lambda hit: hit.marks)


def hits_in(texts: list[str], choices: list[list[str]]) -> list[Hit]:
    if not choices:
        return []
    joined = Joined(texts)
    return [Hit(joined.text[start:end], tuple(joined.marks(start, end))) for start, end in places(choices, joined.text)]


# ── what is shown ──


def best(lines: list[Line], hits: list[Hit], most: int) -> Passages:
    """Choose one passage of each line at most: different sections first, the title block only where it stands alone."""
    by_line = dict.fromkeys(hit.line for hit in hits)
    bodies = [index for index in by_line if not lines[index].head]
    rated = sorted((rate_and_cut(lines, hits, index) for index in bodies or by_line), key=lambda rated: -rated[0])
    firsts, rest, sections = [], [], set()
    for _, index, passage in rated:
        (rest if lines[index].section in sections else firsts).append(passage)
        sections.add(lines[index].section)
    return sorted((firsts + rest)[:most], key=lambda passage: passage.position)


def rate_and_cut(lines: list[Line], hits: list[Hit], index: int) -> tuple[float, int, Passage]:
    """The passage of one line, round the place that holds most of the question."""
    last = max(hit.marks[-1][0] for hit in hits if hit.line == index)  # a hit may run on into the next lines
    text = "\n".join(line.text for line in lines[index : last + 1])
    starts = list(accumulate((len(line.text) + 1 for line in lines[index:last]), initial=0))
    own = [
        (hit, [(starts[line - index] + start, starts[line - index] + end) for line, start, end in hit.marks if line <= last])
        for hit in hits
        if index <= hit.line <= last
    ]
    sentences = [found.span() for found in SENTENCE.finditer(text)] or [(0, len(text))]
    rated = []
    for hit, marks in own:
        if hit.line == index:
            start, end = window(text, sentences, marks[0][0], marks[-1][1])
            held = [hit for hit, marks in own if start <= marks[0][0] < end]
            rated.append((sum(map(len, {hit.needle for hit in held})) + len(held) / 10, start, end, len(held)))
    worth, start, end, count = max(rated, key=lambda rated: (rated[0], -rated[1]))
    marks = [(a - start, min(b, end) - start) for _, marks in own for a, b in marks if start <= a < end]
    line = lines[index]
    return worth, index, Passage(line.position, line.path, text[start:end], merged(marks), count, line.head)


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
