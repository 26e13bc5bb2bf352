"""您是不是要找: where a question finds little, the same question with one word as the archive knows it."""
import re

from search.asking.query import Asked
from search.engine import And, Node, Or, Phrase, Words
from search.helping import names
from search.helping.gathering import names_file
from search.helping.slips import slips, spoken
from search.helping.ways_out import Searches, WayOut, led, typed
from search.text import fold, folded

LITTLE = 10  # speeches; who finds more meant what was typed
TIMES = 10  # as many must a correction find
MOST, MOST_SEARCHES = 3, 8
LONGEST = 40  # folded characters that are looked at; in a longer question nobody needs help with a word
FIELDS = ("all", "title", "heading", "text", "speaker", "meeting", "topic")
LETTERS = re.compile(r"[A-Za-z']+")


def nearer(asked: Asked, total: int, params) -> list[WayOut]:
    """Return what may have been meant, each with the count of what it finds under the same filters, the best first."""
    node = asked.query.node
    if node is None or total > LITTLE or asked.query.page > 1:
        return []
    known, mask = names.current(names_file()), names.mask_of(asked.query.visible)
    corrected = from_letters(node, known, mask) or from_slips(node, known, mask)
    orders: dict[str, tuple] = {}
    for order, changed in corrected:
        orders.setdefault(" ".join(map(typed, changed.nodes)) if isinstance(changed, And) else typed(changed), order)
    searches = Searches(asked.query.visible, MOST_SEARCHES)
    ways = [WayOut(q, led(params, q), searches.count(led(params, q))) for q in list(orders)[:MOST_SEARCHES]]
    enough = max(1, TIMES * total, max((way.count for way in ways), default=0) // TIMES)  # far fewer than another: by chance
    return sorted((way for way in ways if way.count >= enough), key=lambda way: (orders[way.name], -way.count))[:MOST]


def from_letters(node: Node, known, mask) -> list[tuple[tuple, Node]]:
    """jiceng zhili, typed without an input method: all words together are one."""
    words = node.nodes if isinstance(node, And) else [node]
    if not all(isinstance(word, Words) and word.field == words[0].field and LETTERS.fullmatch(word.text) for word in words):
        return []
    letters = folded("".join(word.text for word in words))
    return [((), Words(text, words[0].field)) for text in spoken(letters, known, mask)]


def from_slips(node: Node, known, mask) -> list[tuple[tuple, Node]]:
    """One piece of one word or quotation changed, the likeliest first."""
    found, left = [], LONGEST
    for leaf, put in leaves(node):
        text = fold(leaf.text)
        left -= len(text.text)
        if left < 0:
            break
        if LETTERS.fullmatch(leaf.text):
            found += [((0, 0), put(type(leaf)(meant, leaf.field))) for meant in spoken(text.text, known, mask)]
            continue
        for slip in slips(text.text, known, mask):
            start, end = text.span(slip.start, slip.end)
            found.append((slip.order[:2], put(type(leaf)(leaf.text[:start] + slip.meant + leaf.text[end:], leaf.field))))
    return sorted(found, key=lambda pair: pair[0])


def leaves(node: Node, put=lambda node: node):
    """Yield each word and quotation with the function that puts another one in its place."""
    match node:
        case Words(_, field) | Phrase(_, field) if field in FIELDS:
            yield node, put
        case And(nodes) | Or(nodes):
            for at, inner in enumerate(nodes):
                yield from leaves(inner, lambda new, at=at: put(type(node)((*nodes[:at], new, *nodes[at + 1 :]))))
