"""What speeches are filed under, as plain rows in the order of the pages: for tables and for programs.

Each function takes the speeches that a reader may see and returns a queryset of tuples. They end in: how many speeches,
the day of the first and of the last one.
"""
from django.db.models import Count, F, Max, Min

from speeches.calendar import NO_MONTH
from speeches.running_order import ordered

SPOKEN = {"count": Count("pk"), "first": Min("date_from"), "last": Max("date_from")}


def meetings(speeches):
    """pk, name, type, first and last day of the meeting; …"""
    rows = speeches.filter(meeting__isnull=False).order_by(F("meeting__date_from").desc(nulls_last=True), "meeting__name", "meeting")
    names = ("meeting", "meeting__name", "meeting__type__name", "meeting__date_from", "meeting__date_to")
    return rows.values_list(*names).annotate(**SPOKEN)


def speakers(speeches):
    """pk, name, what tells this one from a namesake; …"""
    rows = speeches.filter(speaker__isnull=False).values_list("speaker", "speaker__name", "speaker__distinction")
    return rows.annotate(**SPOKEN).order_by("-count", "speaker__name", "speaker")


def posts(speeches):
    """The post as the texts name it; … The latest first."""
    rows = speeches.exclude(post="").values_list("post").annotate(**SPOKEN)
    return rows.order_by(F("last").desc(nulls_last=True), "-count", "post")


def topics(speeches, word: str | None = None):
    """The word; … Of one word: chosen here, since a speech that was chosen by its word has others too."""
    rows = speeches.filter(keywords__word=word) if word else speeches.filter(keywords__isnull=False)
    return rows.values_list("keywords__word").annotate(**SPOKEN).order_by("-count", "keywords__word")


def types(speeches):
    """Name, family, how many meetings; …"""
    rows = speeches.filter(meeting__type__isnull=False).order_by("meeting__type__position", "meeting__type__name")
    rows = rows.values_list("meeting__type__name", "meeting__type__family")
    return rows.annotate(meetings=Count("meeting", distinct=True)).annotate(**SPOKEN)


def order_of_meeting(speeches, pk: int) -> list[int]:
    """Return the speeches of a meeting as its page shows them: those that have a place in the order, then the others."""
    order = ordered(speeches.filter(meeting=pk).select_related("speaker"))
    return [place.speech for place in order.places if place.speech] + order.unplaced


def months(found: dict[int | None, dict[int, int]]) -> list[tuple[int, int | None, int]]:
    """Return (year, month, speeches) from the oldest on, out of what the calendar counted; month None: only the year is known."""
    rows = [(year, month, count) for year, counts in found.items() if year for month, count in counts.items()]
    rows.sort(key=lambda row: (row[0], row[1] == NO_MONTH, row[1]))
    return [(year, None if month == NO_MONTH else month, count) for year, month, count in rows]
