"""The order of all places in a segment's texts, against plain looking."""
import random

import numpy as np
import pytest

from search.whoosh_index.string_writing import StringsWriter, Texts
from search.whoosh_index.strings import File

CHARACTERS = "甲乙丙丁一二\U00020000\U00020001\U0001f14f"  # the last three take two units each


def strings_of(path, texts, words=(), holders=()):
    gathered = Texts()
    for text in texts:
        gathered.add(text)
    writer = StringsWriter(path / "x.str")
    writer.add("text", gathered, [word.encode() for word in words], np.array(holders, np.int64))
    writer.finish()
    return File(path / "x.str").strings()["text"]


def holding(strings, texts, run):
    mask = np.zeros(len(texts), bool)
    strings.mark(run, mask)
    return mask.tolist()


@pytest.mark.parametrize("seed", range(12))
def test_texts_are_found_as_python_finds_them(tmp_path, seed):
    chance = random.Random(seed)
    alphabet = CHARACTERS[: chance.choice((2, 4, 9))]
    sizes = [chance.choice((0, 1, 2, 5, 30, 200)) for _ in range(chance.choice((1, 3, 80, 300)))]
    texts = ["".join(chance.choices(alphabet, k=size)) for size in sizes]
    strings = strings_of(tmp_path, texts)
    for size in (1, 1, 2, 2, 3, 4, 7, 8, 9, 10, 16, 17, 30):
        for source in (chance.choice(texts), "".join(chance.choices(CHARACTERS, k=40))):
            start = chance.randrange(max(1, len(source) - size + 1))
            if run := source[start : start + size]:
                assert holding(strings, texts, run) == [run in text for text in texts]
    assert [strings.held(number) for number in range(len(texts))] == texts


def test_every_place_of_a_string_is_known(tmp_path):
    strings = strings_of(tmp_path, ["一一一", "", "二一"])
    assert sorted(strings.places("一一").tolist()) == [0, 1]
    assert sorted(strings.places("一").tolist()) == [0, 1, 2, 6]


def test_half_a_character_is_no_match(tmp_path):
    texts = ["\U00020001甲", "\U00020000乙"]
    strings = strings_of(tmp_path, texts)
    assert holding(strings, texts, "\U00020000") == [False, True]
    assert holding(strings, texts, "\U00020001甲") == [True, False]


def test_nothing_is_found_across_a_line_feed(tmp_path):
    texts = ["挖坑\n浇水", "浇", "水"]
    strings = strings_of(tmp_path, texts)
    assert holding(strings, texts, "坑浇") == [False] * 3
    assert holding(strings, texts, "浇水") == [True, False, False]
    assert strings.near_each_other(["坑", "浇"], 5).tolist() == []
    assert strings.near_each_other(["水", "浇"], 5).tolist() == [0]


def test_a_segment_without_any_character(tmp_path):
    strings = strings_of(tmp_path, ["", ""])
    assert holding(strings, ["", ""], "甲") == [False, False]
    assert strings.words_beginning("甲") == strings.words() == []


def test_nearness_counts_characters_not_units(tmp_path):
    strings = strings_of(tmp_path, ["甲" + "\U00020000" * 3 + "乙"])
    assert strings.near_each_other(["甲", "乙"], 3).tolist() == [0]
    assert strings.near_each_other(["乙", "甲"], 2).tolist() == []


def test_words_by_their_beginning(tmp_path):
    words = ["经", "经济", "经济学", "经过"]
    strings = strings_of(tmp_path, ["经济学经过"], words, [1, 2, 3, 4])
    assert strings.words_beginning("经济") == ["经济", "经济学"]
    assert strings.words_beginning("济") == []
    assert dict(zip(strings.words(), strings.holders.tolist(), strict=True)) == dict(zip(words, (1, 2, 3, 4), strict=True))


def test_a_file_cut_off_is_not_opened(tmp_path):
    strings_of(tmp_path, ["甲"])
    file = tmp_path / "x.str"
    file.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(ValueError, match="cut off"):
        File(file)
