"""待核: every speech that a person should look at, each with what is doubtful and the words it rests on."""
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast
from django.shortcuts import render

from speeches.corrections.desk import doubts_in, with_doubts
from speeches.corrections.review import to_check_by
from speeches.corrections.wording import DOUBT_NAMES

ROWS = 20


@login_required
def review(request):
    """Filter by one kind of doubt with ?doubt=start."""
    waiting = to_check_by(request.user).annotate(doubt_names=Cast("doubts", TextField()))
    asked = request.GET.get("doubt", "")
    shown = waiting.filter(doubt_names__contains=f'"{asked}"') if asked in DOUBT_NAMES else waiting
    page = Paginator(with_doubts(shown.for_lists()).order_by("-document_id", "position"), ROWS).get_page(request.GET.get("page"))
    for speech in page.object_list:
        speech.doubts_shown = doubts_in(speech)
    return render(request, "speeches/review.html", {"page": page, "asked": asked, "doubts": counted(waiting)})


def counted(waiting) -> list[tuple[str, str, int]]:
    """How many speeches carry each kind of doubt: (doubt, its name, speeches), the most frequent first."""
    counts = waiting.aggregate(**{name: Count("pk", filter=Q(doubt_names__contains=f'"{name}"')) for name in DOUBT_NAMES})
    found = [(name, DOUBT_NAMES[name], number) for name, number in counts.items() if number]
    return sorted(found, key=lambda row: -row[2])
