"""How many speeches there are of what: the numbers behind the pictures. Each function asks the database once."""
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Min, Sum
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from speeches.addresses import address
from speeches.models import Meeting, Speaker
from speeches.pictures import Column, Period, periods
from speeches.templatetags.facts import meeting_dates
from speeches.templatetags.terms import term

UNKNOWN = "-"  # the filter value of what a speech does not state


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a picture and the filters that its link leads to."""

    name: str
    count: int
    query: str
    share: float  # of the largest, 0–1

    @property
    def width(self):
        return f"{100 * self.share:.1f}"


def bars(rows) -> list[Bar]:
    """Make bars of (name, count, [(filter, value), …])."""
    rows = list(rows)
    most = max((count for _, count, _ in rows), default=0) or 1
    return [Bar(name, count, urlencode(filters), count / most) for name, count, filters in rows]


def totals(speeches) -> dict:
    return speeches.aggregate(
        speeches=Count("pk"),
        characters=Sum("characters"),
        meetings=Count("meeting", distinct=True),
        speakers=Count("speaker", distinct=True),
        first=Min("date_from__year"),
        last=Max("date_from__year"),
        newest=Max("document__received_at"),
    )


def by_type(speeches) -> list[tuple[str, str, int]]:
    """Return (family, type, count) in the order of the types; what has no type comes last, as ("", "", count)."""
    types = speeches.order_by("meeting__type__position", "meeting__type__name")
    rows = types.values_list("meeting__type__family", "meeting__type__name").annotate(Count("pk"))
    known = [row for row in rows if row[1]]
    unknown = sum(count for _, name, count in rows if not name)
    return known + ([("", "", unknown)] if unknown else [])


def by_family(speeches, *filters) -> list[Bar]:
    """Return a bar for each family of meeting types; its link asks for all the types that it has here."""
    families = {}
    for family, name, count in by_type(speeches):
        row = families.setdefault(family, [0, []])
        row[0] += count
        row[1].append(("type", name or UNKNOWN))
    return bars((family, count, [*filters, *types]) for family, (count, types) in families.items())


def per_year(speeches) -> dict[int | None, int]:
    """Return year → speeches; the year None: no date is stated."""
    return dict(speeches.order_by().annotate(year=ExtractYear("date_from")).values_list("year").annotate(Count("pk")))


def by_period(speeches, *filters) -> tuple[list[Column], int]:
    """Return a column for each year, or for each few years of a long time, empty ones too; and how many state no year.

    No column where those are the most: the others would pass for all.
    """
    found = per_year(speeches)
    undated = found.pop(None, 0)
    if undated > sum(found.values()):
        return [], undated
    counts = [(period, sum(found.get(year, 0) for year in range(period.first, period.last + 1))) for period in periods(found)]
    most = max((count for _period, count in counts), default=0) or 1
    return [year_column(period, count, most, filters) for period, count in counts], undated


def year_column(period: Period, count: int, most: int, filters) -> Column:
    said = ngettext("%(years)s 年 %(count)s 篇", "%(years)s 年 %(count)s 篇", count) % {"years": period.name, "count": f"{count:,}"}
    return Column(period.name, f"{count:,}", said, urlencode([*filters, *within(period)]) if count else "", count / most)


def of_type(speeches, type: int, name: str) -> dict:
    """What a page of one type counts: years, kinds, levels, the latest meetings, who speaks most."""
    speeches, chosen = speeches.filter(meeting__type=type), ("type", name)
    years, undated = by_period(speeches, chosen)
    meetings = speeches.order_by().values_list("meeting", "meeting__name", "meeting__date_from", "meeting__date_to")
    latest = meetings.annotate(count=Count("pk")).order_by(F("meeting__date_from").desc(nulls_last=True), "meeting__name")[:10]
    people = speeches.order_by().filter(speaker__isnull=False).values_list("speaker", "speaker__name", "speaker__distinction")
    return {
        "years": years,
        "undated": undated,
        "kinds": by_value(speeches, "kind", chosen),
        "levels": by_value(speeches, "level", chosen),
        "meetings": [
            (address("meeting", pk), name, meeting_dates(Meeting(date_from=first, date_to=last)) if first else "", count)
            for pk, name, first, last, count in latest
        ],
        "people": [
            (address("speaker", pk), str(Speaker(name=name, distinction=distinction)), count)
            for pk, name, distinction, count in people.annotate(count=Count("pk")).order_by("-count", "speaker__name")[:10]
        ],
    }


def by_value(speeches, field: str, *filters) -> list[Bar]:
    """Return a bar for each value of a field that is a filter too, what is not stated last."""
    rows = speeches.order_by().values_list(field).annotate(count=Count("pk")).order_by("-count", field)
    ordered = sorted(rows, key=lambda row: not row[0])
    return bars((str(term(value)) or _("未写明"), count, [*filters, (field, value or UNKNOWN)]) for value, count in ordered)


def within(period: Period | None) -> list[tuple]:
    """The filter that asks for these years."""
    if period is None:
        return [("year", UNKNOWN)]
    return [("year", period.first)] if period.first == period.last else [("from", f"{period.first:04}"), ("to", f"{period.last:04}")]


def newest(speeches, limit: int) -> list[int]:
    """Return those that were taken in last."""
    return list(speeches.order_by("-document__received_at", "document_id", "position").values_list("pk", flat=True)[:limit])


def by_topic(speeches, limit=12) -> list[tuple[str, int]]:
    words = speeches.order_by().filter(keywords__isnull=False).values_list("keywords__word")
    return list(words.annotate(count=Count("pk")).order_by("-count", "keywords__word")[:limit])
