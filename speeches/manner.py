"""How a speech begins and how it ends, by its own words: the first sentence after the salutation, and the last ones.

The knowledge is two tables; what no row of them knows is left without a name.
"""
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

from django.utils.translation import gettext_lazy as _

LAST = 2  # paragraphs in which a speech takes its leave
NOTES = 8  # paragraphs behind them that may be notes and sources
STOP = "。！？!?"

# 同志们： 各位代表！ 尊敬的各位来宾，女士们、先生们： also where copying glued them to the sentence behind.
ADDRESSED = r"(?:们|各位[^，,。：:！!]{0,8}|代表|委员|来宾|嘉宾|领导|同事|大家|总统|总理|主席|阁下|老师|同学|同胞)"
SALUTATION = re.compile(rf"[^。？；]{{0,80}}{ADDRESSED}[：:！!]")
SHORT_SALUTATION = re.compile(rf"(?:尊敬的)?(?:各位)?[^，,。：:！!]{{0,8}}{ADDRESSED}[，,]\s*(?=现在|今天|我|这次|本次)")
GREETING = re.compile(r"(?:大家|各位[^，,。！]{0,6}|同志们)?[，,]?(?:早上|上午|中午|下午|晚上)?好[！!。]")
NO_SPEECH = re.compile(  # an editor's note above it: 这是温守渠在…, （根据录音整理）, 3月5日在…会上…作政府工作报告。
    r"[*＊（(〔［\[]|(?:这|本文|这篇\w{0,4})(?:是|为).{2,20}?(?:在|为|写|起草|同)|(?:\d{4}年)?\d{1,2}月\d{1,2}日.{0,80}(?:作|发表).{0,16}(?:报告|讲话|致辞)"
)
NOTES_HEAD = re.compile(r"\s*注\s*[释解]\s*[：:]?\s*")
NOTE = re.compile(r"[〔［\[（(*＊①-⑳]|附件|附[：:]|附表|来源|编辑|责任编辑|新华社")  # of a source, below it
HAN = re.compile(r"[一-鿿]")

OPENINGS = [
    (_("代表谁作报告"), r"(?:我.{0,6}代表|^.{0,8}受).{2,80}?(?:报告|汇报|作.{0,30}说明|述职)"),
    (_("接着前面的发言"), r"^(?:刚才|刚刚(?!过去)|方才|前面|听了)(?!，?我们?[与和同])"),
    (_("按会议的安排"), r"^[^，。]{0,10}(?:根据|按照|遵照|(?<![接感承遭])受)[^，。]{0,24}(?:安排|要求|议程|委托|指示|部署)"),
    (
        _("说今天开的是什么会"),
        r"^.{0,16}(?:今天|今晚|今日|昨天|日前|这次|此次|本次|我们在这里|我们召开|月.{1,3}日).{0,60}?(?:召开|举行|举办|集会|聚会|开会|[欢相齐]聚|聚集|开这[个次])",
    ),
    (_("说会议的任务"), r"会.{0,12}(?:任务|目的|主题|议题|内容|议程).{0,4}是|^.{0,6}(?:今天|这次|此次|本次).{0,30}(?:任务|目的|主题)(?:就)?是"),
    (_("致意：祝贺、欢迎、感谢"), r"(?:表示|致以).{0,14}(?:祝贺|欢迎|感谢|问候|慰问|敬意)|^.{0,16}(?:高兴|荣幸|感谢|欢迎|祝贺)"),
    (
        _("直接说要讲几点"),
        r"我(?!们|曾).{0,24}(?:讲|谈|说|提|强调|汇报|交流)(?!了)[^，。“”]{0,8}[一两二三四五六七八九十几\d](?:点|个|条|句|方面|件)",
    ),
    (
        _("从时间和形势讲起"),
        r"^(?:当前|当今|目前|现在|近年|近来|近期|近段|最近|今年|去年|过去|刚刚过去|一年来|再过|从.{0,24}(?:以来|到现在)|[^，。；]{2,36}(?:以来|时期|之际|前夕|关头|期间)|[12１２][0-9０-９]{3}\s*年)",
    ),
    (
        _("从事情的分量讲起"),
        r"(?:是|具有|事关|关系|关乎|有着)[^，。；“]{0,40}(?:重要|重大|关键(?!看|时)|基础|根本|首要|前提(?!下)|保[证障]|大事|要事|头等|意义|命脉|全局)",
    ),
]
CLOSINGS = [
    (
        _("号召"),
        r"让我们(?!的)|^同志们[，,！!].*[！!]$|(?<![作成认因])为.{3,80}(?:奋斗|努力|[作做]出.{0,10}贡献)[！!。]$|(?:新局面|新篇章|新台阶|新胜利|新成就|新辉煌|新业绩|新贡献|更大贡献|更大胜利|万岁)[！!。]?$",
    ),
    (
        _("要求抓好落实"),
        r"(?:会后|会议结束后|我们要|各级|各部门|各单位|各地|各乡镇|各镇|大家|希望).{0,80}(?:落实|贯彻|传达|抓好|抓紧|抓实|行动起来|整改)",
    ),
    (_("预祝成功"), r"预祝|(?<!庆)祝愿?.{1,40}(?:圆满|成功|胜利|顺利举|硕果|丰收)"),
    (_("祝福"), r"(?<!庆)祝.{0,60}(?:健康|快乐|愉快|幸福|吉祥|如意|进步|安康|美满|万事|工作顺利)"),
    (_("请审议、请指正"), r"请.{0,24}(?:指正|审议|审查|批准|提出.{0,6}意见|评议)"),
    (
        _("说讲完了"),
        r"我(?![^，。就]{0,10}[要想是])[^，。]{0,10}(?:讲|说|谈|汇报|报告|发言|表态)(?:到|了)?(?:这里|这些|这么多|这几点|这一点|以上|完)(?=[，。！；了吧]|$)|我的.{0,4}(?:话|讲话|发言|汇报|报告)(?:完|到此|结束)|(?:讲|说|发言|汇报|报告|表态)完毕",
    ),
    (_("宣布散会、闭幕"), r"散会(?!以?后|之后|前|时)|(?:会议?|大会).{0,6}(?:到此结束|就开到这里|胜利闭幕)|宣布.{0,40}(?:闭幕|结束)"),
    (_("谢谢大家"), r"谢谢(?:大家|各位|你们|同志们|朋友们)?[！!。.]?$"),
]
OPENINGS = [(name, re.compile(pattern)) for name, pattern in OPENINGS]
CLOSINGS = [(name, re.compile(pattern)) for name, pattern in CLOSINGS]


