"""Meeting types, and how speeches at meetings of one type are."""
from urllib.parse import urlencode

from django.db.models import F
from django.shortcuts import get_object_or_404, render

from speeches import counts
from speeches.kept_pages import kept
from speeches.models import MeetingType, Speaker, Speech
from speeches.views.rows import SPEECHES, page_of, with_counts


@kept
def meeting_types(request):
    rows = counts.by_type(Speech.objects.visible_to(request.user))
    families = {}
    for family, name, count in rows:
        families.setdefault(family, []).append((name, count))
    page = {"families": [(family, sum(count for _, count in types), types) for family, types in families.items()]}
    return render(request, "speeches/meeting_types.html", page)


@kept
def meeting_type(request, name):
    type = get_object_or_404(MeetingType, name=name)
    visible = Speech.objects.visible_to(request.user)
    speeches = visible.filter(meeting__type=type)
    years, undated = counts.by_year(speeches, ("type", name))
    page = {
        "filters": urlencode({"type": name}),
        "type": type,
        "page": page_of(request, speeches.for_lists().newest_first(), SPEECHES),
        "years": years,
        "undated": undated,
        "meetings": with_counts(type.meetings, visible).order_by(F("date_from").desc(nulls_last=True), "name")[:10],
        "speakers": with_counts(Speaker.objects, speeches).order_by("-count", "name")[:10],
    }
    return render(request, "speeches/meeting_type.html", page)
