"""Dates as people write them in a title block → 2024, 2024-03 or 2024-03-05; what is blanked (202x年) is no date."""
import re
import unicodedata
from datetime import date

from speeches.parsing.lines import bare
from speeches.parsing.marks import DIGITS, chinese_number

CIRCLES = str.maketrans("○◯Ｏ", "〇〇〇")
DAY, MONTH = r"(\d{1,2}|[一二三四五六七八九十]{1,3})", r"(\d{1,2}|[一二三四五六七八九十]{1,2})"
YEAR = r"(?<![\d〇零一二三四五六七八九])(\d{4}|[一二][〇零一二三四五六七八九]{3})"
PATTERNS = [
    re.compile(rf"{YEAR}年{MONTH}月{DAY}[日号]?(?!\d)"),
    re.compile(rf"{YEAR}年{MONTH}月(?!份?[\dxX×*])"),
    re.compile(r"(?<!\d)(\d{4})([.\-/])(\d{1,2})\2(\d{1,2})日?(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})[.\-/](\d{1,2})(?![\d.\-/])"),
    re.compile(rf"^[（(]?{YEAR}年[）)]?$"),
]


def date_in(text: str) -> str | None:
    """The first date of a line, as precise as it is written: （二〇二四年三月） → 2024-03."""
    found = find_date(text)
    return found[0] if found else None


def find_date(text: str) -> tuple[str, str] | None:
    """The first date of a line and the words that give it."""
    line = unicodedata.normalize("NFKC", bare(text).translate(CIRCLES))
    hits = [hit for pattern in PATTERNS if (hit := pattern.search(line)) and written(hit)]
    if not hits:
        return None
    first = min(hits, key=lambda hit: (hit.start(), -hit.end()))
    return written(first), first[0]


def written(hit: re.Match) -> str | None:
    """The date in figures, or None for the 31st of April."""
    year, *rest = (number for number in hit.groups() if number not in (".", "-", "/"))
    month, day = (value_of(rest[0]) if rest else 1), (value_of(rest[1]) if len(rest) > 1 else 1)
    try:
        whole = date(year_of(year), month, day)
    except ValueError:
        return None
    return whole.isoformat()[: (4, 7, 10)[len(rest)]] if 1900 <= whole.year <= 2100 else None


def year_of(text: str) -> int:
    return int("".join(str(DIGITS.get(character, character)) for character in text))


def value_of(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_number(text)
