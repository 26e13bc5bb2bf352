"""Where a quotation ends. Input methods mix quotation marks, and sharing sites turn them round."""
from functools import cached_property

# A mark and what may close it, the likeliest first.
CLOSING = {'"': ('"＂', "”“"), "＂": ('"＂', "”“"), "“": ("”", "“", '"＂'), "”": ("“", "”"), "「": ("」",), "『": ("』",)}
NESTING = {"“": "”", "「": "」", "『": "』"}


class Quotations:
    """The quotations of one question."""

    def __init__(self, text: str):
        self.text = text

    def opens(self, at: int) -> bool:
        return self.text[at] in CLOSING

    def end(self, start: int) -> int:
        """Where the quotation that opens at start ends: “a“b”c” nests; -1 = nowhere."""
        if start in self._nested:
            return self._nested[start]
        for marks in CLOSING[self.text[start]]:
            places = [at for mark in marks if (at := self.text.find(mark, start + 1)) > 0]
            if places:
                return min(places)
        return -1

    @cached_property
    def _nested(self) -> dict[int, int]:
        """Opening mark → the closing one of the same kind that belongs to it, found in one walk over the text."""
        ends, opened = {}, {mark: [] for mark in NESTING}
        closers = {closer: opener for opener, closer in NESTING.items()}
        for at, mark in enumerate(self.text):
            if mark in opened:
                opened[mark].append(at)
            elif mark in closers and opened[closers[mark]]:
                ends[opened[closers[mark]].pop()] = at
        return ends
