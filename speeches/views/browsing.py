"""The ways in: home, meetings, meeting types, speakers, topics. Only what the visitor may see is shown and counted."""
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count, F, Max, Min
from django.shortcuts import get_object_or_404, render

from speeches import counts
from speeches.models import Keyword, Meeting, MeetingType, Speaker, Speech

NEWEST = 5  # speeches on the home page
ROWS = 20  # speeches on a page
LINES = 50  # meetings, speakers on a page
WORDS = 200  # topics on a page


def home(request):
    speeches = Speech.objects.visible_to(request.user)
    totals = counts.totals(speeches)
    if not totals["speeches"]:
        return render(request, "speeches/home_empty.html")
    years, undated = counts.by_year(speeches)
    page = {
        "totals": totals,
        "newest": speeches.for_lists().order_by("-document__received_at", "document_id", "position")[:NEWEST],
        "families": counts.by_family(speeches),
        "topics": counts.by_topic(speeches),
        "years": years,
        "undated": undated,
    }
    return render(request, "speeches/home.html", page)


def page_of(request, rows, size):
    return Paginator(rows, size).get_page(request.GET.get("page"))


def with_counts(rows, speeches):
    """Those that have speeches the visitor may see, and how many."""
    return rows.filter(speeches__in=speeches).annotate(count=Count("speeches"))


def meetings(request):
    speeches = Speech.objects.visible_to(request.user)
    rows = with_counts(Meeting.objects.select_related("type"), speeches)
    rows = rows.order_by(F("date_from").desc(nulls_last=True), "name")
    return render(request, "speeches/meetings.html", {"page": page_of(request, rows, LINES)})


def meeting(request, pk):
    speeches = Speech.objects.visible_to(request.user)
    meeting = get_object_or_404(with_counts(Meeting.objects.select_related("type"), speeches), pk=pk)
    namesakes = with_counts(Meeting.objects.filter(name=meeting.name).exclude(pk=pk), speeches)
    page = {
        "meeting": meeting,
        "page": page_of(request, meeting_order(speeches.for_lists().filter(meeting=meeting)), ROWS),
        "other_years": namesakes.order_by("-date_from")[:10],
    }
    return render(request, "speeches/meeting.html", page)


def meeting_order(speeches):
    return speeches.order_by("date_from", "document_id", "position")


def meeting_types(request):
    rows = counts.by_type(Speech.objects.visible_to(request.user))
    families = {}
    for family, name, count in rows:
        families.setdefault(family, []).append((name, count))
    page = {"families": [(family, sum(count for _, count in types), types) for family, types in families.items()]}
    return render(request, "speeches/meeting_types.html", page)


def meeting_type(request, name):
    type = get_object_or_404(MeetingType, name=name)
    visible = Speech.objects.visible_to(request.user)
    speeches = visible.filter(meeting__type=type)
    years, undated = counts.by_year(speeches, ("type", name))
    page = {
        "filters": urlencode({"type": name}),
        "type": type,
        "page": page_of(request, speeches.for_lists().newest_first(), ROWS),
        "years": years,
        "undated": undated,
        "meetings": with_counts(type.meetings, visible).order_by(F("date_from").desc(nulls_last=True), "name")[:10],
        "speakers": with_counts(Speaker.objects, speeches).order_by("-count", "name")[:10],
    }
    return render(request, "speeches/meeting_type.html", page)


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
        "page": page_of(request, speeches.for_lists().newest_first(), ROWS),
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


def topics(request):
    rows = with_counts(Keyword.objects, Speech.objects.visible_to(request.user)).order_by("-count", "word")
    return render(request, "speeches/topics.html", {"page": page_of(request, rows, WORDS)})


def topic(request, word):
    visible = Speech.objects.visible_to(request.user)
    keyword = get_object_or_404(with_counts(Keyword.objects, visible), word=word)
    speeches = visible.filter(keywords=keyword)
    years, undated = counts.by_year(speeches, ("topic", word))
    page = {
        "filters": urlencode({"topic": word}),
        "keyword": keyword,
        "page": page_of(request, speeches.for_lists().newest_first(), ROWS),
        "years": years,
        "undated": undated,
        "families": counts.by_family(speeches, ("topic", word)),
        "speakers": with_counts(Speaker.objects, speeches).order_by("-count", "name")[:10],
    }
    return render(request, "speeches/topic.html", page)
