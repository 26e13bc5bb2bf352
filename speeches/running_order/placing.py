"""Who spoke before whom, by what the speeches of one meeting say: places in order, gaps among them, and what no word places."""
from collections.abc import Iterable

from speeches.running_order.cues import CHAIRING, Cue, Mention, agenda_of, chairs, mentions
from speeches.running_order.identity import SHORT_SPEECHES, fits, halves, is_meant, same, same_day
from speeches.running_order.naming import Named
from speeches.running_order.order import Order, Place, Turn

FEW_WORDS = 4  # characters that say the same of something
OPENING, CLOSING = ("主持词", "开幕词"), ("总结讲话", "闭幕词")


def place(turns: Iterable[Turn]) -> Order:
    """Put the speeches of one meeting in order. Words of a host weigh more than those of others, words more than kinds."""
    turns = list(turns)
    board = Board(turns)
    hosts = [turn for turn in turns if is_host(turn)]
    for turn in hosts:
        board.follow_host(turn)
    for turn in turns:
        if turn not in hosts:
            board.follow(turn)
    board.follow_kinds()
    places = board.in_order()
    placed = {found.speech for found in places}
    return Order(places, [turn.speech for turn in turns if turn.speech not in placed])


def is_host(turn: Turn) -> bool:
    return turn.kind == "主持词" or "主持词" in turn.title or any(chairs(text) for _, text in turn.lines)


