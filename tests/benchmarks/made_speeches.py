"""Any number of speeches that never were, for measuring: the sentences of the corpus with other words in them.

One seed gives one row of speeches: the first 10,000 of 50,000 are the 10,000. A fifth of the content words are replaced by
words of the same kind and length, drawn by how frequent they are; names are invented; official phrases are strewn in with a
heavy tail, so that some stand in most speeches and most in few. Lengths are log-normal, 300 to 8,000 characters.
"""
import gzip
import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib import resources
from itertools import accumulate
from pathlib import Path
from random import Random

import rjieba
from invented import ENDINGS, GIVEN, KINDS, MEETINGS, PHRASES, PLACES, POSTS, SURNAMES, TOPICS

from search.engine import Entry
from speeches.parsing.metadata.meetings import type_of

TEMPLATES = 42_000
REPLACED = 0.22
REPLACEABLE = ("n", "v", "vn", "a", "ns", "nz")  # kinds of words in jieba's dictionary
NAMES = "nr"
FROM_DICTIONARY = 0.3  # the share of replacements that the corpus may never have used
MEAN, SPREAD, SHORTEST, LONGEST = 7.58, 0.62, 300, 8_000  # of the logarithm of the length, and its bounds
SENTENCE = re.compile(r"[^。！？\n]{12,90}[。！？]")
CHINESE = re.compile(r"[一-鿿]")
NUMBERS = "一二三四五六七八九十"
FIRST_DAY, DAYS = date(2004, 1, 5), 8_200


def records(number: int, seed: int = 1) -> Iterator[dict]:
    """Yield speeches in the form of import_texts."""
    maker = Maker(seed)
    for place in range(1, number + 1):
        yield maker.record(f"made-{place}")


def entries(number: int, seed: int = 1) -> Iterator[Entry]:
    """Yield the same speeches in the form that the index takes."""
    maker = Maker(seed)
    for place in range(1, number + 1):
        record = maker.record(f"made-{place}")
        yield Entry(
            id=place,
            visibility="public",
            title=record["title"],
            text=record["text"],
            headings=maker.headings,
            speaker=record["speaker"] or "",
            post=record["post"] or "",
            meeting=record["meeting"] or "",
            type=(type_of(record["meeting"]) if record["meeting"] else "") or "",
            kind=record["kind"],
            level=maker.level,
            topics=maker.topics,
            date_from=maker.days[0],
            date_to=maker.days[1],
        )


class Maker:
    """Makes one speech after another; always the same ones from the same seed."""

    def __init__(self, seed: int):
        self.chance = Random(seed)
        self.templates, self.pools = templates(), {kind: Pool(words, self.chance) for kind, words in pools().items()}
        self.names = Pool(
            {self.chance.choice(SURNAMES) + self.chance.choice(GIVEN) + self.chance.choice(("", *GIVEN)): 1 / (3 + place) for place in range(1_500)},
            self.chance,
        )
        self.phrases = [(phrase, max(0.7 / (1 + 0.4 * place), 0.002)) for place, phrase in enumerate(PHRASES)]
        self.subjects = Pool({topic: 1 / (2 + place) for place, topic in enumerate(TOPICS)}, self.chance)

    def record(self, key: str) -> dict:
        chance = self.chance
        self.topics = tuple(dict.fromkeys(self.subjects.draw() for _ in range(chance.randint(1, 6))))
        place, meeting = chance.choice(PLACES), chance.choice(MEETINGS)
        self.level = "市" if place.endswith("市") else "县" if place.endswith("县") else "乡"
        day = FIRST_DAY + timedelta(int(DAYS * chance.random() ** 0.6))
        meeting = f"{place}{day.year if chance.random() < 0.3 else ''}{self.topics[0]}{meeting}"
        text = self.text()
        return {
            "id": key,
            "title": f"在{meeting}上的{chance.choice(ENDINGS)}",
            "speaker": self.names.draw() if chance.random() < 0.93 else None,
            "post": f"{place}{chance.choice(POSTS)}" if chance.random() < 0.8 else None,
            "date": self.dated(day),
            "meeting": meeting if chance.random() < 0.9 else None,
            "place": place,
            "kind": chance.choice(KINDS),
            "source": "made for measuring",
            "text": text,
        }

    def dated(self, day: date) -> str | None:
        """Keep first and last day in `days`; one date in ten is a month, one in twenty is not known."""
        way = self.chance.random()
        if way < 0.05:
            self.days = None, None
            return None
        if way < 0.15:
            first = day.replace(day=1)
            self.days = first, (first + timedelta(31)).replace(day=1) - timedelta(1)
            return f"{day:%Y-%m}"
        self.days = day, day
        return day.isoformat()

    def text(self) -> str:
        chance = self.chance
        size = min(max(chance.lognormvariate(MEAN, SPREAD), SHORTEST), LONGEST)
        official = [phrase for phrase, often in self.phrases if chance.random() < often * min(1.4, 0.5 + size / 4_000)]
        sections = max(1, min(10, round(size / 700)))
        lines, length, headings = ["同志们："], 4, []
        for section in range(sections):
            if sections > 1:
                headings.append(self.heading())
                lines.append(f"{NUMBERS[section]}、{headings[-1]}")
                length += len(lines[-1])
            while length < size * (section + 1) / sections:
                lines.append("".join(self.sentence(official) for _ in range(chance.randint(1, 5))))
                length += len(lines[-1])
        self.headings = tuple(headings)
        return "\n".join(lines)

    def sentence(self, official: list[str]) -> str:
        words = self.replaced(self.chance.choice(self.templates))
        if official and self.chance.random() < 0.4:
            return f"{words[:-1]}，{self.chance.choice(('推进', '抓好', '坚持', '围绕', '突出'))}{self.chance.choice(official)}{words[-1]}"
        return words

    def heading(self) -> str:
        clauses = [clause for clause in re.split("[，、；：。！？]", self.replaced(self.chance.choice(self.templates))) if 5 <= len(clause) <= 16]
        return "，".join(clauses[:2]) or f"抓好{self.subjects.draw()}工作"

    def replaced(self, template: list) -> str:
        words, chance, pools = template[0].copy(), self.chance.random, self.pools
        for place, pool in template[1]:
            if pool == NAMES:
                words[place] = self.names.draw()
            elif chance() < REPLACED:
                words[place] = pools[pool].draw()
        return "".join(words)


