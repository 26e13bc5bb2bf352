"""The filters and numbers of an address. What makes no sense is explained and left out."""
import re
import unicodedata
from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

from search.engine import Filters

FILTERS = ("type", "speaker", "year", "level", "topic", "kind")
MOST_VALUES = 60
DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年)?")
UNWRITABLE = re.compile("[\0\ud800-\udfff]")  # no text holds these, and no encoding takes them


def written(text: str) -> str:
    return UNWRITABLE.sub("", text).strip()


def values(params, name: str) -> list[str]:
    """Return the values of a parameter that say something."""
    return [value for value in map(written, params.getlist(name)) if value][:MOST_VALUES]


def read_filters(params) -> tuple[Filters, list[str]]:
    chosen = {name: frozenset(values(params, name)) for name in FILTERS}
    problems, bounds = [], {}
    for name in ("from", "to"):
        text = params.get(name, "").strip()
        bounds[name] = read_date(text)
        if text and not bounds[name]:
            problems.append(_("“%(text)s”不像日期，没有按它筛选。请写成 2024、2024-03 或 2024-03-05。") % {"text": text})
    first, last = bounds["from"], bounds["to"]
    if first and last and first[0] > last[1]:
        first, last = last, first
        problems.append(_("开始日期晚于结束日期，已经对调。"))
    return Filters(**chosen, date_from=first and first[0], date_to=last and last[1]), problems


def read_date(text: str) -> tuple[date, date] | None:
    """First and last day of 2024, 2024-03, 2024年3月5日 …"""
    found = DATE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        return first, first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        return None


def one_of(values, value):
    return value if value in values else values[0]


def number(text, default: int, most: int) -> int:
    """A whole number from 1 to most, or the default."""
    try:
        value = int(text)
    except (TypeError, ValueError):
        return default
    return min(value, most) if value > 0 else default
