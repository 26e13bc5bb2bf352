"""What stands round the hits: filters of several values, the picture of the years, the box that narrows, twins."""
import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from search import facets, years
from search.engine import Results
from speeches import archive
from speeches.models import Document, Speech, Term
from tests.small_archive import CANAL, HARVEST, SINGING, draft, hide, keep_speeches
from tests.test_search_page import search, text_of, titles

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def speeches(archive_folder, db):
    keep_speeches(CANAL, SINGING, HARVEST)


def dated(*found_years, text="渠水清。"):
    return [draft([f"第{n}篇：{text}"], title=f"水事{n}", date=str(year)) for n, year in enumerate(found_years)]


def picture(client, **params):
    return search(client, **params).context["years"]


def made(counts, **params):
    """The picture of these years, without an index."""
    found = Results(9, [], {"year": [(str(year), count) for year, count in counts.items()]}, 1, 1)
    given = QueryDict(mutable=True)
    given.update(params)
    return years.picture(found, given)


# ── filters ──


def test_values_of_one_kind_are_chosen_one_after_the_other_with_exact_counts(client):
    keep_speeches(*dated(2019, 2020, 2020, 2021))
    address, wanted = "?q=渠水清", 0
    for year in ("2021", "2019", "2020"):
        (group,) = [group for group in client.get(f"/search/{address}").context["groups"] if group.name == "year"]
        (choice,) = [choice for choice in group.choices if choice.name == year]
        address, wanted = choice.query, wanted + choice.count
        assert client.get(f"/search/{address}").context["results"].total == wanted
    assert wanted == 4


def test_an_address_with_a_value_added_and_taken_away_is_what_it_was():
    params = QueryDict("q=a+b&type=甲&type=乙&page=3")
    added = facets.toggling(params, "type")(["丙"], add=True)
    assert QueryDict(added[1:]) == QueryDict("q=a+b&type=甲&type=乙&type=丙")
    assert facets.toggling(QueryDict(added[1:]), "type")(["丙"], add=False) == facets.without(params)


def test_a_list_that_the_engine_cut_says_so(client):
    keep_speeches(*[draft([f"第{n}篇：渠水清。"], title=f"水事{n}", speaker=f"闸工{n}") for n in range(104)])
    page = search(client, "渠水清")
    (speakers,) = [group for group in page.context["groups"] if group.name == "speaker"]
    assert len(speakers.choices + speakers.rest) == 100
    assert page.text.count("只列最多的 100 项") == 1
    assert "只列最多的" not in search(client, "秋收").text


def test_a_filter_that_would_narrow_nothing_is_not_offered(client):
    keep_speeches(*[draft(["渠水清。"], title=f"水事{n}", speaker="闸工", date="2020", level=level) for n, level in enumerate("县县市")])
    offered = {"": ["level", "year"], "speaker=闸工": ["level", "speaker", "year"], "level=市": ["level"]}  # a year has its months
    for address, names in offered.items():
        assert [group.name for group in client.get(f"/search/?q=渠水清&{address}").context["groups"]] == names


def test_one_hit_is_neither_sorted_nor_narrowed(client):
    keep_speeches(draft(["渠水清。"], title="水事", date="2020"))
    page = search(client, "渠水清").text
    assert "1 篇讲话" in page
    assert not [word for word in ("筛选", "最早", "在结果中找") if word in page]


def test_whatever_a_value_is_called_its_link_is_escaped(client):
    keep_speeches(draft(["渠水清。"], title="水事", speaker='<b>"&'), draft(["渠水浊。"], title="闸事"))
    page = search(client, "渠水")
    assert "&lt;b&gt;&quot;&amp;<small>1</small>" in page.text
    assert "speaker=%3Cb%3E%22%26" in page.text


# ── other names ──


