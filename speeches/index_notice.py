"""What pages that search say while the index is not whole."""
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from search import engine
from speeches.indexing import minutes_left


def index_notice(request) -> dict:
    """Give templates `index_notice`: a sentence or "". Nothing is looked at before a page asks."""
    return {"index_notice": SimpleLazyObject(sentence)}


def sentence() -> str:
    if engine.current().state() == "ready":
        return ""
    if minutes := minutes_left():
        return _("检索正在重建，结果可能不全，约需 %(minutes)s 分钟。") % {"minutes": minutes}
    return _("检索正在重建，结果可能不全，请稍后再查。")
