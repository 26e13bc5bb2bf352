"""Headings and their levels, on lines typed by hand."""
import pytest

from speeches.parsing.drafts import Block, Form
from speeches.parsing.marks import mark_of
from speeches.parsing.outline import read_outline

TEXT = "道理讲过多次，关键看行动。各村各单位要对照清单逐条过一遍，能当天解决的不过夜，解决不了的说清楚由谁牵头、什么时候办完。"


def outline(*lines, first=1):
    blocks = [line if isinstance(line, Block) else Block(line) for line in lines]
    return [(s.level, s.label, s.heading) for s in read_outline(blocks, first)]


@pytest.mark.parametrize(
    ("text", "kind", "label", "number"),
    [
        ("一、看清形势", "一、", "一", 1),
        ("十一、加强领导", "一、", "十一", 11),
        ("一.提高认识", "一、", "一", 1),
        ("　　（二）抓好春灌。", "（一）", "（二）", 2),
        ("( 三 )、守住底线", "（一）", "(三)", 3),
        ("㈣压实责任", "（一）", "㈣", 4),
        ("１．水利建设", "1.", "１.", 1),
        ("2、河道清淤", "1.", "2、", 2),
        ("3.1 渠系配套", "1.1", "3.1", 1),
        ("（4）抓田间工程", "（1）", "（4）", 4),
        ("5）算细账", "1）", "5）", 5),
        ("⑥记台账", "①", "⑥", 6),
        ("第二，准备要足", "第一", "第二", 2),
        ("第三部分　保障措施", "部分", "第三部分", 3),
        ("第一章 总则", "章", "第一章", 1),
        ("其二，队伍要稳", "其一", "其二", 2),
        ("三是守得住清贫。", "一是", "三是", 3),
        ("二要把路修通。", "一要", "二要", 2),
        ("其次，谈谈办法", "首先", "其次", 2),
        ("贰、主要任务", "壹、", "贰", 2),
        ("第二点，队伍要稳", "第一点", "第二点", 2),
        ("第一个方面是思想", "第一点", "第一个方面", 1),
        ("第三讲　守住底线", "部分", "第三讲", 3),
        ("首先要早醒一步", "首先", "首先", 1),
        ("二）抓好春灌", "一）", "二）", 2),
    ],
)
def test_a_number_is_read_with_its_kind_and_label(text, kind, label, number):
    mark = mark_of(text)
    assert (mark.kind, mark.label.rstrip("."), mark.number) == (kind, label.rstrip("."), number)


@pytest.mark.parametrize(
    "text",
    [
        "二、三产业一起上",
        "一、二级响应随时启动",
        "五、六月份雨水偏多",
        "1.5万亩梨园",
        "2024.3.5 记",
        "12345热线",
        "1949年建县",
        "第一书记要住下来",
        "第三次会议之后",
        "一带一路沿线",
        "一年来的变化",
        "一是一，二是二",
        "（2024年3月5日）",
        "（1949年）",
        "其一方面",
        "——粮食再获丰收。",
        "第一个到会的是老支书",
        "第三方面力量",
        "第二课堂",
        "首先我代表县委问好",
    ],
)
def test_what_only_looks_like_a_number_is_none(text):
    assert mark_of(text) is None


def test_levels_follow_一_then_bracketed_then_figures():
    assert outline("一、履职情况", "1.工程建设", "（1）骨干工程。" + TEXT, "（2）田间工程。" + TEXT, "2.水源管理", "二、今后打算") == [
        (1, "一", "履职情况"),
        (2, "1.", "工程建设"),
        (3, "（1）", "骨干工程"),
        (3, "（2）", "田间工程"),
        (2, "2.", "水源管理"),
        (1, "二", "今后打算"),
    ]


def test_第一_may_be_the_first_level_and_一是_the_second():
    found = outline("第一，想在前面。" + TEXT, "第二，做在前面。" + TEXT, "一是清隐患。" + TEXT, "二是备物资。" + TEXT, "第三，守在前面。" + TEXT)
    assert [(level, label) for level, label, _ in found] == [(1, "第一"), (1, "第二"), (2, "一是"), (2, "二是"), (1, "第三")]


