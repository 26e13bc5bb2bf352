"""Where the speeches went whose addresses no longer have one."""
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from speeches.models import FormerSpeech


def where_it_went(request, pk: int, visible, page: str = "speech") -> str:
    """The address of what a merged speech is part of now, with the question asked. Raises Http404.

    At the paragraph where it began; a reader who followed a passage (`?s=`) keeps its fragment, which names the passage.
    """
    former = get_object_or_404(FormerSpeech, pk=pk)
    there = visible.filter(document=former.document_id).order_by("at")
    now = there.filter(at__lte=former.at).last() or there.first()
    if now is None:
        raise Http404
    asked = request.GET.urlencode()
    address = reverse(page, args=[now.pk]) + (f"?{asked}" if asked else "")
    if page != "speech" or "s" in request.GET:
        return address
    beginning = now.paragraphs.filter(at__lte=former.at).order_by("at").last()
    return f"{address}#p{beginning.position}" if beginning else address
