import unicodedata

import pytest

from search.text import fold, folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("二○二四年、二◯二四年", "二〇二四年二〇二四年"),
        ("２０２４年Ａ股", "2024年a股"),
        ("後來，乾部與幹部", "后来干部与干部"),
        ("“四个走在前”——R&D", "四个走在前rd"),
        ("㈠ ① Ⅳ ㎡ ½", "一1ivm212"),
        ("Straße ﬁn Ünal", "strassefinunal"),
        ("第一段\n\n　　第二段", "第一段第二段"),
        ("……，。！", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_what_a_text_folds_to(text, plain):
    assert folded(text) == fold(text).text == plain


def test_folding_a_piece_gives_a_piece_of_the_folded_text():
    text = "二○二四年，Straße ㈠“後來”½"
    whole = folded(text)
    for start in range(len(text)):
        for end in range(start, len(text) + 1):
            assert folded(text[start:end]) in whole


@pytest.mark.parametrize(
    ("text", "found", "original"),
    [
        ("要“抓紧、抓实”民生", "抓紧抓实", "抓紧、抓实"),
        ("全长３㎞左右", "km", "㎞"),
        ("全长３㎞左右", "m", "㎞"),  # a mark covers whole original characters
        ("上段。\n　　下段", "段下", "段。\n　　下"),
        ("𠀀字之後", "后", "後"),
    ],
)
def test_a_place_in_the_folded_text_leads_back_to_the_original(text, found, original):
    folding = fold(text)
    start = folding.text.index(found)
    first, last = folding.span(start, start + len(found))
    assert text[first:last] == original


def test_an_original_offset_leads_to_its_place_in_the_folded_text():
    folding = fold("“㎞”之后")
    assert [folding.place(offset) for offset in range(6)] == [0, 0, 2, 2, 3, 4]


def test_every_pair_of_the_reference_table_folds_the_same(test_data):
    pairs = (test_data.parent / "tools" / "simplified.txt").read_text("utf-8").split()
    assert len(pairs) > 3_000
    assert [pair for pair in pairs if is_plain(pair[0]) and folded(pair[0]) != pair[1]] == []


def is_plain(character):
    return unicodedata.normalize("NFKD", character) == character
