"""The way in."""
from django.shortcuts import render

from speeches import counts
from speeches.models import Speech

NEWEST = 5  # speeches on the home page


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
