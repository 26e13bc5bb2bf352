"""The families of meeting types over the years: the picture of the archive."""
from urllib.parse import urlencode

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from speeches.counts import UNKNOWN, within
from speeches.matrix import Cell, Matrix, Row
from speeches.pictures import Period, periods
from speeches.templatetags.terms import term


def by_family_and_year(speeches) -> Matrix:
    """Return the families of meeting types beside the years, or the periods of several years, in which they spoke."""
    rows = speeches.order_by("meeting__type__position", "meeting__type__name").annotate(year=ExtractYear("date_from"))
    families = {}
    for family, name, year, count in rows.values_list("meeting__type__family", "meeting__type__name", "year").annotate(Count("pk")):
        types, found = families.setdefault(family, ({}, {}))
        types[name or UNKNOWN] = None
        found[year] = found.get(year, 0) + count
    if None in families:
        families[None] = families.pop(None)  # last
    years = {year for _types, found in families.values() for year in found}
    columns = [*periods(years - {None}), *([None] if None in years else [])]
    return Matrix(tuple(head(period) for period in columns), tuple(family_row(*row, columns) for row in families.items()))


def head(period: Period | None) -> str:
    return period.name if period else _("不详")


def family_row(family, found, columns) -> Row:
    types, counts = found
    name = term(family) or _("类型未写明")
    chosen = [("type", type) for type in types]
    cells = []
    for period in columns:
        count = sum(counts.get(year, 0) for year in (range(period.first, period.last + 1) if period else [None]))
        when = _("%(year)s 年") % {"year": period.name} if period else _("年份不详")
        said = _("%(when)s%(family)s %(count)s 篇") % {"when": when, "family": name, "count": f"{count:,}"}
        cells.append(Cell(count, said, urlencode([*chosen, *within(period)])))
    return Row(name, sum(counts.values()), urlencode(chosen), tuple(cells))


def worth_a_look(matrix: Matrix) -> Matrix | None:
    """A picture of one row or one column would say nothing."""
    return matrix if len(matrix.rows) > 1 and len(matrix.heads) > 1 else None
