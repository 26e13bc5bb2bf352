"""A question's tree → which documents match, how well, and which hold it as typed."""
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from search.engine import And, Near, Node, Not, Or, Phrase, Prefix, Words
from search.text import folded
from search.whoosh_index.closeness import raised
from search.whoosh_index.ranking import PLACES, Ranking
from search.whoosh_index.stretch import ALL
from search.whoosh_index.view import View
from search.words import cut


@dataclass(slots=True)
class Match:
    """Masks over all documents of a view, and what scores those that match."""

    found: np.ndarray
    as_typed: np.ndarray  # holds the whole of what was typed, side by side
    scores: Callable[[np.ndarray | slice], np.ndarray]
    _all: np.ndarray | None = None

    def of_all(self) -> np.ndarray:
        """Return the scores of all documents, made once."""
        if self._all is None:
            self._all = self.scores(ALL)
        return self._all


class Matcher:
    """Answers the nodes of one question on one view."""

    def __init__(self, view: View, scope: str):
        self.view, self.scope, self.ranking = view, scope, Ranking(view)

    def match(self, node: Node | None) -> Match:
        if node is None:
            return Match(np.ones(self.view.size, bool), self._mask(), self.ranking.none)
        return getattr(self, f"_{type(node).__name__.lower()}")(node)

    def _nothing(self) -> Match:
        return Match(self._mask(), self._mask(), self.ranking.none)

    def _mask(self) -> np.ndarray:
        return np.zeros(self.view.size, bool)

    def _field(self, node) -> str:
        return self.scope if node.field == "all" else node.field

    # ── the kinds of nodes ──

    def _phrase(self, node: Phrase) -> Match:
        run, field = folded(node.text), self._field(node)
        if not run:
            return self._nothing()
        # What is quoted is not looked for in speaker, meeting and keywords, unless they are named.
        found = self._held(PLACES[field][0], run) if field == "all" else self._anywhere(field, run)
        return Match(found, found, partial(self.ranking.words, field, cut(node.text)))

    def _words(self, node: Words) -> Match:
        if node.others:
            return self._by_any_name(node)
        run, words, field = folded(node.text), cut(node.text), self._field(node)
        if not run:
            return self._nothing()
        found = as_typed = self._anywhere(field, run)
        if words != [run]:  # what holds a word holds it as a string
            each = [self._having_word(field, word) for word in dict.fromkeys(words)]
            found = as_typed | np.logical_and.reduce(each)
        return Match(found, as_typed, partial(self.ranking.words, field, words))

    def _by_any_name(self, node: Words) -> Match:
        names = [self._words(Words(name, node.field)) for name in (node.text, *node.others)]

        def scores(documents):
            """The best of the names: who uses two of them for one thing does not speak of it twice."""
            return np.maximum.reduce([name.scores(documents) * name.found[documents] for name in names])

        return Match(np.logical_or.reduce([name.found for name in names]), names[0].as_typed, scores)

    def _prefix(self, node: Prefix) -> Match:
        run, field = folded(node.text), self._field(node)
        if not run:
            return self._nothing()
        texts, values = PLACES[field]
        found = self._mask()
        for source in texts:
            found |= self.view.mask_of(*self.view.beginnings(source, run))
        found[self.view.having(values, run, beginning=True)] = True
        return Match(found, self._mask(), partial(self.ranking.beginnings, field, run))

    def _near(self, node: Near) -> Match:
        field, runs = self._field(node), list(dict.fromkeys(folded(part.text) for part in node.parts))
        if not runs or not all(runs):
            return self._nothing()
        texts, values = PLACES[field]
        found = self._mask()
        for source in texts:
            found[self.view.near_each_other(source, runs, node.distance)] = True
        for name in values if field != "all" else ():
            found[self.view.having_near(name, runs, node.distance)] = True
        words = [word for part in node.parts for word in cut(part.text)]
        return Match(found, self._mask(), partial(self.ranking.words, field, words))

    def _not(self, node: Not) -> Match:
        return Match(~self.match(node.node).found, self._mask(), self.ranking.none)

    def _and(self, node: And) -> Match:
        parts = [self.match(part) for part in node.nodes]
        found = np.logical_and.reduce([np.ones(self.view.size, bool), *(part.found for part in parts)])
        typed = [part for part in node.nodes if isinstance(part, Words | Phrase)]
        in_text = [folded(part.text) for part in typed if self._field(part) in ("all", "text")]
        runs = [run for run in dict.fromkeys(in_text) if run]

        def scores(documents):
            together = sum((part.scores(documents) for part in parts), self.ranking.none(documents))
            return raised(self.view, together, documents, (found & self.view.live)[documents], runs) if len(runs) > 1 else together

        return Match(found, self._as_typed(node, parts, found), scores)

    def _or(self, node: Or) -> Match:
        parts = [self.match(part) for part in node.nodes]

        def scores(documents):
            each = (part.scores(documents) * part.found[documents] for part in parts)
            return sum(each, self.ranking.none(documents))

        return Match(
            np.logical_or.reduce([self._mask(), *(part.found for part in parts)]),
            np.logical_or.reduce([self._mask(), *(part.as_typed for part in parts)]),
            scores,
        )

    def _as_typed(self, node: And, parts, found) -> np.ndarray:
        """民主 监督: those that hold 民主监督 side by side."""
        typed = [(part, match) for part, match in zip(node.nodes, parts, strict=True) if isinstance(part, Words | Phrase)]
        if len(typed) == 1:
            return typed[0][1].as_typed & found
        fields = {self._field(part) for part, _ in typed}
        run = "".join(folded(part.text) for part, _ in typed)
        if len(fields) != 1 or not run:
            return self._mask()
        return self._held(PLACES[fields.pop()][0], run) & found

    # ── strings ──

    def _held(self, sources, run) -> np.ndarray:
        """Return who holds a folded string in one of these texts."""
        masks = [self.view.holding(source, run) for source in sources]
        return np.logical_or.reduce(masks) if masks else self._mask()

    def _anywhere(self, field, run) -> np.ndarray:
        texts, values = PLACES[field]
        found = self._held(texts, run)
        found[self.view.having(values, run)] = True
        return found

    def _having_word(self, field, word) -> np.ndarray:
        texts, values = PLACES[field]
        mask = self._mask()
        mask[self.view.having(values, word)] = True
        for source in texts:
            mask |= self.view.mask_of(*self.view.postings(source, word))
        return mask


def match(view: View, node: Node | None, scope: str) -> Match:
    return Matcher(view, scope).match(node)
