from collections import Counter

import pytest

from speeches.parsing.drafts import Block, Form
from speeches.parsing.splitting import split

TITLE = Form(centred=True, size=22, font="方正小标宋简体")
BODY = "今年以来，全镇上下把修路当作头等大事来抓，先后解决了征地、运输、资金等四十七个具体问题。"


def blocks(*lines):
    """Lines as blocks; a line that starts with ^ is centred and large."""
    return [Block(line.lstrip("^"), form=TITLE if line[0] == "^" else Form(size=16), source=n) for n, line in enumerate(lines)]


def heads(cuts):
    return [[block.text for block in cut.head] for cut in cuts]


def letters(texts):
    return Counter(c for text in texts for c in text if c.isalnum())


ONE = ["^在全镇公路建设推进会上的讲话", "（2024年3月5日）", "镇长　李文", "同志们：", BODY, "一、修好路", BODY, "谢谢大家！"]
TWO = ["^在全镇防汛动员会上的讲话", "（2024年5月9日）", "同志们：", BODY, "散会！"]


def test_title_block_and_salutation_make_head_and_body():
    cuts, dropped, _ = split(blocks(*ONE))
    assert heads(cuts) == [["在全镇公路建设推进会上的讲话", "（2024年3月5日）", "镇长　李文"]]
    assert cuts[0].body[0].text == "同志们："
    assert not dropped
    assert cuts[0].start.confidence > 0.9
    assert "salutation" in cuts[0].start.rule


def test_a_second_title_begins_a_second_speech():
    cuts, *_ = split(blocks(*ONE, *TWO))
    assert [head[0] for head in heads(cuts)] == ["在全镇公路建设推进会上的讲话", "在全镇防汛动员会上的讲话"]
    assert [cut.body[-1].text for cut in cuts] == ["谢谢大家！", "散会！"]


def test_titles_without_any_form_are_told_by_words():
    cuts, *_ = split(blocks(*[line.lstrip("^") for line in ONE + TWO]))
    assert len(cuts) == 2


@pytest.mark.parametrize(
    "line",
    [
        "在全镇公路建设推进会上的讲话",  # only cited
        "下面，请镇长李文同志作讲话。",
        "（三）认真学习县委书记在全县教育大会上的讲话。",
        "各位代表！",
        "^二、修好路",
        "^镇人民政府办公室",
    ],
)
def test_such_a_line_inside_a_speech_begins_none(line):
    cuts, *_ = split(blocks(*ONE[:-1], BODY, line, BODY, BODY, "谢谢大家！"))
    assert len(cuts) == 1


def test_a_viewpoint_above_its_subtitle_is_the_title():
    cuts, *_ = split(blocks(*ONE, "^路通了，心才通", "^——在全镇防汛动员会上的讲话", "同志们：", BODY))
    assert heads(cuts)[1] == ["路通了，心才通", "——在全镇防汛动员会上的讲话"]


CONTENTS = ["目　录", "1. 在全镇公路建设推进会上的讲话……………1", "2. 在全镇防汛动员会上的讲话……………3"]


@pytest.mark.parametrize(
    "contents",
    [
        CONTENTS,
        ["目录", "在全镇公路建设推进会上的讲话\t1", "在全镇防汛动员会上的讲话\t3"],
        ["目　录", "· 在全镇公路建设推进会上的讲话", "· 在全镇防汛动员会上的讲话"],
    ],
)
def test_contents_typed_by_hand_go_aside(contents):
    cuts, dropped, warnings = split(blocks("^讲话汇编", *contents, *ONE, *TWO))
    assert len(cuts) == 2
    assert Counter(piece.reason for piece in dropped) == {"contents": 3, "frame": 1}
    assert "3 行目录" in warnings[0].message


def test_what_contents_promise_needs_no_genre_word():
    contents = ["目录", "· 路要修到门口", "· 水要管住"]
    cuts, *_ = split(blocks(*contents, "^路要修到门口", "（2023年1月2日）", BODY, "^水要管住", "（2023年3月2日）", BODY))
    assert [head[0] for head in heads(cuts)] == ["路要修到门口", "水要管住"]


@pytest.mark.parametrize("mark", ["篇一", "【第一篇】", "范文1："])
def test_a_divider_between_speeches_goes_aside(mark):
    cuts, dropped, _ = split(blocks(mark, *ONE, "篇二", *TWO))
    assert [piece.text for piece in dropped] == [mark, "篇二"]
    assert [head[0][:5] for head in heads(cuts)] == ["在全镇公路", "在全镇防汛"]


def test_a_divider_before_a_title_is_taken_off():
    cuts, dropped, _ = split(blocks("^篇一：在全镇公路建设推进会上的讲话", *ONE[1:], "^篇二：在全镇防汛动员会上的讲话", *TWO[1:]))
    assert heads(cuts)[1][0] == "在全镇防汛动员会上的讲话"
    assert [piece.text for piece in dropped] == ["篇一：", "篇二："]


def test_the_notice_round_a_speech_is_no_speech():
    notice = ["^青溪县人民政府办公室文件", "青政办发〔2024〕12号", "^关于印发县长讲话的通知", "各乡镇：", "现将讲话印发给你们，请贯彻落实。", "2024年3月18日"]
    cuts, dropped, _ = split(blocks(*notice, *ONE, "抄送：县委办公室。"))
    assert heads(cuts)[0][0] == "在全镇公路建设推进会上的讲话"
    assert [piece.text for piece in dropped] == [line.lstrip("^") for line in [*notice, "抄送：县委办公室。"]]


def test_appendices_stay_with_their_speech():
    cuts, *_ = split(blocks(*ONE, "附件1", "十件实事", "1. 修路。", "附件2　名词解释", "四好：路好。", *TWO))
    assert [(title.text, len(found)) for title, found in cuts[0].appendices] == [("附件1 十件实事", 1), ("附件2　名词解释", 1)]
    assert len(cuts) == 2
    assert not cuts[1].appendices


def test_a_file_that_is_no_speech_stays_one():
    cuts, dropped, _ = split(blocks("水仙花", BODY, BODY))
    assert len(cuts) == 1
    assert not dropped
    assert cuts[0].start is None


def test_no_letter_is_lost_or_moved():
    lines = ["^讲话汇编", *CONTENTS, "篇一", *ONE, "附件", "名词解释", "四好：路好。", "篇二", *TWO]
    cuts, dropped, _ = split(blocks(*lines))
    kept = [text for cut in cuts for text in [*[b.text for b in cut.head + cut.body], *[t for title, found in cut.appendices for t in [title.text, *[b.text for b in found]]]]]
    assert letters(kept + [piece.text for piece in dropped]) == letters(lines)
    order = "".join(lines)
    assert all(order.replace("^", "").find(text.split()[0]) >= 0 for text in kept)


@pytest.mark.parametrize("title", ["把路修到心里去", "关于山塘清淤的几个问题"])
def test_a_centred_line_over_a_date_in_brackets_begins_a_speech_without_any_genre_word(title):
    lines = blocks(*ONE[:-1], title, "（2019年4月6日）", BODY, BODY)
    lines[len(ONE) - 1].form = Form(size=16, centred=True)  # no larger than the text, and the date stands left
    cuts, _, _ = split(lines)
    assert [head[0] for head in heads(cuts)] == ["在全镇公路建设推进会上的讲话", title]
