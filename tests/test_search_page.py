"""The search page, by what a reader sees."""
import re

import pytest
from django.contrib.auth.models import Permission, User
from django.utils.html import escape

from search import engine
from search.asking.examples import SECTIONS
from speeches.models import Speech
from tests.small_archive import CANAL, HARVEST, SECRET, SINGING, draft, hide, keep_speeches

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def speeches(archive_folder, db):
    keep_speeches(CANAL, SINGING, HARVEST, SECRET)
    hide("内部通报")


def search(client, q="", **filters):
    response = client.get("/search/", {"q": q, **filters})
    assert response.status_code == 200
    return response


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.text))


def titles(response):
    return [hit.speech.title for hit in response.context["hits"]]


def test_a_hit_shows_its_passages_marked_under_their_place_in_the_outline(client):
    page = search(client, "“民主监督”")
    canal = Speech.objects.get(title=CANAL.title)
    assert titles(page) == [CANAL.title]
    assert "都要<mark>民主监督</mark>，一笔一笔写在墙上。" in page.text
    assert f'href="/speeches/{canal.pk}/?q=%E2%80%9C%E6%B0%91%E4%B8%BB%E7%9B%91%E7%9D%A3%E2%80%9D#p5"' in page.text
    assert "一、把账算清第 5 段" in text_of(page)
    assert "接受<mark>民</mark><br><mark>主监督</mark>，不能只监督别人。" in page.text


def test_a_hit_shows_where_it_comes_from(client):
    shown = text_of(search(client, "守闸"))
    for fact in ("县级", "推进会", "温守渠 清源县委书记", "2024-03", "2 点", "全文"):
        assert fact in shown
    assert "讲话人未写明" in text_of(search(client, "秋收"))


def test_words_of_the_title_are_marked(client):
    assert "秋收<mark>调度会</mark>讲话" in search(client, "调度会").text


def test_what_one_may_not_see_is_neither_found_nor_counted(client):
    assert titles(search(client, "内部情况")) == []
    keeper = User.objects.create_user("keeper")
    keeper.user_permissions.add(Permission.objects.get(codename="change_document"))
    client.force_login(keeper)
    assert titles(search(client, "内部情况")) == [SECRET.title]


def test_a_filter_is_a_link_with_its_exact_count(client):
    page = search(client, "监督")
    (types,) = [group for group in page.context["groups"] if group.name == "type"]
    (family, unknown) = types.choices
    assert (family.name, family.count, [(each.name, each.count) for each in family.choices]) == (
        "推进督办", 2, [("推进会", 1), ("调度会", 1)],
    )  # fmt: skip
    assert (unknown.name, unknown.count) == ("类型不详", 1)
    assert titles(client.get(f"/search/{family.choices[1].query}")) == [HARVEST.title]
    assert set(titles(client.get(f"/search/{family.query}"))) == {CANAL.title, HARVEST.title}
    assert titles(client.get(f"/search/{unknown.query}")) == [SINGING.title]


def test_every_count_is_what_a_click_finds(client):
    for group in search(client, "监督").context["groups"]:
        for choice in group.choices + group.rest:
            assert client.get(f"/search/{choice.query}").context["results"].total == choice.count, choice


def test_a_chosen_filter_is_ticked_and_its_chip_takes_it_away(client):
    page = search(client, "监督", level="县", year="-")
    assert [chip.name for chip in page.context["chips"]] == ["县级", "年份不详"]
    without_level = client.get(f"/search/{page.context['chips'][0].query}")
    assert [chip.name for chip in without_level.context["chips"]] == ["年份不详"]
    assert titles(without_level) == [HARVEST.title]
    assert 'aria-current="true"' in page.text


def test_a_month_lies_in_every_range_that_touches_it(client):
    assert titles(search(client, "监督", **{"from": "2024-03-20"})) == [CANAL.title]
    assert titles(search(client, "监督", to="2024-03-01")) == [CANAL.title, SINGING.title]
    assert [chip.name for chip in search(client, "渠", **{"from": "2024"}).context["chips"]] == ["2024 起"]


def test_undated_speeches_come_last_whichever_way(client):
    assert titles(search(client, "监督", sort="newest")) == [CANAL.title, SINGING.title, HARVEST.title]
    assert titles(search(client, "监督", sort="oldest")) == [SINGING.title, CANAL.title, HARVEST.title]


