import pytest

from search import words
from search.words import cut


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("高质量发展", ["高质", "质量", "高质量", "发展"]),  # search mode: the words within a word too
        ("基層治理", ["基层", "治理"]),
        ("２０２４年，Ａ股", ["2024", "年", "a", "股"]),
        ("的", ["的"]),  # no stop words
        ("经济、\n社会", ["经济", "社会"]),
        ("……！", []),
        ("", []),
        (None, []),
    ],
)
def test_what_a_text_is_cut_into(text, found):
    assert cut(text) == found


def test_words_hold_letters_and_digits_only_and_are_pieces_of_the_folded_text():
    text = "“R&D”经费占3.5％；临河县（南屏片区）把cafe\u0301开进了村。"
    assert all(word.isalnum() for word in cut(text))
    assert "".join(cut("在临河县巷口")) in "在临河县巷口" * 2


def test_the_slow_form_of_jieba_cuts_like_the_fast_one(monkeypatch, archive_folder):
    text = "全县基层治理现场会提出，推动高质量发展，二○二四年办好十件实事。"
    fast = cut(text)
    monkeypatch.setattr(words, "rjieba", None)
    monkeypatch.setattr(words, "_cutter", None)
    assert cut(text) == fast
    assert (archive_folder / "jieba.cache").exists()
