"""A question's tree → which documents match, how well, and which hold it as typed."""
from dataclasses import dataclass

import numpy as np

from search.engine import And, Near, Node, Not, Or, Phrase, Prefix, Words
from search.text import folded
from search.whoosh_index.closeness import in_one_heading, near_enough, nearness
from search.whoosh_index.reading import View
from search.whoosh_index.schema import HEADING_BREAK
from search.words import cut

# Where a field of the question looks: texts that hold strings and words, and values that are compared whole.
PLACES = {
    "all": (("title", "text"), ("speaker", "meeting", "post", "topic")),
    "title": (("title",), ()),
    "heading": (("headings",), ()),
    "text": (("text",), ()),
    **{name: ((), (name,)) for name in ("speaker", "meeting", "post", "type", "topic", "level", "kind", "year")},
}
# Where words are counted for rank, and how much one of them weighs there.
RANKED = {
    "all": {"title": 6.0, "headings": 4.0, "text": 1.0},
    "title": {"title": 1.0},
    "heading": {"headings": 1.0},
    "text": {"text": 1.0},
}
VALUE_WEIGHT = 3.0
WHOLE = ("level", "year")  # 市 is not part of 县级市
K1, B = 1.2, 0.75
# Among the best so many, a speech that holds all parts in one heading, or near to each other, gains on the others.
LOOKED_AT, IN_ONE_HEADING, NEAR = 200, 2.0, 1.0


@dataclass(slots=True)
class Match:
    """Masks and scores over all documents of a view."""

    found: np.ndarray
    scores: np.ndarray
    as_typed: np.ndarray  # holds the whole of what was typed, side by side


