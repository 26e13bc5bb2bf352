"""What callers may rely on, whatever engine it is: how often texts hold strings."""
from dataclasses import replace
from random import Random

import pytest

from search.engine import Entry, Use
from tests.engine_contract import ENGINES, EVERYBODY, SPEECHES


@pytest.fixture(params=ENGINES)
def index(request):
    index = ENGINES[request.param]()
    index.put(SPEECHES)
    return index


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("网格", {11: 2}),
        ("基层", {11: 1, 12: 1}),
        ("負擔", {12: 1}),  # folded as any question
        ("基层，治理", {11: 1}),
        ("日常。一、把网格", {11: 1}),  # across paragraphs
        ("治", {11: 1, 12: 1}),
        ("讲话", {}),  # in titles only
        ("安若溪", {}),
        ("没有人说", {}),
        ("，", {}),
        ("", {}),
    ],
)
def test_how_often_each_text_holds_a_string(index, text, times):
    assert index.uses(text, EVERYBODY) == times


def test_what_somebody_may_not_see_is_not_counted(index):
    assert index.uses("另一篇", EVERYBODY) == {}
    assert index.uses("另一篇", EVERYBODY | {"hidden"}) == {14: 1}


def test_removed_and_replaced_texts_are_not_counted(index):
    index.put([replace(SPEECHES[0], text="网格。")])
    index.remove([12])
    assert index.uses("网格", EVERYBODY) == {11: 1}
    assert index.uses("基层", EVERYBODY) == {}
    assert index.uses_among(["网格", "基层"], [11, 12], [13]) == [Use("网格", 1, 1, 0), Use("基层", 0, 0, 0)]


def test_a_string_within_itself_is_counted_from_each_beginning(index):
    index.put([Entry(id=20, visibility="public", title="", text="人人人")])
    assert index.uses("人人", EVERYBODY) == {20: 2}


def test_words_are_counted_in_these_speeches_and_in_others(index):
    assert index.uses_among(["基层", "网格", "植树"], [11, 12], [13]) == [Use("基层", 2, 2, 0), Use("网格", 2, 1, 0), Use("植树", 0, 0, 1)]


def test_nobody_is_counted_who_is_not_named(index):
    assert index.uses_among(["基层治理"], [11], [12]) == [Use("基层治理", 1, 1, 0)]


def test_words_that_are_often_said_are_found(index):
    index.put([Entry(id=20, visibility="public", title="", text="巡河要勤。\n巡河要细，2024年巡河12次，巡河队")])
    assert index.words_in([20]) == {"巡河": 4}
    assert index.words_in([11, 12]) == {}
    assert index.words_in([]) == {}


def test_an_index_that_is_not_there_counts_nothing():
    for make in ENGINES.values():
        index = make()
        assert index.uses("基层", EVERYBODY) == {}
        assert index.words_in([11]) == {}


def test_its_stamp_is_another_after_each_change(index):
    stamps = [index.stamp(), index.stamp()]
    index.put([replace(SPEECHES[0], text="网格。")])
    stamps.append(index.stamp())
    index.remove([12])
    stamps.append(index.stamp())
    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 3


@pytest.mark.parametrize("seed", range(5))
def test_both_engines_count_the_same_whatever_the_texts(seed):
    chance = Random(seed)

    def text(most):
        return "".join(chance.choices("渠水渠长制，\n㎡", k=chance.randint(1, most)))

    entries = [Entry(id=number, visibility=chance.choice(["public", "hidden"]), title="", text=text(60)) for number in range(1, 13)]
    engines = [make() for make in ENGINES.values()]
    for each in engines:
        each.put(entries[:8])
        each.put(entries[6:])
        each.remove([3, 7])
    for run in [text(4) for _ in range(20)]:
        assert engines[0].uses(run, EVERYBODY) == engines[1].uses(run, EVERYBODY), run
        assert engines[0].uses_among([run], [1, 2, 3, 4], [8, 9, 10]) == engines[1].uses_among([run], [1, 2, 3, 4], [8, 9, 10]), run
