"""What people decided about a document, folded from its list of corrections: the one place that knows what each kind means.

`value` of a correction by kind: move {to}, aside {ranges: [[from, to], …]}, back {to}, heading {level, more: [at, …]},
fields {field: value}, seen {speeches: {at: {field: value}}}; the others have none. All places are letters, as Block.at.
"""
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from speeches.models import Correction
from speeches.parsing.decisions import Decisions
from speeches.writing import Seen

Kind = Correction.Kind
WORDS = 30  # letters kept with a correction, to find its place again


@dataclass(slots=True)
class Settled:
    """All that holds for a document: what parsing follows, and what a person has confirmed as it stood."""

    decisions: Decisions = field(default_factory=Decisions)
    seen: dict[int, Seen] = field(default_factory=dict)
    confirmed: dict[int, dict] = field(default_factory=dict)  # start of a speech → field → the value that was seen

    def gather(self, starts: list[int]):
        """Put what was seen on the speech that holds it, should the rules begin it at another letter by now."""
        for kept in (self.seen, self.confirmed):
            for at in sorted(kept):
                before = bisect_right(starts, at)
                if before and starts[before - 1] != at:
                    kept.setdefault(starts[before - 1], kept.pop(at))


def fold(corrections: Iterable[Correction]) -> Settled:
    """Apply the corrections one after the other to nothing."""
    settled = Settled()
    for correction in corrections:
        APPLY[correction.kind](settled, correction)
    return settled


def start(settled: Settled, correction: Correction):
    settled.decisions.starts[correction.at] = True


def merge(settled: Settled, correction: Correction):
    settled.decisions.starts[correction.at] = False
    forget(settled, correction.at)


def move(settled: Settled, correction: Correction):
    """The speech goes on being the same: what was set on it moves along."""
    old, new = correction.at, correction.value["to"]
    settled.decisions.starts |= {old: False, new: True}
    for kept in (settled.decisions.fields, settled.seen, settled.confirmed):
        if old in kept:
            kept[new] = kept.pop(old)


def aside(settled: Settled, correction: Correction):
    settled.decisions.aside += [tuple(span) for span in correction.value["ranges"]]
    settled.decisions.back = {at for at in settled.decisions.back if not is_inside(at, settled.decisions.aside)}


def back(settled: Settled, correction: Correction):
    """What a person had set aside simply is not any more; what the rules set aside is asked back."""
    if not is_inside(correction.at, settled.decisions.aside):
        settled.decisions.back.add(correction.at)
        return
    hole = (correction.at, correction.value["to"])
    settled.decisions.aside = [piece for span in settled.decisions.aside for piece in without(span, hole)]


def heading(settled: Settled, correction: Correction):
    for at in (correction.at, *correction.value.get("more", [])):
        settled.decisions.headings[at] = correction.value["level"]


def fields(settled: Settled, correction: Correction):
    """Whoever describes a speech says that there is one."""
    settled.decisions.starts[correction.at] = True
    settled.decisions.fields.setdefault(correction.at, {}).update(correction.value)


def seen(settled: Settled, correction: Correction):
    for at, values in correction.value["speeches"].items():
        settled.decisions.starts[int(at)] = True
        settled.confirmed[int(at)] = values
        settled.seen[int(at)] = Seen(correction.made_at, correction.by_id)


def speech(settled: Settled, correction: Correction):
    settled.decisions.speech = True


APPLY = {
    Kind.START: start, Kind.MERGE: merge, Kind.MOVE: move, Kind.ASIDE: aside, Kind.BACK: back, Kind.HEADING: heading,
    Kind.FIELDS: fields, Kind.SEEN: seen, Kind.SPEECH: speech,
}  # fmt: skip


def forget(settled: Settled, at: int):
    for kept in (settled.decisions.fields, settled.seen, settled.confirmed):
        kept.pop(at, None)


def is_inside(at: int, spans) -> bool:
    return any(first <= at < last for first, last in spans)


def without(span: tuple[int, int], hole: tuple[int, int]) -> list[tuple[int, int]]:
    """What is left of [from, to) outside of the hole."""
    pieces = [(span[0], min(span[1], hole[0])), (max(span[0], hole[1]), span[1])]
    return [piece for piece in pieces if piece[0] < piece[1]]


def shifted(correction: Correction, by: int) -> Correction:
    """Move all places of a correction, in memory: the letters of the file are counted differently now."""
    if by:
        correction.at = None if correction.at is None else correction.at + by
        value = correction.value
        match correction.kind:
            case Kind.MOVE | Kind.BACK:
                value["to"] += by
            case Kind.ASIDE:
                value["ranges"] = [[first + by, last + by] for first, last in value["ranges"]]
            case Kind.HEADING:
                value["more"] = [at + by for at in value.get("more", [])]
            case Kind.SEEN:
                value["speeches"] = {str(int(at) + by): values for at, values in value["speeches"].items()}
    return correction
