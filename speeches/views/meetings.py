"""Meetings, and what was said at one."""
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, render

from speeches import counts
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.models import Meeting, Speaker
from speeches.running_order import ordered
from speeches.templatetags.facts import meeting_dates
from speeches.views.rows import LINES, SPEECHES, Line, Lines, in_order, page_of, rows_of, with_counts

MOST_CUES = 2  # shown at one place
YEARS = 10  # of the same name


@kept
def meetings(request):
    lines = Lines(Figures(request.user), latest_first, written)
    return render(request, "speeches/meetings.html", {"page": page_of(request, lines, LINES)})


def latest_first(speeches):
    return with_counts(Meeting.objects.select_related("type"), speeches).order_by(F("date_from").desc(nulls_last=True), "name", "pk")


def written(meeting) -> Line:
    when, type = meeting_dates(meeting) if meeting.date_from else "", meeting.type
    kind = (type.name, type.get_absolute_url()) if type else ()
    return Line(meeting.get_absolute_url(), str(meeting), meeting.count, when, *kind)


@kept
def meeting(request, pk):
    figures = Figures(request.user)
    meeting = get_object_or_404(with_counts(Meeting.objects.select_related("type"), figures.speeches.filter(meeting=pk)), pk=pk)
    order, speakers, topics, namesakes = figures.of(numbers_of, pk, meeting.name)
    page = Paginator(order.unplaced, SPEECHES).get_page(request.GET.get("page"))
    places = order.places if page.number == 1 else []
    rows = rows_of(figures.speeches, [*page, *(place.speech for place in places), *(cue.speech for place in places for cue in place.cues)])
    return render(request, "speeches/meeting.html", {
        "meeting": meeting,
        "missing": order.missing,
        "places": [(place, rows.get(place.speech), cues_of(place, rows)) for place in places if place.speech is None or place.speech in rows],
        "page": page,
        "unplaced": in_order(page, rows),
        "speakers": speakers,
        "topics": topics,
        "other_years": namesakes,
    })  # fmt: skip


def numbers_of(speeches, pk, name):
    """The order of a meeting, who spoke how often, of what, and the meetings of that name."""
    own = speeches.filter(meeting=pk)
    speakers = with_counts(Speaker.objects, own).order_by("-count", "name")
    people = [(speaker.get_absolute_url(), str(speaker), speaker.count) for speaker in speakers]
    namesakes = latest_first(speeches.filter(meeting__name=name).exclude(meeting=pk))[:YEARS]
    return ordered(own.select_related("speaker")), people, counts.by_topic(own), [written(meeting) for meeting in namesakes]


def cues_of(place, rows) -> list[tuple]:
    """The words that a place rests on, each with the speech where they stand."""
    return [(rows[cue.speech], cue) for cue in place.cues if cue.speech in rows][:MOST_CUES]