class Pool:
    """Words to draw from by weight; drawn many at a time, which is faster."""

    def __init__(self, words: dict[str, float], chance: Random):
        self.words, self.sums, self.chance = list(words), list(accumulate(words.values())), chance
        self.drawn = []

    def draw(self) -> str:
        if not self.drawn:
            self.drawn = self.chance.choices(self.words, cum_weights=self.sums, k=1_000)
        return self.drawn.pop()


@cache
def sentences() -> list[str]:
    """Return sentences of the corpus, always the same ones; half of them out of speeches."""
    chosen = []
    for name in ("speeches", "news"):
        with gzip.open(Path(os.environ["SPEECH_TEST_DATA"]) / "corpus" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            found = [sentence.strip() for line in lines for sentence in SENTENCE.findall(json.loads(line)["text"])]
        found = sorted({sentence for sentence in found if len(CHINESE.findall(sentence)) > len(sentence) * 0.75})
        Random(7).shuffle(found)
        chosen += found[: TEMPLATES // 2]
    return chosen


@cache
def dictionary() -> dict[str, tuple[int, str]]:
    """Return jieba's words with their frequency and kind."""
    lines = (resources.files("jieba") / "dict.txt").read_text("utf-8").splitlines()
    return {word: (int(often), kind) for word, often, kind in (line.split() for line in lines)}


@cache
def templates() -> list[tuple[list[str], list[tuple[int, str]]]]:
    """Return sentences as words, and which of them may be replaced out of which pool."""
    cut, known = [rjieba.cut(sentence) for sentence in sentences()], pools()
    return [(words, [(place, pool) for place, word in enumerate(words) if (pool := pool_of(word)) in known or pool == NAMES]) for words in cut]


@cache
def pools() -> dict[str, dict[str, float]]:
    """Return words by kind and length, each with its weight: as often as in the corpus, and some only in the dictionary."""
    used = Counter(word for sentence in sentences() for word in rjieba.cut(sentence))
    kinds: dict[str, dict[str, float]] = {}
    for word, (often, kind) in dictionary().items():
        if kind in REPLACEABLE and len(word) > 1 and CHINESE.match(word):
            kinds.setdefault(pool_of(word), {})[word] = often
    for words in kinds.values():
        seen = sum(used[word] for word in words) or 1
        scale = FROM_DICTIONARY * seen / (1 - FROM_DICTIONARY) / sum(words.values())
        for word, often in words.items():
            words[word] = used[word] + often * scale
    return kinds


def pool_of(word: str) -> str:
    kind = dictionary().get(word, (0, ""))[1]
    if kind.startswith(NAMES):
        return NAMES if len(word) > 1 else ""
    return f"{kind}{len(word)}"
