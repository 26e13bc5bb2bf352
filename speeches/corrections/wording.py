"""What fields, doubts and corrections are called on pages."""
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

FIELD_NAMES = {
    "title": gettext_lazy("标题"),
    "subtitle": gettext_lazy("副标题"),
    "speaker": gettext_lazy("讲话人"),
    "post": gettext_lazy("职务"),
    "organ": gettext_lazy("机关"),
    "level": gettext_lazy("层级"),
    "date": gettext_lazy("日期"),
    "place": gettext_lazy("地点"),
    "meeting": gettext_lazy("会议"),
    "meeting_type": gettext_lazy("会议类型"),
    "kind": gettext_lazy("讲话类别"),
    "salutation": gettext_lazy("称谓"),
    "complete": gettext_lazy("完整性"),
    "keywords": gettext_lazy("主题"),
}
DOUBT_NAMES = FIELD_NAMES | {"start": gettext_lazy("开头"), "sections": gettext_lazy("小标题")}
LEVEL_NAMES = [
    gettext_lazy("正文"), gettext_lazy("一级小标题"), gettext_lazy("二级小标题"), gettext_lazy("三级小标题"), gettext_lazy("四级小标题"),
    gettext_lazy("五级小标题"), gettext_lazy("六级小标题"), gettext_lazy("七级小标题"), gettext_lazy("八级小标题"), gettext_lazy("九级小标题"),
]  # fmt: skip
SHORT = 16  # letters of a place that are enough to know it by


def said_of(correction) -> str:
    """What a correction did, in a sentence."""
    return SENTENCES[correction.kind](correction, short(correction.words))


def short(words: str, most: int = SHORT) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


def back(correction, words: str) -> str:
    length = correction.value["to"] - correction.at
    return _("把“%(words)s”放回正文") % {"words": short(correction.words[:length])}


def aside(correction, words: str) -> str:
    ranges = correction.value["ranges"]
    first = short(correction.words[: ranges[0][1] - ranges[0][0]])
    if len(ranges) == 1:
        return _("把“%(words)s”搁在一边") % {"words": first}
    return _("把“%(words)s”等 %(lines)d 段搁在一边") % {"words": first, "lines": len(ranges)}


def heading(correction, words: str) -> str:
    lines = 1 + len(correction.value.get("more", []))
    level = LEVEL_NAMES[correction.value["level"]]
    if lines == 1:
        return _("“%(words)s”改为%(level)s") % {"words": words, "level": level}
    return _("“%(words)s”等 %(lines)d 段改为%(level)s") % {"words": words, "lines": lines, "level": level}


def fields(correction, words: str) -> str:
    names = _("、").join(str(FIELD_NAMES[name]) for name in FIELD_NAMES if name in correction.value)
    return _("“%(words)s”一篇改了%(names)s") % {"words": words, "names": names}


SENTENCES = {
    "start": lambda correction, words: _("从“%(words)s”起另成一篇") % {"words": words},
    "merge": lambda correction, words: _("“%(words)s”并入上一篇") % {"words": words},
    "move": lambda correction, words: _("“%(words)s”一篇的开头移了") % {"words": words},
    "aside": aside,
    "back": back,
    "heading": heading,
    "fields": fields,
    "seen": lambda correction, words: _("看过了 %(speeches)d 篇") % {"speeches": len(correction.value["speeches"])},
    "speech": lambda correction, words: _("整份当作讲话来拆分"),
}
