"""Nothing was found: which smaller questions find something, with their exact counts."""
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from search import engine, facets
from search.asking import query
from search.asking.fields import TEXTS
from search.engine import And, Near, Node, Not, Or, Phrase, Prefix, Words
from search.helping.shorter import longest_pieces
from search.text import folded
from search.words import cut

MOST = 5
MOST_SEARCHES = 24  # for one page on which nothing was found
MOST_PARTS, MOST_WORDS = 8, 6
NEAR, FARTHER = 20, (50, 200)  # folded characters
LONG = 30  # characters of a quotation; a longer one is named by its two ends
MARKS = '"＂“”'
# field → its name before a colon
NAMES = {"title": "标题", "heading": "提纲", "text": "正文", "speaker": "讲话人", "meeting": "会议", "type": "类型",
         "topic": "主题", "level": "层级", "year": "年", "kind": "类别"}


@dataclass(frozen=True, slots=True)
class WayOut:
    name: str
    query: str
    count: int


class Searches:
    """Counts what addresses lead to, as long as its budget lasts. By date, as nothing has to be ranked for a count."""

    def __init__(self, visible: frozenset[str], most: int):
        self.visible, self.left = visible, most

    def count(self, address: str) -> int:
        if not self.left:
            return 0
        self.left -= 1
        asked = query.read(QueryDict(address.removeprefix("?")), self.visible)
        return engine.current().search(replace(asked.query, sort="newest", page=1, per_page=1, facets=())).total


def ways_out(asked: query.Asked, params: QueryDict) -> list[WayOut]:
    """One step back each: without the filters, the scope or a part, or with a part put more loosely; else a part alone."""
    searches = Searches(asked.query.visible, MOST_SEARCHES)
    return found(steps(asked, params, searches), searches) or found(parts_alone(asked, params), searches)


def found(steps: Iterator[tuple[str, str]], searches: Searches) -> list[WayOut]:
    ways: list[WayOut] = []
    for name, address in steps:
        count = searches.count(address)
        if count and address not in [way.query for way in ways]:
            ways.append(WayOut(name, address, count))
        if len(ways) == MOST:
            break
    return ways


def steps(asked: query.Asked, params: QueryDict, searches: Searches) -> Iterator[tuple[str, str]]:
    """Yield what a way is called and the address that it leads to."""
    conditions = facets.chips(params)
    if conditions and not asked.empty:
        named = _("、").join(chip.name for chip in conditions)
        yield _("不限%(conditions)s") % {"conditions": named}, facets.cleared(params)
    if asked.query.scope != "all":
        yield _("不限范围，在全文里找"), facets.without(params, "in")
    match asked.query.node:
        case And(nodes) if len(nodes) <= MOST_PARTS:
            for part in nodes:
                rest = [node for node in nodes if node is not part]
                yield _("去掉%(part)s") % {"part": shown(part)}, changed(params, rest)
            for at, part in enumerate(nodes):
                for name, looser in looser_forms(part, lambda node: False):
                    yield _("%(part)s%(change)s") % {"part": shown(part), "change": name}, changed(params, [*nodes[:at], looser, *nodes[at + 1 :]])
        case Words() | Phrase() | Prefix() | Near() | Or((Prefix(), Phrase())) as node:
            for name, looser in looser_forms(node, lambda node: searches.count(changed(params, [node])) > 0):
                yield name, changed(params, [looser])


