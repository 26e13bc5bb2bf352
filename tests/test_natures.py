import pytest

from speeches.parsing.decisions import Decisions
from speeches.parsing.drafts import Block
from speeches.parsing.natures import nature_of, whole
from speeches.parsing.pipeline import parse
from tests.docx_files import docx_of, p

LONG = "县里把这件事看得很重，前后开了三次会，跑了十一个村，问了两百多户人家。"


def blocks(text, place="body"):
    return [Block(line, source=n, place=place) for n, line in enumerate(text.strip().split("\n"))]


NOTICE = f"""
青溪县水利局关于做好秋汛防御工作的通知
各乡镇水利站、各灌区管理所：
入秋以来雨水偏多，现将有关事项通知如下：
一、加强值守。{LONG}
二、排查隐患。{LONG}
特此通知。
青溪县水利局
2023年9月4日
"""
PAPERS = {
    "通知": [
        NOTICE,
        f"青溪县教育局文件\n青教发〔2022〕31号\n关于开展“书香校园”\n创建活动的通知\n各中小学校：\n{LONG}\n请认真贯彻执行。\n青溪县教育局\n2022年4月2日",
        f"关于低保对象的公示\n经村评议，现将名单公示如下：\n{LONG}\n公示期七天。",
        f"停水公告\n因白鹭大道管网改造，经研究，现公告如下：\n{LONG}\n青溪县自来水公司\n2024年5月1日",
    ],
    "决定": [f"中共石桥镇委员会关于表彰优秀河段长的决定\n各村党支部：\n{LONG}\n经镇党委研究，决定予以表彰。"],
    "会议纪要": [
        f"青溪县人民政府常务会议纪要\n（2023年第7次）\n时间：2023年6月9日\n主持：顾小满\n出席：林远帆、何绍云\n会议听取了防汛准备情况的汇报，{LONG}\n会议强调，各部门要压实责任。",
        f"专题会议纪要\n6月1日，副县长主持召开会议，研究灌区改造。现纪要如下：\n一、会议议定，资金分两年安排。\n会议要求，县水利局七月底前开工。\n{LONG}",
    ],
    "请示": [f"白鹭镇人民政府关于修建便民桥的请示\n县人民政府：\n{LONG}\n妥否，请批示。\n白鹭镇人民政府\n2021年3月9日"],
    "批复": [f"青溪县人民政府关于同意白鹭镇修建便民桥的批复\n白鹭镇人民政府：\n你镇《关于修建便民桥的请示》收悉。经研究，现批复如下：\n{LONG}\n此复。"],
    "函": [f"关于商请借用体育馆的函\n县职业中学：\n{LONG}\n特此函达，请予支持。\n青溪县文化馆"],
    "议程": [
        "全县农业农村工作会议议程\n时间：2024年2月20日上午9:00\n地点：县会议中心\n主持人：副县长\n一、通报去年工作情况\n二、白鹭镇作表态发言\n三、县委书记讲话",
        "干部培训班日程安排\n9:00　开班式\n10:30　专题辅导\n14:30　分组讨论\n17:00　交流",
    ],
    "工作方案": [
        f"白鹭镇“清河行动”实施方案\n为把门前的河治好，结合我镇实际，制定本方案。\n一、指导思想\n{LONG}\n二、工作目标\n{LONG}\n三、组织领导\n{LONG}",
        f"石桥水库抢险应急预案\n1 总则\n1.1 编制目的\n{LONG}\n2 应急响应\n{LONG}",
        f"青溪县山洪灾害应急预案\n（2023年修订）\n一、组织机构\n{LONG}\n二、应急响应\n{LONG}",
    ],
    "规章": [
        f"白鹭镇河道保洁管理办法（试行）\n第一章　总则\n第一条　{LONG}\n第二条　{LONG}\n第三条　本办法自发布之日起施行。",
        f"机关食堂管理制度\n第一条 {LONG}\n第二条 {LONG}",
    ],
    "简报": [f"青溪县农村工作简报\n第12期\n县委农村工作领导小组办公室编\n2024年3月8日\n白鹭镇清河行动见成效\n{LONG}\n报：县委常委"],
    "新闻稿": [
        f"白鹭镇召开清河行动推进会\n本报讯（记者　柳青）3月6日，白鹭镇召开推进会。{LONG}\n镇长顾小满要求，各村要把河段长名单贴出来。",
        f"清河行动见成效\n本报记者　柳青\n{LONG}\n村民何田说：“河里又有鱼了。”",
        f"青溪县融媒体中心讯（通讯员　柳青）{LONG}\n{LONG}",
    ],
    "名单": [
        "全县防汛抗旱指挥部成员名单\n组长：林远帆\n副组长：顾小满\n成员：何绍云　马德山",
        "优秀河段长名单\n1.柳成\n2.石安\n3.顾桥\n4.何田",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("name", "paper"), [(name, paper) for name, papers in PAPERS.items() for paper in papers])
def test_a_paper_is_told_from_a_speech(name, paper):
    assert nature_of(blocks(paper)).name == name


def test_a_form_is_told_by_its_cells():
    cells = blocks("姓名\n性别\n单位\n职务\n联系电话\n备注\n柳成\n男\n白鹭镇\n站长", place="table")
    assert nature_of([Block("干部基本情况"), *cells]).name == "表格"


def test_it_is_kept_whole_with_its_reason():
    cuts, dropped, warnings = whole(blocks(NOTICE))
    assert [block.text for block in cuts[0].head + cuts[0].body] == [block.text for block in blocks(NOTICE)]
    assert not dropped
    assert [(warning.code, warning.message) for warning in warnings] == [("no_speech", "这份文件像是通知，不是讲话：整篇收入，没有排提纲。")]


SPEECHES = [
    f"在全县秋汛防御会上的讲话\n同志们：\n{LONG}\n下面，我讲三点意见。\n{LONG}\n谢谢大家！",
    f"政府工作报告\n——2024年1月10日在青溪县第十届人民代表大会第三次会议上\n各位代表：\n现在，我代表县人民政府报告工作。\n{LONG}",
    f"全县秋汛防御会议主持词\n同志们：\n现在开会。会议议程：\n一、观看短片\n二、白鹭镇作表态发言\n三、县长讲话\n{LONG}\n散会。",
    f"2023年度述职报告\n县水利局局长　何绍云\n按照要求，现将履职情况报告如下。\n一、工作目标\n{LONG}",
    f"青政发〔2024〕3号\n关于印发县长讲话的通知\n各乡镇人民政府：\n现将讲话印发给你们。\n在全县秋汛防御会上的讲话\n同志们：\n{LONG}",
    f"宣读表彰决定的通知\n{LONG}\n同志们，刚才我代表县委宣读了通知。\n我想再讲两句。{LONG}",
    f"青办发〔2024〕7号\n青溪县人民政府办公室\n关于转发守住饭碗的通知\n各镇党委：\n现将讲话转发给你们。\n守住饭碗\n各位党员同志：\n{LONG}",
    f"关于全县防汛工作情况的汇报\n一、指导思想\n{LONG}\n二、组织领导\n{LONG}",
    f"守住饭碗的办法\n{LONG}\n{LONG}",  # a title may end in such a word
    f"中共青溪县委关于秋收的通知\n（一九五二年九月四日）\n{LONG}\n{LONG}",  # a line of a collected volume
]  # fmt: skip


@pytest.mark.parametrize("text", SPEECHES)
def test_a_speech_stays_one(text):
    assert nature_of(blocks(text)) is None


def test_a_speech_that_was_typed_into_a_table_stays_one():
    assert nature_of(blocks(f"收获\n{LONG * 2}\n{LONG * 2}\n{LONG * 2}\n一\n二\n三", place="table")) is None


def test_a_notice_has_no_outline_and_a_person_may_call_it_a_speech():
    notice = docx_of("".join(map(p, NOTICE.strip().split("\n"))))
    draft = parse(notice, "通知.docx")
    assert (draft.speeches[0].title, draft.speeches[0].outline, draft.speeches[0].kind) == ("青溪县水利局关于做好秋汛防御工作的通知", [], None)
    assert draft.speeches[0].evidence["nature"].rule == "通知"
    assert [warning.code for warning in draft.warnings] == ["no_speech"]
    speech = parse(notice, "通知.docx", Decisions(speech=True))
    assert "nature" not in speech.speeches[0].evidence
    assert "no_speech" not in [warning.code for warning in speech.warnings]
