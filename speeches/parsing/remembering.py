"""Answers about a line, remembered: many rules ask the same question about the same line."""
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

LONGEST = 1_000  # characters of a text that is remembered: a few whole files must not stay in memory
MOST = 8_192

Answer = TypeVar("Answer")


def remembered(recognise: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """For a function of one text alone. Its answers must not be changed by whoever gets them."""
    known = lru_cache(maxsize=MOST)(recognise)

    @wraps(recognise)
    def answer(text: str) -> Answer:
        return known(text) if len(text) <= LONGEST else recognise(text)

    return answer
