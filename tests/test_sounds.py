"""How characters are read, and what typed letters may stand for."""
import pytest

from search.helping.slips import look_alikes
from search.helping.sounds import alike, codes_of, plain, readings, splits
from search.text import folded
from tests import pinyin_table


def test_the_table_is_what_pypinyin_makes_of_it():
    assert pinyin_table.FILE.read_text("utf-8") == pinyin_table.table()


@pytest.mark.parametrize(
    ("character", "read"),
    [("村", {"cun"}), ("行", {"xing", "hang"}), ("会", {"hui", "kuai"}), ("发", {"fa"}), ("仇", {"chou", "qiu"}), ("绿", {"lv", "lu"}), ("喆", {"zhe"}), ("g", {"g"}), ("，", set())],
)
def test_a_character_has_the_readings_in_use_and_those_of_family_names(character, read):
    assert readings(character) == read


@pytest.mark.parametrize(
    ("letters", "parts"),
    [
        ("xczx", ("x", "c", "z", "x")), ("xiangcun", ("xiang", "cun")), ("xiangcz", ("xiang", "c", "z")), ("xiangcunzh", ("xiang", "cun", "zh")),
        ("xian", ("xi", "an")), ("shxi", ("sh", "xi")), ("5gjz", ("5", "g", "j", "z")), ("qingy", ("qing", "y")),
    ],
)  # fmt: skip
def test_letters_are_syllables_and_first_letters(letters, parts):
    assert parts in splits(letters)


@pytest.mark.parametrize("letters", ["", "iv", "2024", "村", "a" * 41, "x c"])
def test_what_nobody_means_as_pinyin_is_not_split(letters):
    assert splits(letters) == []


def test_whole_syllables_only_where_they_are_asked_for():
    assert splits("jicengzhili", whole=True) == [("ji", "ceng", "zhi", "li")]
    assert splits("jczl", whole=True) == []


@pytest.mark.parametrize(("one", "other"), [("zhang", "zan"), ("chen", "ceng"), ("shi", "si"), ("nan", "lang"), ("fu", "hu"), ("jin", "jing")])
def test_what_ears_mix_up_is_nearly_the_same(one, other):
    assert plain(one) == plain(other)


def test_characters_sound_alike_by_any_of_their_readings():
    assert alike("曾", False)[codes_of("层")].all()  # ceng and zeng
    assert not alike("成", False)[codes_of("层")].any()
    assert alike("成", True)[codes_of("层")].all()


def test_look_alikes_are_folded_and_mutual():
    for character, others in look_alikes().items():
        assert folded(character) == character
        assert all(character in look_alikes()[other] for other in others)
    assert "未" in look_alikes()["末"]
