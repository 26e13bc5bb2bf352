"""A question said in Chinese."""
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.asking.fields import TEXTS
from search.engine import And, Near, Node, Not, Or, Phrase, Prefix, Words

SAID = {
    "all": gettext_lazy("文中有%s"), "title": gettext_lazy("标题里有%s"), "heading": gettext_lazy("小标题里有%s"), "text": gettext_lazy("正文里有%s"),
    "speaker": gettext_lazy("讲话人是%s"), "meeting": gettext_lazy("会议名里有%s"), "type": gettext_lazy("会议类型是%s"), "topic": gettext_lazy("主题有%s"),
    "level": gettext_lazy("层级是%s"), "year": gettext_lazy("年份是%s"), "kind": gettext_lazy("讲话类别是%s"),
}


def in_words(node: Node) -> str:
    """Say a question in Chinese: 标题里有“动员”、文中有“航天”、没有“评议”."""
    match node:
        case Words(text, field, others):
            return str(SAID[field]) % _("或").join(f"“{name}”" for name in (text, *others))
        case Phrase(text, field):
            return str(SAID[field]) % f"“{text}”"
        case Prefix(text, field):
            return str(SAID[field]) % ((_("“%s”开头的词") if field in TEXTS else _("“%s”开头的")) % text)
        case Near(parts, distance, field):
            words = _("和").join(f"“{part.text}”" for part in parts)
            return str(SAID[field]) % (_("相距不超过 %(distance)s 字的%(words)s") % {"distance": distance, "words": words})
        case Not(Words(text, "all") | Phrase(text, "all")):
            return _("没有“%(text)s”") % {"text": text}
        case Not(inner):
            return _("不要（%(inner)s）") % {"inner": in_words(inner)}
        case And(nodes):
            return _("、").join(in_words(inner) if not isinstance(inner, Or) else _("（%s）") % in_words(inner) for inner in nodes)
        case Or(nodes):
            return _("或").join(map(in_words, nodes))
