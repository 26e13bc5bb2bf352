import gzip
import json
import threading

import jieba
import pytest

from search import dictionary, words
from search.text import folded
from search.words import cut, placed

SENTENCES = [
    "全县基层治理现场会提出，推动高质量发展，二○二四年办好十件实事。",
    "县巡河局和县巡河管理局要拨打12399热线，落实五个走在先，不得两头推。",
    "第三农场的三农工作，GDP和PM2.5都要看。",
]
ADDED = [["县巡河局", "县巡河管理局"], ["12399热线"], ["五个走在先"], ["三稻"], ["高质量发展大会战"]]


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


@pytest.mark.parametrize("jieba_alone", [False, True])
def test_which_words_tell_something_by_themselves(monkeypatch, jieba_alone):
    if jieba_alone:
        monkeypatch.setattr(words, "rjieba", None)
    said = "渔业 拦水 加强 明显 一带 三农 一段 一方 几个 我们 这种 一切 关于 如果 必须 现在 没有 不能 应当 进行 以上".split()
    assert list(filter(words.tells, said)) == ["渔业", "拦水", "加强", "明显", "一带", "三农"]


def test_words_hold_letters_and_digits_only_and_are_pieces_of_the_folded_text():
    text = "“R&D”经费占3.5％；临河县（南屏片区）把cafe\u0301开进了村。"
    assert all(word.isalnum() for word in cut(text))
    assert "".join(cut("在临河县巷口")) in "在临河县巷口" * 2


@pytest.fixture
def slowly(monkeypatch):
    """Return a function after which jieba cuts in its slow form."""

    def start():
        monkeypatch.setattr(words, "rjieba", None)
        monkeypatch.setattr(words, "_cutters", {})
        monkeypatch.setattr(jieba, "dt", jieba.Tokenizer())
        for remembered in (words.base_dictionary, words.version, words.added):
            remembered.cache_clear()

    yield start
    monkeypatch.undo()
    for remembered in (words.base_dictionary, words.version, words.added):
        remembered.cache_clear()


@pytest.mark.parametrize("terms", [[], ADDED], ids=["jieba's own", "with added words"])
def test_the_slow_form_of_jieba_cuts_like_the_fast_one(slowly, archive_folder, terms):
    dictionary.write(terms)
    fast = [(cut(text), placed(folded(text))) for text in SENTENCES], words.added_version()
    slowly()
    assert ([(cut(text), placed(folded(text))) for text in SENTENCES], words.added_version()) == fast
    assert (archive_folder / "jieba.cache").exists()


# ── the keepers' words ──


def test_an_added_word_is_one_word_and_hides_none_of_those_within_it():
    before = set(cut("落实五个走在先"))
    dictionary.write([["五个走在先"]])
    assert set(cut("落实五个走在先")) == before | {"五个走在先"}


def test_an_added_word_does_not_reach_into_other_words():
    dictionary.write([["三农"], ["三稻"], ["区发"]])
    assert cut("第三农场") == ["第三", "农场"]
    assert cut("山区发展") == ["山区", "发展"]
    assert "三稻" in cut("三稻工作")


def test_a_word_is_gone_when_it_is_taken_out():
    dictionary.write([["五个走在先"]])
    assert "五个走在先" in cut("五个走在先")
    dictionary.write([])
    assert "五个走在先" not in cut("五个走在先")
    assert words.added_version() == ""


def test_the_version_is_that_of_the_words_that_jieba_did_not_know():
    dictionary.write([["五个走在先", "县巡河局"]])
    first = words.added_version()
    dictionary.write([["县巡河局"], ["五个走在先", "质量"]])
    assert words.added_version() == first
    dictionary.write([["县巡河局"]])
    assert words.added_version() not in ("", first)


def test_a_word_with_signs_in_it_is_looked_for_without_them():
    dictionary.write([["１２３９９ 热线"]])
    assert "12399热线" in cut("拨打12399热线")


def test_words_know_where_they_begin():
    dictionary.write(ADDED)
    run = folded(SENTENCES[1])
    assert all(run.startswith(word, at) for word, at in placed(run))
    assert sorted(word for word, _at in placed(run)) == sorted(cut(run))


def test_a_broken_file_counts_as_none_and_is_said(archive_folder, caplog):
    dictionary.write(ADDED)
    dictionary.file().write_text('{"terms": [')
    assert cut("五个走在先") == ["五个", "走", "在", "先"]
    assert "cannot be read" in caplog.text


def test_threads_that_meet_a_new_dictionary_all_cut_by_it():
    found = []

    def ask():
        found.append("五个走在先" in cut("五个走在先"))

    dictionary.write(ADDED)
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * 8


def test_texts_without_an_added_word_are_cut_as_before(test_data):
    with gzip.open(test_data / "corpus" / "speeches.jsonl.gz", "rt") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    before = [cut(text) for text in texts]
    dictionary.write(ADDED)
    added = {folded(name) for names in ADDED for name in names}
    assert all(cut(text) == old for text, old in zip(texts, before, strict=True) if not any(word in folded(text) for word in added))
