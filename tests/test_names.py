"""The file of names: found by their characters and by their sound, whoever may see them first."""
import pytest

from search.helping import names
from search.helping.names import BEGINNING, EXACT, INSIDE, Name, Names

ALL, PUBLIC = 7, 1
SOME = Names.of([
    Name("word", 0, "乡村"), Name("word", 0, "乡村振兴"), Name("topic", 3, "5G基站"), Name("speaker", 4, "仇长河"), Name("speaker", 5, "温守渠"),
    Name("meeting", 6, "清源县乡村振兴推进会"), Name("title", 7, "在乡村振兴现场会上的讲话", frozenset({"public"})),
    Name("title", 8, "乡村规划的秘密", frozenset({"hidden"})), Name("title", 9, "《論鄉村》"), Name("title", 10, "……"),
])  # fmt: skip


def held(kind, run, mask=ALL):
    return [(each.key, each.place) for each in SOME.holding(kind, run, mask, 9)]


def sounded(kind, *parts, mask=ALL):
    return [(each.text, each.place) for each in SOME.sounding(kind, parts, mask, 9)]


def test_a_name_is_found_by_itself_by_its_beginning_and_by_a_piece():
    assert [(each.text, each.place) for each in SOME.holding("word", "乡村", ALL, 9)] == [("乡村", EXACT), ("乡村振兴", BEGINNING)]
    assert held("meeting", "振兴") == [(6, INSIDE)]
    assert held("speaker", "守渠温") == []


def test_names_are_folded():
    assert held("title", "论乡村") == [(9, BEGINNING)]
    assert held("topic", "5g") == [(3, BEGINNING)]


def test_what_is_hidden_is_passed_over():
    assert held("title", "乡村", PUBLIC) == [(7, INSIDE), (9, INSIDE)]
    assert held("title", "乡村")[0] == (8, BEGINNING)


@pytest.mark.parametrize(
    ("kind", "parts", "found"),
    [
        ("word", ("x", "c", "z", "x"), [("乡村振兴", BEGINNING)]),
        ("word", ("xiang", "cun"), [("乡村", BEGINNING), ("乡村振兴", BEGINNING)]),
        ("word", ("xiang", "c", "zh"), [("乡村振兴", BEGINNING)]),
        ("word", ("zhen", "xing"), [("乡村振兴", INSIDE)]),
        ("word", ("xian", "cun"), []),
        ("speaker", ("q", "c", "h"), [("仇长河", BEGINNING)]),
        ("speaker", ("chou", "zhang", "he"), [("仇长河", BEGINNING)]),
        ("speaker", ("w",), [("温守渠", BEGINNING)]),
        ("speaker", ("q",), [("仇长河", BEGINNING)]),
        ("topic", ("5", "g", "j", "z"), [("5g基站", BEGINNING)]),
    ],
)
def test_a_name_is_found_by_its_sound(kind, parts, found):
    assert sounded(kind, *parts) == found


def test_sound_does_not_run_from_one_name_into_the_next():
    assert sounded("word", "cun", "xiang") == []


def test_what_is_hidden_is_passed_over_by_sound_too():
    assert sounded("title", "gui", "hua") == [("乡村规划的秘密", INSIDE)]
    assert sounded("title", "gui", "hua", mask=PUBLIC) == []


def test_no_more_than_asked_for_and_the_closest_of_them():
    many = Names.of(Name("title", number, f"再{number}说水") for number in range(1, 3000)).holding
    assert len(many("title", "水", ALL, 4)) == 4
    last = Names.of([*(Name("title", number, "说水") for number in range(1, 50)), Name("title", 99, "水渠")])
    assert [each.key for each in last.holding("title", "水", ALL, 2)] == [99, 1]


def test_the_file_holds_what_was_put_in_and_is_read_anew_when_it_changes(tmp_path):
    file = tmp_path / "names"
    assert names.current(file).holding("word", "乡村", ALL, 9) == []
    SOME.write(file)
    assert names.current(file).holding("word", "乡村", ALL, 9) == SOME.holding("word", "乡村", ALL, 9)
    assert names.current(file) is names.current(file)
    Names.of([Name("word", 0, "水渠")]).write(file)
    assert [each.text for each in names.current(file).holding("word", "水", ALL, 9)] == ["水渠"]


def test_a_damaged_file_proposes_nothing(tmp_path):
    file = tmp_path / "names"
    SOME.write(file)
    file.write_bytes(file.read_bytes()[:200])
    assert names.current(file).holding("word", "乡村", ALL, 9) == []
