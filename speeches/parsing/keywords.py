"""What a speech is filed under: the words given with it, then those that title and headings share with the text."""
import math
import re
from collections import Counter
from collections.abc import Callable
from functools import cache

from speeches.parsing.drafts import SpeechDraft
from speeches.parsing.posts import POST_WORD
from speeches.parsing.rarity import rarity
from speeches.parsing.stop_words import STOP_WORDS

MOST, MOST_GIVEN, LONGEST = 8, 20, 200_000
TITLE, MEETING, HEADING = 6.0, 4.0, 3.0  # how many times in the text an occurrence there is worth
NOUN = re.compile("^(n(?!r)|vn|an|v$|l|j|i|eng|b)")  # 整治 and 改造 are verbs to jieba
WORD = re.compile(r"^[一-鿿]{2,8}$|^[A-Za-z][A-Za-z\-]{1,15}$")
EDGE = re.compile(r"^[的了和与在是要把被为对从到向就也都还又再更最很不没这那各每全我你他其某及或并等将让使给请]|([的了着过们上下中里外时后前内间等得]|会议?|大会|干部)$")
NUMERAL = re.compile(r"^[一二三四五六七八九十百千万亿两几零〇多个年月日第]+")


def rank(speech: SpeechDraft, given: list[str]) -> list[str]:
    """The given words that mean something, then others up to eight, weightiest first."""
    words = [word for word in map(str.strip, given) if WORD.match(word) and word not in STOP_WORDS][:MOST_GIVEN]
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
    scores = {
        term: (worth[term] + 0.25 * math.log1p(text[term])) * math.log1p(text[term] + 1) * rarity(term)
        for term in {**worth, **dict(text.most_common(80))}
        if " " not in term and (text[term] > 1 or worth[term] >= TITLE)
    }
    for term in worth:
        pair = term.split()
        if len(pair) == 2 and (text[term] >= 2 or worth[term] >= TITLE) and 2 * text[term] >= min(text[part] for part in pair):
            scores[term] = 1.1 * max(scores.get(part, 0) for part in pair)
    return sorted(scores, key=lambda term: (-scores[term], term))


def terms(line: str) -> list[str]:
    """The words of a line that name something, and pairs of neighbours with a blank between (营商 环境, 环境 整治)."""
    tagged = [(word, tag) for word, tag in tags()(line)]
    names = [word for word, tag in tagged if fits(word) and NOUN.match(tag) and tag != "v"]
    pairs = [
        f"{a} {b}"
        for (a, tag), (b, next_tag) in zip(tagged, tagged[1:], strict=False)
        if fits(a) and fits(b) and len(a + b) <= 6 and NOUN.match(tag) and NOUN.match(next_tag)
    ]
    return names + pairs


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
