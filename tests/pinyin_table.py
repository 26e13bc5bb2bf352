"""Makes search/helping/pinyin.txt out of pypinyin's tables: `python -m tests.pinyin_table`, when pypinyin has learned something."""
import unicodedata
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from search.text import folded

FILE = Path(__file__).parent.parent / "search/helping/pinyin.txt"
HEAD = """\
# How characters are read: a syllable, then all characters that may be read so. Simplified ones, as texts are folded.
# Made by tests/pinyin_table.py from the tables of pypinyin (https://github.com/mozillazg/python-pinyin; MIT licence,
# Copyright (c) 2016 mozillazg, 闲耘): of several readings those that are in use in its phrases, and those of family names.
"""
NAMES = {"单": "shan", "解": "xie", "仇": "qiu", "区": "ou", "查": "zha", "曾": "zeng", "朴": "piao", "盖": "ge", "覃": "qin", "尉": "yu", "地": "de"}
IN_USE, RARE = 0.015, 3  # a reading counts from this share of the phrases with its character, and so many of them


def syllable(marked: str) -> str:
    """xíng → xing, lǜ → lv."""
    bare = unicodedata.normalize("NFD", marked.replace("ê", "e")).replace("u\u0308", "v")
    return "".join(c for c in bare if not unicodedata.combining(c))


def is_spoken(one: str) -> bool:
    return one.isalpha() and bool(set(one) & set("aeiouv"))  # not hm, ng


def characters() -> list[str]:
    """Those of GB 2312 and of jieba's words, in the form that folding leaves."""
    words = Path(find_spec("jieba").origin).with_name("dict.txt").read_text("utf-8")
    codes = [bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    return sorted(c for c in {*words, *codes} if c and ord(c) in PINYIN_DICT and folded(c) == c)


def table() -> str:
    uses = defaultdict(Counter)
    for phrase, readings in PHRASES_DICT.items():
        for character, reading in zip(phrase, readings, strict=False):
            uses[character][syllable(reading[0])] += 1
    read_so = defaultdict(list)
    for character in characters():
        known = [syllable(reading) for reading in PINYIN_DICT[ord(character)].split(",")]
        use, total = uses[character], sum(uses[character].values())
        kept = [known[0]] + [one for one in known if use[one] >= RARE and use[one] >= IN_USE * total] + [NAMES.get(character)]
        for one in dict.fromkeys(filter(is_spoken, filter(None, kept))):
            read_so[one].append(character)
    return HEAD + "".join(f"{one} {''.join(read_so[one])}\n" for one in sorted(read_so))


if __name__ == "__main__":
    FILE.write_text(table(), "utf-8")
