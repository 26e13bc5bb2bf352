"""Answers about a line, remembered: many rules ask the same question about the same line."""
from collections.abc import Callable
from typing import TypeVar

LONGEST = 1_000  # characters of a text that is remembered: whole files must not stay in memory
MOST = 8_192

Answer = TypeVar("Answer")


class Answers(dict):
    """What a function of one text has answered. A dictionary finds a known answer without running any Python."""

    def __init__(self, recognise: Callable[[str], Answer]):
        super().__init__()
        self.recognise = recognise

    def __missing__(self, text: str) -> Answer:
        answer = self.recognise(text)
        if len(text) <= LONGEST:
            if len(self) >= MOST:
                self.clear()
            self[text] = answer
        return answer


def remembered(recognise: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """For a function of one text alone. Its answers must not be changed by whoever gets them."""
    return Answers(recognise).__getitem__
