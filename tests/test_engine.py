"""What callers may rely on, whatever engine it is: what a question finds."""
from dataclasses import replace

import pytest

from search.engine import And, Entry, Near, Not, Or, Phrase, Prefix, Query, Words
from tests.engine_contract import ENGINES, EVERYBODY, SPEECHES, found


@pytest.fixture(params=ENGINES)
def index(request):
    index = ENGINES[request.param]()
    index.put(SPEECHES)
    return index


def with_headings(*headings):
    return replace(SPEECHES[2], headings=headings)


# ── strings ──


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
        ("网格。", [11]),
        ("同志们基层治理要抓在日常一把网格做实网格员要熟悉每一条巷子", [11]),  # the whole
        ("讲话同志们", []),  # title and text are two texts
        ("，", []),
        ("", []),
    ],
)
def test_quoted_strings(index, text, ids):
    assert sorted(found(index, Phrase(text))) == ids


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("二○二四年", "二〇二四"),
        ("１９９３年", "1993年"),
        ("1 9 9 3 年", "１９９３年"),
        ("水\u200b库\ufeff除险", "水庫除險"),
        ("ＡＢｃ工程", "abC工程"),
        ("户籍 人口", "户籍人口"),
        ("户籍　人口", "户籍 人口"),
        ("占地 5 ㎡", "5m2"),
        ("𠮷田村的路", "𠮷田"),
        ("田村𠮷", "𠮷"),
        ("Straße", "STRASSE"),
        ("cafe\u0301", "café"),
    ],
)
def test_however_it_is_written(index, text, asked):
    index.put([Entry(id=21, visibility="public", title="", text=text), Entry(id=22, visibility="public", title=text, text="")])
    for node in (Phrase(asked), Words(asked)):
        assert sorted(found(index, node)) == [21, 22]


def test_a_pair_of_surrogates_is_one_character(index):
    halves_of_another = "\U00020bb7\U0002f800"
    index.put([Entry(id=21, visibility="public", title="", text="甲" + halves_of_another + "乙")])
    assert found(index, Phrase("𠮷")) == [21]
    assert found(index, Phrase("\U00020800")) == []


def test_a_quotation_does_not_run_over_from_one_heading_into_the_next(index):
    index.put([with_headings("挖好坑", "浇足水")])
    assert found(index, Phrase("浇足水", "heading")) == [13]
    assert found(index, Phrase("坑浇", "heading")) == []


# ── words ──


def test_words_are_all_held_and_those_side_by_side_come_first(index):
    assert found(index, Words("基层治理")) == [11, 12]
    assert found(index, And((Words("基层"), Words("治理")))) == [11, 12]
    assert found(index, And((Words("基层"), Words("植树")))) == []


@pytest.mark.parametrize(("text", "ids"), [("若溪", [11]), ("南屏", [12]), ("临河县委", [11]), ("减负", [12])])
def test_words_are_looked_for_in_speaker_meeting_post_and_topics_too(index, text, ids):
    assert found(index, Words(text)) == ids


def test_each_word_may_stand_in_another_place(index):
    assert found(index, Words("安若溪巷子")) == [11]
    assert found(index, Words("安若溪植树")) == []


def test_a_run_that_jieba_cuts_otherwise_is_found_as_typed(index):
    assert found(index, Words("层治")) == [11]


def test_what_folds_to_nothing_finds_nothing_in_any_kind_of_question(index):
    for node in (Words("，"), Phrase("　"), Prefix("—"), Near((Phrase("网格"), Phrase("！")), 9), Words("", "speaker"), Or(())):
        assert found(index, node) == []
        assert sorted(found(index, Not(node))) == [11, 12, 13]


def test_other_names_find_too_but_were_not_typed(index):
    results = index.search(Query(Words("网格", others=("植树", "别的")), EVERYBODY))
    assert (results.ids, results.as_typed) == ([11, 13], 1)
    assert found(index, Words("治污", others=("减负",))) == [12]
    assert found(index, Words("治污", "title", others=("减负",))) == []


