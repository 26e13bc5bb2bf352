"""近(词, 词, 10): what stands between the brackets."""
import re
import unicodedata
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from search.asking.fields import FIELD
from search.text import folded

NEAR = re.compile(r"近[(（]")
DISTANCE, FARTHEST = 10, 200  # folded characters between neighbours
MOST = 6  # words; each more doubles the ways they may follow each other
COMMA = re.compile("[,，、;；﹐]")
NUMBER = re.compile(r"([-+]?\d+(?:\.\d+)?)字?", re.ASCII)
MARKS = ' \t\n　"＂“”「」『』'
SIGN = re.compile(r"[()（）|｜*＊]|(?:^|\s)(?:OR|ＯＲ|AND|NOT)(?=\s|$)|^\s*[-－﹣−]")


@dataclass(slots=True)
class Nearby:
    """What is to stand near to each other; fewer than two parts are no such question."""

    parts: list[str] = field(default_factory=list)
    distance: int = DISTANCE
    problems: list[str] = field(default_factory=list)
    signs: str = ""  # instead of parts: a question of another kind, for which there is no nearness


def read_nearby(pieces: list[tuple[str, bool]]) -> Nearby:
    """`pieces`: the text between the brackets in order, each with whether it is a quotation; its marks are part of it."""
    items, read = split(pieces), Nearby()
    if len(items) > 1 and (number := number_of(items[-1])) is not None:
        items.pop()
        read.distance = measured(number, read.problems)
    if any(is_sign(item) for item in items):
        read.signs = " ".join(map(text_of, items))
        read.problems.append(_("近（ ）里只能写词和带引号的原句，这里当作普通的检索来找。"))
        return read
    if len(items) == 1 and not any(quoted for _text, quoted in items[0]) and len(words := items[0][0][0].split()) > 1:
        read.problems.append(_("近（ ）里的词要用逗号隔开：近(监督, 评议, 10)。"))
        return read_blanks(words, read)
    texts = [text_of(item).strip(MARKS) for item in items]
    read.parts = list({folded(text): text for text in texts if folded(text)}.values())
    if len(read.parts) < 2:
        read.problems.append(_("近（ ）里至少要有两个不同的词：近(监督, 评议, 10)。"))
    elif not all(map(folded, texts)):
        read.problems.append(_("近（ ）里有空着的一项，略过了。"))
    if len(read.parts) > MOST:
        read.problems.append(_("近（ ）里最多写 %(most)s 个词，后面的略过了。") % {"most": MOST})
        read.parts = read.parts[:MOST]
    return read


def read_blanks(words: list[str], read: Nearby) -> Nearby:
    """近(监督 评议 10), as if there were commas."""
    again = read_nearby([(",".join(words), False)])
    again.problems = read.problems + again.problems
    return again


def split(pieces) -> list[list[tuple[str, bool]]]:
    """The items between the commas, those of quotations aside."""
    items = [[]]
    for text, quoted in pieces:
        first, *others = [text] if quoted else COMMA.split(text)
        items[-1].append((first, quoted))
        items += [[(other, False)] for other in others]
    return items


def number_of(item) -> str | None:
    if any(quoted for _text, quoted in item):
        return None
    found = NUMBER.fullmatch(unicodedata.normalize("NFKC", text_of(item)).strip())
    return found and found.group(1)


def measured(number: str, problems: list[str]) -> int:
    """The distance that a number stands for."""
    if not number.isdecimal():
        problems.append(_("近（ ）里最后的距离要写成整数，这里按 %(distance)s 字来找。") % {"distance": DISTANCE})
        return DISTANCE
    if len(number) > 9 or int(number) > FARTHEST:
        problems.append(_("近（ ）里的距离最多 %(most)s 字，这里按 %(most)s 字来找。") % {"most": FARTHEST})
        return FARTHEST
    return int(number)


def is_sign(item) -> bool:
    """Does it hold more than words: brackets, OR, a minus, 标题: …"""
    bare = "".join("词" if quoted else text for text, quoted in item)
    return bool(SIGN.search(bare) or FIELD.match(bare.strip()))


def text_of(item) -> str:
    return "".join(text for text, _quoted in item)
