"""Nothing was found: which smaller questions find something."""
import pytest
from django.http import QueryDict

from search import engine
from search.asking import query
from search.helping.shorter import longest_pieces
from search.helping.ways_out import MOST, MOST_SEARCHES, Searches, typed, ways_out
from tests.small_archive import CANAL, HARVEST, SINGING, draft, keep_speeches

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset({"public"})
MIRROR = draft(["要照好镜子，更要领好方子。", "监督的事，先放一放，隔了很多很多很多很多很多很多很多很多很多很多很多很多字再说评议。"], title="在学习会上的讲话")


@pytest.fixture
def speeches(archive_folder, db):
    keep_speeches(CANAL, SINGING, HARVEST, MIRROR)


def ways(client, q, **params):
    page = client.get("/search/", {"q": q, **params})
    found = page.context["ways_out"]
    for way in found:
        assert client.get(f"/search/{way.query}").context["results"].total == way.count, way
    return [(way.name, way.count) for way in found]


@pytest.mark.parametrize(
    ("q", "way"),
    [
        ("“照好镜子领好方子”", ("只引“照好镜子”", 1)),
        ("“照好镜子领好方子”", ("只引“领好方子”", 1)),
        ("“上游下游”", ("不加引号", 1)),
        ("“监督要讲”", ("几个词相距不超过 20 字", 0)),
        ("“上游下游”", ("几个词相距不超过 20 字", 1)),
        ("近(监督, 评议, 5)", ("相距放宽到 50 字", 1)),
        ("音乐节日", ("找以“音乐节”开头的词", 1)),
        ("守闸 “漏淤”", ("“漏淤”不加引号", 0)),
        ("守闸 “选准的人”", ("“选准的人”不加引号", 1)),
        ("守闸 近(上游, 漏, 1)", ("近(“上游”, “漏”, 1)相距放宽到 50 字", 1)),
        ("标题:守闸", ("在全文里找“守闸”", 1)),
        ("标题:“守闸的人”", ("在全文里找“守闸的人”", 1)),
        ("标题:守*", ("在全文里找“守”", 1)),
        ("音乐节日*", ("去掉星号", 0)),
        ("音乐监督*", ("去掉星号", 1)),
        ("音乐会员*", ("找以“音乐”开头的词", 1)),
        ("音乐会员*", ("找以“音乐会”开头的词", 0)),
        ("守闸 音乐监督*", ("音乐监督*去掉星号", 0)),
        ("监督 音乐听歌*", ("音乐听歌*去掉星号", 1)),
    ],
)
def test_a_way_out_is_named_and_finds_what_it_promises(client, speeches, q, way):
    assert (way in ways(client, q)) is bool(way[1])


def test_the_page_stays_calm(client, speeches):
    found = ways(client, "守闸 监督 漏 淤 墙 航天 “选准的人”", level="县", **{"in": "text"})
    assert len(found) == MOST


def test_a_piece_of_a_long_quotation_is_named_by_its_ends(client, speeches):
    names = [name for name, _count in ways(client, f"“{'监督的事，先放一放，隔了很多很多很多很多很多很多很多很多很多很多很多很多字再'}添一段没有的话”")]
    assert any("……" in name for name in names)


def test_few_searches_are_made(speeches, monkeypatch):
    asked, search = [], engine.current().search
    monkeypatch.setattr(engine.current(), "search", lambda query: asked.append(query) or search(query))
    for q in ("“" + "水渠闸账" * 200 + "”", " ".join("甲乙丙丁戊己庚"), "近(水, 账, 1)", "航天火箭发射"):
        asked.clear()
        ways_out(query.read(QueryDict(f"q={q}"), EVERYBODY), QueryDict(f"q={q}&level=县&in=title"))
        assert 0 < len(asked) <= MOST_SEARCHES
        assert all(query.facets == () and query.per_page == 1 for query in asked)


def test_nobody_counts_beyond_the_budget(speeches):
    searches = Searches(EVERYBODY, 1)
    assert [searches.count("?q=监督"), searches.count("?q=监督")] == [4, 0]


def test_only_what_one_may_see_is_counted(speeches):
    assert Searches(frozenset(), 1).count("?q=监督") == 0


@pytest.mark.parametrize(
    ("text", "known", "pieces"),
    [
        ("照好镜子，领好方子", "照好镜子更要领好方子", ["照好镜子", "领好方子"]),
        ("甲乙丙丁", "甲乙丙", ["甲乙丙"]),
        ("甲乙丙丁", "乙丙", []),
        ("甲", "甲", []),
    ],
)
def test_the_longest_pieces_of_a_quotation(text, known, pieces):
    assert list(longest_pieces(text, lambda piece: piece in known)) == pieces


@pytest.mark.parametrize("q", ["监督 -评议", "“民主监督”", "标题:监督 (秋收 OR “音乐节”)", "近(监督, 评议, 7)", "标题:近(“监督”, 评议, 7)", "经*", "讲话人:温*", "-(监督 评议)"])
def test_a_question_is_typed_as_it_was_read(q):
    node = query.read(QueryDict(f"q={q}"), EVERYBODY).query.node
    assert query.read(QueryDict(f"q={typed(node)}"), EVERYBODY).query.node == node
