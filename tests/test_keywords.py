"""Keywords: the given ones first, then what title and headings share with the text."""
from speeches.parsing.drafts import ParagraphDraft, SectionDraft, SpeechDraft
from speeches.parsing.keywords import rank

TEXT = "优化营商环境，关键在减环节。营商环境好不好，企业说了算。办事大厅要把窗口再并一并，让企业少跑路，审批流程再压一压。"


def draft(**fields):
    texts = ["在全县优化营商环境推进会上的讲话", "同志们：", TEXT, "一、审批流程要再压缩", "审批流程长，企业就不来。2024年3月5日，我去大厅坐了一天。"]
    return SpeechDraft([ParagraphDraft(text) for text in texts], title=texts[0], meeting="全县优化营商环境推进会", **fields)


def test_given_words_come_first_and_empty_ones_are_left_out():
    assert rank(draft(), ["放管服", "讲话", "2024"])[:2] == ["放管服", "营商环境"]


def test_neighbours_that_belong_together_are_one_keyword():
    assert rank(draft(), [])[0] == "营商环境"


def test_the_words_of_headings_count_more_than_those_of_the_text():
    words = rank(draft(outline=[SectionDraft(1, "一", "审批流程要再压缩", False, 4)]), [])
    assert words.index("审批流程") < words.index("企业")


def test_no_figures_no_salutation_no_names():
    words = rank(draft(speaker="郭远", post="县长"), [])
    assert len(words) <= 8
    assert not {"同志们", "讲话", "推进会", "2024", "县长", "全县"} & set(words)


def test_an_empty_speech_has_no_keywords():
    assert rank(SpeechDraft([]), []) == []
