"""What callers may rely on, whatever engine it is."""
from dataclasses import replace
from datetime import date

import pytest

from search import engine
from search.engine import UNKNOWN, And, Entry, Filters, Near, Not, Or, Phrase, Prefix, Query, Words

EVERYBODY = frozenset({"public"})
SPEECHES = [
    Entry(
        id=11,
        visibility="public",
        title="在全县基层治理现场会上的讲话",
        text="同志们：\n基层治理要抓在日常。\n一、把网格做实\n网格员要熟悉每一条巷子。",
        headings=("把网格做实",),
        speaker="安若溪",
        post="临河县委书记",
        meeting="全县基层治理现场会",
        type="现场会",
        kind="讲话",
        level="县",
        topics=("基层治理", "网格"),
        date_from=date(2024, 3, 1),
        date_to=date(2024, 3, 31),
    ),
    Entry(
        id=12,
        visibility="public",
        title="政府工作报告",
        text="各位代表：\n过去一年，全市治理能力稳步提高，基层負擔明显减轻。",
        speaker="柏景行",
        meeting="南屏市第五届人民代表大会第三次会议",
        type="人代会",
        kind="工作报告",
        level="市",
        topics=("减负",),
        date_from=date(2023, 1, 9),
        date_to=date(2023, 1, 9),
    ),
    Entry(id=13, visibility="public", title="", text="没有日期的一篇。\n说的是植树。"),
    Entry(id=14, visibility="hidden", title="内部讲话", text="基层治理的另一篇。", date_from=date(2024, 5, 1), date_to=date(2024, 5, 1)),
]


@pytest.fixture
def index():
    index = engine.current()
    index.put(SPEECHES)
    return index


def found(index, node, **more):
    return index.search(Query(node, more.pop("visible", EVERYBODY), **more)).ids


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("基层治理", [11]),
        ("层治", [11]),  # jieba has no such word
        ("治", [11, 12]),  # a single character is a question like any other
        ("日常一把网格", [11]),  # across paragraph breaks
        ("基层负担", [12]),  # 負擔
        ("现场会上的讲话", [11]),  # in the title
        ("安若溪", []),  # not looked for in the speaker
        ("，", []),
        ("", []),
    ],
)
def test_quoted_strings(index, text, ids):
    assert sorted(found(index, Phrase(text))) == ids


def test_words_are_all_held_and_those_side_by_side_come_first(index):
    assert found(index, Words("基层治理")) == [11, 12]
    assert found(index, And((Words("基层"), Words("治理")))) == [11, 12]
    assert found(index, And((Words("基层"), Words("植树")))) == []


@pytest.mark.parametrize(("text", "ids"), [("若溪", [11]), ("南屏", [12]), ("临河县委", [11]), ("减负", [12])])
def test_words_are_looked_for_in_speaker_meeting_post_and_topics_too(index, text, ids):
    assert found(index, Words(text)) == ids


def test_not_and_or(index):
    assert found(index, And((Words("治理"), Not(Words("网格"))))) == [12]
    assert sorted(found(index, Or((Words("网格"), Words("植树"))))) == [11, 13]


def test_a_speech_removed_from_the_index_alone_is_no_longer_found(index):
    index.remove([11, 999])
    assert found(index, Phrase("网格员")) == []
    assert sorted(found(index, None)) == [12, 13]


def test_putting_a_speech_again_replaces_it(index):
    index.put([replace(SPEECHES[2], text="如今说的是修路。")])
    assert found(index, Phrase("植树")) == []
    assert found(index, Phrase("修路")) == [13]


def test_only_what_the_asker_may_see_is_found_and_counted(index):
    assert found(index, Phrase("另一篇")) == []
    assert found(index, Phrase("另一篇"), visible=frozenset({"public", "hidden"})) == [14]
    assert found(index, None, visible=frozenset()) == []


def test_without_an_index_nothing_is_found_and_the_state_says_so():
    index = engine.current()
    assert index.state() == "missing"
    assert found(index, Words("基层")) == []
    index.rebuild(SPEECHES)
    assert index.state() == "ready"
    assert found(index, Words("基层")) == [11, 12]


def test_filters_widen_within_one_kind_and_narrow_across_kinds(index):
    assert found(index, None, filters=Filters(type=frozenset({"现场会", "人代会"}), level=frozenset({"市"}))) == [12]
    assert found(index, None, filters=Filters(year=frozenset({UNKNOWN}))) == [13]


