"""Chinese text → words. The only file that knows jieba, here in its fast form where that is installed."""
import unicodedata
from functools import cache
from hashlib import sha256
from importlib import metadata, resources

from django.conf import settings

from search.text import TABLE

try:
    import rjieba
except ImportError:  # no wheel for this machine
    rjieba = None


class SpacingTable(dict):
    """A code point → what it folds to, or a blank, so that words do not grow together over punctuation."""

    def __missing__(self, character):
        joins = unicodedata.category(character)[0] == "M" or unicodedata.category(character) == "Cf"
        self[character] = TABLE[character] or ("" if joins else " ")
        return self[character]


SPACED = SpacingTable()
_cutter = None


def cutter():
    """Return jieba's cut in search mode: 高质量发展 gives 质量, 高质量 and 发展."""
    global _cutter
    if _cutter is None and rjieba:
        _cutter = rjieba.cut_for_search  # with the dictionary that it loads anyway
    elif _cutter is None:
        import jieba

        settings.DATA.mkdir(parents=True, exist_ok=True)
        jieba.dt.tmp_dir = str(settings.DATA)  # by default its dictionary goes through the shared temporary folder
        _cutter = jieba.cut_for_search
    return _cutter


def cut(text: str | None) -> list[str]:
    """Return the folded words in order, in search mode. No stop words: 的 is a question like any other."""
    spaced = "".join(map(SPACED.__getitem__, text or ""))
    return [word for word in cutter()(spaced) if word[0] != " "]


@cache
def version() -> str:
    """Name the cutter and its dictionary: with another one the index has to be built anew."""
    if rjieba:
        return f"rjieba {metadata.version('rjieba')}"  # its dictionary is part of it
    dictionary = sha256((resources.files("jieba") / "dict.txt").read_bytes()).hexdigest()
    return f"jieba {metadata.version('jieba')}, dict.txt {dictionary[:16]}"


def added_version() -> str:
    """Name the words that keepers added; "" = none."""
    return ""
