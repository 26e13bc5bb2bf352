"""Who is named: 赵文斌同志, 县委张书记, *书记, 县水务局、石桥镇, 五个单位 → values; "" and 0 = not said."""
import re
from dataclasses import dataclass, replace

from speeches.parsing.lines import DOUBLE_SURNAMES, SURNAMES
from speeches.parsing.metadata.posts import CALLED, NO_NAME_ENDS, NO_TITLED, PLAIN_POST, POST_WORD, is_person_name

DIGITS = "一二三四五六七八九"
NUMBER = rf"(?:\d{{1,2}}|[{DIGITS}两十]{{1,3}})"
BLANK = "[*＊×✕XxＸ某○〇□●_]{1,3}"
# 五个单位, but not 三个案例: whatever counts with 个 has to be somebody.
COUNTED = re.compile(
    rf"(?P<etc>等)?(?P<count>{NUMBER})(?:[位名][一-鿿]{{0,8}}|[个家](?:[一-鿿]{{0,8}}(?:书记|主任|主席|委员|[县市区镇乡村局院校队组会]长|镇街|同志|代表|人|组|团|班|局|委|办|镇|乡|街道|县|市|区|州|旗|地区|村|社区|公司|集团|学校|院|企业|商户|单位|部门|支部|协会)|典型))$"
)
HONOUR = re.compile("(同志|先生|女士|老师)$")
# Nobody in particular, the speaker, or no name at all but a sentence: 我都赞成, 讲得很好.
NOBODY = re.compile("大家|各位|同志们|与会|全体|所有|各(?!族)|有关|部分|一些|几[位个名家]|多[位个名家]|许多|总书记|总理|中央$|(?:^|、)[省市县区州旗党]委(?:$|、)")  # an organ as a whole decides, and does not speak
SENTENCE = re.compile("[我你他她您们了的是这那都也很让说讲听看被把?？“”《》]|[在就](?!业)|学习|要求|观看|播放|今年|去年|会议|工作$|情况$")
UNIT = re.compile(
    "[一-鿿]{1,20}(?:局|委|办|厅|院|镇|乡|街道|县|市|区|州|旗|地区|村|社区|公司|集团|学校|中学|小学|大学|支队|大队|银行|协会|商会|工会|联合会|居委会"
    "|委[一-鿿]{2,3}部|武装部|管委会|委员会|政府|中心|办公室|联络站|支部|党校|团委|妇联|工商联|项目部|合作社|企业|单位|部门)"
)
LEADERS = re.compile("[一-鿿]{0,8}(?:主要|分管)?(?:领导|负责人|负责同志)$")
OFFICE_ENDS = "委府大协局厅部办院镇乡县市区省州旗"
CALLED_BY_SURNAME = re.compile(rf"(?P<unit>[一-鿿]{{0,12}}?)(?P<surname>{BLANK}|{'|'.join(DOUBLE_SURNAMES)}|[一-鿿])(?P<post>(?:常务副|副|代)?{POST_WORD.pattern})$")
BEFORE = re.compile(rf"^(我们的?|有(?={NUMBER}[位名个家])|尊敬的|来自|以及|今天|同时|我(?=[省市县区州旗镇乡局]))")
AND_OTHERS = re.compile("等(?:同志|单位|部门|人)?$")
OF_UNIT = re.compile("(?:主要)?(?:负责同志|负责人|代表)$")


@dataclass(frozen=True, slots=True)
class Named:
    """One who is named, in the words of the text; or so many of whom no name is told."""

    words: str
    name: str = ""
    surname: str = ""
    post: str = ""
    unit: str = ""
    count: int = 0


def read_named(text: str) -> list[Named]:
    """Return who a list of names names, in its order; nothing where any part of it is no name."""
    text = BEFORE.sub("", text.strip("，、 　：:"))
    if not text or NOBODY.search(text):
        return []
    if counted := COUNTED.search(text):
        return of_counted(text, counted)
    return of_list(AND_OTHERS.sub("", text))


