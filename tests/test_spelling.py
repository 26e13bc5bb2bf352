"""您是不是要找: what sounds or looks like the archive's own words, each with the count of what it finds."""
import re

import pytest
from django.contrib.auth.models import Permission, User
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import engine
from search.asking import query
from search.engine import Results
from search.helping import gathering, spelling
from search.helping.names import Name, Names
from search.helping.slips import slips, spoken
from tests.small_archive import CANAL, HARVEST, SECRET, draft, hide, keep_speeches

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset({"public"})
KNOWN = Names.of([*(Name("word", 0, word) for word in ("治理", "基层", "基层治理", "高质量", "发展", "未来", "智力", "营商环境", "监督")), Name("speaker", 1, "温守渠")])


@pytest.fixture
def speeches(archive_folder, db):
    keep_speeches(CANAL, HARVEST, SECRET, draft(["基层治理靠大家，未来可期。", "营商环境要优化。"], title="基层治理座谈会讲话", keywords=["基层治理", "营商环境"]))
    hide("内部通报")
    gathering.gather()


def offered(client, q, **filters):
    page = client.get("/search/", {"q": q, **filters})
    assert page.status_code == 200
    return [(way.name, way.count) for way in page.context["nearer"]]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("基曾治理", "基层治理"), ("机层治理", "基层治理"), ("基成治理", "基层治理"), ("基层自理", "基层治理"), ("制理", "治理"),  # by sound
        ("末来", "未来"), ("营商坏境", "营商环境"), ("基层冶理", "基层治理"), ("湿守渠", "温守渠"),  # by shape
        ("营商不境", "营商环境"), ("营商境", "营商环境"), ("营商大环境", "营商环境"), ("营环商境", "营商环境"), ("高质两", "高质量"),  # a character off
    ],
)  # fmt: skip
def test_a_slip_is_recognised(typed, meant):
    (best, *_) = slips(typed, KNOWN, 7)
    assert typed[: best.start] + best.meant + typed[best.end :] == meant


def test_a_word_of_the_archive_gives_way_only_to_a_more_frequent_one():
    assert [slip.meant for slip in slips("治理", KNOWN, 7)] == []
    assert [slip.meant for slip in slips("智力", KNOWN, 7)] == ["治理"]


@pytest.mark.parametrize(
    ("letters", "meant"),
    [("jicengzhili", "基层治理"), ("zhili", "治理"), ("jicenzili", "基层治理"), ("gaozhiliangfazhan", "高质量发展"), ("weilaizhili", "未来治理"), ("wenshouqu", "温守渠"), ("xyz", None)],
)
def test_letters_are_read_as_pinyin(letters, meant):
    assert spoken(letters, KNOWN, 7)[:1] == ([meant] if meant else [])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ({"q": "基曾治理"}, ("基层治理", 1)), ({"q": "“基曾治理”"}, ("“基层治理”", 1)), ({"q": "jiceng zhili"}, ("基层治理", 1)), ({"q": "jicengzhili"}, ("基层治理", 1)),
        ({"q": "民主监都"}, ("民主监督", 1)), ({"q": "守闸 监都"}, ("守闸 监督", 1)), ({"q": "讲话人:文守渠"}, ("讲话人:温守渠", 1)), ({"q": "监都", "level": "县"}, ("监督", 1)),
        ({"q": "（守闸 OR 航天） jiandu"}, ("(守闸 OR 航天) 监督", 1)),
    ],
)  # fmt: skip
def test_a_correction_is_offered_with_what_it_finds(client, speeches, typed, meant):
    best = client.get("/search/", typed).context["nearer"][0]
    assert (best.name, best.count) == meant
    assert client.get(f"/search/{best.query}").context["results"].total == best.count


def test_the_correction_stands_on_the_page_and_keeps_the_filters(client, speeches):
    page = client.get("/search/", {"q": "监都", "level": "县", "page": "1"})
    assert "您是不是要找" in page.text
    assert 'href="?q=%E7%9B%91%E7%9D%A3&amp;level=%E5%8E%BF">监督<small>1 篇</small></a>' in page.text


def test_who_finds_enough_meant_it(client, speeches):
    assert offered(client, "监督") == []
    asked = query.read(QueryDict("q=基曾治理"), EVERYBODY)
    assert spelling.nearer(asked, 0, QueryDict("q=基曾治理"))
    assert spelling.nearer(asked, 1, QueryDict("q=基曾治理")) == []  # one speech more is not ten times as many


def test_a_correction_that_finds_ten_times_more_stands_above_the_results(client, speeches):
    keep_speeches(draft(["智力竞赛。"], title="智力竞赛"), *[draft(["治理水患。"], title=f"治理{number}") for number in range(12)])
    gathering.gather()
    page = client.get("/search/", {"q": "智力"})
    assert page.context["results"].total == 1
    assert [(way.name, way.count) for way in page.context["nearer"]] == [("治理", 13)]
    assert "您是不是要找" in page.text


@pytest.mark.parametrize("typed", ["内部通抱", "neibutongbao", "“内部请况”"])
def test_nothing_of_a_hidden_document_is_offered(client, speeches, typed):
    assert offered(client, typed) == []
    keeper = User.objects.create_user("keeper")
    keeper.user_permissions.add(Permission.objects.get(codename="change_document"))
    client.force_login(keeper)
    assert offered(client, typed)


def test_what_is_not_wanted_and_whole_values_stay_as_typed(client, speeches):
    assert offered(client, "-监都 航天") == []
    assert offered(client, "类型:推近会 年:2024") == []


def test_few_searches_are_made(client, speeches, monkeypatch):
    asked = []
    search = engine.current().search

    def counting(query) -> Results:
        asked.append(query)
        return search(query)

    monkeypatch.setattr(engine.current(), "search", counting)
    asked_for = query.read(QueryDict("q=民住监都民住监都 守炸 机层"), EVERYBODY)
    spelling.nearer(asked_for, 0, QueryDict("q=民住监都民住监都 守炸 机层"))
    assert 0 < len(asked) <= spelling.MOST_SEARCHES
    assert all(query.facets == () for query in asked)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("监都渠温守jiandu \0\n\"“”「()（:*-近|标题"), max_size=50))
def test_nothing_that_is_typed_makes_it_fail(client, speeches, q):
    page = client.get("/search/", {"q": q})
    assert page.status_code == 200
    for way in [*page.context["nearer"], *page.context["ways_out"]]:
        assert client.get(f"/search/{way.query}").context["results"].total == way.count
        assert re.match(r"\?.*q=", way.query)


def test_a_very_long_question_is_answered(client, speeches):
    for q in ("监都" * 3_000, "“" + "监都" * 3_000 + "”", "jiandu " * 3_000):
        assert client.get("/search/", {"q": q}).status_code == 200