def test_those_that_hold_it_as_typed_are_told_apart(index):
    results = index.search(Query(Words("基层治理"), EVERYBODY))
    assert (results.total, results.as_typed) == (2, 1)


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (And((Words("基层"), Words("治理"))), [11]),
        (And((Words("治理"), Words("基层"))), []),
        (And((Words("基层"), Phrase("治理"), Not(Words("植树")))), [11]),
        (And((Words("治理"), Prefix("网"))), [11]),
        (And((Words("基层"), Words("治理", "title"))), []),  # no text holds both
        (Or((Phrase("负担"), Words("植树"))), [12, 13]),
        (Words("安若溪"), [11]),
        (Prefix("基层"), []),
        (Near((Phrase("网格"), Phrase("巷子")), 9), []),
        (Not(Words("网格")), []),
    ],
)
def test_who_holds_what_was_typed_side_by_side_comes_first(index, node, ids):
    results = index.search(Query(node, EVERYBODY))
    assert results.as_typed == len(ids)
    assert sorted(results.ids[: len(ids)]) == ids


# ── not, and, or ──


def test_not_and_or(index):
    assert found(index, And((Words("治理"), Not(Words("网格"))))) == [12]
    assert sorted(found(index, Or((Words("网格"), Words("植树"))))) == [11, 13]
    assert sorted(found(index, And(()))) == [11, 12, 13]
    assert found(index, And((Or((Words("网格"), Words("植树"))), Not(Or((Words("植树"), Phrase("负担"))))))) == [11]
    assert sorted(found(index, Not(Not(Words("治理"))))) == [11, 12]


# ── fields and scopes ──


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
        (Phrase("第三次会议", "meeting"), [12]),
        (Words("基层", "speaker"), []),
        (Words("-", "speaker"), []),
        (Words("植树", "text"), [13]),
        (Words("植树", "title"), []),
        (Words("网格", "heading"), [11]),
        (Phrase("现场会上", "title"), [11]),
        (Prefix("南", "meeting"), [12]),
        (Near((Phrase("书记"), Phrase("临河")), 2, "post"), [11]),
        (Near((Phrase("书记"), Phrase("临河")), 1, "post"), []),
    ],
)
def test_named_fields(index, node, ids):
    assert found(index, node) == ids


def test_a_speech_of_several_years_lies_in_each_of_them(index):
    index.put([replace(SPEECHES[0], date_to=SPEECHES[0].date_to.replace(year=2026))])
    for year in ("2024", "2025", "2026"):
        assert found(index, Words(year, "year")) == [11]


@pytest.mark.parametrize(
    ("scope", "ids"), [("all", [11, 12]), ("text", [11, 12]), ("title", [11]), ("heading", [])]
)
def test_a_scope_restricts_where_words_are_looked_for(index, scope, ids):
    assert sorted(found(index, Words("治理"), scope=scope)) == ids


@pytest.mark.parametrize("node", [Words("网格"), Phrase("网格"), Prefix("网"), Near((Phrase("把"), Phrase("实")), 5)])
def test_a_scope_restricts_every_kind_of_question(index, node):
    assert [found(index, node, scope=scope) for scope in ("all", "text", "heading", "title")] == [[11], [11], [11], []]


def test_a_named_field_is_stronger_than_the_scope(index):
    assert found(index, Words("安若溪", "speaker"), scope="title") == [11]
    assert found(index, Words("安若溪"), scope="text") == []


# ── beginnings ──


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


# ── nearness ──


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
        (("网格", "网格"), 0, [11]),  # twice the same is once
        (("网格",), 0, [11]),
        (("网格", "植树"), 100, []),
        (("网格", "，"), 5, []),
    ],
)
def test_nearness(index, parts, distance, ids):
    assert found(index, Near(tuple(map(Phrase, parts)), distance)) == ids


def test_parts_are_not_near_each_other_across_headings_or_speeches(index):
    index.put([with_headings("挖好坑", "浇足水")])
    assert found(index, Near((Phrase("好坑"), Phrase("浇足")), 5, "heading")) == []
    assert found(index, Near((Phrase("坑"), Phrase("挖")), 1, "heading")) == [13]


def test_distances_are_counted_in_characters_whatever_they_are(index):
    index.put([Entry(id=21, visibility="public", title="", text="渠水𠮷𠮷𠮷村口")])
    assert found(index, Near((Phrase("渠水"), Phrase("村口")), 3)) == [21]
    assert found(index, Near((Phrase("渠水"), Phrase("村口")), 2)) == []


def test_a_word_that_stands_in_the_names_of_hundreds_of_meetings_finds_all_of_them(index):
    index.put([replace(SPEECHES[2], id=number, meeting=f"第{number}次水利会") for number in range(100, 350)])
    assert index.search(Query(Words("水利", "meeting"), EVERYBODY)).total == 250
    assert index.search(Query(Phrase("第34", "meeting"), EVERYBODY)).total == 10
