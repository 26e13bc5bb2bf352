"""From a question and a text to the passages shown and what is marked in them."""
import pytest

from search.engine import And, Near, Not, Or, Phrase, Prefix, Words
from search.showing.outline import Heading, Line, Outline
from search.showing.passages import find, mark_paragraphs, title_marks
from search.showing.sought import wanted
from search.templatetags.marks import marked, numbered_marks

OUTLINE = Outline([Heading(11, 1, 1, "一", "把账算清", 3), Heading(12, 2, 2, "（一）", "算水账", 5), Heading(13, 3, 1, "二", "把人用好", 6)])
COUNT, WATER, PEOPLE = ("一、把账算清",), ("一、把账算清", "（一）算水账"), ("二、把人用好",)
LINES = [
    Line(1, "在全县修渠推进会上的讲话", "head"),
    Line(2, "同志们，渠要修好。"),
    Line(3, "一、把账算清", "body", 11),
    Line(4, "修渠先算账。哪一段漏，都要民主监督，一笔一笔写在墙上。", "body", 11),
    Line(5, "（一）算水账。水从上游来，民主监督也从上游来。", "body", 12),
    Line(6, "二、把人用好。守闸的人自己先要接受民", "body", 13),
    Line(7, "主，监督，不能只监督别人。", "body", 13),
]


def found(node, lines=LINES, outline=OUTLINE, scope="all", most=3):
    return find(wanted(node, scope), lines, outline, most)


def shown(found):
    return [(passage.anchor, [passage.text[start:end] for start, end in passage.marks]) for passage in found.passages]


def marks(node, *texts, scope="all"):
    """Position → marks, of paragraphs without an outline."""
    placed, _ = mark_paragraphs(wanted(node, scope), [Line(*pair) for pair in enumerate(texts, 1)], Outline())
    return {position: [mark[:2] for mark in found] for position, found in placed.items()}


def texts(node, *paragraphs):
    """What is marked, in words."""
    return [paragraphs[position - 1][start:end] for position, found in marks(node, *paragraphs).items() for start, end in found]


def passages_of(*paragraphs, node, most=3):
    return [passage.text for passage in found(node, [Line(*pair) for pair in enumerate(paragraphs, 1)], Outline(), most=most).passages]


# ── what is marked ──


def test_a_hit_over_a_paragraph_break_is_one_hit_with_a_mark_in_each():
    assert marks(Phrase("接受民主监督"), *(line.text for line in LINES)) == {6: [(15, 18)], 7: [(0, 4)]}
    assert found(Phrase("接受民主监督")).matches == 1


def test_a_word_lights_up_wherever_it_stands_even_if_other_words_are_missing():
    assert found(Words("监督")).matches == 4
    assert found(And((Words("监督"), Words("航天")))).matches == 4


def test_a_run_that_stands_nowhere_side_by_side_is_marked_word_by_word():
    assert marks(Words("水库粮食"), "水库要看，粮食也要看。") == {1: [(0, 2), (5, 7)]}


def test_a_run_under_another_name_is_marked_under_that_name():
    node = Words("县渠办", others=("县渠道管理办公室",))
    assert texts(node, "县渠道管理办公室和县里的渠道") == ["县渠道管理办公室"]
    assert texts(node, "县渠办就是县渠道管理办公室") == ["县渠办", "县渠道管理办公室"]


def test_a_quotation_is_never_marked_in_pieces():
    assert marks(Phrase("民主监督"), "民主要讲，监督也要讲。") == {}


def test_what_must_not_be_there_is_not_marked():
    node = And((Words("渠"), Not(Words("民主")), Or((Phrase("上游"), Words("下游")))))
    assert marks(node, "渠的上游，民主的下游") == {1: [(0, 1), (2, 4), (8, 10)]}


@pytest.mark.parametrize(
    ("text", "lit"),
    [
        ("民主要讲，民主党派也要请。", ["民主", "民主"]),
        ("这是人民主张的。", []),
        ("民\u200b主；民\n主", ["民\u200b主"]),  # no word goes on behind a break
    ],
)
def test_a_prefix_is_marked_where_a_word_begins_with_it(text, lit):
    assert texts(Prefix("民主"), text) == lit


def test_a_prefix_in_a_title_is_marked_too():
    assert title_marks(wanted(Prefix("经济"), "all"), "在经济工作会议上的讲话") == [(1, 3)]


