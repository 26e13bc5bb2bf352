from collections import Counter

import pytest

from speeches.parsing.drafts import Block, Form, NoteDraft
from speeches.parsing.repair import mend


def blocks(*texts):
    return [Block(text, source=number) for number, text in enumerate(texts)]


def texts(found):
    return [block.text for block in found]


def reasons(dropped):
    return Counter(piece.reason for piece in dropped)


def letters(found, dropped):
    return Counter(c for text in texts(found) + [piece.text for piece in dropped] for c in text if c.isalnum())


LONG = "今年以来全镇上下把修路当作头等大事来抓先后召开了十一次现场会解决了征地拆迁石料运输资金缺口等四十七个具体问题"
PAGES = [
    "1、在全镇公路建设推进会上的讲话同志们:" + LONG * 2 + "群众的意见主要集",
    "2、中在三个方面:" + LONG * 2 + "下面我讲三点意见。第一,",
    "3、统一思想。" + LONG * 2 + "第二,落实责任。各村支部书记是第一责任人,出了问",
    "4、题先找支部书记。谢谢大家!",
]


def test_page_markers_go_and_the_words_they_cut_are_whole():
    found, dropped, warnings = mend(blocks(*PAGES))
    whole = "".join(texts(found))
    assert "主要集中在三个方面" in whole
    assert "出了问题先找" in whole
    assert reasons(dropped) == {"page_marker": 4}
    assert "4 个分页序号" in warnings[0].message
    assert letters(found, dropped) == letters(blocks(*PAGES), [])


@pytest.mark.parametrize(
    "lines",
    [
        ["1、修好三条路。", "2、建好两座桥。", "3、种好一片林。"],
        ["1、县委书记讲话", "2、县长讲话", "3、各镇表态发言", "4、散会"],
        ["1、" + LONG + "。", "2、" + LONG + "。", "3、" + LONG + "。"],
        ["1、加强领导", LONG + "。", "2、落实责任", LONG + "。", "3、严格督查", LONG + "。"],
    ],
)
def test_a_list_that_counts_its_items_is_left_alone(lines):
    found, dropped, warnings = mend(blocks(*lines))
    assert (texts(found), dropped, warnings) == (lines, [], [])


def test_a_site_goes_and_the_speech_stays():
    found, dropped, _ = mend(
        blocks(
            "在全镇公路建设推进会上的讲话.docx",
            "《在全镇公路建设推进会上的讲话.docx》由会员分享，可在线阅读，更多相关文档请在某某文库上搜索。",
            "在全镇公路建设推进会上的讲话",
            "同志们：",
            "下面我讲三点意见。此处隐藏3120个字。VIP会员可见",
            "- 配套讲稿：",
            "如PPT文件的首页显示word图标，表示该文档已包含配套讲稿。",
            "- 关 键 词：",
            "- 公路 建设 推进会 讲话",
            '<image>data:image/png;base64,AAAA" alt="提示"</image>',
        )
    )
    assert texts(found) == ["在全镇公路建设推进会上的讲话", "同志们：", "下面我讲三点意见。"]
    assert reasons(dropped) == {"site_text": 8}


@pytest.mark.parametrize(
    "line",
    [
        "来源：网络　作者：佚名　点击数：1234",
        "以下是小编为大家整理的讲话稿，希望对您有帮助。",
        "（未完，全文共5678字，当前仅显示1200字，购买后可查看全文）",
        "文档下载 word版 点击下载",
        "(共8页，当前第1页) 1 2 3",
        "- 1 - 欢迎下载",
        "本文链接：https://www.example.com/1.html",
        "在全镇大会上的讲话.doc 本文关键词：讲话,全镇",
        "打印本页 关闭窗口",
        "版权所有，未经许可不得转载",
    ],
)
def test_a_sites_line_goes_wherever_it_stands(line):
    found, dropped, _ = mend(blocks("在全镇大会上的讲话", "同志们：", line, "今天开会，讲三件事。"))
    assert texts(found) == ["在全镇大会上的讲话", "同志们：", "今天开会，讲三件事。"]
    assert reasons(dropped) == {"site_text": 1}


