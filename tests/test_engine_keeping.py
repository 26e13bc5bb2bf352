"""What callers may rely on, whatever engine it is: what was put is there, what was removed is not."""
from dataclasses import replace

import pytest

from search.engine import Entry, Phrase, Query, Words
from tests.engine_contract import ENGINES, EVERYBODY, SPEECHES, found


@pytest.fixture(params=ENGINES)
def empty(request):
    return ENGINES[request.param]()


@pytest.fixture
def index(empty):
    empty.put(SPEECHES)
    return empty


def test_a_speech_removed_from_the_index_alone_is_no_longer_found(index):
    index.remove([11, 999])
    assert found(index, Phrase("网格员")) == []
    assert sorted(found(index, None)) == [12, 13]
    assert index.numbers() == [12, 13, 14]


def test_putting_a_speech_again_replaces_it(index):
    index.put([replace(SPEECHES[2], text="如今说的是修路。")])
    assert found(index, Phrase("植树")) == []
    assert found(index, Phrase("修路")) == [13]
    assert index.numbers() == [11, 12, 13, 14]


def test_of_one_put_twice_at_once_the_last_counts(index):
    index.put([replace(SPEECHES[2], text=text) for text in ("修路", "修桥")])
    assert (found(index, Phrase("修路")), found(index, Phrase("修桥"))) == ([], [13])


def test_a_speech_may_lose_its_title_and_all_that_is_known_of_it(index):
    index.put([Entry(id=11, visibility="public", title="", text="，")])
    assert (found(index, Words("基层治理")), index.numbers()) == ([12], [11, 12, 13, 14])
    assert index.search(Query(None, EVERYBODY)).total == 3


def test_without_an_index_nothing_is_found_and_the_state_says_so(empty):
    assert empty.state() == "missing"
    assert (found(empty, Words("基层")), empty.numbers(), empty.vocabulary()) == ([], [], {})
    empty.rebuild(SPEECHES)
    assert empty.state() == "ready"
    assert found(empty, Words("基层")) == [11, 12]


def test_the_first_entry_makes_an_index_and_the_last_leaves_an_empty_one(index):
    assert index.state() == "ready"
    index.remove([11, 12, 13, 14])
    assert (index.state(), index.numbers(), found(index, None), index.vocabulary()) == ("ready", [], [], {})
    index.put([])
    assert index.check([]) == []


def test_a_rebuild_forgets_what_is_no_longer_there(index):
    index.rebuild(SPEECHES[:2])
    assert index.numbers() == [11, 12]
    assert index.check(SPEECHES[:2]) == []


def test_until_a_rebuild_ends_the_old_index_answers_and_what_is_changed_meanwhile_counts(index):
    def being_read():
        yield from SPEECHES[:2]
        index.put([replace(SPEECHES[0], text="改过了。"), replace(SPEECHES[0], id=15)])
        index.remove([12])
        assert found(index, None, sort="oldest") == [11, 15, 13]
        yield replace(SPEECHES[2], text="如今说的是修路。")

    index.rebuild(being_read())
    assert index.numbers() == [11, 13, 15]
    assert [found(index, Phrase(text)) for text in ("改过了", "修路", "网格员")] == [[11], [13], [15]]


def test_merging_changes_no_answer(index):
    for number in range(20, 45):
        index.put([replace(SPEECHES[2], id=number)])
        index.remove([number - 1] if number % 2 else [])
    before = found(index, Words("植树"), per_page=100)
    index.merge()
    assert not index.needs_merging()
    assert found(index, Words("植树"), per_page=100) == before


def test_check_tells_what_is_missing_left_over_or_different(index):
    assert index.check(SPEECHES) == []
    told = index.check([replace(SPEECHES[0], text="换过的文字"), SPEECHES[1], replace(SPEECHES[2], id=77), SPEECHES[3]])
    assert len(told) == 3
    assert all(word in " ".join(told) for word in ("11", "77", "13"))


@pytest.mark.parametrize(
    "change",
    [
        {"title": "另一个"}, {"text": SPEECHES[0].text + "完。"}, {"headings": ()}, {"speaker": ""}, {"post": "县长"},
        {"meeting": "别的会"}, {"type": "调度会"}, {"kind": ""}, {"level": "乡"}, {"topics": ("网格",)},
        {"visibility": "hidden"}, {"date_from": None, "date_to": None}, {"date_to": SPEECHES[0].date_from},
    ],
)  # fmt: skip
def test_check_looks_at_everything_that_an_entry_has(index, change):
    (told,) = index.check([replace(SPEECHES[0], **change), *SPEECHES[1:]])
    assert "11" in told


def test_the_vocabulary_says_how_many_speeches_hold_a_word_or_have_a_value(index):
    index.remove([12])
    assert index.vocabulary()["基层"] == 2
    assert "工作" not in index.vocabulary("title")
    assert index.vocabulary("heading") == {"网格": 1, "把": 1, "做实": 1}
    assert index.vocabulary("speaker") == {"安若溪": 1}
    assert index.vocabulary("topic") == {"基层治理": 1, "网格": 1}
    assert index.vocabulary("year") == {"2024": 2}
