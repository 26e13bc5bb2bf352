"""Why parsing did what it did, in words for a reader."""
from django import template
from django.utils.translation import gettext_lazy as _

from speeches.filing import letters

register = template.Library()

SIGNS = {
    "contents": _("目录里列着这个标题"),
    "genre": _("标题行，以文种结尾"),
    "meeting": _("标题里有会议或场合"),
    "form": _("居中、大字号或标题字体"),
    "break": _("文件开头，或另起一页"),
    "salutation": _("下面有称谓"),
    "date": _("下面有日期行"),
    "speaker": _("下面有讲话人一行"),
    "closing before": _("前一篇已经收尾"),
    "divider": _("前面标着第几篇"),
    "like the others": _("和其他各篇的标题一个样子"),
    "dated like the others": _("和其他各篇一样下面有日期"),
    "number": _("前面的号数接着上一篇"),
    "preface": _("编者写在前面的话"),
    "by_hand": _("人工定的"),
}
# What speaks against a beginning, where it is missing.
MISSING = {
    "genre": _("没有“讲话”一类的文种"),
    "salutation": _("下面没有称谓"),
    "date": _("下面没有日期行"),
    "closing before": _("前一篇没有收尾"),
}
SET_ASIDE = {
    "page_marker": _("页码"),
    "contents": _("目录"),
    "site_text": _("网站的话"),
    "frame": _("篇外的文字"),
    "deleted": _("修订中删去的"),
    "hidden": _("隐藏的文字"),
    "header": _("页眉页脚"),
    "by_hand": _("人工搁开的"),
}


@register.filter
def signs(evidence) -> list[str]:
    """The signs that a speech starts here, each in words."""
    return [SIGNS.get(sign, sign) for sign in evidence["rule"].split(", ")] if evidence else []


@register.filter
def signs_missing(evidence) -> list[str]:
    """What would have made it surer that a speech starts here."""
    found = evidence["rule"].split(", ") if evidence else []
    return [words for sign, words in MISSING.items() if sign not in found]


@register.filter
def set_aside_as(reason: str) -> str:
    return SET_ASIDE.get(reason, reason)


@register.filter
def letters_in(pieces) -> int:
    return sum(letters(piece["text"]) for piece in pieces)