@pytest.mark.parametrize("line", ["上一篇：在全镇教育大会上的讲话", "相关文章：", "推荐阅读", "更新时间：2023-05-06", "责编：柳青"])
def test_what_stands_round_an_article_goes_only_where_a_site_is_known(line):
    found, dropped, _ = mend(blocks("同志们：", "今天开会。", line))
    assert line in texts(found)
    found, dropped, _ = mend(blocks("同志们：", "今天开会。", line, "小编为大家整理的讲话稿就到这里。"))
    assert line not in texts(found)


@pytest.mark.parametrize(
    "line",
    [
        "关键词：",
        "各村要统一张贴二维码，群众扫描二维码就能查到补贴。",
        "来源：青溪日报",
        "https://www.example.com/",
        "如有侵犯群众利益的，要坚决查处。",
        "请大家会后下载有关文件，认真学习。",
        "版权声明：",
        "讲话.docx",
        "群众可以免费下载这个软件，在家里就能办事。",
        "这本书我推荐阅读，更多的材料会后到办公室领取。",
        "我们的网站浏览次数不少，办成的事不多。",
        "请关注县里的公众号“青溪发布”。",
    ],
)
def test_what_a_speaker_may_say_is_no_site_text(line):
    found, dropped, _ = mend(blocks("同志们：", line, "谢谢大家！"))
    assert line in texts(found)
    assert not dropped


def test_the_ruin_of_a_multiplication_sign_is_one_again():
    found, dropped, warnings = mend(blocks("县委书记times;times;同志作了讲话。", "We met three times; it was enough."))
    assert texts(found) == ["县委书记××同志作了讲话。", "We met three times; it was enough."]
    assert [piece.text for piece in dropped] == ["times;", "times;"]
    assert warnings[0].code == "broken_times"


PRINTED = [
    "　　立冬在即，山上的草已经干透了。根据镇林业站刚才通报的",
    "情况，上个月全镇卫星热点核查十三起，比去年同期多了五起。",
    "镇政府决定今天开会，就是要给大家上上弦。",
    "　　一、要把火源管死，坚决做到见烟就查、见火就罚，不留任",
    "何情面",
    "　　进山的路口一共四十七个，从明天起全部设卡，登记到人、",
    "收火到包。清明、春节前后上坟的，由村里统一发放鲜花，要烧",
    "— 1 —",
    "纸到指定的池子里去烧。烧秸秆的第一次教育，第二次罚款，第",
    "三次通报到他家孩子的学校，这个话不好听，但是管用。",
    "　　二、要把队伍练强，确保拉得出、冲得上、打得赢",
    "　　全镇半专业扑火队十二支、三百四十人，平均年龄四十九岁，",
    "有的队员上山要歇三回。年底前每支队伍补充十名四十岁以下的",
    "队员，县里出装备，镇上出补助。火情面前安全第一，没有把握",
    "不许蛮干，夜间一律不许打火。",
]


def test_printed_lines_become_paragraphs_again():
    found, dropped, warnings = mend(blocks("在全镇森林防火工作会上的讲话", "副镇长　马德山", "同志们：", *PRINTED))
    assert [text.strip()[:7] for text in texts(found)] == [
        "在全镇森林防火", "副镇长　马德山", "同志们：", "立冬在即，山上", "一、要把火源管", "进山的路口一共", "二、要把队伍练", "全镇半专业扑火",
    ]  # fmt: skip
    assert texts(found)[4].endswith("不留任何情面")
    assert "要烧纸到指定" in texts(found)[5]
    assert [warning.code for warning in warnings] == ["page_numbers", "hard_wraps"]