class Board:
    """Places as nodes, numbered as they come up; `sure` and `likely`: which follow which."""

    def __init__(self, turns: list[Turn]):
        self.turns = turns
        self.nodes = [Place(turn.speech) for turn in turns]  # the speeches first, in the order given
        self.named: dict[int, Named] = {}  # the gaps, by whom they are named
        self.sure: dict[int, set[int]] = {}
        self.likely: dict[int, set[int]] = {}
        self.touched: list[int] = []
        self.bound: set[int] = set()  # those that something is sure to precede or to follow

    # ── what is said ──

    def follow_host(self, turn: Turn):
        """One after the other, as the host calls them up or thanks them."""
        host = self.turns.index(turn)
        self.touch(host, next((cue for line in turn.lines if (cue := agenda_of(turn.speech, *line))), None))
        row, items, last = [host], {}, host
        for mention in mentions(turn.speech, turn.lines, True):
            for node in [] if mention.when == 0 else self.nodes_of(mention, turn):
                if node not in row:
                    later = (at for at, other in enumerate(row) if mention.item and items.get(other, 0) > mention.item)
                    row.insert(next(later, len(row) if mention.item else row.index(last) + 1), node)
                items.setdefault(node, mention.item)
                last = node
        for node, following in zip(row, row[1:], strict=False):
            self.precedes(node, following)

    def follow(self, turn: Turn):
        own = self.turns.index(turn)
        for mention in mentions(turn.speech, turn.lines, False):
            nodes = [node for node in self.nodes_of(mention, turn) if node != own]
            for node in nodes:
                self.touch(own, None)
                self.precedes(own, node) if mention.when > 0 else self.precedes(node, own)
            for node, following in zip(nodes, nodes[1:], strict=False):
                self.precedes(node, following, self.likely)

    def follow_kinds(self):
        """A host and an opening come first, a closing last, unless words say otherwise."""
        kinds = {number: turn.kind for number, turn in enumerate(self.turns)}
        kinds |= {number: "主持词" for number, place in enumerate(self.nodes) if place.does == CHAIRING}
        known = [number for number, kind in kinds.items() if kind in OPENING + CLOSING]
        for number in known if len(self.nodes) > 1 else ():
            self.touch(number, None)
        for kind in OPENING:
            for number in [number for number in known if kinds[number] == kind]:
                for other in list(self.touched):
                    if other != number and kinds.get(other) not in OPENING[: OPENING.index(kind) + 1]:
                        self.precedes(number, other)
        for number in [number for number in known if kinds[number] in CLOSING]:
            for other in list(self.touched):
                if kinds.get(other) not in CLOSING:
                    self.precedes(other, number)

    # ── who is meant ──

    def nodes_of(self, mention: Mention, turn: Turn) -> list[int]:
        """Return the places of those who are mentioned, each with the words; nothing for those who may be several."""
        nodes = []
        for one in mention.who:
            for node in self.several(one, mention, turn) if one.count else self.meant(one, mention, turn):
                self.touch(node, mention.cue)
                nodes.append(node)
        return nodes

    def meant(self, one: Named, mention: Mention, turn: Turn) -> list[int]:
        if is_meant(one, turn):
            return []  # speaks of himself
        found = [number for number, other in enumerate(self.turns) if other is not turn and is_meant(one, other) and same_day(turn, other)]
        fitting = [number for number in found if fits(self.turns[number].kind, mention.does)]
        if len(found) > 1 or mention.does == CHAIRING or not (one.name or one.surname or one.unit):  # 书记 may be another one
            found = fitting
        if not found:
            return [self.gap(one, mention, 1)]
        return found if len(found) == 1 else []

    def several(self, one: Named, mention: Mention, turn: Turn) -> list[int]:
        """Five whose names nobody tells: speeches of that kind that have no other place, and a gap for the rest."""
        alike = [number for number, place in enumerate(self.nodes) if place.does == mention.does and self.named.get(number)]
        if any(self.named[number].count == one.count for number in alike):
            return [number for number in alike if self.named[number].count == one.count]
        if is_host(turn) and sum(fits(self.kind(number), mention.does) or number in alike for number in self.touched) >= one.count:
            return []  # they were named before
        own = self.turns.index(turn)
        taken = self.reached(own) if mention.when < 0 else self.leading_to(own)
        members = [
            number for number, other in enumerate(self.turns)
            if other is not turn and other.kind in SHORT_SPEECHES and fits(other.kind, mention.does) and number not in taken and same_day(turn, other)
            and number not in self.bound
        ][: one.count]  # fmt: skip
        return members + ([self.gap(one, mention, one.count - len(members))] if len(members) < one.count else [])

    def kind(self, number: int) -> str:
        return self.turns[number].kind if number < len(self.turns) else ""

    def gap(self, one: Named, mention: Mention, missing: int) -> int:
        for number, other in self.named.items():
            if not one.count and (same(one, other) or (halves(one, other) and self.of_the_same(mention, self.nodes[number]))):
                return number
        self.nodes.append(Place(None, one.words, mention.does, missing))
        self.named[len(self.nodes) - 1] = one
        return len(self.nodes) - 1

    def of_the_same(self, mention: Mention, place: Place) -> bool:
        """Whether both spoke of one thing, in the same words: 通报了提案办理进展."""
        subject = mention.cue.words.partition(mention.does)[2].lstrip("了")
        return mention.does == place.does and len(subject) >= FEW_WORDS and any(cue.words.endswith(subject) for cue in place.cues)

    # ── the order ──

    def touch(self, node: int, cue: Cue | None):
        if node not in self.touched:
            self.touched.append(node)
        if cue and cue not in self.nodes[node].cues:
            self.nodes[node].cues.append(cue)

    def precedes(self, node: int, other: int, arrows=None):
        """Note it, unless what was noted before says the opposite."""
        if node != other and node not in self.reached(other, self.sure, self.likely):
            (self.sure if arrows is None else arrows).setdefault(node, set()).add(other)
            if arrows is None:
                self.bound |= {node, other}

    def reached(self, node: int, *arrows) -> set[int]:
        found, left = set(), [node]
        while left:
            here = left.pop()
            new = set().union(*(kind.get(here, ()) for kind in arrows or (self.sure,))) - found
            found |= new
            left += new
        return found

    def leading_to(self, node: int) -> set[int]:
        return {other for other in self.sure if node in self.reached(other)}

    def in_order(self) -> list[Place]:
        """Return all that words or kinds place: who follows nobody that is left, first the one that came up first."""
        left, ordered = list(self.touched), []
        while left:
            held = {follower for node in left for follower in (*self.sure.get(node, ()), *self.likely.get(node, ()))}
            ordered.append(next(node for node in left if node not in held))
            left.remove(ordered[-1])
        for before, node in zip(ordered, ordered[1:], strict=False):
            self.nodes[node].loose = node not in self.reached(before)
        return [self.nodes[node] for node in ordered]