def test_a_run_that_jieba_cuts_otherwise_is_found_as_typed(index):
    assert found(index, Words("层治")) == [11]


def test_title_and_headings_weigh_more_than_text(index):
    index.put(
        [
            Entry(id=21, visibility="public", title="", text="水库，水库除险。" + "堤坝要修。" * 9),
            Entry(id=22, visibility="public", title="在水库除险会上的讲话", text="水库要除险。" + "堤坝要修。" * 9),
        ]
    )
    assert found(index, Words("水库")) == [22, 21]


@pytest.mark.parametrize(
    ("scope", "ids"), [("all", [11, 12]), ("text", [11, 12]), ("title", [11]), ("heading", [])]
)
def test_a_scope_restricts_where_words_are_looked_for(index, scope, ids):
    assert sorted(found(index, Words("治理"), scope=scope)) == ids


def test_a_quotation_does_not_run_over_from_one_heading_into_the_next(index):
    index.put([replace(SPEECHES[2], headings=("挖好坑", "浇足水"))])
    assert found(index, Phrase("浇足水", "heading")) == [13]
    assert found(index, Phrase("坑浇", "heading")) == []


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (Words("若溪", "speaker"), [11]),
        (Phrase("书记", "post"), [11]),
        (Words("人代会", "type"), [12]),
        (Words("网格", "topic"), [11]),
        (Words("市", "level"), [12]),
        (Words("2023", "year"), [12]),
        (Words("202", "year"), []),
        (Phrase("工作报告", "kind"), [12]),
        (Words("基层", "speaker"), []),
        (Words("-", "speaker"), []),
    ],
)
def test_named_fields(index, node, ids):
    assert found(index, node) == ids


@pytest.mark.parametrize(
    ("dates", "ids"),
    [
        ({"date_from": date(2024, 3, 15)}, [11]),  # 2024-03 lies in every range that touches it
        ({"date_to": date(2024, 3, 1)}, [12, 11]),
        ({"date_to": date(2023, 12, 31)}, [12]),
        ({"date_from": date(2024, 4, 1)}, []),
    ],
)
def test_ranges_of_dates(index, dates, ids):
    assert found(index, None, filters=Filters(**dates), sort="oldest") == ids


def test_undated_speeches_come_last_whichever_way_dates_run(index):
    assert found(index, None, sort="newest") == [11, 12, 13]
    assert found(index, None, sort="oldest") == [12, 11, 13]


def test_counts_obey_every_other_filter_but_not_their_own(index):
    facets = index.search(Query(None, EVERYBODY, filters=Filters(type=frozenset({"现场会"})))).facets
    assert sorted(facets["type"]) == [(UNKNOWN, 1), ("人代会", 1), ("现场会", 1)]
    assert facets["level"] == [("县", 1)]
    assert sorted(facets["topic"]) == [("基层治理", 1), ("网格", 1)]
    assert facets["year"] == [("2024", 1)]


def test_pages_are_cut_exactly_and_one_beyond_the_last_is_the_last(index):
    index.put([replace(SPEECHES[2], id=number) for number in range(100, 125)])
    pages = [index.search(Query(Words("植树"), EVERYBODY, page=page, per_page=10)) for page in (1, 2, 3, 9)]
    assert [(page.total, page.pages, page.page, len(page.ids)) for page in pages] == [
        (26, 3, 1, 10), (26, 3, 2, 10), (26, 3, 3, 6), (26, 3, 3, 6),
    ]  # fmt: skip
    assert len({number for page in pages[:3] for number in page.ids}) == 26


def test_check_tells_what_is_missing_left_over_or_different(index):
    assert index.check(SPEECHES) == []
    told = index.check([replace(SPEECHES[0], text="换过的文字"), SPEECHES[1], replace(SPEECHES[2], id=77), SPEECHES[3]])
    assert len(told) == 3
    assert all(word in " ".join(told) for word in ("11", "77", "13"))


