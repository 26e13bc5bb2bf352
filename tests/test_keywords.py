"""Keywords: the given ones first, then what title and headings share with the text."""
import pytest

from speeches.parsing.drafts import Block, ParagraphDraft, Reading, SectionDraft, SpeechDraft
from speeches.parsing.keywords import give, given_in, rank
from speeches.parsing.pipeline import parse_reading

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


@pytest.mark.parametrize(
    "lines",
    [["关键词：水渠；民主监督"], ["【主题词】水渠 民主监督"], ["- 关 键 词:", "水渠 民主监督"], ["标签：水渠、民主监督、2024、讲话"], ["关键字: 水渠,民主监督。"]],
)
def test_given_words_are_read_from_their_line(lines):
    assert given_in(["修好水渠。", *lines]) == ["水渠", "民主监督"]


def test_a_sentence_about_keywords_gives_none():
    assert given_in(["今年的关键词是两个：水渠，水库。", "标签贴好了"]) == []


def test_words_given_to_a_whole_file_go_to_the_speeches_that_say_them():
    one, other = SpeechDraft([ParagraphDraft("要修水渠。")]), SpeechDraft([ParagraphDraft("要修水库。")])
    give([one, other], ["- 关 键 词:", "水渠 水库"])
    assert (one.keywords, other.keywords) == (["水渠"], ["水库"])
    give([one], ["关键词：水库"])
    assert one.keywords == ["水库"]


def test_a_file_with_a_line_of_keywords_is_filed_under_them_first():
    texts = ["在全县水利工作会议上的讲话", "关键词：民主监督；水渠", "同志们：", "今天讲一讲冬修水利。要把水渠修好，把水库管好。"]
    [speech] = parse_reading(Reading([Block(text, source=n) for n, text in enumerate(texts)]), "来稿.docx").speeches
    assert speech.keywords[:2] == ["民主监督", "水渠"]


def test_words_that_stand_together_again_and_again_are_one_term():
    text = "基层治理要抓细。基层治理靠群众，网格员天天在基层。把基层治理的经费用好。"
    assert "基层治理" in rank(SpeechDraft([ParagraphDraft(text)], title="在基层治理推进会上的讲话"), [])[:1]


def test_a_short_speech_has_a_few_keywords_too():
    speech = SpeechDraft([ParagraphDraft("同志们："), ParagraphDraft("水库加固今天开工。请施工队保质量，请移民群众多支持。")], title="在水库加固开工仪式上的致辞")
    assert 3 <= len(rank(speech, [])) <= 8
