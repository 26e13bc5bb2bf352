"""Whether somebody who is named is one whose speech is there, and whether two names are one person's."""
import re

from speeches.running_order.cues import CHAIRING
from speeches.running_order.naming import Named
from speeches.running_order.order import Turn

SHORT_SPEECHES = ("交流发言", "表态发言")  # of which 五个单位作了发言 tells no name
REPORTS = ("工作报告", "述职报告")


def is_meant(one: Named, turn: Turn) -> bool:
    """Whether somebody named so may be who gave a speech. A unit is looked for in its post and title: 县水务局 in 县水务局局长."""
    if one.name:
        return bool(turn.speaker) and (turn.speaker == one.name or (len(one.name) == 2 and len(turn.speaker) > 2 and turn.speaker.endswith(one.name)))
    if one.surname:
        return turn.speaker.startswith(one.surname) and one.post in turn.post
    if one.post:
        by_given_name = len(turn.speaker) == 3 and one.post.startswith(turn.speaker[1:]) and one.post[2:] in turn.post  # 建国书记
        return by_given_name or bool(re.search(f"(?<!副){post_meant(one.post)}$", turn.post))
    unit = one.unit[1:] if len(one.unit) > 3 and one.unit[0] in "省市县区州旗" else one.unit
    return bool(unit) and (unit in turn.post or unit in turn.title.split("上的")[-1])


def post_meant(post: str) -> str:
    """The end of the post: 县委主要领导 is the 县委书记, 县政府主要领导 the 县长."""
    chief = re.fullmatch("([省市县区州旗镇乡])?(党?委|政府)?(主要|主要负责)(领导|同志)", post)
    if not chief or not chief[2]:
        return re.escape(post)
    return f"{chief[1] or ''}{chief[2]}书记" if chief[2].endswith("委") else f"{chief[1] or '[省市县区州旗镇乡]'}长"


def same(one: Named, other: Named) -> bool:
    """Whether two gaps are one: 文斌同志 is 赵文斌同志, 张书记 is 县委张书记."""
    if other.count:
        return False
    if one.name and other.name:
        return one.name.endswith(other.name) or other.name.endswith(one.name)
    if one.surname and other.surname:
        return one.surname == other.surname and one.post == other.post
    if (one.surname and other.name.startswith(one.surname)) or (other.surname and one.name.startswith(other.surname)):
        return one.post[-2:] == other.post[-2:]
    words = one.words.removesuffix("同志"), other.words.removesuffix("同志")
    return words[0].endswith(words[1]) or words[1].endswith(words[0])


def halves(one: Named, other: Named) -> bool:
    """Whether of one only the surname is told and of the other only the given name: 赵县长 may be 文斌同志."""
    named = {bool(one.surname): one, bool(other.surname): other}
    return len(named) == 2 and len(named[False].name) == 2 and not named[False].post


def same_day(turn: Turn, other: Turn) -> bool:
    return not (turn.first and other.first) or (turn.first <= other.last and other.first <= turn.last)


def fits(kind: str, does: str) -> bool:
    """Whether what somebody is said to have done may be a speech of this kind."""
    if does in ("发言", *SHORT_SPEECHES):
        return kind in SHORT_SPEECHES
    if does in ("通报", "汇报", "报告"):
        return kind in REPORTS
    return kind == "主持词" if does == CHAIRING else kind == does or "讲话" in kind