def test_parts_near_each_other_come_before_parts_far_apart(index):
    filler = "会场外面下着小雨。" * 30
    far, near = "水库要管好。" + filler + "除险要抓紧。", "水库要尽快除险。管好要抓紧。" + filler
    index.put([Entry(id=31, visibility="public", title="", text=far), Entry(id=32, visibility="public", title="", text=near)])
    assert found(index, And((Words("除险"), Words("水库")))) == [32, 31]


def test_parts_in_one_heading_come_before_parts_in_two(index):
    text = "一、修水库\n春天动工。\n二、除险情\n秋天完工。"
    two, one = ("修水库", "除险情"), ("修水库除险情", "秋天完工")
    index.put([Entry(id=n, visibility="public", title="", text=text, headings=h) for n, h in ((41, two), (42, one))])
    assert found(index, And((Words("除险"), Words("水库")))) == [42, 41]


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (Prefix("网"), [11]),
        (Prefix("临"), [11]),  # the post
        (Prefix("河县"), []),  # only the beginning
        (Prefix("南", "meeting"), [12]),
        (Prefix("屏", "meeting"), []),
        (Prefix("报告", "title"), [12]),
        (Prefix("202", "year"), [11, 12]),
        (Prefix("，"), []),
    ],
)
def test_beginnings(index, node, ids):
    assert sorted(found(index, node)) == ids


@pytest.mark.parametrize(
    ("parts", "distance", "ids"),
    [
        (("网格员", "巷子"), 6, [11]),
        (("巷子", "网格员"), 6, [11]),
        (("网格员", "巷子"), 5, []),
        (("日常", "网格", "熟悉"), 6, [11]),  # over paragraph breaks; from each to the next
        (("日常", "网格", "熟悉"), 5, []),
        (("现场会", "日常"), 100, []),  # title and text are two texts
        (("网格", "网格员"), 0, [11]),  # one may begin inside the other
        (("网格", "，"), 5, []),
    ],
)
def test_nearness(index, parts, distance, ids):
    assert found(index, Near(tuple(map(Phrase, parts)), distance)) == ids


def test_parts_are_not_near_each_other_across_headings_or_speeches(index):
    index.put([replace(SPEECHES[2], headings=("挖好坑", "浇足水"))])
    assert found(index, Near((Phrase("好坑"), Phrase("浇足")), 5, "heading")) == []
    assert found(index, Near((Phrase("坑"), Phrase("挖")), 1, "heading")) == [13]


def test_only_the_wanted_counts_are_made(index):
    assert set(index.search(Query(None, EVERYBODY, facets=("year",))).facets) == {"year"}


def test_of_speakers_the_most_frequent_hundred_are_counted_out_and_the_chosen_and_unknown_ones(index):
    index.put([replace(SPEECHES[2], id=100 + n, speaker=f"人{n // 2:03}") for n in range(300)])
    chosen = Filters(speaker=frozenset({"人148", "谁也不是"}))
    speakers = dict(index.search(Query(None, EVERYBODY, filters=chosen)).facets["speaker"])
    assert len(speakers) == 102
    assert (speakers["人000"], speakers["人148"], speakers[UNKNOWN]) == (2, 2, 1)
    assert "谁也不是" not in speakers
    assert "人147" not in speakers


def test_speeches_with_the_same_text_take_one_place(index):
    same = replace(SPEECHES[2], id=51, title="植树节讲话", text="没有日期的一篇，说的是植树！")
    index.put([same, replace(same, id=52, title="别的", visibility="hidden")])
    results = index.search(Query(None, EVERYBODY, grouped=True, per_page=2))
    assert (results.total, results.pages, results.ids) == (4, 2, [11, 12])
    results = index.search(Query(Words("植树"), EVERYBODY, grouped=True))
    assert (results.total, results.ids, results.twins) == (2, [51], {51: [13]})
    assert index.search(Query(Words("植树"), EVERYBODY)).twins == {}


def test_those_that_hold_it_as_typed_are_told_apart(index):
    results = index.search(Query(Words("基层治理"), EVERYBODY))
    assert (results.total, results.as_typed) == (2, 1)


def test_the_vocabulary_says_how_many_speeches_hold_a_word_or_have_a_value(index):
    index.remove([12])
    assert index.vocabulary()["基层"] == 2
    assert "工作" not in index.vocabulary("title")
    assert index.vocabulary("heading") == {"网格": 1, "把": 1, "做实": 1}
    assert index.vocabulary("speaker") == {"安若溪": 1}
