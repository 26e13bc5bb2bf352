"""Speakers, and what one of them said."""
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Min
from django.shortcuts import get_object_or_404, render

from speeches import counts
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.models import Speaker, Speech
from speeches.templatetags.facts import years
from speeches.views.rows import LINES, SPEECHES, Line, Lines, page_of, with_counts


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
    visible = Speech.objects.visible_to(request.user)
    speaker = get_object_or_404(with_counts(Speaker.objects, visible), pk=pk)
    speeches = visible.filter(speaker=speaker)
    years, undated = counts.by_year(speeches, ("speaker", str(speaker)))
    page = {
        "filters": urlencode({"speaker": str(speaker)}),
        "speaker": speaker,
        "page": page_of(request, speeches.for_lists().newest_first(), SPEECHES),
        "years": years,
        "undated": undated,
        "posts": posts_held(speeches),
        "families": counts.by_family(speeches, ("speaker", str(speaker))),
        "topics": counts.by_topic(speeches),
    }
    return render(request, "speeches/speaker.html", page)


def posts_held(speeches):
    """Which posts the title blocks name, and between which years; the latest first."""
    posts = speeches.exclude(post="").order_by().values("post")
    posts = posts.annotate(first=Min("date_from__year"), last=Max("date_to__year"), count=Count("pk"))
    return posts.order_by(F("last").desc(nulls_last=True), "-count", "post")