def test_nearness_marks_its_parts_where_they_are_near_and_nowhere_else():
    node = Near((Phrase("水"), Phrase("渠")), 3)
    assert marks(node, "水在渠里。很远很远的水在山里头。渠也在。") == {1: [(0, 1), (2, 3)]}
    assert marks(node, "水在很远很远的山里。渠也在。") == {}
    assert marks(node, "先有水", "才有渠") == {1: [(2, 3)], 2: [(2, 3)]}


@pytest.mark.parametrize(
    ("text", "query", "lit"),
    [
        ("２０２４年，全縣後勤", "2024年全县后", "２０２４年，全縣後"),
        ("面积１０㎡，够了", "m", "㎡"),  # ㎡ is one character: m and 2
        ("面积１０㎡，够了", "2够", "㎡，够"),
        ("R&D 投入", "r&d", "R&D"),
        ("二○二四年", "二〇二四", "二○二四"),
        ("𠮷林路👍修好了", "路修", "路👍修"),
        ("1 9 9 3 年3 月", "1993年", "1 9 9 3 年"),
        ("水\u200b渠\u00a0修〔1〕好", "水渠修1好", "水\u200b渠\u00a0修〔1〕好"),
        ("cafe\u0301好", "cafe", "cafe\u0301"),  # no accent is parted from its letter
        ("葛\U000e0100城县", "葛", "葛\U000e0100"),  # and no variant from its character
        ("ｶﾞ", "カ", "ｶﾞ"),
        ("α\u0345β", "ι", "α\u0345"),  # an accent that folds to a letter
    ],
)
def test_marks_cover_whole_original_characters(text, query, lit):
    assert texts(Phrase(query), text) == [lit]


def test_scopes_say_where_to_look():
    assert shown(found(Words("把账算清"), scope="heading")) == [("p3", ["把账算清"])]
    assert shown(found(Words("守闸"), scope="heading")) == []
    assert shown(found(Words("账", "heading"))) == [("p3", ["账"]), ("p5", ["账"])]
    assert found(Phrase("清算水"), scope="heading").matches == 0  # no hit runs over from one heading into the next
    assert found(Words("民主监督"), scope="title").passages == []
    assert title_marks(wanted(Words("修渠"), "all"), "在全县修渠推进会上的讲话") == [(3, 5)]
    assert title_marks(wanted(Words("修渠"), "text"), "在全县修渠推进会上的讲话") == []
    assert title_marks(wanted(Words("修渠", "meeting"), "all"), "在全县修渠推进会上的讲话") == []


def test_a_speech_to_read_is_marked_where_its_list_is_and_in_its_title():
    def read(node, scope="all"):
        placed, hits = mark_paragraphs(wanted(node, scope), LINES, OUTLINE)
        return sorted(placed), hits

    assert read(Words("修渠", "title")) == ([1], 1)
    assert read(Words("修渠")) == ([1, 4], 2)
    assert read(Words("民主监督", "title")) == ([], 0)
    assert read(Words("账", "heading")) == ([3, 5], 2)
    assert read(Phrase("民主监督")) == ([4, 5, 6, 7], 3)


# ── what is shown ──


def test_each_passage_comes_from_another_section_and_knows_its_place():
    answer = found(Phrase("民主监督"))
    assert shown(answer) == [("p4", ["民主监督"]), ("p5", ["民主监督"]), ("p6", ["民", "主，监督"])]
    assert [passage.path for passage in answer.passages] == [COUNT, WATER, PEOPLE]
    assert (answer.matches, answer.others) == (3, 0)


def test_the_title_block_is_shown_only_where_the_text_has_nothing():
    assert shown(found(Words("推进会"))) == [("p1", ["推进会"])]
    assert [anchor for anchor, _ in shown(found(Words("渠")))] == ["p2", "p4"]


def test_a_heading_on_its_own_line_is_shown_with_what_stands_below():
    (passage,) = found(Phrase("把账算清")).passages
    assert passage.text.split("\n") == ["一、把账算清", LINES[3].text]
    assert (passage.anchor, passage.path) == ("p3", COUNT)


def test_of_several_headings_in_one_paragraph_the_path_names_the_one_that_has_begun():
    text = "先讲两条。一是修渠，水要到田头。二是修路，车要到村口。"
    outline = Outline([Heading(1, 1, 1, "一", "开头", 1), Heading(2, 2, 2, "一是", "修渠", 2), Heading(3, 3, 2, "二是", "修路", 2)])
    lines = [Line(1, "一、开头", "body", 1), Line(2, text, "body", 3)]
    paths = [found(Phrase(query), lines, outline).passages[0].path[-1] for query in ("两条", "一是修渠", "水要", "二是", "村口")]
    assert paths == ["一、开头", "一是修渠", "一是修渠", "二是修路", "二是修路"]


