"""The numbers that headings and items of an official text start with (GB/T 9704-2012, 7.3.3), and how to read them."""
import re
from dataclasses import dataclass

from speeches.parsing.remembering import remembered

NUMERAL = "[一二三四五六七八九十百〇零○]{1,4}"
DIGITS = {"〇": 0, "零": 0, "○": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}

# One kind a row, outermost first: name, rank, how it starts, how its label is written ({} = the number as typed).
# Ranks of 6 and more are free: such a kind stands below whatever encloses it where it first appears.
MARKS = [
    ("部分", 0, rf"第({NUMERAL}|\d{{1,2}})(?:部分|篇|编|单元|板块|讲|课)(?=[、，,：:\s]|$)[、，,：:]?"),
    ("章", 0, rf"第({NUMERAL}|\d{{1,2}})章(?![节程])[、，,：:]?"),
    ("节", 0.5, rf"第({NUMERAL}|\d{{1,2}})节(?![课点])[、，,：:]?"),
    ("一、", 1, rf"({NUMERAL})\s?(?:、|[．.](?!\d))"),
    ("壹、", 0.9, r"([壹贰叁肆伍陆柒捌玖拾])[、．.]"),
    ("一 ", 1, rf"({NUMERAL})[ \u3000]+(?=[一-鿿“])"),
    ("（一）", 2, rf"[（(〔]\s*({NUMERAL})\s*[）)〕][、．.]?"),
    ("（一）", 2, r"([㈠-㈩])[、．.]?"),
    ("一）", 2.5, rf"({NUMERAL})[）)]"),
    ("1.1.1", 3.8, r"(\d{1,2}[.．]\d{1,2}[.．]\d{1,2})(?=\s|[一-鿿])(?![万亿千百个亩元])"),
    ("1.1", 3.5, r"(\d{1,2}[.．]\d{1,2})(?=\s|[一-鿿“《])(?!\s?[万亿千百个亩元年月日号米吨公岁倍%％℃])"),
    ("1.", 3, r"(\d{1,2})\s?[.．、](?!\s*\d+(?:[.．\d]|[万亿千百个亩元%％℃年月日号米吨公岁]))"),
    ("1.", 3, r"([⒈-⒛])"),
    ("（1）", 4, r"[（(]\s*(\d{1,2})\s*[）)]"),
    ("（1）", 4, r"([⑴-⒇])"),
    ("1）", 4, r"(\d{1,2})[）)]"),
    ("①", 5, r"([①-⑳㉑-㉟])"),
    ("第一", 6, rf"第({NUMERAL})[，,、：:]"),
    ("其一", 6, r"其([一二三四五六七八九])[，,、：:是]"),
    ("第一点", 6, rf"第({NUMERAL})(?:点|个?方面|个问题|件事|个)(?:[，,、：:]|(?=是))"),
    ("首先", 6, r"(首先|其次|再次|再者|最后)(?:[，,：:]|(?=[要是]))"),
    ("一是", 8, rf"({NUMERAL})[是要则靠看抓讲](?![否、。，,]|以[喜忧]|[一二三四五六七八九][，,])"),
]
MARKS = [(kind, rank, re.compile("^" + pattern + r"\s*")) for kind, rank, pattern in MARKS]
RANKS = {kind: rank for kind, rank, _ in MARKS}
FREE = 6
LEGAL = dict(zip("壹贰叁肆伍陆柒捌玖拾", range(1, 11), strict=True))
SEQUENCE_WORDS = LEGAL | {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}

# 二、三产业协调发展 / 一、二级响应: two numbers in a row count things, they number nothing.
PAIR = re.compile(r"^([一二三四五六七八九])、([二三四五六七八九十])(?=、|[产线级类月季年次环楼期批班号组等把条个项点]|$)")
BLANKS = " \t\r\n\f\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u3000\ufeff"


FIRST = re.compile(r"[第其首再最壹贰叁肆伍陆柒捌玖拾一二三四五六七八九十百〇零○（(〔\d㈠-㈩⒈-⒛⑴-⒇①-⑳㉑-㉟]")  # most paragraphs begin otherwise


@dataclass(slots=True)
class Mark:
    kind: str  # a name of the table; 一要 and 一看 are kinds beside 一是
    number: int
    label: str  # as the outline shows it: 一, （一）, 1., 第一, 一是
    end: int  # where the text after it begins

    @property
    def rank(self) -> float:
        return RANKS.get(self.kind, RANKS["一是"])


@remembered
def mark_of(text: str) -> Mark | None:
    """Read the number a paragraph starts with. 1.5万亩, 二、三产业, 第一书记 and 一带一路 have none."""
    blank = len(text) - len(text.lstrip(BLANKS))
    line = text[blank : blank + 40]
    if not FIRST.match(line):
        return None
    for kind, _, pattern in MARKS:
        found = pattern.match(line)
        if found and not (kind == "一、" and counts_things(line)):
            shown = found[0].strip(BLANKS)
            if kind == "一是":
                kind = "一" + shown[len(found[1])]
            return Mark(kind, number_of(found[1]), label_of(kind, shown), blank + found.end())
    return None


def label_of(kind: str, shown: str) -> str:
    """Shorten a number as typed to the form of the outline: 一、 → 一, （一）、 → （一）, 第一， → 第一."""
    if kind == "1.":
        return shown.replace("．", ".")
    return re.sub(r"\s", "", shown.rstrip("、．.，,：:") or shown)


def counts_things(line: str) -> bool:
    pair = PAIR.match(line)
    return bool(pair) and number_of(pair[2]) == number_of(pair[1]) + 1


def number_of(numeral: str) -> int:
    """Value of 十一, １２, ③, ㈡, 叁, 2.10 (its last part), 其次; 0 of what is none, as 一5 in 篇一5."""
    if numeral in SEQUENCE_WORDS:
        return SEQUENCE_WORDS[numeral]
    for first, start in (("㈠", 1), ("⒈", 1), ("⑴", 1), ("①", 1), ("㉑", 21)):
        offset = ord(numeral[0]) - ord(first)
        if 0 <= offset < 20 and not numeral[0].isdecimal():
            return start + offset
    last = re.split("[.．]", numeral)[-1]
    return int(last) if last.isdecimal() else chinese_number(numeral)


def chinese_number(numeral: str) -> int:
    """Value of 二十一 and of 一〇一; 0 where the characters make no number."""
    if not set(numeral) & set("十百"):
        return int("".join(str(DIGITS[c]) for c in numeral)) if all(c in DIGITS for c in numeral) else 0
    total, digit = 0, 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = DIGITS.get(character, 0)
    return total + digit