def test_printed_lines_without_indent_are_joined_too():
    found, *_ = mend(blocks(*[line.strip("　") for line in PRINTED]))
    assert [text[:6] for text in texts(found)] == ["立冬在即，山", "一、要把火源", "进山的路口一", "二、要把队伍", "全镇半专业扑"]


def test_one_paragraph_with_a_blank_at_each_printed_line_is_parted():
    lines = [line.strip("　") for line in PRINTED]
    found, *_ = mend(blocks(" ".join(["各位代表：", *(lines * 5)])))
    assert len(found) == 26
    assert "通报的情况" in found[1].text


def test_short_paragraphs_are_no_printed_lines():
    lines = ["要把路修到每一个村民小组的门口，让雨天不再踩泥巴。"] * 12
    found, _, warnings = mend(blocks(*lines))
    assert texts(found) == lines
    assert not warnings


@pytest.mark.parametrize("line", ["· 在全镇公路建设和管护工作推进会上的讲话", "在全镇公路建设和管护推进会上的讲话……12"])
def test_a_list_of_titles_is_no_printed_text(line):
    lines = [line.replace("公路", word) for word in "水渠 河堤 桥梁 学校 集市 电网 林场 茶园 果园 渡口 粮仓 老街".split()]
    found, _, warnings = mend(blocks(*lines))
    assert texts(found) == lines
    assert not warnings


def test_a_divider_is_no_printed_line():
    found, *_ = mend(blocks(*PRINTED, "篇二", *PRINTED, "＊＊＊", *PRINTED))
    assert [text for text in texts(found) if len(text) < 5] == ["篇二", "＊＊＊"]


PAGE = ["　　今年的防汛比往年早，上游水库的水位已经到了警戒线，夜", "里值守的人手还差二十一名，各村要在今天之内补齐。"]


def test_bare_page_numbers_go_where_they_part_sentences():
    pages = [line for n in range(3, 8) for line in [*PRINTED[8:12], str(n)]]
    found, dropped, _ = mend(blocks("同志们：", *pages))
    assert [piece.text for piece in dropped if len(piece.text) == 1] == ["3", "4", "5", "6", "7"]
    found, dropped, _ = mend(blocks("1", LONG + "。", "2", LONG + "。", "3", LONG + "。"))
    assert texts(found)[::2] == ["1", "2", "3"]
    assert not dropped


@pytest.mark.parametrize("number", ["- {} -", "第 {} 页 共 9 页", "{} / 9"])
def test_the_running_head_of_printed_pages_goes_with_its_page_number(number):
    pages = [line for n in range(1, 7) for line in [*PAGE, *PRINTED[8:12], number.format(n), "青溪县防汛讲话"]]
    found, dropped, warnings = mend(blocks("青溪县防汛讲话", "同志们：", *pages))
    assert [text for text in texts(found) if "防汛讲话" in text] == ["青溪县防汛讲话"]
    assert reasons(dropped)["page_marker"] == 12
    assert "running_heads" in [warning.code for warning in warnings]


def test_the_name_of_a_volume_between_its_pages_is_a_running_head():
    found, dropped, _ = mend(blocks("青溪县讲话汇编", *["同志们：", LONG + "。", LONG + "。", "大家讲得都好。", "青溪县讲话汇编"] * 3))
    assert texts(found).count("青溪县讲话汇编") == 1
    assert reasons(dropped) == {"page_marker": 3}