def test_a_bracketed_number_after_一是_stands_beside_it():
    found = outline("一、去年回顾", "一是路通了。" + TEXT, "二是水清了。" + TEXT, "（一）村庄变了样。" + TEXT, "（二）干部换了劲。" + TEXT)
    assert [level for level, _, _ in found] == [1, 2, 2, 2, 2]


def test_figures_may_stand_above_bracketed_numbers():
    found = outline("1、摸清家底", "（一）查地块。" + TEXT, "（二）查渠道。" + TEXT, "2、抓紧修补", "（一）先主渠。" + TEXT, "3、管好日常")
    assert [(level, label) for level, label, _ in found] == [(1, "1、"), (2, "（一）"), (2, "（二）"), (1, "2、"), (2, "（一）"), (1, "3、")]


def test_figures_may_count_on_through_several_parents():
    found = outline("一、任务", "（一）兴业", "1. 建园区。" + TEXT, "2. 引龙头。" + TEXT, "（二）富民", "3. 育技能。" + TEXT, "4. 稳就业。" + TEXT)
    assert [label for _, label, _ in found] == ["一", "（一）", "1.", "2.", "（二）", "3.", "4."]


def test_a_heading_that_runs_into_its_text_ends_at_the_first_full_stop():
    section = read_outline([Block("一、路要修到田头。" + TEXT)], 7)[0]
    assert (section.heading, section.run_in, section.paragraph) == ("路要修到田头", True, 7)


def test_an_own_line_with_a_full_stop_does_not_run_in():
    section = read_outline([Block("（一）路要修到田头。"), Block(TEXT)], 1)[0]
    assert (section.heading, section.run_in) == ("路要修到田头", False)


def test_empty_lines_are_counted_but_hold_no_heading():
    sections = read_outline([Block("同志们："), Block(""), Block("一、定目标"), Block(""), Block(TEXT), Block("二、抓落实")], 4)
    assert [s.paragraph for s in sections] == [6, 9]


def test_a_number_that_word_counts_is_a_label_too():
    assert outline(Block("把堵点找出来", label="一、"), Block("从抱怨里找", label="（一）"), Block("从账本里找", label="（二）"), Block("把流程减下来", label="二、")) == [
        (1, "一", "把堵点找出来"),
        (2, "（一）", "从抱怨里找"),
        (2, "（二）", "从账本里找"),
        (1, "二", "把流程减下来"),
    ]


def test_a_number_counted_and_typed_is_one_number():
    assert outline(Block("一、把堵点找出来", label="一、"), TEXT, Block("二、把流程减下来", label="二、")) == [
        (1, "一", "把堵点找出来"),
        (1, "二", "把流程减下来"),
    ]


def test_a_bullet_of_word_is_no_number():
    assert outline(Block("青苗补偿", label="●"), Block("土地流转", label="●"), TEXT) == []


def test_二是_without_一是_is_no_section():
    assert outline("一、主要问题", TEXT + "一是底数不清。", "二是责任不明。" + TEXT, "三是办法不多。" + TEXT) == [(1, "一", "主要问题")]


def test_首先_without_其次_opens_a_paragraph_and_no_section():
    assert outline("首先，我代表镇党委向大家问好。" + TEXT, TEXT) == []


def test_members_of_a_list_that_end_in_a_semicolon_are_no_sections():
    assert outline("一、组织机构", "（一）组长由镇长担任；", "（二）副组长由分管领导担任；", TEXT) == [(1, "一", "组织机构")]


def test_a_list_of_whole_sentences_is_no_row_of_headings():
    projects = [f"{n}. 新建{n}座标准化村级卫生室并为每一座都配齐基本设备和一名驻点医生使群众看小病不必再跑十几里山路到镇上排队。" for n in range(1, 6)]
    assert outline("一、民生实事", *projects) == [(1, "一", "民生实事")]


def test_a_lost_heading_is_accepted_with_less_confidence():
    sections = read_outline([Block("（一）种粮"), Block(TEXT), Block("（三）治水"), Block(TEXT)], 1)
    assert [s.label for s in sections] == ["（一）", "（三）"]
    assert sections[1].confidence < 0.8


def test_a_second_row_of_the_same_kind_starts_again_at_one():
    found = outline("（一）稳住。" + TEXT, "（二）向好。" + TEXT, "（一）扩产。" + TEXT, "（二）提质。" + TEXT)
    assert [level for level, _, _ in found] == [1, 1, 1, 1]


