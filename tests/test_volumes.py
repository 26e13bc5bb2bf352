"""What the speeches of one file have in common, and what an editor or an office puts round them."""
import pytest

from speeches.parsing.drafts import Block, Form
from speeches.parsing.repair import mend
from speeches.parsing.splitting import split

BODY = "今年以来，全镇上下把修路当作头等大事来抓，先后解决了征地、运输、资金等四十七个具体问题。"
FORMS = {"^": Form(centred=True, size=22, font="方正小标宋简体"), "*": Form(size=16, bold=True), "": Form(size=16)}


def blocks(*lines):
    """Lines as blocks; ^ is centred and large, * is bold."""
    return [Block(line.lstrip("^*"), form=FORMS[line[0] if line[0] in FORMS else ""], source=n) for n, line in enumerate(lines)]


def parted(*lines):
    """The first line of every speech, and what went aside for which reason."""
    lines, taken_out, _ = mend(blocks(*lines))
    cuts, dropped, _ = split(lines)
    return [(cut.head + cut.body)[0].text for cut in cuts], [piece.text for piece in taken_out + dropped]


def speech(*head):
    return [*head, BODY, "一、把路修好", BODY, BODY]


@pytest.mark.parametrize(
    "numbers",
    [("一、", "二、", "三、"), ("1.", "2.", "3."), ("（一）", "（二）", "（三）"), ("★", "★", "★"), ("篇一：", "篇二：", "篇三："), ("【第一篇】", "【第二篇】", "【第三篇】"), ("例1：", "例2：", "例3：")],
)  # fmt: skip
def test_titles_that_are_counted_lose_their_number(numbers):
    titles = ["在全镇防汛动员会上的讲话", "把路修到门口", "新春寄语"]
    lines = [line for number, title in zip(numbers, titles, strict=True) for line in speech(number + title, "（2023年3月5日）", "镇长　李文", "同志们：")]
    firsts, aside = parted(*lines)
    assert firsts == titles
    assert aside == list(numbers)


def test_the_items_of_an_agenda_count_no_titles():
    agenda = ["一、副镇长讲话", "二、镇长讲话", "三、书记讲话"]
    firsts, aside = parted(*speech("在全镇防汛动员会上的讲话", "同志们："), "会议议程：", *agenda, "同志们：", BODY)
    assert len(firsts) == 1
    assert not aside


def test_headings_that_are_counted_like_the_titles_begin_nothing():
    lines = [*speech("*一、在全镇防汛动员会上的讲话", "同志们："), "*二、把堤看好", BODY, *speech("*二、在全镇教育大会上的讲话", "同志们："), "*三、把书教好", BODY]
    assert parted(*lines)[0] == ["在全镇防汛动员会上的讲话", "在全镇教育大会上的讲话"]


def test_the_form_of_sure_titles_finds_the_one_that_has_nothing_else():
    sure = [speech(f"^在全镇{topic}会上的讲话", "（2023年3月5日）", "同志们：") for topic in ("防汛", "教育")]
    assert parted(*sure[0], *speech("^把路修到门口"), *sure[1])[0][1] == "把路修到门口"


def test_a_heading_in_the_form_of_the_text_begins_nothing():
    sure = [speech(f"在全镇{topic}会上的讲话", "（2023年3月5日）", "同志们：") for topic in ("防汛", "教育")]
    assert len(parted(*sure[0], "把路修到门口", BODY, BODY, *sure[1])[0]) == 2


@pytest.mark.parametrize("dates", [("（二〇一九年三月五日）", "（二〇二〇年四月一日）"), ("（2019年3月5日）", "（2020年4月1日，青溪）"), ("2019-03-05", "（2020.4.1）"), ("（2019年3月）", "时间：2020年4月1日")])
def test_short_lines_over_whole_dates_are_titles_where_they_return(dates):
    assert parted("山上的树和山下的水", dates[0], BODY, BODY, "我们的几件小事", dates[1], BODY, BODY)[0] == ["山上的树和山下的水", "我们的几件小事"]


@pytest.mark.parametrize("parts", [("引言", "结论"), ("青溪县人民政府", "青溪县委办公室")])
def test_short_words_and_signatures_over_dates_are_none(parts):
    lines = ["在全镇防汛会上的讲话", "（2019年3月5日）", BODY, parts[0], "（2019年3月6日）", BODY, parts[1], "（2019年3月7日）", BODY]
    assert len(parted(*lines)[0]) == 1


ENTRIES = ["在全镇防汛动员会上的讲话", "把路修到门口——在全镇公路会上的讲话", "新春寄语"]


@pytest.mark.parametrize(
    "entry",
    ["{0}……………{1}", "{0}\t{1}", "{0} / {1}", "{0}（{1}）", "{0}      {1}", "{1}、{0}", "· {0}", "{0}", "{0}　李文（{1}）", "篇{1}：{0}"],
)  # fmt: skip
def test_contents_of_many_layouts_go_aside_and_promise_titles(entry):
    contents = ["目　录", *[entry.format(title, n) for n, title in enumerate(ENTRIES, 1)]]
    lines = [*speech("在全镇防汛动员会上的讲话", "同志们："), *speech("把路修到门口", "——在全镇公路会上的讲话", "同志们："), *speech("新春寄语")]
    firsts, aside = parted(*contents, *lines)
    assert firsts == ["在全镇防汛动员会上的讲话", "把路修到门口", "新春寄语"]
    assert aside == contents


def test_contents_of_one_speech_promise_no_speeches():
    headings = ["今年的账", "明年的路", "该谁来干"]
    firsts, _ = parted("^在全镇经济会上的讲话", "目　录", *[f"{h}\t{n}" for n, h in enumerate(headings)], "同志们：", *[line for h in headings for line in ("*" + h, BODY, BODY)])
    assert firsts == ["在全镇经济会上的讲话"]