def looser_forms(node: Node, is_found) -> Iterator[tuple[str, Node]]:
    """Yield what one part may become so that it finds more."""
    match node:
        case Phrase(text, field) if field in TEXTS:
            yield _("不加引号"), Words(text, field)
            words = longest_words(text)
            if 2 <= len(words) <= MOST_WORDS:
                yield _("几个词相距不超过 %s 字") % NEAR, Near(tuple(map(Phrase, words)), NEAR, field)
            for piece in longest_pieces(text, lambda piece: is_found(Phrase(piece, field))):
                yield _("只引%(piece)s") % {"piece": quoted(piece)}, Phrase(piece, field)
        case Words(text, field) if field in TEXTS:
            words = list(dict.fromkeys(cut(text)))
            if len(words) > 1:
                yield _("有其中一个词就行"), Or(tuple(Words(word, field) for word in words[:12]))
            if len(folded(text)) > 2:
                yield _("找以“%s”开头的词") % folded(text)[:-1], Prefix(folded(text)[:-1], field)
        case Prefix(text, field) | Or((Prefix(text, field), Phrase())) if field in TEXTS:
            yield _("去掉星号"), Words(text, field)
            for shorter in shorter_ones(text):
                if is_found(Prefix(shorter, field)):
                    yield _("找以“%s”开头的词") % shorter, Prefix(shorter, field)
                    break
        case Near(parts, distance, field):
            for farther in FARTHER:
                if farther > distance:
                    yield _("相距放宽到 %s 字") % farther, Near(parts, farther, field)
    if isinstance(node, Words | Phrase | Prefix) and node.field != "all":
        yield _("在全文里找“%(text)s”") % {"text": node.text}, Phrase(node.text) if isinstance(node, Phrase) else Words(node.text)


def shorter_ones(text: str) -> list[str]:
    """Its beginnings, the longest first."""
    return [folded(text)[:length] for length in range(len(folded(text)) - 1, 0, -1)]


def longest_words(text: str) -> list[str]:
    """Those of its words that are no piece of another, one-character ones aside."""
    words = [word for word in dict.fromkeys(cut(text)) if len(word) > 1]
    return [word for word in words if not any(word in other for other in words if other != word)]


def parts_alone(asked: query.Asked, params: QueryDict) -> Iterator[tuple[str, str]]:
    match asked.query.node:
        case And(nodes) if len(nodes) <= MOST_PARTS:
            params = QueryDict(facets.cleared(params).removeprefix("?"), mutable=True)
            params.pop("in", None)
            for part in nodes:
                if not isinstance(part, Not):
                    yield _("只找%(part)s") % {"part": shown(part)}, changed(params, [part])


def shown(node: Node) -> str:
    return quoted(node.text) if isinstance(node, Words | Phrase) and node.field == "all" else typed(node)


def quoted(text: str) -> str:
    return f"“{text}”" if len(text) <= LONG else f"“{text[:12]}……{text[-12:]}”"


def changed(params: QueryDict, nodes) -> str:
    """The address of another question under the same conditions, from page 1."""
    return led(params, " ".join(map(typed, nodes)))


def led(params: QueryDict, q: str) -> str:
    params = params.copy()
    params.pop("page", None)
    params["q"] = q
    return "?" + params.urlencode()


def typed(node: Node) -> str:
    """A node as one would type it."""
    match node:
        case Words(text, field):
            return named(field) + text
        case Phrase(text, field):
            return named(field) + in_marks(text)
        case Prefix(text, field) | Or((Prefix(text, field), Phrase())):  # what a question with one star is read as
            return f"{named(field)}{text}*"
        case Near(parts, distance, field):
            return f"{named(field)}近({', '.join(map(typed, parts))}, {distance})"
        case Not(Not() as inner):
            return f"-({typed(inner)})"
        case Not(inner):
            return f"-{typed(inner)}"
        case And(nodes):
            return f"({' '.join(map(typed, nodes))})"
        case Or(nodes):
            return f"({' OR '.join(map(typed, nodes))})"
    return ""


def in_marks(text: str) -> str:
    """In marks that the text itself does not hold; where it holds all kinds, without its own: they are looked over anyway."""
    if not set(text) & set("“”"):
        return f"“{text}”"
    if not set(text) & set('"＂'):
        return f'"{text}"'
    return f"“{text.translate(dict.fromkeys(map(ord, MARKS)))}”"


def named(field: str) -> str:
    return f"{NAMES[field]}:" if field in NAMES else ""
