"""Which pieces of a quotation that nobody said in whole are found: its longest beginning and its longest end."""
from collections.abc import Callable, Iterator

from search.text import fold

LEAST, TRIES = 2, 6  # folded characters; halvings, after which a piece is at most 1/64 of the whole too short


def longest_pieces(text: str, is_found: Callable[[str], bool]) -> Iterator[str]:
    """Yield the longest beginning and the longest end that are found, as they stand in the text."""
    whole = fold(text)
    for piece in (lambda length: (0, length), lambda length: (len(whole.text) - length, len(whole.text))):
        longest, too_long = LEAST - 1, len(whole.text)
        for _ in range(TRIES):
            if too_long - longest < 2:
                break
            middle = (longest + too_long) // 2
            if is_found(cut_out(whole, *piece(middle))):
                longest = middle
            else:
                too_long = middle
        if longest >= LEAST:
            yield cut_out(whole, *piece(longest))


def cut_out(whole, start: int, end: int) -> str:
    first, last = whole.span(start, end)
    return whole.original[first:last]
