"""Files that are no speech: notices, minutes, agendas, rules, tables. They are said to be one and kept whole.

Careful on purpose: what a person could have said from a platform is a speech, and a doubt is a speech too.
"""
import re
from dataclasses import dataclass

from speeches.parsing.drafts import Block, Dropped, Evidence, SpeechDraft, Warning
from speeches.parsing.lines import (
    bare,
    ends_a_sentence,
    ends_like_title,
    has_label,
    is_closing,
    is_salutation,
    names_an_occasion,
)
from speeches.parsing.splitting import Cut

NUMERAL = r"[一二三四五六七八九十百\d]{1,4}"
# Who a notice is for: 各乡镇人民政府，县政府各部门：
ADDRESSEE = r"^[\[【]?(主送单位|各(?!位).{2,60}|.{2,40}(政府|[局委厅部院办校]|办公室|委员会|公司|单位|部门|支部|中心|学校))[\]】]?[：:]$"
SIGNED = r"^(\[?发文单位\]?|[\u4e00-\u9fff]{2,20}(办公室|委员会|人民政府|[局委厅部院会校]|公司|中心))$"
ISSUED = r"[〔\[（(]20\d\d[〕\]）)]第?\d+号"
PLAN = (
    r"^([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d(\.\d)?[.、]?)"
    r"(指导思想|总体要求|总体目标|工作目标|目标任务|活动目的|活动主题|活动时间|活动内容|参加对象|组织领导|组织机构|工作步骤|实施步骤|方法步骤|时间安排|保障措施|工作措施|工作要求|有关要求|经费预算|应急响应|应急保障|总则|编制目的|组织指挥体系)"
)

# One nature a row: its name, how its title ends, and what stands in its text; a title and one more sign make it sure.
NATURES = [
    ("会议纪要", r"(会议|办公会|座谈会|专题会)?纪要([（(].{1,20}[）)])?$", [r"^(出席|列席|参会|参加|缺席|请假|记录|主持)(人员?)?[：:]", r"^(会议|与会人员)[，,]?(指出|强调|要求|认为|议定|明确|听取|研究|决定|同意|原则同意|审议)"]),
    ("请示", r"请示$", [r"(妥否|当否|可否|以上请示).{0,12}(批示|批复|审批|审定|审示)", ADDRESSEE, SIGNED]),
    ("批复", r"批复$", [r"收悉[。，,]", r"^(此复|特此批复)", ADDRESSEE, SIGNED]),
    ("函", r"[的复]函$", [r"(特此函[告复达询]|^此函|请予函复|盼(予)?(函)?复)", ADDRESSEE, SIGNED]),
    ("决定", r"(关于|给予|表彰|授予).*决定$", [r"经.{0,30}(研究|批准)", ADDRESSEE, SIGNED, ISSUED]),
    ("通知", r"(通知|通告|公告|公示)$", [r"^特此(通知|通告|公告)", r"^(现|经).{2,200}(通知|通告|公告|公示)如下|印发给你们", ADDRESSEE, SIGNED, ISSUED]),
    ("议程", r"(会议|大会|仪式|活动)?(议程|日程|日程安排|日程表|安排表|程序|须知)$", [r"^(会议|活动|大会)?(时间|地点|主持人?|参会人员|参加人员|出席人员|议程)[：:]", r"\d{1,2}[:：]\d\d", r"^([一二三四五六七八九十]+|\d+)[、.．].{0,40}(讲话|发言|致辞|宣读|奏.{0,2}国歌|介绍|报告|表态|颁奖|签约)[。；;]?$"]),
    ("工作方案", r"(方案|预案|工作计划|行动计划|工作要点|实施意见)([（(].{1,12}[）)])?$", [PLAN, r"(制定|制订)本(方案|预案|计划)", r"^为.{6,160}(制定|制订)(以下|如下|本)"]),
    ("规章", r"(办法|规定|细则|条例|章程|规则|制度|公约|规程|守则)([（(](试行|暂行|修订|修订稿|草案|征求意见稿).{0,6}[）)])?$", [rf"^第{NUMERAL}条", rf"^第{NUMERAL}章总则", r"^本(办法|规定|细则|条例|章程|规则|制度|公约|规程|守则)(自|由)"]),
    ("简报", r"(简报|快报|信息专报|工作动态)$", [rf"^[（(\[〔]?(第|总第).{{0,8}}{NUMERAL}期", r"^(报|送|发|报送|抄送)[：:]", r"(编|编印|主办)$"]),
    ("名单", r"(名单|名册|一览表|登记表|申请表|审查表|审批表|统计表|汇总表|报名表|通讯录)([（(].{1,12}[）)])?$", [r"^(序号|姓名|单位|职务|联系电话|备注|性别)$", r"^\d{1,3}[、.．]?[\u4e00-\u9fff]{2,4}$", r"^[\u4e00-\u9fff]{2,10}[：:][\u4e00-\u9fff、，]{2,60}$"]),
]
NATURES = [(name, re.compile(title), [re.compile(sign) for sign in signs]) for name, title, signs in NATURES]
# A report about a meeting: 本报讯（记者 某某）, 某县融媒体中心讯.
NEWS = re.compile(r"^([（(]?(本报|本网|本台|本刊)讯|[\u4e00-\u9fff]{2,12}(讯|电)[（(](记者|通讯员)|[（(](本报|本网)?(记者|通讯员)[\u4e00-\u9fff、]{2,20}[）)]|(本报|本台|本网|[\u4e00-\u9fff]{2,6}报)(记者|通讯员)[\u4e00-\u9fff、]{2,12}$)")
# What only somebody speaking says. 我们 alone stands in many a paper.
SPOKEN = re.compile(r"同志们[，,！!：:]|我(代表|讲|想|谈|认为|相信|希望|宣布|强调|简要|就)|我向大家|下面请|各位(代表|委员|领导|来宾)|(大家|同学们|朋友们)好[！!，,。]|谢谢大家")
TOP = 12  # lines among which a title stands
ENOUGH = 5
MOSTLY = 0.6  # of the letters in tables: a form, not a speech with a table


