"""Nothing was found: which smaller questions find something, with their exact counts."""
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from search import engine, facets, query
from search.engine import And, Filters, Node, Not, Or, Phrase, Words
from search.words import cut

MOST = 5
# field → its name before a colon
NAMES = {"title": "标题", "heading": "提纲", "text": "正文", "speaker": "讲话人", "meeting": "会议", "type": "类型",
         "topic": "主题", "level": "层级", "year": "年", "kind": "类别"}


@dataclass(frozen=True, slots=True)
class WayOut:
    name: str
    query: str
    count: int


def ways_out(asked: query.Asked, params: QueryDict) -> list[WayOut]:
    """One step back each: without the filters, without the scope, without a part; if none helps, a part on its own."""
    narrow = [*without_filters(asked, params), *without_scope(asked, params), *without_parts(asked, params)]
    return found(narrow) or found(parts_alone(asked, params))


def found(steps) -> list[WayOut]:
    index, ways = engine.current(), []
    for name, address, wider in steps:
        count = index.search(replace(wider, page=1, per_page=1)).total
        if count and len(ways) < MOST:
            ways.append(WayOut(name, address, count))
    return ways


def without_filters(asked, params):
    conditions = facets.chips(params)
    if conditions and asked.query.node != query.NOTHING:
        named = _("、").join(chip.name for chip in conditions)
        yield _("不限%(conditions)s") % {"conditions": named}, facets.cleared(params), replace(asked.query, filters=Filters())


def without_scope(asked, params):
    if asked.query.scope != "all":
        yield _("不限范围，在全文里找"), facets.without(params, "in"), replace(asked.query, scope="all")


def without_parts(asked, params):
    match asked.query.node:
        case And(nodes) if len(nodes) <= 8:
            for part in nodes:
                rest = tuple(node for node in nodes if node is not part)
                yield (
                    _("去掉%(part)s") % {"part": shown(part)},
                    changed(params, rest),
                    replace(asked.query, node=query.joined(And, rest)),
                )
        case Phrase(text, "all"):
            yield _("不加引号"), changed(params, [Words(text)]), replace(asked.query, node=Words(text))
        case Words(text, "all") if len(words := list(dict.fromkeys(cut(text)))) > 1:
            any_of = Or(tuple(map(Words, words[:12])))
            yield _("有其中一个词就行"), changed(params, [any_of]), replace(asked.query, node=any_of)
        case Words(text, field) | Phrase(text, field) if field != "all":
            wider = Words(text) if isinstance(asked.query.node, Words) else Phrase(text)
            yield _("在全文里找“%(text)s”") % {"text": text}, changed(params, [wider]), replace(asked.query, node=wider)


def parts_alone(asked, params):
    match asked.query.node:
        case And(nodes) if len(nodes) <= 8:
            params = QueryDict(facets.cleared(params).removeprefix("?"), mutable=True)
            params.pop("in", None)
            for part in nodes:
                if not isinstance(part, Not):
                    alone = replace(asked.query, node=part, scope="all", filters=Filters())
                    yield _("只找%(part)s") % {"part": shown(part)}, changed(params, [part]), alone


def shown(node: Node) -> str:
    return f"“{node.text}”" if isinstance(node, Words | Phrase) and node.field == "all" else typed(node)


def changed(params: QueryDict, nodes) -> str:
    params = params.copy()
    params.pop("page", None)
    params["q"] = " ".join(map(typed, nodes))
    return "?" + params.urlencode()


def typed(node: Node) -> str:
    """A node as one would type it."""
    match node:
        case Words(text, field):
            return f"{NAMES[field]}:{text}" if field in NAMES else text
        case Phrase(text, field):
            return (f"{NAMES[field]}:" if field in NAMES else "") + f"“{text}”"
        case Not(inner):
            return f"-{typed(inner)}"
        case And(nodes):
            return f"({' '.join(map(typed, nodes))})"
        case Or(nodes):
            return f"({' OR '.join(map(typed, nodes))})"
    return ""
