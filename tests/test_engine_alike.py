"""What callers may rely on, whatever engine it is: who says what another one says, and in which words."""
from dataclasses import replace

import pytest

from search.engine import Entry
from tests.engine_contract import ENGINES, EVERYBODY

WORDS = {"防汛": 3.0, "水库": 1.0, "基层治理": 1.0, "ＡＢ闸": 1.0}
OWN = Entry(id=1, visibility="public", title="防汛", text="防汛要看水库。\n基层治理要管ab闸。")
BEST = Entry(id=2, visibility="public", title="", text="水库防汛，AB闸先开。")
SOME = Entry(id=3, visibility="public", title="谈水库", text="水库边上的基层治理。")
ONE = Entry(id=4, visibility="public", title="", text="只说水库。")
HIDDEN = replace(BEST, id=5, visibility="hidden", text=BEST.text + "密。")
OTHERS = [Entry(id=number, visibility="public", title="", text=f"植树第{number}棵。") for number in range(20, 26)]


@pytest.fixture(params=ENGINES)
def index(request):
    index = ENGINES[request.param]()
    index.put([OWN, BEST, SOME, ONE, HIDDEN, *OTHERS])
    return index


def alike(index, words=WORDS, visible=EVERYBODY, **more):
    return [likeness.id for likeness in index.alike(1, words, visible, **more)]


def test_who_shares_more_comes_first_and_one_word_alone_is_chance(index):
    assert alike(index) == [2, 3]
    assert alike(index, most=1) == [2]


def test_the_shared_words_are_named_as_they_were_asked_for_the_most_telling_first(index):
    best, some = index.alike(1, WORDS, EVERYBODY)
    assert (best.words[0], set(best.words)) == ("防汛", {"防汛", "水库", "ＡＢ闸"})
    assert set(some.words) == {"水库", "基层治理"}


def test_a_word_that_the_speech_itself_does_not_say_is_not_shared(index):
    assert index.alike(1, {"防汛": 1.0, "植树": 9.0, "，": 1.0}, EVERYBODY) == []


def test_part_of_a_word_is_not_named_beside_it(index):
    assert index.alike(1, {"基层治理": 3.0, "治理": 1.0, "水库": 1.0}, EVERYBODY)[0].words == ("基层治理", "水库")


def test_only_what_may_be_seen_is_alike(index):
    assert alike(index, visible=frozenset()) == []
    assert set(alike(index, visible=frozenset({"public", "hidden"}))) == {2, 3, 5}


def test_who_is_left_out_leaves_its_place_to_another(index):
    assert alike(index, but={2}, most=1) == [3]


def test_of_one_text_only_one_is_named_and_never_a_copy_of_the_speech(index):
    index.put([replace(OWN, id=6), replace(BEST, id=7)])
    assert alike(index) == [2, 3]


def test_what_is_removed_or_changed_is_alike_no_more(index):
    index.remove([2])
    index.put([replace(SOME, text="改说别的。", title="")])
    assert alike(index) == []


def test_a_commit_later_the_same_is_alike(index):
    index.put([Entry(id=8, visibility="public", title="", text="又一座水库防汛。")])
    assert {2, 3, 8} == set(alike(index))


def test_of_a_speech_that_nobody_knows_nothing_is_alike(index):
    assert index.alike(99, WORDS, EVERYBODY) == []
    assert index.alike(1, {}, EVERYBODY) == []


def test_without_an_index_nothing_is_alike():
    for make in ENGINES.values():
        assert make().alike(1, WORDS, EVERYBODY) == []
