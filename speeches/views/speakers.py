"""Speakers, and what one of them said."""
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Max, Min
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from search import engine
from speeches import counts, speaking
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.models import Speaker
from speeches.templatetags.facts import years
from speeches.views.meetings import latest_first
from speeches.views.meetings import written as written_meeting
from speeches.views.rows import LINES, SPEECHES, Line, Lines, in_order, page_of, rows_of, with_counts

MEETINGS = 10  # the latest ones


@kept
def speakers(request):
    lines = Lines(Figures(request.user), most_heard_first, written)
    return render(request, "speeches/speakers.html", {"page": page_of(request, lines, LINES)})


def most_heard_first(speeches):
    between = {"first": Min("speeches__date_from__year"), "last": Max("speeches__date_from__year")}
    return with_counts(Speaker.objects, speeches).annotate(**between).order_by("-count", "name", "pk")


def written(speaker) -> Line:
    return Line(speaker.get_absolute_url(), str(speaker), speaker.count, years(speaker))


@kept
def speaker(request, pk):
    figures = Figures(request.user)
    speaker = get_object_or_404(Speaker, pk=pk)
    name, numbers = str(speaker), figures.of(numbers_of, pk, str(speaker))
    if not numbers["speeches"]:
        raise Http404
    page = Paginator(numbers["speeches"], SPEECHES).get_page(request.GET.get("page"))
    page.object_list = in_order(page, rows_of(figures.speeches, page))
    return render(request, "speeches/speaker.html", {
        **numbers,
        "filters": urlencode({"speaker": name}),
        "speaker": speaker,
        "habits": figures.of(speaking.habits, pk, name, engine.current().stamp()),
        "few": speaking.FEW_SPEECHES,
        "page": page,
    })  # fmt: skip


def numbers_of(speeches, pk, name) -> dict:
    """All that is counted of one speaker, and the speeches, the latest first."""
    own = speeches.filter(speaker=pk)
    posts, more_posts = speaking.posts_held(speeches, pk)
    years, together = speaking.years(own, name)
    undated = own.filter(date_from=None).count()
    totals = counts.totals(own)
    return {
        "totals": totals,
        "years": years if 2 * undated <= totals["speeches"] else [],  # a few that are dated would pass for all
        "together": together,
        "undated": undated,
        "months": speaking.months(speeches, pk, name),
        "posts": posts,
        "more_posts": more_posts,
        "families": counts.by_family(own, ("speaker", name)),
        "meetings": [written_meeting(meeting) for meeting in latest_first(own)[:MEETINGS]],
        "topics": counts.by_topic(own),
        "speeches": list(own.newest_first().values_list("pk", flat=True)),
    }