@dataclass(frozen=True, slots=True)
class Line:
    position: int
    text: str


def first_sentence(lines: Iterable[Line], title: str = "") -> Line | None:
    """Return the first sentence behind title, salutation and editors' notes; None where nothing is a sentence."""
    for line in lines:
        text = without_salutation(line.text.strip())
        sentence = next(iter(sentences(text)), "")
        said = len(HAN.findall(sentence)) >= 5 and sentence[-1] in STOP + "；;…”"
        if said and not NO_SPEECH.match(sentence) and sentence.rstrip(STOP) != title:
            return Line(line.position, sentence)
    return None


def without_salutation(text: str) -> str:
    """同志们：大家好！今天，我们… → 今天，我们…"""
    while greeted := SALUTATION.match(text) or SHORT_SALUTATION.match(text) or GREETING.match(text):
        text = text[greeted.end() :].strip()
    return text


def sentences(text: str) -> list[str]:
    """Cut behind the marks that end a sentence; a closing quotation mark stays with it."""
    parts = re.split(rf"(?<=[{STOP}])(?![{STOP}”’」』）)])|(?<=[{STOP}][”’」』）)])", text)
    return [part.strip() for part in parts if part.strip()]


def opening_of(sentence: str) -> str:
    """Return how this first sentence begins a speech; "" = in a way of its own."""
    return next((str(name) for name, pattern in OPENINGS if pattern.search(sentence)), "")


def last_lines(lines: list[Line]) -> list[Line]:
    """Return the last paragraphs without the notes and sources behind them."""
    said = list(takewhile(lambda line: not NOTES_HEAD.fullmatch(line.text), lines))
    kept = [line for line in said[-LAST - NOTES :] if len(HAN.findall(line.text)) >= 2 and not NOTE.match(line.text.strip())]
    return kept[-LAST:]


def closings_of(lines: list[Line]) -> dict[str, Line]:
    """Return how a speech ends, each way with the sentence that says so. The last sentence counts before those above it."""
    found = {}
    ends = [Line(line.position, sentence) for line in last_lines(lines) for sentence in sentences(line.text)[-3:]]
    for line in reversed(ends):
        for name, pattern in CLOSINGS:
            if pattern.search(line.text):
                found.setdefault(str(name), line)
    return found
