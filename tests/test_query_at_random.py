"""Whatever is typed: it is read, said, answered, and never a failure."""
from time import process_time
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from search import dictionary, engine
from search.asking.query import read
from search.engine import And, Near, Not, Or, Phrase, Prefix, Words
from search.helping.ways_out import typed
from search.text import folded
from tests.small_archive import CANAL, SINGING, keep_speeches
from tests.test_query import ask

SIGNS = [
    *"\"＂“”「」『』()（）*＊-－﹣−|｜,，、;；:：&＆ 　\n\t。…",
    " OR ", "ＯＲ", " AND ", " NOT ", "近(", "近（", "标题:", "讲话人：", "会议﹕", "年:", "层级:", "类型:", "2021..2024", "县级", "10",
]  # fmt: skip
LETTERS = ["监", "督", "民主", "渠", "修渠", "卫健委", "a", "Ａ", "7", "〇", "ﬁ", "é", "😀", "\0", "\u200b", "\ud800", "ß"]
TYPED = st.lists(st.sampled_from(SIGNS) | st.sampled_from(LETTERS) | st.text(max_size=3), max_size=30).map("".join)
HEAPS = ["(", "（", "“", '"', "「", "-标题:", "标题:", "近(", "近(“", "-", "*", "|", ") ", "() ", "“” ", " OR ", " NOT ", "近(a,", "”", "监 "]
THERE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def parts_of(node) -> list:
    match node:
        case And(nodes) | Or(nodes):
            return [part for inner in nodes for part in parts_of(inner)]
        case Not(inner):
            return parts_of(inner)
        case Near(parts):
            return [node, *parts]
    return [node] if node else []


@given(q=TYPED, plain=TYPED)
@settings(THERE, max_examples=500)
@example(q="近(监督 -a", plain="")
def test_whatever_is_typed_is_read_and_said(q, plain):
    dictionary.write([["卫健委", "卫生健康委员会"]])
    asked = ask(q, plain=plain)
    assert asked.empty == (bool(asked.text) and not parts_of(asked.query.node))
    assert all(folded(part.text) for part in parts_of(asked.query.node) if isinstance(part, Words | Phrase | Prefix))
    assert all(problem.endswith("。") and len(problem) < 60 + len(q) for problem in asked.problems)
    assert bool(asked.said) == bool(parts_of(asked.query.node))
    asked.text.encode()


@given(q=TYPED)
@settings(THERE, max_examples=500)
def test_a_question_written_back_is_the_same_question_without_a_problem(q):
    node = ask(q).query.node
    if parts_of(node):
        again = ask(typed(node))
        assert shape(again.query.node) == shape(node)
        assert again.problems == []


@pytest.mark.parametrize("heap", HEAPS)
@pytest.mark.parametrize("inside", ["", "监督"])
def test_signs_heaped_up_by_the_thousand_are_read_in_a_moment(heap, inside):
    started = process_time()
    asked = ask(heap * 5_000 + inside)
    assert process_time() - started < 2
    assert asked.problems or asked.query.node == Words("监督")
    assert engine.current().search(asked.query).total == 0


def test_a_question_of_a_megabyte_is_read():
    assert ask("“" + "渠" * 300_000 + "”").query.node == Phrase("渠" * 300_000)
    assert "只用了前 200 个" in ask("渠 " * 300_000).problems[0]


@pytest.fixture
def speeches(db):
    keep_speeches(CANAL, SINGING)


@given(q=TYPED, others=st.dictionaries(st.sampled_from(["plain", "type", "from", "to", "in", "year", "page", "sort"]), TYPED))
@settings(THERE, max_examples=60)
@example(q="(" * 500 + "监督", others={})
@example(q="近(" * 100, others={})
@example(q="-标题:" * 300 + "监", others={})
@example(q="监" * 3000, others={})
@example(q="监 OR " * 300, others={"plain": "监"})
def test_whatever_is_typed_the_page_answers(speeches, client, q, others):
    params = {name: value.replace("\ud800", "") for name, value in {"q": q, **others}.items()}
    page = client.get("/search/", params)
    assert page.status_code == 200
    for problem in page.context["asked"].problems:
        assert problem in page.text or "&" in page.text
    assert client.get("/api/search/", params).json()["total"] == page.context["results"].total


@given(q=TYPED)
@settings(THERE, max_examples=200)
def test_full_width_signs_are_read_like_half_width_ones(q):
    q = "".join(character for character in q if character.isascii() or character.isalpha())
    wide = "".join(chr(ord(character) + 0xFEE0) if character in "()*-|,;:&" else character for character in q)
    narrow, full = read_q(q), read_q(wide)
    assert shape(narrow.query.node) == shape(full.query.node)
    assert len(narrow.problems) == len(full.problems)


def read_q(q: str):
    return read(QueryDict(urlencode({"q": q.replace("\ud800", "")})), frozenset())


def shape(node):
    """A tree without the punctuation in it."""
    match node:
        case And(nodes) | Or(nodes):
            return [type(node), *map(shape, nodes)]
        case Not(inner):
            return [Not, shape(inner)]
        case Near(parts, distance, field):
            return [Near, *map(shape, parts), distance, field]
        case Words(text, field) | Phrase(text, field) | Prefix(text, field):
            return [type(node), folded(text), field]
