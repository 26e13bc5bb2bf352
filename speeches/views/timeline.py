"""What was said when: all years with their months, and one year month by month."""
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.shortcuts import render

from speeches import calendar
from speeches.counts import UNKNOWN
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.views.rows import SPEECHES, rows_of


@kept
def timeline(request):
    figures = Figures(request.user)
    found = figures.of(calendar.by_month)
    year = number(request.GET.get("year"))
    if year is not None:
        return one_year(request, figures, found, year)
    page = {
        "picture": figures.of(all_years),
        "total": sum(sum(months.values()) for months in found.values()),
        "undated": sum(found.get(None, {}).values()),
        "no_month": sum(months.get(calendar.NO_MONTH, 0) for year, months in found.items() if year),
        "mistaken": request.GET.get("year"),
    }
    return render(request, "speeches/timeline.html", page)


def one_year(request, figures, found, year):
    months = figures.of(calendar.of_year, year)
    month = month_of(request.GET.get("month"))
    chosen = [each for each in months if month in (None, each.number)]
    page = Paginator([(each, pk) for each in chosen for pk in each.speeches], SPEECHES).get_page(request.GET.get("page"))
    years = [other for other in found if other]
    vague = found.get(year, {}).get(calendar.NO_MONTH, 0)
    return render(request, "speeches/timeline_year.html", {
        "year": year,
        "month": calendar.month_name(month) if month is not None else "",
        "total": sum(found.get(year, {}).values()),
        "bars": calendar.bars(year, found.get(year, {})),
        "no_month": vague,
        "page": page,
        "months": month_by_month(page, rows_of(figures.speeches, [pk for _month, pk in page]), "" if vague else year),
        "before": max((other for other in years if other < year), default=None),
        "after": min((other for other in years if other > year), default=None),
    })  # fmt: skip


def month_by_month(page, rows, year) -> list[dict]:
    """The speeches of this page under their months, and what the list of speeches is asked for to see such a month.

    Without a year it is not asked: its filter finds in each month what may be of that month, all that state the year alone.
    """
    shown = {}
    for month, pk in page:
        shown.setdefault(month, []).extend([rows[pk]] if pk in rows else [])
    return [
        {"name": calendar.month_name(month.number), "month": month, "speeches": speeches, "filters": filters(year, month.number)}
        for month, speeches in shown.items()
    ]


def filters(year, month) -> str:
    return urlencode(dict.fromkeys(("from", "to"), f"{year:04}-{month:02}")) if year else ""


def all_years(speeches):
    return calendar.picture(calendar.by_month(speeches))


def month_of(text) -> int | None:
    if text == UNKNOWN:
        return calendar.NO_MONTH
    return number(text) if number(text) in calendar.MONTHS else None


def number(text) -> int | None:
    """What somebody wrote into the address; None: no number that a year or a month could be."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) <= 4 and int(text) else None
