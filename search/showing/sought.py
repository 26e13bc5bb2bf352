"""What a question looks for, and where a folded text holds it. Nothing of a -part, nothing that a text is not asked for."""
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from search.engine import And, Near, Node, Or, Phrase, Prefix, Words
from search.showing.chains import chained
from search.text import Folded, folded
from search.words import cut, placed

# The fields of a question that look there.
IN_TEXT, IN_HEADINGS, IN_TITLE = {"all", "text"}, {"heading"}, {"all", "title"}
WALL = "\n"  # parts headings that are looked at together; nothing asked for holds it


class Place(NamedTuple):
    """Where something asked for stands in a folded text, and what of the question that answers."""

    start: int
    end: int
    part: str


@dataclass(frozen=True, slots=True)
class Run:
    """A quoted string, or what was typed between blanks: as typed or, where a text holds it under no name, its words."""

    part: str
    names: tuple[str, ...]
    words: tuple[tuple[str, ...], ...] = ()  # of each name

    def places(self, text: Folded) -> list[Place]:
        found = [Place(*place, self.part) for name in self.names for place in occurrences(name, text.text)]
        if found or not self.words:
            return found
        words = next((words for words in self.words if all(word in text.text for word in words)), self.words[0])
        return [Place(*place, word) for word in words for place in occurrences(word, text.text)]


@dataclass(frozen=True, slots=True)
class Beginning:
    """经济*: the beginning of a word, where a word begins."""

    part: str
    run: str

    def places(self, text: Folded) -> list[Place]:
        if self.run not in text.text:
            return []
        clauses = sorted({text.clause(start) for start, _ in occurrences(self.run, text.text)})  # only these are cut into words
        looked_at = [text.text[start:end] for start, end in clauses]
        starts = list(accumulate([len(clause) + 1 for clause in looked_at], initial=0))
        found = []
        for at in sorted({at for word, at in placed(" ".join(looked_at)) if word.startswith(self.run)}):
            nth = bisect_right(starts, at) - 1
            start = clauses[nth][0] + at - starts[nth]
            found.append(Place(start, start + len(self.run), self.part))
        return found


@dataclass(frozen=True, slots=True)
class Together:
    """近(水, 渠, 10): its parts where they stand near enough, and nowhere else."""

    runs: tuple[str, ...]
    distance: int

    def places(self, text: Folded) -> list[Place]:
        lengths, found, before = list(map(len, self.runs)), [], 0
        for piece in text.text.split(WALL):
            starts = [[before + start for start in overlapping(run, piece)] for run in self.runs]
            for run, near in zip(self.runs, chained(starts, lengths, self.distance), strict=True):
                found += [Place(start, start + len(run), run) for start in near]
            before += len(piece) + 1
        return found


Sought = Run | Beginning | Together


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a whole question looks for in each place."""

    text: list[Sought]
    headings: list[Sought]
    title: list[Sought]


def wanted(node: Node | None, scope: str) -> Wanted:
    return Wanted(*(list(sought(node, scope, fields)) for fields in (IN_TEXT, IN_HEADINGS, IN_TITLE)))


def sought(node: Node | None, scope: str, fields: set[str], part: str = "") -> Iterator[Sought]:
    """What is looked for in these fields. Alternatives answer the same part of the question."""
    match node:
        case And(nodes):
            for inner in nodes:
                yield from sought(inner, scope, fields)
        case Or(nodes):
            for inner in nodes:
                yield from sought(inner, scope, fields, part or repr(node))
        case Words(text, field) | Phrase(text, field) | Prefix(text, field) if asked(field, scope, fields) and (run := folded(text)):
            yield leaf(node, run, part or run)
        case Near(parts, distance, field) if asked(field, scope, fields):
            runs = tuple(dict.fromkeys(folded(each.text) for each in parts))
            if all(runs):
                yield Together(runs, distance)


def asked(field: str, scope: str, fields: set[str]) -> bool:
    return (scope if field == "all" else field) in fields


def leaf(node: Words | Phrase | Prefix, run: str, part: str) -> Sought:
    match node:
        case Phrase():
            return Run(part, (run,))
        case Prefix():
            return Beginning(part, run)
    names = [name for name in (node.text, *node.others) if folded(name)]
    return Run(part, tuple(dict.fromkeys(map(folded, names))), tuple(map(apart, names)))


def apart(text: str) -> tuple[str, ...]:
    """The words of a run, without those that lie in a longer one: 高质量发展 → 高质量, 发展."""
    words = dict.fromkeys(cut(text))
    return tuple(word for word in words if not any(word != other and word in other for other in words))


def places(all_sought: list[Sought], text: Folded) -> list[Place]:
    """Where a text answers, in order. 监督 inside a found 民主监督 is no hit of its own."""
    found = [place for each in all_sought for place in each.places(text)]
    if len(all_sought) == 1 and isinstance(all_sought[0], Run) and len({place.part for place in found}) < 2:
        return found  # in order, none in another
    kept: list[Place] = []
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        if not kept or place.end > kept[-1].end:
            kept.append(place)
    return kept


def occurrences(run: str, text: str) -> Iterator[tuple[int, int]]:
    at, length = text.find(run), len(run)
    while at >= 0:
        yield at, at + length
        at = text.find(run, at + length)


def overlapping(run: str, text: str) -> Iterator[int]:
    at = text.find(run)
    while at >= 0:
        yield at
        at = text.find(run, at + 1)