def test_headings_without_a_number_are_found_by_outline_level_and_bold():
    top, below = Form(bold=True, outline_level=0), Form(bold=True)
    found = outline(
        Block("看准方向", form=top), TEXT, Block("难处要摆够", form=below), TEXT, Block("机会要抓住", form=below), TEXT, Block("抓好三件大事", form=top), TEXT
    )
    assert found == [(1, "", "看准方向"), (2, "", "难处要摆够"), (2, "", "机会要抓住"), (1, "", "抓好三件大事")]


def test_a_pasted_text_shows_its_headings_by_short_lines_among_long_ones():
    found = outline("现在，我向大会报告工作。", "2023年工作回顾", TEXT * 2, "（一）粮食丰收。" + TEXT, "（二）道路畅通。" + TEXT, "2024年工作打算", TEXT * 2, TEXT)
    assert found == [(1, "", "2023年工作回顾"), (2, "（一）", "粮食丰收"), (2, "（二）", "道路畅通"), (1, "", "2024年工作打算")]


def test_one_short_line_alone_is_no_heading():
    assert outline(TEXT, "柳湾村的变化", TEXT, TEXT, TEXT) == []


def test_前言_and_结语_stand_beside_the_numbered_headings():
    bold = Form(bold=True)
    found = outline(Block("前言", form=bold), TEXT, Block("一、定标", form=bold), TEXT, Block("二、对标", form=bold), TEXT, Block("结语", form=bold), TEXT)
    assert found == [(1, "", "前言"), (1, "一", "定标"), (1, "二", "对标"), (1, "", "结语")]


def test_stage_directions_and_thanks_in_bold_are_no_headings():
    bold = Form(bold=True)
    assert outline(TEXT, Block("（签字结束）", form=bold), TEXT, Block("谢谢大家！", form=bold), TEXT) == []


def test_lines_of_a_table_are_no_headings():
    assert outline(TEXT, Block("一、牵头单位", place="table"), Block("1.责任人", place="table"), TEXT) == []


def test_no_more_than_six_levels_and_five_hundred_sections():
    sections = read_outline([Block(f"{'（一）' if n % 2 else '一、'}好") for n in range(2000)], 1)
    assert len(sections) == 500
    assert max(s.level for s in sections) <= 6


def test_an_agenda_of_lines_with_semicolons_is_no_outline():
    assert outline("会议有三项议程：", "一、通报防汛情况；", "二、签订责任书；", "三、请县领导讲话。", TEXT) == []


def test_a_question_and_its_echo_are_one_heading():
    assert outline("一、改什么？怎么改？", TEXT, "二、谁来改？", TEXT) == [(1, "一", "改什么？怎么改？"), (1, "二", "谁来改？")]


def test_the_bold_beginning_before_a_colon_is_the_heading():
    text = "一、关于产业：" + "今年要把梨果加工的链条再拉长一截，从卖鲜果走到卖果酒、果干、果醋，并且让每个乡镇都有一个拿得出手的品牌和一支跑得动的队伍。"
    assert outline(Block(text, form=Form(bold_prefix=7)), "二、关于道路", TEXT)[0] == (1, "一", "关于产业")


def test_a_number_without_punctuation_counts_where_the_line_is_short():
    assert outline("一　总体要求", TEXT, "二　主要任务", TEXT) == [(1, "一", "总体要求"), (1, "二", "主要任务")]


def test_a_label_of_word_without_punctuation_is_a_label_too():
    assert outline(Block("总体要求", label="第一"), TEXT, Block("主要任务", label="第二"), TEXT) == [(1, "第一", "总体要求"), (1, "第二", "主要任务")]


def test_a_heading_style_without_number_stands_beside_numbered_ones_of_the_same_style():
    style = Form(style="heading 1")
    found = outline(Block("开头的话", form=style), TEXT, Block("一、定标", form=style), TEXT, Block("二、对标", form=style), TEXT, Block("最后的话", form=style), TEXT)
    assert [level for level, _, _ in found] == [1, 1, 1, 1]


def test_figures_alone_are_no_heading():
    assert outline("一、空气", TEXT + "细颗粒物也就是 PM", "2.5 的浓度", "2.5", TEXT) == [(1, "一", "空气")]