class Matcher:
    """Answers the nodes of one question on one view."""

    def __init__(self, view: View, scope: str):
        self.view, self.scope = view, scope

    def match(self, node: Node | None) -> Match:
        if node is None:
            everything = self._nothing()
            everything.found = ~everything.found
            return everything
        return getattr(self, f"_{type(node).__name__.lower()}")(node)

    def _nothing(self) -> Match:
        return Match(self._mask(), np.zeros(self.view.size, np.float32), self._mask())

    def _mask(self, documents=()) -> np.ndarray:
        mask = np.zeros(self.view.size, bool)
        mask[np.asarray(documents, np.int64)] = True
        return mask

    def _field(self, node) -> str:
        return self.scope if node.field == "all" else node.field

    # ── the kinds of nodes ──

    def _phrase(self, node: Phrase) -> Match:
        run = folded(node.text)
        if not run:
            return self._nothing()
        field = self._field(node)
        texts, values = PLACES[field]
        found = self._held(texts, run)
        if field != "all":  # what is quoted is not looked for in speaker, meeting and keywords, unless they are named
            found |= self._in_values(values, run)
        return Match(found, self._scores(field, cut(node.text)) * found, found)

    def _words(self, node: Words) -> Match:
        run, words = folded(node.text), cut(node.text)
        if not run:
            return self._nothing()
        field = self._field(node)
        texts, values = PLACES[field]
        as_typed = self._held(texts, run) | self._in_values(values, run)
        each = [self._having_word(field, word) for word in dict.fromkeys(words)]
        found = np.logical_and.reduce(each) | as_typed
        return Match(found, self._scores(field, words) * found, as_typed)

    def _prefix(self, node: Prefix) -> Match:
        run = folded(node.text)
        if not run:
            return self._nothing()
        texts, values = PLACES[self._field(node)]
        counts = np.zeros(self.view.size, np.float32)
        for source in texts:
            for word in self.view.words_beginning(source, run):
                documents, times = self.view.postings(source, word)
                counts[documents] += times
        for name in values:
            values_of = self.view.values(name)
            counts[values_of.owners_of(values_of.beginning(run))] += VALUE_WEIGHT
        found = counts > 0
        return Match(found, counts / (K1 + counts), self._mask())

    def _near(self, node: Near) -> Match:
        runs = list(dict.fromkeys(folded(part.text) for part in node.parts))
        if not runs or not all(runs):
            return self._nothing()
        field, found = self._field(node), self._mask()
        texts, values = PLACES[field]
        for source in texts:
            holders = np.logical_and.reduce([self._held((source,), run) for run in runs])
            for document in np.flatnonzero(holders).tolist():
                pieces = self.view.held(source, document).split(HEADING_BREAK)
                found[document] |= any(near_enough(piece, runs, node.distance) for piece in pieces)
        for name in values if field != "all" else ():
            values_of = self.view.values(name)
            near = [near_enough(folded(value), runs, node.distance) for value in values_of.names]
            found[values_of.owners_of(np.array(near, bool))] = True
        scores = sum(self._scores(field, cut(part.text)) for part in node.parts)
        return Match(found, scores * found, self._mask())

    def _not(self, node: Not) -> Match:
        nothing = self._nothing()
        nothing.found = ~self.match(node.node).found
        return nothing

    def _and(self, node: And) -> Match:
        parts = [self.match(part) for part in node.nodes]
        found = np.logical_and.reduce([np.ones(self.view.size, bool), *(part.found for part in parts)])
        scores = sum(part.scores for part in parts) * found
        return Match(found, self._by_closeness(node, found, scores), self._as_typed(node, parts, found))

    def _or(self, node: Or) -> Match:
        parts = [self.match(part) for part in node.nodes]
        return Match(
            np.logical_or.reduce([self._mask(), *(part.found for part in parts)]),
            sum(part.scores for part in parts) + np.zeros(self.view.size, np.float32),
            np.logical_or.reduce([self._mask(), *(part.as_typed for part in parts)]),
        )

    def _by_closeness(self, node: And, found, scores) -> np.ndarray:
        texts = [part for part in node.nodes if isinstance(part, Words | Phrase) and self._field(part) in ("all", "text")]
        runs = [run for run in dict.fromkeys(folded(part.text) for part in texts) if run]
        if len(runs) > 1:
            documents = np.flatnonzero(found & self.view.live)
            best = documents[np.argsort(-scores[documents], kind="stable")[:LOOKED_AT]]
            for document in best.tolist():
                together = in_one_heading(self.view.held("headings", document), runs)
                near = nearness(self.view.held("text", document), runs)
                scores[document] *= 1 + IN_ONE_HEADING * together + NEAR * near
        return scores

    def _as_typed(self, node: And, parts, found) -> np.ndarray:
        """民主 监督: those that hold 民主监督 side by side."""
        typed = [(part, match) for part, match in zip(node.nodes, parts, strict=True) if isinstance(part, Words | Phrase)]
        if len(typed) == 1:
            return typed[0][1].as_typed & found
        fields = {self._field(part) for part, _ in typed}
        run = "".join(folded(part.text) for part, _ in typed)
        if len(fields) != 1 or not run:
            return self._mask()
        return self._held(PLACES[fields.pop()][0], run, among=found)

    # ── strings ──

    def _held(self, sources, run, among=None) -> np.ndarray:
        """Return who holds a folded string in one of these texts: by its characters, then by looking."""
        mask = self._mask()
        for source in sources:
            mask[self._holders(source, run, among)] = True
        return mask

    def _holders(self, source, run, among=None) -> np.ndarray:
        view = self.view
        lists = sorted((view.postings(f"held_{source}", character)[0] for character in set(run)), key=len)
        documents = lists[0]
        for other in lists[1:]:
            documents = np.intersect1d(documents, other, assume_unique=True)
        documents = documents[view.live[documents] if among is None else among[documents]]
        if len(run) == 1:
            return documents
        certain = self._mask(view.postings(source, run)[0])  # jieba's words are pieces of the text
        sure = certain[documents]
        sure[~sure] = view.holding(source, run, documents[~sure])
        return documents[sure]

    def _in_values(self, fields, run) -> np.ndarray:
        mask = self._mask()
        for field in fields:
            values = self.view.values(field)
            mask[values.owners_of(values.being(run) if field in WHOLE else values.holding(run))] = True
        return mask

    # ── words ──

    def _having_word(self, field, word) -> np.ndarray:
        texts, values = PLACES[field]
        mask = self._in_values(values, word)
        for source in texts:
            mask[self.view.postings(source, word)[0]] = True
        return mask

    def _scores(self, field, words) -> np.ndarray:
        """BM25 over the fields taken together: each field's count is weighed and levelled by its length, then summed."""
        view, total = self.view, np.zeros(self.view.size, np.float32)
        everything = max(1, int(view.live.sum()))
        for word in dict.fromkeys(words):
            counts = self._in_values(PLACES[field][1], word) * np.float32(VALUE_WEIGHT)
            for source, weight in RANKED.get(field, {}).items():
                documents, times = view.postings(source, word)
                levels = 1 - B + B * view.lengths(source)[documents] / view.mean_length(source)
                counts[documents] += weight * times / levels
            holders = int(((counts > 0) & view.live).sum())
            rarity = np.log(1 + (everything - holders + 0.5) / (holders + 0.5))
            total += np.float32(rarity * (K1 + 1)) * counts / (K1 + counts)
        return total


def match(view: View, node: Node | None, scope: str) -> Match:
    return Matcher(view, scope).match(node)