def test_a_malformed_question_is_explained_beside_the_box_and_answered(client):
    page = search(client, "(守闸 OR “漏")
    assert "左括号没有配对" in page.text
    assert "引号没有配对" in page.text
    assert titles(page) == [CANAL.title]


def test_a_question_that_folds_to_nothing_finds_nothing_and_says_so(client):
    page = search(client, "，。")
    assert "没有可以检索的字" in page.text
    assert page.context["results"].total == 0


def test_an_empty_result_offers_ways_out_with_their_counts(client):
    page = search(client, "守闸 航天", level="县")
    assert [(way.name, way.count) for way in page.context["ways_out"]] == [("去掉“航天”", 1)]
    assert "文中有“守闸”、文中有“航天”的讲话，库里一篇也没有。" in text_of(page)
    assert titles(client.get(f"/search/{page.context['ways_out'][0].query}")) == [CANAL.title]


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ({"q": "守闸", "level": "市"}, ("不限市级", 1)),
        ({"q": "守闸", "in": "title"}, ("不限范围，在全文里找", 1)),
        ({"q": "标题:守闸"}, ("在全文里找“守闸”", 1)),
        ({"q": "“航天火箭”"}, None),
        ({"q": "守闸 航天", "year": "1999"}, ("只找“守闸”", 1)),
        ({"q": "墙上航天"}, ("有其中一个词就行", 1)),
    ],
)
def test_each_way_out_finds_what_it_promises(client, question, way):
    ways = client.get("/search/", question).context["ways_out"]
    assert [(each.name, each.count) for each in ways] == ([way] if way else [])
    for each in ways:
        assert client.get(f"/search/{each.query}").context["results"].total == each.count


def test_speakers_meetings_and_topics_of_that_name_are_offered(client):
    offered = [(kind, str(thing)) for kind, thing in search(client, "温守渠").context["offers"]]
    assert offered == [("讲话人", "温守渠")]
    offered = [(kind, str(thing)) for kind, thing in search(client, "修渠").context["offers"]]
    assert offered == [("会议", "全县修渠推进会"), ("主题", "修渠")]


def test_more_hits_than_fit_are_counted(client):
    keep_speeches(draft([f"第{number}渠要修。" * 3 for number in range(9)], title="九条渠"))
    page = search(client, "渠要修", **{"in": "text"})
    assert "另有 24 处" in text_of(page)  # one paragraph speaks for all that are like it
    assert "共 27 处" in text_of(page)


def test_pages_are_links_that_keep_the_question(client):
    keep_speeches(*[draft([f"第{number}号渠道报告水情。"], title=f"水情{number}") for number in range(45)])
    first, last = search(client, "水情"), search(client, "水情", page="99")
    assert len(first.context["hits"]) == 20
    assert 'href="?q=%E6%B0%B4%E6%83%85&amp;page=3"' in first.text
    assert (last.context["results"].page, len(last.context["hits"])) == (3, 5)


def test_a_page_asks_the_database_a_fixed_number_of_times(client, django_assert_num_queries):
    engine.current()
    with django_assert_num_queries(6):
        assert search(client, "一笔一笔写").context["offers"] == []
    with django_assert_num_queries(8):
        assert len(search(client, "修渠").context["offers"]) == 2
    more = [draft([f"第{n}号渠要修渠。"], title=f"修渠{n}", speaker=f"闸工{n}", meeting=f"第{n}次修渠会") for n in range(25)]
    keep_speeches(*more)
    with django_assert_num_queries(8):
        assert len(search(client, "修渠").context["offers"]) == 5


def test_everything_that_was_typed_is_escaped(client):
    page = search(client, '<script>alert("1")</script>', level="<b>")
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("name", ["q", "type", "speaker", "year", "from", "to", "level", "topic", "kind", "in", "sort", "page", "per_page"])
def test_nonsense_is_no_failure(client, name):
    for value in ("\0", "-1", "9" * 50, "é́" * 30, "'; DROP TABLE", "[]", "%", "😀"):
        assert client.get("/search/", {"q": "渠", name: value}).status_code == 200


def test_the_page_without_a_question_shows_the_archive(client):
    assert "3 篇讲话" in text_of(search(client))


def test_every_example_of_the_help_page_runs(client):
    page = client.get("/help/search/")
    for section in SECTIONS:
        for q, _meaning in section["examples"]:
            assert f">{escape(q)}</a>" in page.text
            assert search(client, q).context["asked"].problems == []