def test_a_number_typed_twice_is_one_number():
    assert outline("一、一、把堵点找出来", TEXT, "二、二、把流程减下来", TEXT) == [(1, "一", "把堵点找出来"), (1, "二", "把流程减下来")]


def test_a_list_between_two_headings_of_its_kind_breaks_no_row():
    projects = ["1.新建公路三十公里；", "2.改造危房二百户；", "3.新建村卫生室九所。"]
    found = outline("1.摸清家底。" + TEXT, "要办好几件实事：", *projects, "2.抓紧修补。" + TEXT, "3.管好日常。" + TEXT)
    assert found == [(1, "1.", "摸清家底"), (1, "2.", "抓紧修补"), (1, "3.", "管好日常")]


def test_bracketed_numbers_stay_below_the_last_figure_as_below_the_first():
    found = outline("1、摸清家底", "（一）查地块。" + TEXT, "（二）查渠道。" + TEXT, "2、抓紧修补", "（一）先主渠。" + TEXT, "（二）后支渠。" + TEXT)
    assert [(level, label) for level, label, _ in found] == [(1, "1、"), (2, "（一）"), (2, "（二）"), (1, "2、"), (2, "（一）"), (2, "（二）")]


def test_what_work_reports_name_their_parts_is_a_heading_above_a_short_line_too():
    short = "今年这一年，意义十分重大，担子也不轻。"
    assert outline("2023年工作回顾", TEXT, TEXT, "2024年主要目标任务", short, TEXT, TEXT, "加强政府自身建设", short, TEXT, TEXT) == [
        (1, "", "2023年工作回顾"), (1, "", "2024年主要目标任务"), (1, "", "加强政府自身建设"),
    ]


@pytest.mark.parametrize("line", ["名 词 解 释", "宋立民", "老主任说：“"])
def test_a_spaced_title_a_signature_and_half_a_quotation_are_no_headings(line):
    assert outline(TEXT, "看清来路", TEXT, TEXT, line, TEXT, TEXT, "走好前路", TEXT, TEXT) == [(1, "", "看清来路"), (1, "", "走好前路")]


def test_最后_may_follow_其次():
    found = outline("首先，思想要早。" + TEXT, "其次，准备要足。" + TEXT, "最后，责任要严。" + TEXT)
    assert [(level, label) for level, label, _ in found] == [(1, "首先"), (1, "其次"), (1, "最后")]


def test_points_and_aspects_make_a_row_like_any_number():
    found = outline("第一点，看清形势。" + TEXT, "一是看增速。" + TEXT, "二是看结构。" + TEXT, "第二点，抓住关键。" + TEXT)
    assert [(level, label) for level, label, _ in found] == [(1, "第一点"), (2, "一是"), (2, "二是"), (1, "第二点")]


def test_an_agenda_of_whole_sentences_is_no_outline():
    assert outline("今天的会议有三项议程：", "一、县应急局通报情况。", "二、各镇作表态发言。", "三、县长讲话。", TEXT) == []


def test_a_wide_gap_ends_the_heading_where_a_line_break_got_lost():
    assert outline("一、路要修到田头　　去年冬天，" + TEXT, "二、水要引到地边　　今年春天，" + TEXT) == [(1, "一", "路要修到田头"), (1, "二", "水要引到地边")]


def test_a_couplet_is_one_heading():
    assert outline("一、解放思想　　开拓创新。" + TEXT, "二、真抓实干　　争创一流。" + TEXT)[0] == (1, "一", "解放思想　　开拓创新")


def test_a_colon_behind_the_number_is_no_part_of_the_heading():
    assert outline("一是：早动手。" + TEXT, "二是：快动手。" + TEXT) == [(1, "一是", "早动手"), (1, "二是", "快动手")]


def test_two_plain_lines_are_to_be_checked_and_three_or_usual_ones_are_not():
    def doubtful(*headings):
        lines = [Block(line) for heading in headings for line in (heading, TEXT, TEXT, TEXT)]
        return [section.confidence < 0.6 for section in read_outline(lines, 1)]

    assert doubtful("看清来路", "走好前路") == [True, True]
    assert doubtful("看清来路", "走好前路", "带好队伍") == [False] * 3
    assert doubtful("2023年工作回顾", "2024年工作安排") == [False, False]
