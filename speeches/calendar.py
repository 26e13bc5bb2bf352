"""When speeches were given: how many in which month, and which in the months of one year."""
from collections import Counter
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import dateformat
from django.utils.translation import gettext as _

from speeches.counts import UNKNOWN
from speeches.matrix import Cell, Matrix, Row
from speeches.pictures import Column

MONTHS = range(1, 13)
NO_MONTH = 0  # stands for the month where a text states no more than its year


@dataclass(frozen=True, slots=True)
class Month:
    """A month of one year; its speeches in the order in which they were given, its meetings by how much was said there."""

    number: int
    speeches: tuple[int, ...]
    meetings: tuple[tuple[str, int, int], ...]  # name, pk, speeches


def by_month(speeches) -> dict[int | None, dict[int, int]]:
    """Return year → month → speeches; the year None: no date is stated."""
    found = {}
    dated = speeches.order_by().annotate(year=ExtractYear("date_from"), month=ExtractMonth("date_from"))
    for year, month, precision, count in dated.values_list("year", "month", "date_precision").annotate(Count("pk")):
        months = found.setdefault(year, {})
        month = NO_MONTH if precision in ("year", "") else month
        months[month] = months.get(month, 0) + count
    return found


def of_year(speeches, year: int) -> list[Month]:
    """Return the months that have speeches, in order; what states no month comes last."""
    rows = speeches.filter(date_from__year=year).order_by("date_from", "meeting__name", "document_id", "position")
    months = {}
    for pk, day, precision, meeting, name in rows.values_list("pk", "date_from", "date_precision", "meeting", "meeting__name"):
        month = NO_MONTH if precision == "year" else day.month
        known, vague, meetings = months.setdefault(month, ([], [], Counter()))
        (vague if precision == "month" else known).append(pk)
        if meeting:
            meetings[name, meeting] += 1
    order = sorted(months, key=lambda month: month or 13)
    return [Month(month, tuple(known + vague), in_order(meetings)) for month in order for known, vague, meetings in [months[month]]]


def in_order(meetings: Counter) -> tuple[tuple[str, int, int], ...]:
    return tuple((name, pk, count) for (name, pk), count in sorted(meetings.items(), key=lambda pair: (-pair[1], pair[0])))


def picture(found: dict[int | None, dict[int, int]]) -> Matrix:
    """Years below each other, the newest first, with their months; years without speeches share a row."""
    columns = [*MONTHS, *([NO_MONTH] if any(months.get(NO_MONTH) for year, months in found.items() if year) else [])]
    years = sorted((year for year in found if year), reverse=True)
    rows = []
    for later, year in zip([None, *years], years, strict=False):
        if later and later - year > 1:
            rows.append(gap(year + 1, later - 1, columns))
        rows.append(year_row(year, found[year], columns))
    return Matrix(tuple(month_name(month) for month in columns), tuple(rows))


def year_row(year: int, months: dict[int, int], columns) -> Row:
    name = _("%(year)s 年") % {"year": year}
    cells = tuple(Cell(months.get(month, 0), said(year, month, months.get(month, 0)), query(year, month)) for month in columns)
    return Row(name, sum(months.values()), urlencode({"year": year}), cells)


def gap(first: int, last: int, columns) -> Row:
    name = str(first) if first == last else f"{first}{_('—')}{last}"
    return Row(_("%(year)s 年") % {"year": name}, 0, "", (Cell(0, "", ""),) * len(columns))


def bars(year: int, months: dict[int, int]) -> list[Column]:
    """The months of one year side by side; none where no speech states any."""
    most = max((months.get(month, 0) for month in MONTHS), default=0)
    return [
        Column(month_name(month), f"{count:,}", said(year, month, count), query(year, month) if count else "", count / most)
        for month in (MONTHS if most else ())
        for count in [months.get(month, 0)]
    ]


def month_name(month: int) -> str:
    return dateformat.format(date(2000, month, 1), _("n 月")) if month else _("只知年份")


def said(year: int, month: int, count: int) -> str:
    return _("%(year)s 年 %(month)s：%(count)s 篇") % {"year": year, "month": month_name(month), "count": f"{count:,}"}


def query(year: int, month: int) -> str:
    return urlencode({"year": year, "month": month or UNKNOWN})