def test_the_same_title_twice_in_the_contents_is_listed_twice():
    contents = ["目录", "1. 新春寄语……1", "2. 新春寄语……3"]
    firsts, aside = parted(*contents, *speech("^新春寄语", "（2022年1月30日）"), *speech("^新春寄语", "（2023年1月20日）"))
    assert firsts == ["新春寄语"] * 2
    assert aside == contents


@pytest.mark.parametrize(
    "cover",
    [
        ["^青溪县讲话汇编"],
        ["^讲话稿范文（精选2篇）"],
        ["^2023年讲话稿锦集", "（内部资料　注意保存）", "主　编：柳青"],
        ["^青溪言论选（二）", "青溪县委办公室编", "二〇二四年五月"],
        ["^《山乡笔记》"],
        ["^讲话材料"],
        ["^青溪县讲话汇编", "^前　言", BODY, "编　者", "2024年6月"],
        ["编者按：这里收的是两次会上的讲话。"],
        ["^青溪县讲话汇编", "^第一部分　动员部署类"],
    ],
)
def test_the_cover_of_a_volume_and_its_editors_words_are_a_frame(cover):
    firsts, aside = parted(*cover, *speech("^在全镇防汛动员会上的讲话", "（2023年3月5日）", "同志们："), *speech("^在全镇教育大会上的讲话", "同志们："))
    assert firsts == ["在全镇防汛动员会上的讲话", "在全镇教育大会上的讲话"]
    assert aside == [line.lstrip("^") for line in cover]


def test_a_long_preface_is_a_piece_of_its_own():
    firsts, aside = parted("^青溪县讲话汇编", "^前　言", *[BODY] * 40, *speech("^在全镇防汛会上的讲话", "同志们："), *speech("^在全镇教育会上的讲话", "同志们："))
    assert firsts == ["前　言", "在全镇防汛会上的讲话", "在全镇教育会上的讲话"]
    assert aside == ["青溪县讲话汇编"]


def test_a_divider_begins_a_speech_that_has_no_title():
    lines = ["^讲话稿（精选2篇）", "篇一", "同志们：", BODY, BODY, "谢谢大家！", "篇二", "老师们、同学们：", BODY, BODY]
    firsts, aside = parted(*lines)
    assert firsts == ["同志们：", "老师们、同学们："]
    assert aside == ["讲话稿（精选2篇）", "篇一", "篇二"]


def test_the_parts_of_a_report_are_no_dividers():
    firsts, _ = parted("^政府工作报告", "各位代表：", BODY, "第一篇　今年的账", BODY, BODY, "第二篇　明年的路", BODY, BODY)
    assert firsts == ["政府工作报告"]


def test_a_title_that_stands_twice_begins_one_speech():
    title = "在全镇防汛动员会上的讲话"
    firsts, _ = parted(title, "^" + title, "同志们：", BODY, BODY, "篇二：在全镇教育大会上的讲话", "^篇二：在全镇教育大会上的讲话", "同志们：", BODY)
    assert len(firsts) == 2


def test_a_title_on_two_lines_without_any_form_is_one():
    firsts, _ = parted(*speech("在全镇防汛动员会上的讲话", "同志们："), *speech("镇长李文在全镇创建全国文明", "城市推进会上的讲话", "同志们："))
    assert firsts == ["在全镇防汛动员会上的讲话", "镇长李文在全镇创建全国文明"]


def test_titles_that_are_counted_behind_are_titles():
    firsts, _ = parted(*speech("全镇防汛讲话稿 篇1", "同志们："), *speech("全镇防汛讲话稿 篇2", "老师们："))
    assert firsts == ["全镇防汛讲话稿 篇1", "全镇防汛讲话稿 篇2"]


HEAD = ["^中共青溪县委办公室文件", "青办发〔2024〕7号　　签发人：柳青"]
NOTICE = ["^关于印发县委书记讲话的通知", "各镇党委，县直各单位：", "现将讲话印发给你们，请结合实际，抓好落实。", "中共青溪县委办公室", "2024年3月18日", "（此件发至村）"]
FOOT = ["主题词：农业　讲话", "抄送：县人武部。", "中共青溪县委办公室　　2024年3月18日印发", "（共印120份）"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        (HEAD + NOTICE, FOOT),
        (["秘密★一年", *HEAD, *NOTICE, "附件"], FOOT[1:3]),
        (["中共青溪县委办公室", "青办发[2024]7号", *NOTICE], []),
        (HEAD, ["报：市委办公室。", "送：县委常委。", "校对：李文　　打印：柳青"]),
        (["^领导讲话", "〔2024〕第5期", "青溪县委办公室编　　2024年3月18日"], ["送：县委常委。"]),
        (["内部资料", "^县委通报", "第5期", "中共青溪县委办公室　　2024年3月18日"], FOOT[1:]),
    ],
)
def test_the_head_and_foot_of_an_offices_paper_are_a_frame_in_any_layout(above, below):
    told = speech("^在全县防汛动员会上的讲话", "（2024年3月15日）", "县委书记　李文", "同志们：")
    firsts, aside = parted(*above, *told, *below)
    assert firsts == ["在全县防汛动员会上的讲话"]
    assert sorted(aside) == sorted(line.lstrip("^") for line in above + below)


def test_a_speech_alone_has_neither_head_nor_foot():
    told = [*speech("^在学习贯彻青办发〔2024〕7号文件动员会上的讲话", "同志们："), "送：老王一双雨靴。", "谢谢大家！"]
    assert parted(*told) == (["在学习贯彻青办发〔2024〕7号文件动员会上的讲话"], [])
