"""Whole sentences round a hit: as many as there is room for, and never half of one that is not endless."""
import re

from search.text import with_accents

WIDE = 150  # characters a passage may have before neighbouring sentences are left out
WIDEST = 400  # and where a single sentence is cut: at its semicolons, or else at commas

CLOSING = r"[”’」』）)》\"]*"
SENTENCE = re.compile(rf"[^。！？!?\n]*[。！？!?\n]+{CLOSING}|[^。！？!?\n]+$")
PART = re.compile(rf"[^。！？!?；;\n]*[。！？!?；;\n]+{CLOSING}|[^。！？!?；;\n]+$")
COMMA = re.compile(r"[，,、：:]")

Span = tuple[int, int]


def window(text: str, first: int, last: int, low: int, high: int, room: int = WIDE) -> Span:
    """Return the sentences that text[first:last] lies in, and neighbours while there is room; nothing outside low … high."""
    for pattern, reach in ((SENTENCE, room), (SENTENCE, WIDEST), (PART, WIDEST)):
        left, right = max(low, first - reach), min(high, last + reach)
        pieces = [found.span() for found in pattern.finditer(text, left, right)]
        inner = [nth for nth, (start, end) in enumerate(pieces) if start < last and first < end]
        start, end = pieces[inner[0]][0], pieces[inner[-1]][1]
        goes_on = start == left > low or end == right < high
        if end - start <= WIDEST and not goes_on:
            whole = pieces[left > low : len(pieces) - (right < high)]  # those at the edge may go on beyond it
            return trimmed(text, *grown(whole, start, end, room))
    return trimmed(text, *clauses(text, first, last, start, end))


def grown(pieces: list[Span], start: int, end: int, room: int) -> Span:
    before = [left for left, right in pieces if right <= start]
    behind = [right for left, right in pieces if left >= end]
    grew = True
    while grew:
        grew = False
        if behind and behind[0] - start <= room:
            end, grew = behind.pop(0), True
        if before and end - before[-1] <= room:
            start, grew = before.pop(), True
    return start, end


def clauses(text: str, first: int, last: int, start: int, end: int) -> Span:
    """What an endless sentence says round a hit, cut at commas; of an endless hit its beginning."""
    left = max(start, first - WIDE)
    right = min(end, max(first + WIDE, min(last + WIDE, left + WIDEST)))
    if left > start and (comma := COMMA.search(text, left, first)):
        left = comma.end()
    commas = [comma.end() for comma in COMMA.finditer(text, min(last, right), right)]
    if right < end and commas:
        right = commas[-1]
    return left, right


def trimmed(text: str, start: int, end: int) -> Span:
    """Without white space at its edges, and no character parted from its accents."""
    start, end = with_accents(text, start, end)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
