"""What the first and last paragraphs of a speech say about it: 我代表县政府, 我市, 现在开会, 请予审议."""
import re
from collections.abc import Iterator
from itertools import chain

from speeches.parsing.metadata.levels import level_of

FIRST = 1500  # characters; 141 of 143 work reports say here whom they represent
REPRESENTS = re.compile(r"我(?:们)?(?:谨|仅|受托|受权)?代表(?P<organ>[^，,。；：！、]{2,24}?(?:、[^，,。；：！、]{2,16}?)*?)(?=[，,]|向|对|就|作|做|在|和?全|表示|热烈|报告|对|给|说|谈|讲|提)")
ENTRUSTED = re.compile(r"受(?P<organ>[^，,。；：！受]{2,16}?)(的)?(委托|委派|指派)")
SPEAKS_FOR = re.compile(r"(?<![一-鿿])代表(?P<organ>[^，,。；：！]{2,24})[，,]我")  # 代表县委、县政府，我讲三点意见
ORGAN = re.compile(r"(委|党委|党组|政府|人大|政协|常委会|委员会|行署|国务院|局|办|厅|(?<!干)部|院|法院|检察院|会|政|协|公司|集团|班子)$")
OURS = re.compile(r"我(省|自治区|区|市|州|盟|县|旗|镇|乡|村)(?!长|委书记|里)")
OUR_LEVELS = {"省": "省", "自治区": "省", "市": "市", "州": "市", "盟": "市", "县": "县", "旗": "县", "区": "县", "镇": "乡", "乡": "乡", "村": "村"}
# 全省 and 全市 stand in every rank statement (全省第一), 全县 and 全镇 only where they are the speaker's own.
WHOLE = re.compile(r"全(省|市|县|旗|镇|乡|村)(?!域|面)")
# Sentences by which a speech gives itself away: kind, meeting type if it follows, rule, pattern.
TELLTALES = [
    ("工作报告", "人代会", "reports to a congress", r"向(大会|会议)(报告|作|做).{0,12}(工作|报告).{0,12}请予?(各位代表)?(审议|审查)"),
    ("工作报告", None, "reports", r"(代表|受).{2,40}作.{0,6}工作报告"),
    ("述职报告", "述职会", "reports on the own office", r"(履职|履行职责|述职|个人).{0,16}(情况)?(报告|汇报)如下"),
    ("主持词", None, "opens the meeting", r"^现在(正式)?开会|会议的?议程(共)?有.{1,3}项|下面[，,]?(进行|请).{2,40}(第.项|讲话|发言|通报)"),
    ("党课讲稿", "党课", "gives a lesson", r"(上|讲)(一|这)?(堂|次|节)?.{0,8}党课"),
    ("表态发言", None, "pledges", r"作(如下)?表态(发言)?|我的表态"),
    ("任职发言", "任职会", "takes office", r"(衷心|坚决)?(拥护|服从)(组织|县委|市委|省委).{0,8}(决定|安排|任命).{0,40}(到任|履职|任职|岗位|担任)"),
]
TELLTALES = [(kind, meeting, rule, re.compile(pattern)) for kind, meeting, rule, pattern in TELLTALES]


def represented(body: list[str]) -> tuple[str, str] | None:
    """Whom the speaker speaks for, in his own words, and the words."""
    opening = "".join(body[:100])[:FIRST]
    for found in chain(REPRESENTS.finditer(opening), SPEAKS_FOR.finditer(opening)):
        if ORGAN.search(found["organ"]):
            return found["organ"], found[0]
    found = ENTRUSTED.search(opening)
    return (found["organ"], found[0]) if found and ORGAN.search(found["organ"]) else None


def kind_in(body: list[str]) -> Iterator[tuple[str, str | None, str, str]]:
    """Kinds that the first paragraphs state, surest first."""
    for kind, meeting, rule, telltale in TELLTALES:
        for paragraph in body[:6]:
            if found := telltale.search(paragraph[:300]):
                yield kind, meeting, found[0], rule


def level_in(body: list[str]) -> Iterator[tuple[str, str, str, float]]:
    """Level by the organ represented, then by 我县 where it is said more than once and clearly most often."""
    if (found := represented(body)) and (level := level_of(found[0])):
        yield level[0], found[1], "represents", 0.85
    ours: dict[str, list[str]] = {}
    for hit in OURS.finditer("".join(body)):
        ours.setdefault(OUR_LEVELS[hit[1]], []).append(hit[0])
    ranked = sorted(ours.items(), key=lambda pair: -len(pair[1]))
    if ranked:
        level, said = ranked[0]
        clear = len(said) >= 2 and (len(ranked) == 1 or len(said) >= 2 * len(ranked[1][1]))
        yield level, said[0], "我县", 0.7 if clear else 0.4
    whole = [hit[1] for hit in WHOLE.finditer("".join(body))]
    for own in ("县", "旗", "镇", "乡", "村"):
        if whole.count(own) >= 3 and 2 * whole.count(own) > len(whole):
            yield OUR_LEVELS[own], f"全{own}", "全县", 0.65
