"""Dates as people write them in a title block → 2024, 2024-03 or 2024-03-05; what is blanked (202x年) is no date."""
import re
import unicodedata
from datetime import date

from speeches.parsing.lines import bare
from speeches.parsing.marks import DIGITS, chinese_number

CIRCLES = str.maketrans("○◯Ｏ", "〇〇〇")
DAY, MONTH = r"(\d{1,2}|[一二三四五六七八九十廿卅]{1,3})", r"(\d{1,2}|[一二三四五六七八九十]{1,2})"
# 二OO六年 and 二00九年 are typed with letters and figures where 〇 was not at hand.
YEAR = r"(?<![\d〇零一二三四五六七八九])(\d{4}|[一二][〇零一二三四五六七八九OoОо0]{3})"
PATTERNS = [
    re.compile(rf"{YEAR}年{MONTH}月{DAY}[日号]?(?!\d)"),
    re.compile(rf"{YEAR}年{MONTH}月(?!份?[\dxX×*])"),
    re.compile(r"(?<!\d)(\d{4})([.\-/])(\d{1,2})\2(\d{1,2})日?(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})[.\-/](\d{1,2})(?![\d.\-/])"),
    re.compile(rf"^[（(—-]*(?:时间:|日期:)?{YEAR}年[）)]?$"),
    re.compile(rf"^[（(]{YEAR}年(?=[，,·、于])"),
    re.compile(rf"(?<=[（(，,]){YEAR}年[）)]$"),
    re.compile(rf"^[—-]{{2,}}{YEAR}年(?=在)"),
]
# The calendar of the moon names other days with the same numbers.
LUNAR = re.compile(r"[（(]?(农历|阴历|旧历)[^，,。；（）()]*[）)]?")
# What stands for a date and says none, or not a whole one: 202x年7月3日, ××××年×月×日, 3月5日, 甲辰年正月初八.
BLANK = "xX×✕*＊某_"
SHADOW_YEAR = rf"[\d〇零一二三四五六七八九OoОо{BLANK}]{{2,4}}年"
SHADOW_MONTH = rf"[\d一二三四五六七八九十正冬腊{BLANK}]{{0,3}}月"
SHADOW_DAY = rf"初?[\d一二三四五六七八九十廿卅{BLANK}]{{1,3}}"
STEM_YEAR = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
SHADOW = re.compile(
    r"^[（(〔【]?(?:时间:|日期:)?[—–―-]*(?:农历|阴历|旧历)?"
    rf"(?:(?:{SHADOW_YEAR}(?:{SHADOW_MONTH}(?:(?:{SHADOW_DAY})?日|{SHADOW_DAY})?)|{SHADOW_MONTH}{SHADOW_DAY}[日号]|{STEM_YEAR}{SHADOW_MONTH}{SHADOW_DAY}日?)"
    rf"(?=$|[）)〕】，,、·（(~—–-]|[上下]午|[上中下]旬|晚|至|到|于|在|星期|周)|{SHADOW_YEAR}(?=$|[）)〕】]|于))"
)

# A date wherever it stands, with its blanks, brackets and what people hang behind it: （2024年 3月5日至7日，星期二）.
NUMBER = rf"\s*初?[\d０-９正冬腊一二三四五六七八九十廿卅{BLANK}]{{0,3}}\s*"
ANYWHERE = re.compile(
    rf"[（(]?\s*(?:农历|阴历|旧历)?(?:[\d０-９〇○◯零一二三四五六七八九OoОоＯ{BLANK}]{{2,4}}\s*年|{STEM_YEAR})(?!度|来|间|代)(?:{NUMBER}月(?:份|[上中下]旬)?(?:{NUMBER}[日号]|{NUMBER})?)?"
    rf"(?:\s*(?:至|到|-|—|－|–|~|～|、){NUMBER}[日号])?\s*(?:[上下]午|晚上?)?\s*(?:[（(](?:星期|周|农历)[^（）()]*[）)])?(?:于(?=..))?\s*[）)]?"
    r"|[（(]?\d{4}(?P<point>[./．\-])\d{1,2}(?P=point)\d{1,2}(?:于(?=..))?[）)]?"
    rf"|(?<![\d年]){NUMBER}月{NUMBER}[日号]"
)


def date_in(text: str) -> str | None:
    """The first date of a line, as precise as it is written: （二〇二四年三月） → 2024-03."""
    found = find_date(text)
    return found[0] if found else None


def find_date(text: str) -> tuple[str, str] | None:
    """The first date of a line and the words that give it."""
    line = LUNAR.sub("", folded(text))
    hits = [hit for pattern in PATTERNS if (hit := pattern.search(line)) and written(hit)]
    if not hits:
        return None
    first = min(hits, key=lambda hit: (hit.start(), -hit.end()))
    return written(first), first[0]


def folded(text: str) -> str:
    """The text as dates are sought in it: without blanks, one width."""
    return unicodedata.normalize("NFKC", bare(text).translate(CIRCLES))


def without_dates(text: str) -> str:
    """The text with a blank where a date stood (张三　2024年3月5日 → 张三)."""
    return ANYWHERE.sub(" ", text).strip()


def looks_like_date(text: str) -> bool:
    """Whether a text begins with a date, be it one that cannot be read."""
    return bool(SHADOW.match(folded(text)))


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
    return int("".join(str(DIGITS.get(character, character)) for character in re.sub("[OoОо]", "0", text)))


def value_of(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_number(text.replace("廿", "二十").replace("卅", "三十"))
