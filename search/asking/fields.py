"""What may stand before a colon in a question, and what a word behind it stands for there."""
import re
import unicodedata
from datetime import date

from search.engine import Node, Or, Words

# Other words before a colon (强调：要…) are words like any other.
FIELDS = {
    "标题": "title", "题目": "title", "提纲": "heading", "小标题": "heading", "正文": "text",
    "讲话人": "speaker", "会议": "meeting", "类型": "type", "会议类型": "type", "主题": "topic",
    "层级": "level", "年": "year", "年份": "year", "类别": "kind", "讲话类别": "kind",
}
TEXTS = ("all", "title", "heading", "text")  # the others hold values
FIELD = re.compile(rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))})\s*[:：﹕]\s*")

LEVELS = {
    "国家": "国家", "全国": "国家", "中央": "国家", "省": "省", "自治区": "省", "直辖市": "省", "兵团": "省",
    "市": "市", "地": "市", "地级市": "市", "州": "市", "盟": "市", "地区": "市", "县": "县", "区": "县", "旗": "县", "县级市": "县",
    "乡": "乡", "镇": "乡", "乡镇": "乡", "街道": "乡", "村": "村",
}  # fmt: skip
FIRST, LAST = 1900, 2100
YEARS = re.compile(r"(\d{4})年?(?:(?:\.{2,}|…+|-+|—+|~|至|到)(?:(\d{4})年?)?)?|(?:\.{2,}|…+|-+|—+|~|至|到)(\d{4})年?")


def valued(word: str, field: str) -> Node | None:
    """A word after 年: or 层级: stands for the values it names; None where it names none."""
    if field == "year":
        return years(word)
    if field == "level":
        word = unicodedata.normalize("NFKC", word)
        level = LEVELS.get(word) or LEVELS.get(word.removesuffix("级"))
        return Words(level, field) if level else None
    return Words(word, field)


def years(word: str) -> Node | None:
    """2024, 2024年, 2021..2024, 2021-, ..2024."""
    found = YEARS.fullmatch(unicodedata.normalize("NFKC", word).replace("...", ".."))
    if not found:
        return None
    only, last, until = found.groups()
    if only and only == found.group().rstrip("年"):
        return Words(str(int(only)).zfill(4), "year")
    first, last = sorted((int(only or FIRST), int(last or until or date.today().year + 1)))
    named = tuple(Words(str(year), "year") for year in range(max(first, FIRST), min(last, LAST) + 1))
    return named[0] if len(named) == 1 else Or(named) if named else None
