"""From a question and a text to the passages shown and what is marked in them."""
import random

import pytest

from search.engine import And, Not, Or, Phrase, Words
from search.passages import Line, find, mark_paragraphs, title_marks
from search.templatetags.marks import marked, numbered_marks
from search.text import folded

COUNT, WATER, PEOPLE = ("一、把账算清",), ("一、把账算清", "（一）算水账"), ("二、把人用好",)
LINES = [
    Line(1, "在全县修渠推进会上的讲话", head=True),
    Line(2, "同志们，渠要修好。"),
    Line(3, "一、把账算清", COUNT, 1, heading=6),
    Line(4, "修渠先算账。哪一段漏，都要民主监督，一笔一笔写在墙上。", COUNT, 1),
    Line(5, "水从上游来，民主监督也从上游来。", WATER, 2),
    Line(6, "二、把人用好。守闸的人自己先要接受民", PEOPLE, 3, heading=7),
    Line(7, "主，监督，不能只监督别人。", PEOPLE, 3),
]


def shown(found):
    return [(passage.anchor, [passage.text[start:end] for start, end in passage.marks]) for passage in found.passages]


def test_each_passage_comes_from_another_section_and_knows_its_place():
    found = find(Phrase("民主监督"), LINES)
    assert shown(found) == [("p4", ["民主监督"]), ("p5", ["民主监督"]), ("p6", ["民", "主，监督"])]
    assert [passage.path for passage in found.passages] == [COUNT, WATER, PEOPLE]
    assert (found.matches, found.others) == (3, 0)


def test_a_hit_over_a_paragraph_break_is_one_hit_with_a_mark_in_each():
    assert mark_paragraphs(Phrase("接受民主监督"), [(line.position, line.text) for line in LINES]) == {6: [(15, 18)], 7: [(0, 4)]}
    assert find(Phrase("接受民主监督"), LINES).matches == 1


def test_a_word_lights_up_wherever_it_stands_even_if_other_words_are_missing():
    assert find(Words("监督"), LINES).matches == 4
    assert find(And((Words("监督"), Words("航天"))), LINES).matches == 4


def test_a_run_that_stands_nowhere_side_by_side_is_marked_word_by_word():
    marks = mark_paragraphs(Words("水库粮食"), [(1, "水库要看，粮食也要看。")])
    assert marks == {1: [(0, 2), (5, 7)]}


def test_a_quotation_is_never_marked_in_pieces():
    assert mark_paragraphs(Phrase("民主监督"), [(1, "民主要讲，监督也要讲。")]) == {}


def test_what_must_not_be_there_is_not_marked():
    node = And((Words("渠"), Not(Words("民主")), Or((Phrase("上游"), Words("下游")))))
    assert mark_paragraphs(node, [(1, "渠的上游，民主的下游")]) == {1: [(0, 1), (2, 4), (8, 10)]}


@pytest.mark.parametrize(
    ("text", "query", "marks"),
    [
        ("２０２４年，全縣後勤", "2024年全县后", [(0, 9)]),
        ("面积１０㎡，够了", "m", [(4, 5)]),  # ㎡ is one character: m and 2
        ("面积１０㎡，够了", "2够", [(4, 7)]),
        ("R&D 投入", "r&d", [(0, 3)]),
        ("二○二四年", "二〇二四", [(0, 4)]),
        ("𠮷林路👍修好了", "路修", [(2, 5)]),
    ],
)
def test_marks_cover_whole_original_characters(text, query, marks):
    assert mark_paragraphs(Phrase(query), [(1, text)]) == {1: marks}


def test_scopes_say_where_to_look():
    assert shown(find(Words("把账算清"), LINES, scope="heading")) == [("p3", ["把账算清"])]
    assert shown(find(Words("守闸"), LINES, scope="heading")) == []
    assert find(Words("民主监督"), LINES, scope="title").passages == []
    assert title_marks(Words("修渠"), "在全县修渠推进会上的讲话") == [(3, 5)]
    assert title_marks(Words("修渠"), "在全县修渠推进会上的讲话", scope="text") == []
    assert title_marks(Words("修渠", "meeting"), "在全县修渠推进会上的讲话") == []


def test_the_title_block_is_shown_only_where_the_text_has_nothing():
    assert shown(find(Words("推进会"), LINES)) == [("p1", ["推进会"])]
    assert [anchor for anchor, _ in shown(find(Words("渠"), LINES))] == ["p2", "p4"]


def test_a_passage_is_whole_sentences_round_its_hit():
    text = "".join(f"这是第{number}句，说的是别的事情，和要找的没有关系。" for number in range(40)) + "渠水到了田头。" + "后面还有很多话要说，说个不停。" * 20
    (passage,) = find(Words("渠水"), [Line(1, text)]).passages
    assert "渠水到了田头。" in passage.text
    assert passage.text[-1] == "。"
    assert text[text.index(passage.text) - 1] == "。"
    assert len(passage.text) <= 150


def test_an_endless_sentence_is_cut_at_a_comma():
    text = "话很长，" * 300 + "渠水到了田头，" + "话很长，" * 300
    (passage,) = find(Words("渠水"), [Line(1, text)]).passages
    assert "渠水到了田头，" in passage.text
    assert len(passage.text) <= 400
    assert passage.text.endswith("，")


def test_the_place_with_more_of_the_question_comes_first():
    lines = [Line(number, "这里只有水。") for number in range(1, 9)] + [Line(9, "这里有水，也有渠，还有闸。")]
    found = find(And((Words("水"), Words("渠"), Words("闸"))), lines, most=1)
    assert [passage.anchor for passage in found.passages] == ["p9"]
    assert (found.matches, found.others) == (11, 8)


def test_every_hit_is_marked_exactly_whatever_the_text():
    chance = random.Random(7)
    for _ in range(300):
        texts = ["".join(chance.choices("民主監督 ，。㎡½ａ２\u0301👍", k=chance.randrange(12))) for _ in range(6)]
        whole = folded("".join(texts))
        if not whole:
            continue
        start = chance.randrange(len(whole))
        query = whole[start : start + chance.randrange(1, 6)]
        lines = [Line(number, text, section=number) for number, text in enumerate(texts, 1)]
        found = find(Phrase(query), lines)
        assert found.matches == whole.count(query)
        marks = mark_paragraphs(Phrase(query), list(enumerate(texts, 1)))
        lit = "".join(texts[position - 1][start:end] for position in sorted(marks) for start, end in marks[position])
        assert query in folded(lit)
        for passage in found.passages:
            assert passage.marks
            assert all(0 <= start < end <= len(passage.text) for start, end in passage.marks)


def test_marked_text_is_escaped():
    assert marked("<b>渠</b>&水", [(3, 4)]) == "&lt;b&gt;<mark>渠</mark>&lt;/b&gt;&amp;水"
    assert numbered_marks("渠<渠", [(0, 1), (2, 3)], 4) == '<mark id="m4">渠</mark>&lt;<mark id="m5">渠</mark>'
    assert marked("<script>", []) == "&lt;script&gt;"
