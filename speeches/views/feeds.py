"""What came in last at a meeting, of a speaker, on a topic, of a type, for those who subscribe."""
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from search.engine import Query
from search.leaving import feeds
from search.showing.hits import hits_of
from speeches.models import Keyword, Meeting, MeetingType, Speaker, Speech
from speeches.visibility import visible_to


@require_safe
@conditional_page
def meeting(request, pk):
    meeting = get_object_or_404(Meeting, pk=pk)
    return feed(request, meeting, there(latest(request, meeting=meeting)))


@require_safe
@conditional_page
def speaker(request, pk):
    speaker = get_object_or_404(Speaker, pk=pk)
    return feed(request, speaker, there(latest(request, speaker=speaker)))


@require_safe
@conditional_page
def topic(request, word):
    keyword = get_object_or_404(Keyword, word=word)
    return feed(request, keyword, there(latest(request, keywords=keyword)))


@require_safe
@conditional_page
def meeting_type(request, name):
    type = get_object_or_404(MeetingType, name=name)
    return feed(request, type, latest(request, meeting__type=type))


def latest(request, **filed) -> list[int]:
    """Return those that came into the archive last: numbers are given as speeches come in."""
    speeches = Speech.objects.visible_to(request.user).filter(**filed)
    return list(speeches.order_by("-pk").values_list("pk", flat=True)[: feeds.MOST])


def there(ids: list[int]) -> list[int]:
    """What has no speech that the reader may see is not there for this reader."""
    if not ids:
        raise Http404
    return ids


def feed(request, filed_under, ids: list[int]) -> HttpResponse:
    written = feeds.write(
        title=_("讲话稿库：%s") % filed_under,
        page=request.build_absolute_uri(filed_under.get_absolute_url()),
        address=request.build_absolute_uri(request.path),
        hits=hits_of(ids, Query(None, visible_to(request.user)), request.user),
        absolute=request.build_absolute_uri,
        asked="",
    )
    return HttpResponse(written, content_type=feeds.Feed.content_type)
