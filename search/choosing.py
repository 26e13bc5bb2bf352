"""Which of many hits to show: those that hold most of the question close together, each from another place."""
from bisect import bisect_right
from typing import NamedTuple

from search.joined import Hit, JoinedText
from search.outline import Spot
from search.sentences import WIDE, window

NEAR = 40  # characters between the parts of a question that count half of none
AGAIN = 0.5  # what a part of the question is worth when it was shown already, and a place in a section that was
IN_ONE_CHAPTER, OUTSIDE = 0.75, 0.8  # and a place under the same first-level heading; in an appendix or a note
ALIKE = 0.67  # two passages that share so many of their characters say the same
TRIES = 12  # passages that are looked at
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
        self.clusters = sorted(self.find_clusters(), key=lambda cluster: (-cluster.worth, -cluster.count, cluster.start))
        self.chosen: list[Chosen] = []
        self.seen: list[tuple[int, int]] = []  # chosen, or like one that is
        self.shown: dict[str, int] = {}  # part of the question → how many passages hold it

    def choose(self, most: int) -> list[Chosen]:
        for _ in range(TRIES):
            best = self.best() if len(self.chosen) < most else None
            if best is None:
                break
            start, end = self.window(best)
            self.seen.append((start, end))
            if not any(alike(self.text.text[start:end], self.text.text[a:b]) for a, b, _ in self.chosen):
                self.chosen.append(Chosen(start, end, self.spot(best)))
                for part in best.parts:
                    self.shown[part] = self.shown.get(part, 0) + 1
        return self.chosen

    def find_clusters(self):
        """From each hit on, those behind it that make most of it."""
        starts = [hit.start for hit in self.hits]
        for nth, (start, end, part) in enumerate(self.hits):
            limit = max(end, min(start + WIDE, self.text.end_of(self.text.line_at(start))))
            behind = bisect_right(starts, limit)
            held, parts = self.weights[part], {part}
            best = (2 * held, end, 1)
            for other in self.hits[nth + 1 : behind] if len(self.weights) > 1 else ():
                if other.part not in parts and other.end <= limit:
                    parts.add(other.part)
                    held += self.weights[other.part]
                    best = max(best, (held * (1 + nearness(other.end - start - held)), other.end, len(parts)))
                    if len(parts) == len(self.weights):
                        break
            worth, last, _ = best
            yield Cluster(worth, behind - nth, start, last, frozenset(hit.part for hit in self.hits[nth:behind] if hit.end <= last))

    def best(self) -> Cluster | None:
        """The one that is worth most beside those that are chosen."""
        best, most = None, 0.0
        for cluster in self.clusters:
            if cluster.worth <= most:
                break  # beside others nothing is worth more than alone
            if not any(cluster.start < end and start < cluster.end for start, end in self.seen):
                worth = self.worth(cluster)
                if worth > most:
                    best, most = cluster, worth
        return best

    def worth(self, cluster: Cluster) -> float:
        spot, worth = self.spot(cluster), cluster.worth
        if self.shown:
            whole = sum(self.weights[part] for part in cluster.parts)
            worth *= sum(self.weights[part] * AGAIN ** self.shown.get(part, 0) for part in cluster.parts) / whole
        if spot.section < 0:
            worth *= OUTSIDE
        if any(spot.section == other.spot.section for other in self.chosen):
            return worth * AGAIN
        if any(spot.path[:1] == other.spot.path[:1] for other in self.chosen):
            return worth * IN_ONE_CHAPTER
        return worth

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


def alike(text: str, other: str) -> bool:
    characters, others = set(text), set(other)
    return len(characters & others) > ALIKE * len(characters | others)
