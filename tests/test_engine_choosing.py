"""What callers may rely on, whatever engine it is: who is let through, counted, put in order and cut into pages."""
from dataclasses import replace
from datetime import date

import pytest

from search.engine import FACETS, UNKNOWN, Filters, Phrase, Query, Words
from tests.engine_contract import ENGINES, EVERYBODY, SPEECHES, found

ALL = frozenset({"public", "hidden"})


@pytest.fixture(params=ENGINES)
def index(request):
    index = ENGINES[request.param]()
    index.put(SPEECHES)
    return index


def chosen(**values):
    return Filters(**{name: frozenset(value.split()) for name, value in values.items()})


# ── who sees it ──


def test_only_what_the_asker_may_see_is_found_and_counted(index):
    assert found(index, Phrase("另一篇")) == []
    assert found(index, Phrase("另一篇"), visible=ALL) == [14]
    assert found(index, None, visible=frozenset()) == []
    assert found(index, None, visible=frozenset({"hidden"})) == [14]
    assert dict(index.search(Query(None, EVERYBODY)).facets["year"]) == {"2024": 1, "2023": 1, UNKNOWN: 1}
    assert dict(index.search(Query(None, ALL)).facets["year"])["2024"] == 2


def test_that_a_value_exists_is_not_told_to_who_may_not_see_it(index):
    index.put([replace(SPEECHES[3], speaker="钟离雪", type="密谈")])
    facets = index.search(Query(None, EVERYBODY, filters=chosen(speaker="钟离雪", type="密谈"))).facets
    assert "钟离雪" not in dict(facets["speaker"])
    assert "密谈" not in dict(facets["type"])


# ── filters ──


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (chosen(type="现场会 人代会", level="市"), [12]),
        (chosen(type="现场会 人代会"), [11, 12]),
        (chosen(year="2024"), [11]),
        (chosen(topic="网格 减负"), [11, 12]),
        (chosen(topic="网格", speaker="柏景行"), []),
        (chosen(kind="讲话"), [11]),
        (chosen(level="省"), []),
        (chosen(type="会"), []),  # a whole value
        (chosen(year=UNKNOWN), [13]),
        (chosen(speaker=f"{UNKNOWN} 安若溪"), [11, 13]),
    ],
)
def test_filters_widen_within_one_kind_and_narrow_across_kinds(index, filters, ids):
    assert sorted(found(index, None, filters=filters)) == ids


def test_filters_narrow_what_a_question_finds(index):
    assert found(index, Words("治理"), filters=chosen(level="县")) == [11]
    results = index.search(Query(Words("基层治理"), EVERYBODY, filters=chosen(level="市")))
    assert (results.total, results.as_typed) == (1, 0)


@pytest.mark.parametrize(
    ("dates", "ids"),
    [
        ({"date_from": date(2024, 3, 15)}, [11]),  # 2024-03 lies in every range that touches it
        ({"date_to": date(2024, 3, 1)}, [12, 11]),
        ({"date_to": date(2023, 12, 31)}, [12]),
        ({"date_from": date(2024, 4, 1)}, []),
        ({"date_from": date(2024, 3, 31), "date_to": date(2024, 3, 31)}, [11]),
        ({"date_from": date(2023, 1, 9), "date_to": date(2023, 1, 9)}, [12]),
        ({"date_from": date(2025, 1, 1), "date_to": date(2020, 1, 1)}, []),
    ],
)
def test_ranges_of_dates(index, dates, ids):
    assert found(index, None, filters=Filters(**dates), sort="oldest") == ids


def test_a_first_day_alone_is_the_last_one_too(index):
    index.put([replace(SPEECHES[2], date_from=date(2019, 5, 4))])
    assert found(index, None, filters=Filters(date_from=date(2019, 5, 4), date_to=date(2019, 5, 4))) == [13]
    assert found(index, None, filters=chosen(year="2019")) == [13]


# ── order ──


def test_undated_speeches_come_last_whichever_way_dates_run(index):
    assert found(index, None, sort="newest") == [11, 12, 13]
    assert found(index, None, sort="oldest") == [12, 11, 13]
    assert found(index, None) == [11, 12, 13]  # without a question there is no rank


def test_of_one_day_the_lower_number_comes_first(index):
    index.put([replace(SPEECHES[0], id=number) for number in (9, 31, 10)])
    assert found(index, None, sort="newest") == [9, 10, 11, 31, 12, 13]
    assert found(index, Words("治理"), sort="oldest") == [12, 9, 10, 11, 31]


# ── counts ──


def test_counts_obey_every_other_filter_but_not_their_own(index):
    facets = index.search(Query(None, EVERYBODY, filters=chosen(type="现场会"))).facets
    assert sorted(facets["type"]) == [(UNKNOWN, 1), ("人代会", 1), ("现场会", 1)]
    assert facets["level"] == [("县", 1)]
    assert sorted(facets["topic"]) == [("基层治理", 1), ("网格", 1)]
    assert facets["year"] == [("2024", 1)]


