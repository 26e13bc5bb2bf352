"""What callers may rely on, whatever engine it is."""
from dataclasses import replace
from datetime import date

import pytest

from search import engine
from search.engine import UNKNOWN, And, Entry, Filters, Not, Or, Phrase, Query, Words

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
