"""Meetings, and what was said at one."""
from django.db.models import F
from django.shortcuts import get_object_or_404, render

from speeches.models import Meeting, Speech
from speeches.views.rows import LINES, SPEECHES, page_of, with_counts


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
        "page": page_of(request, meeting_order(speeches.for_lists().filter(meeting=meeting)), SPEECHES),
        "other_years": namesakes.order_by("-date_from")[:10],
    }
    return render(request, "speeches/meeting.html", page)


def meeting_order(speeches):
    return speeches.order_by("date_from", "document_id", "position")
