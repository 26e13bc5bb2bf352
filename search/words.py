"""Chinese text → words. The only file that knows jieba, here in its fast form where that is installed."""
import re
import threading
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from importlib import metadata, resources

from django.conf import settings

from search import dictionary
from search.text import TABLE, parts_words

try:
    import rjieba
except ImportError:  # no wheel for this machine
    rjieba = None


class SpacingTable(dict):
    """A code point → what it folds to, or a blank, so that words do not grow together over punctuation."""

    def __missing__(self, character):
        self[character] = TABLE[character] or (" " if parts_words(character) else "")
        return self[character]


SPACED = SpacingTable()
# An added word counts twice as often as it must to outdo its parts (三 + 农). More would let it outdo words across its
# ends (第三 + 农场), and shift the weights of texts that do not hold it.
OFTEN = 2
# The parts of speech that name something, in jieba's letters: nouns, verbs, adjectives, set phrases, short names.
TELLING = "nvabzijlsx"
# Verbs that only help another one: a closed class of the grammar. 没有 and 不能 are among them.
HELPING = re.compile(
    "[不没未这那就都也还]?(?:能|能够|可|可以|可能|应|应当|应该|会|要|须|必须|需要|敢|肯|愿|愿意|有|是)|进行|加以|予以|给予"
)
_cutters: dict[str, "Cutter"] = {}  # by the version of the added words; one at a time
_making = threading.Lock()


class Cutter:
    """jieba's cut in search mode, with the keepers' words: 高质量发展 gives 质量, 高质量 and 发展."""

    def __init__(self, added: tuple[str, ...]):
        base = base_dictionary()
        self.cut_for_search, self.tokenize, self.within = base.cut_for_search, base.tokenize, {}
        if added:
            jieba = own_dictionary()
            for word in added:
                jieba.add_word(word, OFTEN * base.suggest_freq(word), None)
            self.cut_for_search, self.tokenize = jieba.cut_for_search, jieba.tokenize
            self.within = {word: self.parts(word, base) for word in added}

    def parts(self, word, base) -> list[str]:
        """An added word hides none of those that were found before: of longer ones jieba names only the short parts."""
        named = set(self.cut_for_search(word))
        return [part for part in dict.fromkeys(base.cut_for_search(word)) if part not in named]

    def cut(self, spaced: str) -> Iterator[str]:
        for word in self.cut_for_search(spaced):
            if word[0] != " ":
                yield from self.within.get(word, ())
                yield word

    def placed(self, spaced: str) -> Iterator[tuple[str, int]]:
        for word, start, _end in self.tokenize(spaced, "search"):
            if word[0] != " ":
                for part in self.within.get(word, ()):
                    yield part, start + word.find(part)
                yield word, start


@cache
def base_dictionary():
    """jieba as it comes, with the dictionary that it loads anyway."""
    if rjieba:
        return rjieba
    import jieba

    settings.DATA.mkdir(parents=True, exist_ok=True)
    jieba.dt.tmp_dir = str(settings.DATA)  # by default its dictionary goes through the shared temporary folder
    jieba.dt.initialize()
    return jieba.dt


def own_dictionary():
    """A jieba that may be added to. It cannot forget a word, so each set of added words has one of its own."""
    if rjieba:
        return rjieba.Jieba()  # 0.1 s and 24 MB
    from jieba import Tokenizer

    own, base = Tokenizer(), base_dictionary()
    own.FREQ, own.total, own.initialized = dict(base.FREQ), base.total, True
    return own


def is_new(word: str) -> bool:
    """Does it change how texts are cut, or does jieba know it already?"""
    base = base_dictionary()
    return not (base.has_word(word) if rjieba else base.FREQ.get(word))


@lru_cache(2)
def added(known: dictionary.Dictionary) -> tuple[str, tuple[str, ...]]:
    """The words that a dictionary adds to jieba's, and their version; "" = none."""
    words = tuple(sorted(filter(is_new, known.names)))
    return sha256("\n".join(words).encode()).hexdigest()[:16] if words else "", words


def cutter() -> Cutter:
    version, words = added(dictionary.current())
    if found := _cutters.get(version):
        return found
    with _making:
        if not (found := _cutters.get(version)):
            found = Cutter(words)
            _cutters.clear()
            _cutters[version] = found
        return found


def cut(text: str | None) -> list[str]:
    """Return the folded words in order, in search mode. No stop words: 的 is a question like any other."""
    return list(cutter().cut("".join(map(SPACED.__getitem__, text or ""))))


def placed(run: str) -> list[tuple[str, int]]:
    """Return the words of a folded run, each with where it begins."""
    return list(cutter().placed(run))


def tells(word: str) -> bool:
    """Whether a word names something by itself: 渔业 and 拦水 do; 一段, 我们, 关于, 现在, 没有 do not."""
    return not HELPING.fullmatch(word) and all(kind[:1] in TELLING for kind in kinds(word))


def kinds(word: str) -> list[str]:
    """Its parts of speech; several where jieba takes it for several words."""
    if rjieba:
        return [kind for _part, kind in rjieba.tag(word)]
    from jieba import posseg

    base_dictionary()
    return [part.flag for part in posseg.cut(word)]


@cache
def version() -> str:
    """Name the cutter and its dictionary: with another one the index has to be built anew."""
    if rjieba:
        return f"rjieba {metadata.version('rjieba')}"  # its dictionary is part of it
    given = sha256((resources.files("jieba") / "dict.txt").read_bytes()).hexdigest()
    return f"jieba {metadata.version('jieba')}, dict.txt {given[:16]}"


def added_version() -> str:
    """Name the words that keepers added; "" = none."""
    return added(dictionary.current())[0]
