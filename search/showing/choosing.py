"""Which of many hits to show: those that hold most of the question close together, each from another place."""
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from search.showing.joined import Hit, JoinedText
from search.showing.outline import Spot
from search.showing.sentences import WIDE, window

NEAR = 40  # characters between the parts of a question that count half of none
AGAIN = 0.5  # what a part of the question is worth when it was shown already, and a place in a section that was
IN_ONE_CHAPTER, OUTSIDE = 0.75, 0.8  # and a place under the same first-level heading; in an appendix or a note
ALIKE = 0.67  # two passages that share so many of their characters say the same
TRIES = 8  # passages that are looked at
UNDER_A_HEADING = 240  # characters of a passage that begins with a heading: what it says comes below


class Cluster(NamedTuple):
    """Hits that stand together, from the first to the last."""

    worth: float
    count: int  # hits from its beginning on that one passage may hold
    start: int
    end: int
    parts: frozenset[str]


class Chosen(NamedTuple):
    start: int
    end: int
    spot: Spot


def choose(text: JoinedText, hits: list[Hit], most: int) -> list[Chosen]:
    """Return the places of the best passages, the best first; the title block only where it stands alone."""
    bodies = [hit for hit in hits if text.lines[text.line_at(hit.start)].part != "head"]
    return Choice(text, bodies or hits).choose(most) if hits else []


class Choice:
    def __init__(self, text: JoinedText, hits: list[Hit]):
        self.text, self.hits = text, hits
        self.weights: dict[str, int] = {}
        for hit in hits:
            self.weights.setdefault(hit.part, hit.end - hit.start)
        clusters = self.clusters_of_several() if len(self.weights) > 1 else self.clusters_of_one()
        self.left = sorted(clusters, key=lambda cluster: (-cluster.worth, -cluster.count, cluster.start))
        self.chosen: list[Chosen] = []
        self.characters: list[set[str]] = []  # of each that is chosen
        self.sections: set[int] = set()
        self.chapters: set[tuple[str, ...]] = set()  # first-level headings
        self.shown: Counter[str] = Counter()  # part of the question → how many passages hold it

    def choose(self, most: int) -> list[Chosen]:
        for _ in range(TRIES):
            best = self.best() if len(self.chosen) < most else None
            if best is None:
                break
            start, end = self.window(best)
            self.left = [cluster for cluster in self.left if cluster.start >= end or cluster.end <= start]
            characters = set(self.text.text[start:end])
            if not any(alike(characters, others) for others in self.characters):
                self.take(Chosen(start, end, self.spot(best)), best.parts)
                self.characters.append(characters)
        return self.chosen

    def take(self, chosen: Chosen, parts: frozenset[str]):
        self.chosen.append(chosen)
        self.sections.add(chosen.spot.section)
        self.chapters.add(chosen.spot.path[:1])
        self.shown.update(parts)

    def clusters_of_one(self) -> Iterator[Cluster]:
        ((part, weight),) = self.weights.items()
        starts, parts = [hit.start for hit in self.hits], frozenset([part])
        for nth, (start, end, _) in enumerate(self.hits):
            limit = self.limit(start, end)
            yield Cluster(2 * weight, bisect_right(starts, limit, nth) - nth, start, end, parts)

    def clusters_of_several(self) -> Iterator[Cluster]:
        """From each hit on, those behind it that make most of it."""
        starts = [hit.start for hit in self.hits]
        for nth, (start, end, part) in enumerate(self.hits):
            limit = self.limit(start, end)
            behind = bisect_right(starts, limit, nth)
            parts, held = {part}, self.weights[part]
            worth, last = 2 * held, end
            for other in self.hits[nth + 1 : behind]:
                if other.part not in parts and other.end <= limit:
                    parts.add(other.part)
                    held += self.weights[other.part]
                    worth, last = max((worth, last), (held * (1 + nearness(other.end - start - held)), other.end))
            yield Cluster(worth, behind - nth, start, last, frozenset([hit.part for hit in self.hits[nth:behind] if hit.end <= last]))

    def limit(self, start: int, end: int) -> int:
        """How far one passage may reach that begins with this hit."""
        return max(end, min(start + WIDE, self.text.end_of(self.text.line_at(start))))

    def best(self) -> Cluster | None:
        """The one that is worth most beside those that are chosen."""
        best, most = None, 0.0
        at_most = max(AGAIN ** self.shown[part] for part in self.weights)
        if self.chosen and not self.text.outline.headings:
            at_most *= AGAIN  # all are in one section
        for cluster in self.left:
            if cluster.worth * at_most <= most:
                break  # and those behind it are worth less
            worth = self.worth(cluster)
            if worth > most:
                best, most = cluster, worth
        return best

    def worth(self, cluster: Cluster) -> float:
        spot, worth = self.spot(cluster), cluster.worth
        if spot.section < 0:
            worth *= OUTSIDE
        if not self.chosen:
            return worth
        whole = new = 0.0
        for part in cluster.parts:
            whole += self.weights[part]
            new += self.weights[part] * AGAIN ** self.shown[part]
        worth *= new / whole
        if spot.section in self.sections:
            return worth * AGAIN
        return worth * IN_ONE_CHAPTER if spot.path[:1] in self.chapters else worth

    def spot(self, cluster: Cluster) -> Spot:
        line = self.text.line_at(cluster.start)
        return self.text.outline.spot(self.text.lines[line], cluster.start - self.text.starts[line])

    def window(self, cluster: Cluster) -> tuple[int, int]:
        """The whole sentences to show, none of which is shown already."""
        text, outline = self.text, self.text.outline
        first, last = text.line_at(cluster.start), text.line_at(cluster.end - 1)
        low, high, room = text.starts[first], text.end_of(last), WIDE
        if last + 1 < len(text.lines) and outline.is_heading(text.lines[last]) and not outline.spans(text.lines[last + 1]):
            high, room = text.end_of(last + 1), UNDER_A_HEADING
        low = max([low, *(end for start, end, _ in self.chosen if end <= cluster.start)])
        high = min([high, *(start for start, end, _ in self.chosen if start >= cluster.end)])
        return window(text.text, cluster.start, cluster.end, low, high, room)


def nearness(gap: int) -> float:
    return NEAR / (NEAR + max(0, gap))


def alike(characters: set[str], others: set[str]) -> bool:
    common = len(characters & others)
    return common > ALIKE * (len(characters) + len(others) - common)
