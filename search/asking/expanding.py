"""A question also asks for what it names under other names: 卫健委 → 卫生健康委员会."""
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice, product

from search import dictionary
from search.engine import And, Node, Or, Words
from search.text import fold, folded
from search.words import cut

FIELDS = ("all", "title", "heading", "text", "meeting", "topic")  # where names of things stand
LONGEST = 60  # characters; a longer run is a sentence that somebody pasted
MOST_RUNS, MOST_OTHERS = 20, 15  # runs of one question that are expanded, other forms of one run


@dataclass(frozen=True, slots=True)
class Expansion:
    name: str  # as typed; as a value of the parameter `plain` it switches this one off
    others: tuple[str, ...]


class Expander:
    def __init__(self, plain):
        self.others, self.plain = dictionary.current().others, set(map(folded, plain))
        self.expanded: dict[str, Expansion] = {}
        self.runs = 0

    def expand(self, node: Node) -> Node:
        """Give runs of words their other names. Not what is quoted or excluded: who writes that means the very word."""
        match node:
            case Words(text, field) if field in FIELDS and self.runs < MOST_RUNS:
                return replace(node, others=self.forms(text))
            case And(nodes) | Or(nodes):
                return type(node)(tuple(map(self.expand, nodes)))
        return node

    def forms(self, text: str) -> tuple[str, ...]:
        """The run with every name in it exchanged for its others: 县卫健委工作 → 县卫生健康委员会工作."""
        run = fold(text)
        if len(run.text) > LONGEST:
            return ()
        pieces, after = [], 0
        for start, end in self.names_in(run.text):
            first, last = run.span(start, end)
            others = self.noted(text[first:last])
            pieces += [[text[after:first]], [text[first:last], *map(without_signs, others)]]
            after = last
        if after:
            self.runs += 1
        forms = product(*pieces, [text[after:]])
        return tuple("".join(form) for form in islice(forms, 1, 1 + MOST_OTHERS))

    def names_in(self, run: str) -> Iterator[tuple[int, int]]:
        """Where names with others stand, the longest first. 三农 in 第三农场 is none: jieba has to see it as a word."""
        if run in self.others:
            yield 0, len(run)
            return
        names = sorted((word for word in set(cut(run)) if word in self.others), key=len, reverse=True)
        at = 0
        while names and at < len(run):
            name = next((name for name in names if run.startswith(name, at)), None)
            if name:
                yield at, at + len(name)
            at += len(name or " ")

    def noted(self, name: str) -> tuple[str, ...]:
        others = tuple(dict.fromkeys(self.others[folded(name)]))
        if folded(name) in self.plain:
            return ()
        self.expanded[folded(name)] = Expansion(name, others)
        return others


def without_signs(name: str) -> str:
    """农业、农村、农民 as one run: what has these three words somewhere is not found by it."""
    return "".join(character for character in name if folded(character))


def expand(node: Node | None, plain) -> tuple[Node | None, list[Expansion]]:
    """Return the question as it is asked, and what was expanded in it; `plain` are names that shall stay alone."""
    expander = Expander(plain)
    if node is None or not expander.others:
        return node, []
    return expander.expand(node), list(expander.expanded.values())
