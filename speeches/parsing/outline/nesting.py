"""Candidates for headings → those that are, with their levels: each kind stands below what was open when it first came."""
import re
from dataclasses import dataclass

from speeches.parsing.marks import FREE

DEEPEST, MOST, LOOKAHEAD = 6, 500, 200
ASIDE = re.compile("^(前言|引言|序言|导语|开场白|结语|结束语|尾声|后记)$")


@dataclass(slots=True)
class Candidate:
    """A line that may be a heading."""

    index: int  # of its line
    kind: str
    number: int  # 0 = it has none
    rank: float
    label: str
    heading: str
    run_in: bool
    depth: int | None  # the outline level that Word itself gives it, from 1
    form: bool  # bold, a heading face, an outline level or a list number says heading too
    listed: bool = False  # it looks like a member of a list
    confidence: float = 0.5
    level: int = 0


def nest(candidates: list[Candidate]) -> list[Candidate]:
    """Give each candidate its level along the open path, and leave out those whose number follows no other."""
    path: list[Candidate] = []
    kept: list[Candidate] = []
    latest: dict[str, int] = {}  # some count 1. … 9. on through （一）, （二）, （三）
    homes: dict[str, str] = {}  # below which kind another was first seen
    for at, candidate in enumerate(candidates):
        depth = open_depth(path, candidate)
        if depth is None:
            if latest.get(candidate.kind) == candidate.number - 1 and candidate.number > 1 and candidate.rank < FREE:
                candidate.confidence += 0.3
            elif not may_open(candidates, at):
                continue
            while path and homes.get(candidate.kind) != path[-1].kind and closes(candidates, at, path):
                path.pop()
            depth = len(path)
        elif path[depth].kind == candidate.kind and not may_follow(path[depth], candidate):
            continue
        elif candidate.number:
            candidate.confidence += 0.3 if is_next(path[depth], candidate) else 0.1
            path[depth].confidence += 0.1 * (path[depth].number == 1)
        if depth >= DEEPEST:
            continue
        candidate.level = depth + 1
        path[depth:] = [candidate]
        if depth and candidate.rank < FREE:
            homes.setdefault(candidate.kind, path[depth - 1].kind)
        latest[candidate.kind] = candidate.number
        kept.append(candidate)
        if len(kept) == MOST:
            break
    return kept


def open_depth(path: list[Candidate], candidate: Candidate) -> int | None:
    """Where a kind is open already. 前言 and 结语 stand beside the first level whatever is open."""
    if path and candidate.number == 0 and ASIDE.match(candidate.heading):
        return 0
    for depth, inner in enumerate(path):
        if inner.kind == candidate.kind or (candidate.depth and candidate.depth == inner.depth and not inner.number * candidate.number):
            return depth
    return None


def may_follow(last: Candidate, candidate: Candidate) -> bool:
    """Whether a number may stand after the last one of its kind; 三 after 三 only where the form says heading."""
    if candidate.number == 0 or candidate.number == 1 or is_next(last, candidate):
        return True
    if candidate.number > last.number:
        candidate.confidence -= 0.2  # 二、 was lost in copying
        return candidate.rank < FREE and candidate.number <= last.number + 3
    candidate.confidence -= 0.3
    return candidate.rank < FREE and candidate.number == last.number and (candidate.form or not candidate.run_in)


def may_open(candidates: list[Candidate], at: int) -> bool:
    """Whether a kind may begin here: with its first number, and, of a free kind, with the second to follow."""
    candidate = candidates[at]
    if candidate.number == 0:
        return True
    if candidate.rank >= FREE or candidate.listed:
        return candidate.number == 1 and goes_on(candidates, at, candidate, set())
    if candidate.number > 1:
        candidate.confidence -= 0.3
        return goes_on(candidates, at, candidate, set()) or (candidate.rank < 3 and (candidate.form or not candidate.run_in))
    candidate.confidence += 0.2
    return True


def closes(candidates: list[Candidate], at: int, path: list[Candidate]) -> bool:
    """Whether a new kind ends the innermost open one: （一） after 一是 … 三是, unless 四是 comes yet."""
    inner, candidate = path[-1], candidates[at]
    outer = {open_.kind for open_ in path[:-1]}
    if inner.number == 0 and ASIDE.match(inner.heading):
        return True
    if inner.number == 0:
        alone = candidate.rank <= 1 and candidate.number == 1 and sum(c.kind == inner.kind for c in candidates[: LOOKAHEAD + at]) == 1
        return alone
    return candidate.number > 0 and candidate.rank < inner.rank and not goes_on(candidates, at, inner, outer)


def goes_on(candidates: list[Candidate], at: int, last: Candidate, outer: set[str]) -> bool:
    """Whether the next of a kind after a place carries the next number, before any of the kinds outside it."""
    for later in candidates[at + 1 : at + 1 + LOOKAHEAD]:
        if later.kind in outer:
            return False
        if later.kind == last.kind:
            return is_next(last, later)
    return False


def is_next(last: Candidate, candidate: Candidate) -> bool:
    """二 after 一; 最后 after 首先, 其次 or 再次."""
    return candidate.number == last.number + 1 or (candidate.kind == "首先" and candidate.number > last.number)
