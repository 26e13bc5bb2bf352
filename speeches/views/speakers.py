"""Speakers, and what one of them said."""
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Min
from django.shortcuts import get_object_or_404, render

from speeches import counts
from speeches.models import Speaker, Speech
from speeches.views.rows import LINES, SPEECHES, page_of, with_counts


def speakers(request):
    rows = with_counts(Speaker.objects, Speech.objects.visible_to(request.user)).order_by("-count", "name")
    rows = rows.annotate(first=Min("speeches__date_from__year"), last=Max("speeches__date_from__year"))
    return render(request, "speeches/speakers.html", {"page": page_of(request, rows, LINES)})


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
