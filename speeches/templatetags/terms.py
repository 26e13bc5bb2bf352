"""What stands in the archive as Chinese values, for readers of another language: terms of the field, and why a file was refused."""
from django import template
from django.conf import settings
from django.utils.translation import get_language, pgettext

from speeches.parsing.refusals import SENTENCES

register = template.Library()

CONTEXT = "名目"  # what keepers add to these stays as they wrote it
REFUSED = "没有收"
REFUSALS = frozenset(SENTENCES.values())
NAMES = frozenset("""
国家 省 市 县 乡 村
讲话 动员讲话 总结讲话 工作报告 述职报告 表态发言 交流发言 任职发言 主持词 开幕词 闭幕词 致辞 党课讲稿 其他
党代会 党委全会 纪委全会 人代会 政协全会 常委会会议 政府常务会议 专题会议 政协协商会 动员会 部署会 推进会 调度会 现场会
总结会 表彰会 经验交流会 工作会议 座谈会 生活会 学习会 培训班 党课 警示教育会 任职会 述职会 仪式活动
法定大会 例行决策 政协协商 部署动员 推进督办 总结表彰 系统工作 听取意见 学习教育 人事 礼仪活动 其他会议
通报 汇报 点评 宣读 宣布 传达 部署 介绍 报告 发言 主持
""".split())


@register.filter
def term(value):
    """推进会 as the reader's language has it; filters and addresses keep the value itself."""
    if get_language() == settings.LANGUAGE_CODE:  # lists have dozens, and most readers read Chinese
        return value
    name = str(value or "")
    return pgettext(CONTEXT, name) if name in NAMES else value


@register.filter
def term_beside(value) -> str:
    """Progress meeting · 推进会; in Chinese the term alone."""
    said = str(term(value))
    return said if said == str(value) else f"{said} · {value}"


@register.filter
def told(refusal: str) -> str:
    """A kept sentence, in the reader's language where it is one of those that parsing knows."""
    return pgettext(REFUSED, refusal) if refusal in REFUSALS else refusal