def of_counted(text: str, counted) -> list[Named]:
    """赵文斌、李红两位同志 are two; 水务局等五个单位 one and four more; 五个单位 five without a name."""
    number, before = number_of(counted["count"]), text[: counted.start()].removesuffix("的").rstrip("、，")
    parts = re.split("[、，]|以及|和(?=[^、，]{2,}$)", before) if before else []
    if parts and not counted["etc"] and len(parts) == number:
        return of_list(before) or [Named(part, unit=part) for part in parts if re.fullmatch("[一-鿿]{2,12}", part)]
    named = of_list(before) if counted["etc"] else []
    if number <= len(named) or SENTENCE.search(before):
        return named
    rest = Named(text if not named else f"{counted['count']}{text[counted.end('count'):]}", count=number - len(named))
    return [*named, rest]


def of_list(text: str) -> list[Named]:
    named: list[Named] = []
    for part in re.split("[、，]|以及", text):
        found = of_pair(part) or [one for one in [read_one(part)] if one]
        if not found:
            return []
        if named and is_post_alone(named[-1]) and found[0].name and found[0].post:  # 县委常委、副县长李国强 is one
            before = named.pop()
            found[0] = replace(found[0], words=f"{before.words}、{found[0].words}", post=f"{before.post}、{found[0].post}")
        named += found
    return named


def is_post_alone(one: Named) -> bool:
    return bool(one.post and not (one.name or one.surname or LEADERS.match(one.post)))


def of_pair(text: str) -> list[Named]:
    """赵文斌和李红 are two, 和田地区 is one."""
    for joint in re.finditer("[和与及]", text):
        pair = read_one(text[: joint.start()]), read_one(text[joint.end() :])
        if all(pair):
            return list(pair)
    return []


def read_one(text: str) -> Named | None:
    """Return one person, office or unit; None for anything else."""
    bare = HONOUR.sub("", text)
    if not bare or len(bare) > 30 or SENTENCE.search(bare):
        return None
    if re.fullmatch(BLANK, bare):
        return Named(text)
    if is_person_name(bare):
        return Named(text, name=bare)
    named = of_post_and_name(bare) or of_name_and_post(bare) or of_surname(bare)
    if named:
        return replace(named, words=text)
    if (of_unit := OF_UNIT.search(text)) and UNIT.fullmatch(text[: of_unit.start()]):
        return Named(text, unit=text[: of_unit.start()])
    if PLAIN_POST.match(bare) or ends_in_post(bare) or LEADERS.match(bare):
        return Named(text, post=bare)
    if UNIT.fullmatch(bare):
        return Named(text, unit=bare)
    return Named(text, name=bare) if bare != text and re.fullmatch("[一-鿿]{2}", bare) else None  # 建国同志


def ends_in_post(text: str) -> bool:
    return any(found.end() == len(text) for found in POST_WORD.finditer(text))


def of_post_and_name(text: str) -> Named | None:
    for end in sorted((found.end() for found in POST_WORD.finditer(text)), reverse=True):
        rest = text[end:]
        if rest and (is_person_name(rest) or re.fullmatch(f"{BLANK}|[一-鿿]{BLANK}", rest)):
            return Named(text, name=rest if is_person_name(rest) else "", post=text[:end])
    return None


def of_name_and_post(text: str) -> Named | None:
    for length in (3, 2, 4):
        name, post = text[:length], text[length:]
        if PLAIN_POST.match(post) and is_person_name(name) and name[-1] not in NO_NAME_ENDS:
            return Named(text, name=name, post=post)
    if (called := CALLED.match(text)) and is_person_name(called["name"]) and called["name"][-1] not in NO_NAME_ENDS:
        return Named(text, name=called["name"], post=called["post"])
    return None


def of_surname(text: str) -> Named | None:
    """县委张书记, *书记; but 县委书记 and 安平县长 tell no surname."""
    if not (called := CALLED_BY_SURNAME.match(text)) or PLAIN_POST.match(text):
        return None
    surname, unit = called["surname"], called["unit"]
    blank = re.fullmatch(BLANK, surname)
    known = surname in DOUBLE_SURNAMES or (surname in SURNAMES and surname not in NO_TITLED)
    if not (blank or known) or (unit and unit[-1] not in OFFICE_ENDS):
        return None
    return Named(text, surname="" if blank else surname, post=called["post"])


def number_of(text: str) -> int:
    """五 → 5, 十二 → 12, 二十 → 20."""
    if text.isdigit():
        return int(text)
    if "十" not in text:
        return DIGITS.find(text.replace("两", "二")) + 1
    tens, ones = text.split("十", 1)
    return (DIGITS.find(tens) + 1 if tens else 1) * 10 + (DIGITS.find(ones) + 1 if ones else 0)