@pytest.mark.parametrize("line", ["责任单位：县水利局", "（热烈鼓掌）", "同志们！", "抓落实", "各位代表："])
def test_what_a_speech_repeats_is_no_running_head(line):
    found, dropped, _ = mend(blocks(*[LONG + "。", line, LONG + "。", LONG + "。"] * 5))
    assert texts(found).count(line) == 5
    assert not dropped


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["在县人大常委会", "专题询问会议上的讲话"], ["在县人大常委会专题询问会议上的讲话"]),
        (["一、诚恳接受监督,", "把问题当成礼物"], ["一、诚恳接受监督,把问题当成礼物"]),
        (["在全县教育大会上的", "讲话"], ["在全县教育大会上的讲话"]),
        (["在全县教育大会上的讲话", "（2024年3月5日）", "县长　李文"], ["在全县教育大会上的讲话", "（2024年3月5日）", "县长　李文"]),
        (["一、统一思想", "今天的会议很重要。"], ["一、统一思想", "今天的会议很重要。"]),
        (["各位代表：", "现在报告工作。"], ["各位代表：", "现在报告工作。"]),
        (["政府工作报告", "——2024年1月16日在青溪县第五届人民代表大会上"], ["政府工作报告", "——2024年1月16日在青溪县第五届人民代表大会上"]),
    ],
)
def test_a_heading_broken_for_its_looks_is_one_line(lines, expected):
    found, *_ = mend([Block(line, source=7) for line in lines])
    assert texts(found) == expected


def test_a_bold_half_line_stays_the_bold_beginning():
    found, *_ = mend([Block("一、诚恳接受监督，", form=Form(bold=True), source=1), Block("把问题当成礼物", source=1)])
    assert (found[0].form.bold, found[0].form.bold_prefix) == (False, 9)


GLUED = (
    "在县政协提案办理会上的讲话各位委员,同志们:这次会议准备了两个月。下面讲三点意见。"
    + "一、提高认识,把提案当成来信。" + LONG + "。"
    + "二、务求实效,把答复变成办结。" + LONG + "。"
    + "三、加强协商,把对手变成帮手。" + LONG + "。谢谢大家!"
    + "在2024年旧房改造现场会上的讲话（2024年5月6日）同志们:上午看了三个小区。" + LONG + "。"
    + "第一,改什么,群众说了算。" + LONG + "。第二,怎么改,质量说了算。" + LONG + "。"
)


def test_a_glued_paragraph_is_parted_at_titles_salutations_and_numbers():
    found, dropped, warnings = mend(blocks(GLUED))
    assert [text[:6] for text in texts(found)] == [
        "在县政协提案", "各位委员,同", "这次会议准备", "一、提高认识", "二、务求实效", "三、加强协商", "谢谢大家!",
        "在2024年", "（2024年", "同志们:", "上午看了三个", "第一,改什么", "第二,怎么改",
    ]  # fmt: skip
    assert "".join(texts(found)) == GLUED
    assert not dropped
    assert warnings[0].code == "glued"


def test_a_long_paragraph_that_addresses_people_again_is_left_whole():
    again = "各位代表！奋进新征程，" + LONG * 9 + "。"
    found, *_ = mend(blocks("各位代表：", "现在报告工作。", again))
    assert texts(found)[2] == again


def test_a_salutation_before_two_blanks_stands_alone():
    found, *_ = mend(blocks("各位代表：　　现在，我代表县政府报告工作。"))
    assert texts(found) == ["各位代表：", "　　现在，我代表县政府报告工作。"]


def test_notes_and_page_breaks_survive_every_repair():
    note = NoteDraft("①", "见附件")
    pages = blocks(*PAGES)
    pages[1].notes, pages[0].breaks_before = [note], True
    found, *_ = mend([Block("", notes=[NoteDraft("②", "空行的注")]), *pages])
    assert found[0].breaks_before
    assert sorted(n.mark for block in found for n in block.notes) == ["①", "②"]


def test_mending_twice_is_mending_once():
    once, *_ = mend(blocks(GLUED, *PRINTED))
    again, dropped, warnings = mend(once)
    assert texts(again) == texts(once)
    assert not dropped
    assert not warnings


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>同志们：", '<img src="https://a.example/1.png">今天开会，讲三件事。'])
def test_words_behind_a_picture_tag_stay(text):
    kept, dropped, _ = mend([Block("在全镇大会上的讲话"), Block(text)])
    said = "".join(block.text for block in kept)
    assert said.endswith(text.partition(">")[2])
    assert all("同志们" not in piece.text and "今天" not in piece.text for piece in dropped)
