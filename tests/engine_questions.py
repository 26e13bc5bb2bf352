"""Random small speeches and random questions about them, of every kind there is; and what two engines have to agree on."""
from dataclasses import replace
from datetime import date
from random import Random

from search.engine import FACETS, SORTS, UNKNOWN, And, Entry, Filters, Near, Not, Or, Phrase, Prefix, Query, Words

# Few enough that strings meet again, odd enough that they are written in many ways.
ALPHABET = ["水", "水库", "农村", "農村", "治理", "監督", "监督", "民主", "三", "农", "2024", "２０２４", "二○二四", "〇", "Ab", "ＡＢ", "é", "e\u0301",
            "𠮷", "\U0002f800", "ß", "㎡", "ﬁ", "ｶﾞ", "〔1〕", "Ⅳ"]  # fmt: skip
BETWEEN = ["", "", "", "", "", "，", "。\n", "\n", " ", "　", "\u200b", "\ufe0f", "-", "\u0301"]
SPEAKERS = ("", "安若溪", "柏景行", "农村", "Ab", "水 库")
MEETINGS = ("", "水库治理现场会", "民主监督会", "２０２４年会")
TYPES, KINDS, LEVELS = ("", "现场会", "推进会"), ("", "讲话", "工作报告"), ("", "县", "市")
TWINS = ("农村水库。", "農村水库", "监督治理水库，民主", "", "，")  # texts that several speeches have
VISIBILITIES = ("public", "public", "public", "hidden", "keepers")
SEEN = (frozenset({"public"}), frozenset({"public", "hidden"}), frozenset(VISIBILITIES), frozenset())
EVERYTHING = 100_000


def text_of(chance: Random, most: int) -> str:
    return "".join(chance.choice(ALPHABET) + chance.choice(BETWEEN) for _ in range(chance.randrange(most)))


def entry_of(chance: Random, number: int) -> Entry:
    day = date(2020 + chance.randrange(5), 1 + chance.randrange(12), 1 + chance.randrange(28))
    first, last = chance.choice([(None, None), (day, day), (day, day), (day.replace(day=1), day), (day, date(2025, 2, 1))])
    return Entry(
        id=number,
        visibility=chance.choice(VISIBILITIES),
        title=text_of(chance, 5),
        text=chance.choice(TWINS) if chance.random() < 0.2 else text_of(chance, chance.choice((4, 40, 40))),
        headings=tuple(text_of(chance, 5) for _ in range(chance.randrange(4))),
        speaker=chance.choice(SPEAKERS),
        post=chance.choice(("", "水库管理处处长", "农村工作组组长")),
        meeting=chance.choice(MEETINGS),
        type=chance.choice(TYPES),
        kind=chance.choice(KINDS),
        level=chance.choice(LEVELS),
        topics=tuple(chance.choice(("治理", "农村治理", "水库", "监督")) for _ in range(chance.randrange(3))),
        date_from=first,
        date_to=last,
    )


def piece_of(chance: Random, entries: list[Entry]) -> str:
    """A string that stands somewhere, cut anywhere, or one that need not."""
    if not entries or chance.random() < 0.25:
        return text_of(chance, 4)
    entry = chance.choice(entries)
    text = chance.choice([entry.text, entry.text, entry.title, entry.meeting, *entry.headings])
    start = chance.randrange(max(1, len(text)))
    return text[start : start + chance.choice((1, 1, 2, 2, 3, 4, 6, 10, 60))]


def node_of(chance: Random, entries, depth=0):
    kind = chance.choice(["words", "words", "phrase", "phrase", "prefix", "near", *(["not", "and", "or", "and"] if depth < 3 else [])])
    inner = lambda: node_of(chance, entries, depth + 1)  # noqa: E731
    field = chance.choice(("all", "all", "all", "title", "heading", "text", "speaker", "meeting", "post", "type", "topic", "level", "kind", "year"))
    piece = value_of(chance, field) if field not in ("all", "title", "heading", "text") else piece_of(chance, entries)
    match kind:
        case "words":
            others = tuple(piece_of(chance, entries) for _ in range(chance.choice((0, 0, 0, 1, 2))))
            return Words(piece, field, others)
        case "phrase":
            return Phrase(piece, field)
        case "prefix":
            return Prefix(piece[: chance.randrange(1, 4)], field)
        case "near":
            parts = tuple(Phrase(piece_of(chance, entries)[:3]) for _ in range(chance.randrange(1, 5)))
            return Near(parts, chance.choice((0, 1, 3, 10, 50)), field)
        case "not":
            return Not(inner())
        case "and":
            return And(tuple(inner() for _ in range(chance.randrange(4))))
        case "or":
            return Or(tuple(inner() for _ in range(chance.randrange(4))))


def value_of(chance: Random, field) -> str:
    return chance.choice({"speaker": SPEAKERS, "meeting": MEETINGS, "type": TYPES, "kind": KINDS, "level": LEVELS}.get(field, ("水库", "2024", "202", "组长", UNKNOWN)))


def filters_of(chance: Random) -> Filters:
    values = {"type": TYPES, "speaker": SPEAKERS, "year": ("2020", "2024", "2025"), "level": LEVELS, "kind": KINDS, "topic": ("治理", "水库", "无")}
    chosen = {
        name: frozenset(chance.choice(of) or UNKNOWN for _ in range(chance.randrange(1, 3))) for name, of in values.items() if chance.random() < 0.15
    }
    days = {name: date(2020 + chance.randrange(6), 3, 1) for name in ("date_from", "date_to") if chance.random() < 0.1}
    return Filters(**chosen, **days)


def query_of(chance: Random, entries) -> Query:
    return Query(
        node=None if chance.random() < 0.1 else node_of(chance, entries),
        visible=chance.choice(SEEN),
        scope=chance.choice(("all", "all", "all", "title", "heading", "text")),
        filters=filters_of(chance),
        sort=chance.choice(SORTS),
        page=chance.choice((1, 1, 2, 3, 99)),
        per_page=chance.choice((1, 3, 20, EVERYTHING)),
        facets=chance.choice((FACETS, ("year",), ())),
        grouped=chance.random() < 0.3,
    )


def assert_agree(index, plain, query: Query):
    """Whatever is not a matter of rank is the same: who is found, all counts, orders by date, twins, pages."""
    mine, right = index.search(query), plain.search(query)
    assert facts(mine) == facts(right), query
    assert {name: sorted(pairs) for name, pairs in mine.facets.items()} == {name: sorted(pairs) for name, pairs in right.facets.items()}, query
    everything = replace(query, page=1, per_page=EVERYTHING)
    whole, expected = index.search(everything), plain.search(everything)
    assert mine.ids == whole.ids[(mine.page - 1) * query.per_page : mine.page * query.per_page], query
    if query.node is None or query.sort != "relevance":
        assert (whole.ids, whole.twins) == (expected.ids, expected.twins), query
        return
    assert groups(whole) == groups(expected), query
    ungrouped = plain.search(replace(everything, grouped=False))
    typed = set(ungrouped.ids[: ungrouped.as_typed])
    assert [number in typed for number in whole.ids] == sorted((number in typed for number in whole.ids), reverse=True), query
    assert all(shown in typed or not typed.intersection(others) for shown, others in whole.twins.items()), query


def facts(results):
    return results.total, results.as_typed, results.page, results.pages, len(results.ids)


def groups(results) -> set[frozenset[int]]:
    """Each shown speech with those that it stands for."""
    return {frozenset([number, *results.twins.get(number, ())]) for number in results.ids}