def test_what_was_looked_for_under_other_names_too_is_said_and_goes_with_one_click(client):
    archive.keep_term(Term(names="水管办\n水务管理办公室"))
    keep_speeches(
        draft(["渠水归水管办管。"], title="甲", meeting="水务管理办公室会议", keywords=["水务管理办公室"]), draft(["渠水归水务管理办公室管。"], title="乙")
    )
    page = search(client, "水管办", level="-")
    assert set(titles(page)) == {"甲", "乙"}
    assert [str(thing) for _kind, thing in page.context["offers"]] == ["水务管理办公室会议", "水务管理办公室"]
    (chip,) = page.context["guesses"]
    assert chip.name == "已扩展：水管办 → 水务管理办公室"
    assert f'<a class="chip guess" href="{chip.query.replace("&", "&amp;")}"' in page.text
    plain = client.get(f"/search/{chip.query}")
    assert titles(plain) == ["甲"]
    assert (plain.context["guesses"], [each.name for each in plain.context["chips"]]) == ([], ["层级未写明"])


# ── years ──


def test_a_bar_chooses_its_year_and_several_may_be_chosen(client):
    keep_speeches(*dated(2019, 2020, 2020, 2021))
    bars = picture(client, q="渠水清").bars
    assert [(bar.years, bar.count) for bar in bars] == [("2019", 1), ("2020", 2), ("2021", 1)]
    page = client.get(f"/search/{bars[1].query}")
    assert page.context["results"].total == 2
    assert [bar.chosen for bar in page.context["years"].bars] == [False, True, False]
    assert client.get(f"/search/{page.context['years'].bars[0].query}").context["results"].total == 3


def test_a_century_is_folded_into_ranges_with_links_of_their_own(client):
    keep_speeches(*dated(1931, 1949, 1952, 1978, 2019, 2024))
    shown = picture(client, q="渠水清")
    assert shown.step == 5
    assert [(bar.years, bar.count) for bar in shown.bars if bar.count] == [
        ("1930—1934", 1), ("1945—1949", 1), ("1950—1954", 1), ("1975—1979", 1), ("2015—2019", 1), ("2020—2024", 1),
    ]  # fmt: skip
    for bar in shown.bars:
        assert client.get(f"/search/{bar.query}").context["results"].total == bar.count
    assert "每 5 年一格" in search(client, "渠水清").text


def test_a_year_that_no_number_is_long_enough_for_is_no_year(client):
    assert client.get("/search/", {"year": "9" * 5_000}).status_code == 200


def test_a_range_of_dates_shows_its_years_one_by_one_and_is_one_chip(client):
    keep_speeches(*dated(1931, 1949, 1952, 1978, 2019, 2024))
    page = search(client, "渠水清", **{"from": "1945", "to": "1954"})
    assert [(bar.years, bar.count) for bar in page.context["years"].bars if bar.count] == [("1949", 1), ("1952", 1)]
    (chip,) = page.context["chips"]
    assert (chip.name, chip.query) == ("1945 至 1954", "?q=%E6%B8%A0%E6%B0%B4%E6%B8%85")


@pytest.mark.parametrize(
    ("first", "last", "step", "bars"),
    [(2001, 2024, 1, 24), (2000, 2024, 5, 5), (1910, 2024, 5, 23), (1900, 2024, 10, 13), (1, 9999, 500, 20)],
)
def test_a_picture_never_has_more_bars_than_one_can_tell_apart(first, last, step, bars):
    shown = made({first: 3, last: 1})
    assert (shown.step, len(shown.bars)) == (step, bars)
    assert sum(bar.count for bar in shown.bars) == 4


def test_undated_speeches_have_no_bar_and_one_year_is_no_picture():
    assert made({"-": 5, 2024: 1}) is None
    assert [bar.years for bar in made({"-": 5, 2023: 1, 2024: 1}).bars] == ["2023", "2024"]


def test_the_picture_is_said_in_numbers_too(client):
    keep_speeches(*dated(1931, 2020, 2020))
    page = search(client, "渠水清")
    assert '<tr><th scope="row">2020</th><td>2</td></tr><tr><th scope="row">1931</th><td>1</td></tr>' in page.text
    assert 'aria-label="2020—2024 年 2 篇"' in page.text


# ── inside the results ──