def test_a_passage_is_whole_sentences_round_its_hit():
    text = "".join(f"这是第{number}句；说的是别的事情，和要找的没有关系。" for number in range(40)) + "渠水到了田头。" + "后面还有很多话要说，说个不停。" * 20
    (passage,) = passages_of(text, node=Words("渠水"))
    assert "渠水到了田头。" in passage
    assert passage[-1] == "。"
    assert text[text.index(passage) - 1] == "。"
    assert len(passage) <= 150


def test_a_long_sentence_is_whole_and_an_endless_one_cut_at_its_semicolons():
    whole = "说得长，" * 90 + "渠水到了田头。"
    assert passages_of("短句。" + whole + "短句。", node=Words("渠水")) == [whole]
    (passage,) = passages_of(("说得长，" * 40 + "说完；") * 5 + "渠水到了田头；" + "说得长，" * 90 + "。", node=Words("渠水"))
    assert passage == "渠水到了田头；"


def test_an_endless_sentence_without_any_is_cut_at_a_comma():
    text = "话很长，" * 300 + "渠水到了田头，" + "话很长，" * 300
    (passage,) = passages_of(text, node=Words("渠水"))
    assert "渠水到了田头，" in passage
    assert len(passage) <= 400
    assert passage.startswith("话")
    assert passage.endswith("，")


def test_the_place_with_more_of_the_question_comes_first():
    lines = [Line(number, "这里只有水。") for number in range(1, 9)] + [Line(9, "这里有水，也有渠，还有闸。")]
    answer = found(And((Words("水"), Words("渠"), Words("闸"))), lines, Outline(), most=1)
    assert [passage.anchor for passage in answer.passages] == ["p9"]
    assert (answer.matches, answer.others) == (11, 8)


def test_of_two_places_with_as_much_the_one_where_it_stands_together_is_best():
    far = "水要看。" + "别的事情也要一件一件办好。" * 6 + "渠也要看。"
    answer = found(And((Words("水"), Words("渠"))), [Line(1, far), Line(2, "开春以后先把水、渠两样办好。")], Outline())
    assert answer.best.anchor == "p2"
    assert [passage.anchor for passage in answer.passages][-1] == "p2"


def test_passages_together_show_the_whole_question():
    lines = [Line(1, "发展要靠水利。"), Line(2, "讲发展不忘记粮食。"), Line(3, "各村都要谋发展。"), Line(4, "航天的事另外讲。")]
    assert "p4" in [anchor for anchor, _ in shown(found(And((Words("发展"), Words("航天"))), lines, Outline()))]


def test_a_long_paragraph_may_give_several_passages_none_twice():
    text = "".join(f"{name}的渠要修。" + f"{words}，一件一件都要办好办实。" * 12 for name, words in (("东乡", "粮食安全"), ("西岭", "森林防火"), ("南坪", "学校搬迁")))
    passages = passages_of(text, node=Words("渠"))
    spans = [(text.index(passage), text.index(passage) + len(passage)) for passage in passages]
    assert len(passages) == 3
    assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))


def test_what_is_said_again_and_again_is_shown_once():
    slogans = [f"第{number}，要始终坚持把渠水送到田头，送到人心。" for number in "一二三四五"]
    passages = passages_of(*slogans, "东边的渠去年冬天塌了三段。", node=Words("渠"))
    assert passages == [slogans[0], "东边的渠去年冬天塌了三段。"]


def test_alternatives_are_one_part_of_the_question():
    both, other = "渠和闸都要看。", "渠边的路要修。"
    answer = found(And((Or((Words("渠"), Words("闸"))), Words("路"))), [Line(1, both), Line(2, other)], Outline(), most=1)
    assert [passage.text for passage in answer.passages] == [other]


def test_marked_text_is_escaped():
    assert marked("<b>渠</b>&水", [(3, 4)]) == "&lt;b&gt;<mark>渠</mark>&lt;/b&gt;&amp;水"
    assert numbered_marks("渠<渠", [(0, 1), (2, 3)], 4) == '<mark id="m4">渠</mark>&lt;<mark id="m5">渠</mark>'
    assert marked("<script>", []) == "&lt;script&gt;"
    assert marked("<b>&amp;</b>", [(3, 8)]) == "&lt;b&gt;<mark>&amp;amp;</mark>&lt;/b&gt;"
