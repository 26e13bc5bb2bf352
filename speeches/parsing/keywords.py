"""What a speech is filed under: the words given with it, then those that title and headings share with the text."""
import math
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from speeches.parsing.drafts import SpeechDraft
from speeches.parsing.metadata.posts import POST_WORD
from speeches.parsing.rarity import rarity
from speeches.parsing.stop_words import STOP_WORDS

MOST, MOST_GIVEN, LONGEST = 8, 20, 200_000
TITLE, MEETING, HEADING = 6.0, 4.0, 3.0  # how many times in the text an occurrence there is worth
COMPOUND = 1.1  # 基层治理 says more than 基层 and 治理
LONGEST_PAIR, FEW = 7, 5
# What makes a term of the word before it (安全生产, 乡村振兴, 基层治理), though alone it says little.
ENDINGS = frozenset("建设 治理 管理 服务 改革 发展 整治 保护 监督 创新 教育 生产 振兴 保障 工程 项目 体系 制度 经济 环境 企业".split())
LABEL = re.compile(r"^[-—·•\s]*(?:[【\[（(]\s*(?:关\s*键\s*[词字]|主\s*题\s*词|标\s*签)\s*[】\]）)]\s*[:：]?|(?:关\s*键\s*[词字]|主\s*题\s*词|标\s*签)\s*[:：])")
PARTING = re.compile(r"[;；,，、/|\s]+")
LONGEST_LABELLED = 120  # characters of a line of given words
NOUN = re.compile("^(n(?!r)|vn|an|v$|l|j|i|eng|b)")  # 整治 and 改造 are verbs to jieba
WORD = re.compile(r"^[一-鿿]{2,8}$|^[A-Za-z][A-Za-z\-]{1,15}$")
EDGE = re.compile(r"^[的了和与在是要把被为对从到向就也都还又再更最很不没这那各每全我你他其某及或并等将让使给请]|([的了着过们上下中里外时后前内间等得]|会议?|大会|干部|政府)$")
NUMERAL = re.compile(r"^[一二三四五六七八九十百千万亿两几零〇多个年月日第]+")


def given_in(texts: list[str]) -> list[str]:
    """The words behind 关键词：, 【主题词】 or a site's - 关 键 词:, on the same line or, where that is empty, on the next."""
    words: list[str] = []
    for text, below in pairwise([*texts, ""]):
        if len(text) <= LONGEST_LABELLED and (found := LABEL.match(text)):
            words += PARTING.split(text[found.end() :].strip() or below[:LONGEST_LABELLED])
    return list(dict.fromkeys(word for word in (word.strip(" 。.《》“”\"") for word in words) if means_something(word)))[:MOST_GIVEN]


def give(speeches: list[SpeechDraft], set_aside: list[str]):
    """Hand each speech its given words, until it is ranked: its own line's, else of those set aside the ones that it says."""
    shared = given_in(set_aside)
    for speech in speeches:
        own = given_in([paragraph.text for paragraph in speech.paragraphs])
        whole = "".join(paragraph.text for paragraph in speech.paragraphs) if shared and not own else ""
        speech.keywords = own or [word for word in shared if len(speeches) == 1 or word in whole]


def means_something(word: str) -> bool:
    return bool(WORD.match(word)) and word not in STOP_WORDS


def rank(speech: SpeechDraft, given: list[str]) -> list[str]:
    """The given words that mean something, then others up to eight, weightiest first."""
    words = [word for word in map(str.strip, given) if means_something(word)][:MOST_GIVEN]
    if len(words) >= MOST:
        return words
    people = f"{speech.speaker or ''}{speech.post or ''}"
    parts: set[str] = set()
    for term in weighed(speech):
        word = term.replace(" ", "")
        if len(words) >= MOST:
            break
        if word not in people and not parts & set(term.split()) and not any(word in kept or kept in word for kept in words):
            words.append(word)
            parts |= set(term.split())
    return list(dict.fromkeys(words))


def weighed(speech: SpeechDraft) -> list[str]:
    """Terms of title and headings before those of the text, by how often and how rare they are; 营商 环境 is one term."""
    shown = [(speech.title, TITLE), (speech.subtitle, TITLE), (speech.meeting, MEETING)]
    shown += [(section.heading, HEADING / section.level) for section in speech.outline]
    whole = "\n".join(paragraph.text for paragraph in speech.paragraphs)[:LONGEST]
    text = Counter(term for line in whole.splitlines() for term in terms(line))
    worth: Counter = Counter()
    for line, value in shown:
        for term in set(terms(line or "")):
            worth[term] += value
    scores = {}
    for term in {**worth, **dict(text.most_common(200))}:
        often = text[term]
        if belongs_together(term, text, worth) if " " in term else often > 1 or worth[term]:
            scores[term] = (worth[term] + 0.25 * math.log1p(often)) * math.log1p(often + 1) * max(map(rarity, term.split()))
    for pair in [term for term in scores if " " in term]:
        scores[pair] = COMPOUND * max([scores[pair], *(scores.get(part, 0) for part in pair.split())]) + scores[pair] / 10
    others = sorted(set(text) - set(scores), key=lambda term: (-rarity(term), term)) if len(scores) < FEW else []
    return sorted(scores, key=lambda term: (-scores[term], term)) + [term for term in others if " " not in term][:FEW]


def belongs_together(pair: str, text: Counter, worth: Counter) -> bool:
    """Whether two neighbours are one term: said often, and not much less often than one of them; in a title twice is often."""
    often, rarer = text[pair], min((text[part] for part in pair.split() if text[part]), default=0)
    if worth[pair]:
        return often >= 2 and 3 * often >= rarer
    return often >= 4 and 2 * often >= rarer


def terms(line: str) -> list[str]:
    """The words of a line that name something, and pairs of neighbours with a blank between (营商 环境, 环境 整治)."""
    tagged = [(word, tag, fits(word)) for word, tag in tags()(line)]
    found = [word for word, tag, fit in tagged if fit and tag != "v" and NOUN.match(tag)]
    for (first, tag, fit), (second, next_tag, next_fit) in pairwise(tagged):
        if fit and (next_fit or second in ENDINGS) and len(first + second) <= LONGEST_PAIR and NOUN.match(tag) and NOUN.match(next_tag):
            found.append(f"{first} {second}")
    return found


def fits(word: str) -> bool:
    return bool(WORD.match(word)) and word not in STOP_WORDS and not EDGE.search(word) and not NUMERAL.match(word) and not POST_WORD.fullmatch(word)


@cache
def tags() -> Callable[[str], list[tuple[str, str]]]:
    """jieba's words with their parts of speech, in its fast form where that is installed.

    The slow form gets its dictionary without the cache that it would keep in the shared temporary folder.
    """
    try:
        import rjieba

        return rjieba.tag  # of the dictionary that it loads anyway
    except ImportError:
        from jieba import Tokenizer, posseg

        tokenizer = Tokenizer()
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
        tokenizer.initialized = True
        tagger = posseg.POSTokenizer(tokenizer)
        return lambda line: [(pair.word, pair.flag) for pair in tagger.cut(line)]