@pytest.mark.parametrize(
    ("q", "also", "both"),
    [
        ("监督", "渠", "监督 渠"),
        ("监督 OR 秋收", "渠", "(监督 OR 秋收) 渠"),
        ("监督", "渠|收", "监督 (渠|收)"),
        ("“民主监督", "渠", "“民主监督” 渠"),
        ("(监督 OR 秋收", "-渠", "(监督 OR 秋收) -渠"),
        ("监督", " ", "监督"),
        ("", "渠", "渠"),
    ],
)
def test_a_question_inside_the_results_becomes_one_with_the_first(client, q, also, both):
    response = client.get("/search/", {"q": q, "also": also, "level": "县", "in": "text", "page": "2"})
    assert response.status_code == 302
    assert response["Location"].startswith("/search/?")
    params = QueryDict(response["Location"].partition("?")[2])
    assert params.dict() == {"q": params["q"], "level": "县", "in": "text"}
    assert params["q"].replace("((", "(").replace("))", ")") == both


def test_what_is_found_inside_the_results_is_the_overlap(client):
    narrowed = client.get("/search/", {"q": "监督 OR 秋收", "also": "收 OR 闸"}, follow=True)
    assert set(titles(narrowed)) == {CANAL.title, HARVEST.title}
    assert titles(client.get("/search/", {"q": "监督", "also": "守闸"}, follow=True)) == [CANAL.title]


def test_the_small_box_keeps_all_that_the_address_says_but_the_page(client):
    page = search(client, "监督", sort="newest", year=["2023", "2024"], page="1")
    box = page.text.partition('<form class="search within"')[2].partition("</form>")[0]
    for name, value in (("q", "监督"), ("sort", "newest"), ("year", "2023"), ("year", "2024")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in box
    assert 'name="page"' not in box


# ── one text in two files ──


def keep_twice():
    both = [draft(["治渠", "渠水要一尺一尺地治。"], title="治渠", meeting=meeting) for meeting in ("春季治渠会", "秋季治渠会")]
    both[1].title = "治渠（转发）"
    keep_speeches(*both)
    return [Speech.objects.get(title=each.title) for each in both]


def test_one_text_in_two_files_is_one_hit_with_both_places(client):
    first, second = keep_twice()
    page = search(client, "一尺一尺地治")
    (hit,) = page.context["hits"]
    (twin,) = hit.speech.twins
    assert {hit.speech, twin} == {first, second}
    assert page.context["results"].total == 2
    assert f'同文另见：<a href="/speeches/{twin.pk}/">{twin.meeting}</a>' in page.text
    assert "2 篇讲话本页 1 篇同文合并显示" in text_of(page)


def test_elsewhere_both_stand(client):
    keep_twice()
    assert client.get("/api/search/", {"q": "一尺一尺地治"}).json()["total"] == 2
    assert len(client.get("/api/search/", {"q": "一尺一尺地治"}).json()["hits"]) == 2
    assert client.get("/search/feed/", {"q": "一尺一尺地治"}).text.count("<entry>") == 2
    assert client.get("/search/csv/", {"q": "一尺一尺地治"}).getvalue().decode().count("一尺一尺地治。") == 2


def test_a_twin_that_one_may_not_see_is_not_named(client):
    _first, second = keep_twice()
    Document.objects.filter(speeches=second).update(visibility=Document.Visibility.HIDDEN)
    assert "同文另见" not in search(client, "一尺一尺地治").text  # whatever the index still says
    hide(second.title)
    assert "同文另见" not in search(client, "一尺一尺地治").text


def test_twins_are_fetched_together_however_many(client):
    asked = []
    for text, many in (("甲乡水情", 4), ("乙乡水情", 30)):
        keep_speeches(*[draft([f"第{n // 2}篇{text}：渠水清。"], title=f"{text}{n}") for n in range(many)])
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(search(client, text))) == many // 2
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_pages_go_on_where_twins_take_one_place(client):
    keep_speeches(*[draft([f"第{n // 2}篇水情：渠水清。"], title=f"水情{n}") for n in range(44)])
    page = search(client, "水情", page="2")
    assert (page.context["results"].total, page.context["page"].paginator.num_pages) == (44, 2)
    assert len(titles(page)) == 2