def test_counts_are_those_of_what_is_found(index):
    facets = index.search(Query(Words("治理"), EVERYBODY)).facets
    assert sorted(facets["kind"]) == [("工作报告", 1), ("讲话", 1)]
    assert all(sum(dict(facets[name]).values()) == 2 for name in ("type", "year", "speaker", "level", "kind"))


def test_the_most_frequent_value_comes_first_the_latest_year_and_the_unknown_last(index):
    index.put([replace(SPEECHES[1], id=number) for number in (15, 16)])
    facets = index.search(Query(None, EVERYBODY)).facets
    assert facets["level"] == [("市", 3), ("县", 1), (UNKNOWN, 1)]
    assert facets["year"] == [("2024", 1), ("2023", 3), (UNKNOWN, 1)]


def test_only_the_wanted_counts_are_made(index):
    assert set(index.search(Query(None, EVERYBODY, facets=("year",))).facets) == {"year"}
    assert index.search(Query(None, EVERYBODY, facets=())).facets == {}
    assert set(index.search(Query(None, EVERYBODY)).facets) == set(FACETS)


def test_of_speakers_the_most_frequent_hundred_are_counted_out_and_the_chosen_and_unknown_ones(index):
    index.put([replace(SPEECHES[2], id=100 + n, speaker=f"人{n // 2:03}") for n in range(300)])
    speakers = dict(index.search(Query(None, EVERYBODY, filters=chosen(speaker="人148 谁也不是"))).facets["speaker"])
    assert len(speakers) == 102
    assert (speakers["人000"], speakers["人148"], speakers[UNKNOWN]) == (2, 2, 1)
    assert "谁也不是" not in speakers
    assert "人147" not in speakers


# ── pages ──


def test_pages_are_cut_exactly_and_one_beyond_the_last_is_the_last(index):
    index.put([replace(SPEECHES[2], id=number) for number in range(100, 125)])
    pages = [index.search(Query(Words("植树"), EVERYBODY, page=page, per_page=10)) for page in (1, 2, 3, 9)]
    assert [(page.total, page.pages, page.page, len(page.ids)) for page in pages] == [
        (26, 3, 1, 10), (26, 3, 2, 10), (26, 3, 3, 6), (26, 3, 3, 6),
    ]  # fmt: skip
    assert len({number for page in pages[:3] for number in page.ids}) == 26


def test_what_finds_nothing_has_one_empty_page(index):
    results = index.search(Query(Words("海啸"), EVERYBODY, page=3))
    assert (results.total, results.ids, results.page, results.pages, results.as_typed) == (0, [], 1, 1, 0)
    assert set(results.facets) == set(FACETS)


# ── twins ──


def test_speeches_with_the_same_text_take_one_place(index):
    same = replace(SPEECHES[2], id=51, title="植树节讲话", text="没有日期的一篇，说的是植树！")
    index.put([same, replace(same, id=52, title="别的", visibility="hidden")])
    results = index.search(Query(None, EVERYBODY, grouped=True, per_page=2))
    assert (results.total, results.pages, results.ids) == (4, 2, [11, 12])
    results = index.search(Query(Words("植树节"), EVERYBODY, grouped=True))
    assert (results.total, results.ids, results.twins) == (1, [51], {})
    assert index.search(Query(None, ALL, grouped=True)).twins == {13: [51, 52]}
    assert index.search(Query(Words("植树"), EVERYBODY)).twins == {}


def test_two_speeches_with_one_text_are_twins_as_long_as_both_are_there(index):
    index.put([replace(SPEECHES[2], id=51)])
    assert index.search(Query(None, EVERYBODY, grouped=True)).twins == {13: [51]}
    index.put([replace(SPEECHES[2], id=51, text="没有日期的一篇。说的是修路。")])
    assert index.search(Query(None, EVERYBODY, grouped=True)).twins == {}


def test_of_twins_the_one_as_typed_or_the_newest_takes_the_place(index):
    index.put([replace(SPEECHES[2], id=51, title="植树日期"), replace(SPEECHES[2], id=52, date_from=date(2020, 3, 12))])
    results = index.search(Query(Words("植树日期"), EVERYBODY, grouped=True))
    assert (results.total, results.as_typed, results.ids) == (3, 1, [51])
    assert sorted(results.twins[51]) == [13, 52]
    assert index.search(Query(None, EVERYBODY, grouped=True, sort="newest")).twins == {52: [13, 51]}
    results = index.search(Query(Words("植树"), EVERYBODY, grouped=True, sort="oldest"))
    assert (results.total, results.ids, results.twins) == (3, [52], {52: [13, 51]})


def test_of_which_only_the_title_is_known_those_are_no_twins(index):
    index.put([replace(SPEECHES[2], id=number, text="，") for number in (51, 52)])
    results = index.search(Query(None, EVERYBODY, grouped=True))
    assert (len(results.ids), results.twins) == (5, {})