@dataclass(slots=True)
class Nature:
    name: str  # 通知, 会议纪要, 表格 …
    title: str | None
    words: str
    confidence: float
    lines_above: int = 0  # how many lines stand before the end of its title


def whole(blocks: list[Block]) -> tuple[list[Cut], list[Dropped], list[Warning]] | None:
    """A file that is no speech as one piece with nothing set aside, or None: it is to be parted."""
    nature = nature_of(blocks)
    if not nature:
        return None
    warning = Warning("no_speech", f"这份文件像是{nature.name}，不是讲话：整篇收入，没有排提纲。")
    return [Cut(blocks[: nature.lines_above], blocks[nature.lines_above :], nature=nature)], [], [warning]


def describe_as(speech: SpeechDraft, nature: Nature):
    """What was read from it as from a speech and is not so: its kind, its speaker, the words of greeting."""
    for field in ("kind", "speaker", "post", "salutation", "subtitle"):
        setattr(speech, field, None)
        speech.evidence.pop(field, None)
    if nature.title:
        speech.title = nature.title
        speech.evidence["title"] = Evidence(nature.title, "title of a paper", nature.confidence)
        speech.warnings = [warning for warning in speech.warnings if warning.code != "no_title"]
    speech.evidence["nature"] = Evidence(nature.words, nature.name, nature.confidence)
    speech.outline = []


def nature_of(blocks: list[Block]) -> Nature | None:
    """What kind of paper a file is, if it is none that was spoken."""
    lines = [bare(block.text) for block in blocks]
    if not lines or is_spoken(lines):
        return None
    return titled(lines) or news(lines) or tabular(blocks, lines)


def is_spoken(lines: list[str]) -> bool:
    greeted = any(is_salutation(line) and not re.match(ADDRESSEE, line) for line in lines)
    named = any(ends_like_title(line) and not has_label(line) and (n < TOP or names_an_occasion(line)) for n, line in enumerate(lines))
    said = sum(bool(SPOKEN.search(line)) for line in lines)
    return greeted or named or said >= 2 or (said and len(lines) <= 6) or any(is_closing(line) and len(line) <= 20 for line in lines[-6:])


def titled(lines: list[str]) -> Nature | None:
    for first in range(min(TOP, len(lines))):
        for last in range(first, min(first + 3, len(lines))):
            title = re.sub(rf"^附件{NUMERAL}?[：:]?(?=.{{6}})", "", "".join(lines[first : last + 1]))
            if not could_be_title(lines[first : last + 1]):
                break
            for name, ending, signs in NATURES:
                if not ending.search(title):
                    continue
                found = [next(filter(sign.search, lines[last + 1 :] + lines[:first]), None) for sign in signs]
                found = [words for words in found if words]
                points = 3 + 2 * len(found)
                if points >= ENOUGH:
                    return Nature(name, title, " / ".join([title, *(words[:30] for words in found)]), min(0.95, 0.5 + 0.06 * points), last + 1)
    return None


def could_be_title(lines: list[str]) -> bool:
    if len("".join(lines)) > 80 or any(len(line) > 50 or has_label(line) for line in lines):
        return False
    return not any(re.search(r"[。！？!?；;：:，,]$", line) or re.search(ISSUED, line) for line in lines)


def news(lines: list[str]) -> Nature | None:
    for index, line in enumerate(lines[:6]):
        if found := NEWS.match(line):
            title = lines[0] if index and could_be_title(lines[:1]) else None
            return Nature("新闻稿", title, found[0], 0.85, 1 if title else 0)
    return None


def tabular(blocks: list[Block], lines: list[str]) -> Nature | None:
    """Nearly all of it stands in cells, and no cell says much: a form, a list of names, a timetable."""
    inside = [line for block, line in zip(blocks, lines, strict=True) if block.place == "table"]
    told = [line for line in inside if len(line) > 60 and ends_a_sentence(line)]
    if sum(map(len, inside)) < MOSTLY * sum(map(len, lines)) or len(told) >= 3 or len(inside) < 6:
        return None
    title = lines[0] if blocks[0].place != "table" and could_be_title(lines[:1]) else None
    return Nature("表格", title, " / ".join(inside[:4]), 0.8, 1 if title else 0)
