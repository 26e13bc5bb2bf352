"""What a list can be taken away as, under the same conditions: a table of all of it, and a feed of what is new in it."""
from dataclasses import replace
from datetime import date

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from search import engine, facets
from search.asking import query
from search.leaving import feeds, tables
from search.showing.hits import hits_of
from speeches.visibility import visible_to

MOST_ROWS = 10_000  # of a table; the page says so where there are more
ALL = 10_000_000


@require_safe
def search_table(request):
    asked, ids = everything(request, MOST_ROWS)
    return download(tables.of_hits(ids, asked.query, request.user, request.build_absolute_uri), _("检索"))


@require_safe
def speeches_table(request):
    _asked, ids = everything(request, MOST_ROWS)
    return download(tables.of_speeches(ids, request.user, request.build_absolute_uri), _("讲话"))


@require_safe
@conditional_page
def search_feed(request):
    return feed(request, "search", _("讲话稿库：检索"))


@require_safe
@conditional_page
def speeches_feed(request):
    return feed(request, "speeches", _("讲话稿库：讲话"))


def everything(request, most: int):
    """The question, and the ids of all that answers it, in the order of the page."""
    asked = query.read(request.GET, visible_to(request.user))
    return asked, engine.current().search(replace(asked.query, page=1, per_page=most, facets=())).ids


def download(lines, name: str):
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{name} {date.today()}.csv")
    return response


def feed(request, page: str, title: str):
    asked, ids = everything(request, ALL)
    conditions = [asked.text] * bool(asked.text) + [chip.name for chip in facets.chips(request.GET)]
    same = facets.without(request.GET).rstrip("?")
    written = feeds.write(
        title=f"{title} {_('、').join(conditions)}".strip(),
        page=request.build_absolute_uri(reverse(page) + same),
        address=request.build_absolute_uri(request.path + same),
        hits=hits_of(feeds.latest(ids), asked.query, request.user),
        absolute=request.build_absolute_uri,
        asked=asked.address,
    )
    return HttpResponse(written, content_type=feeds.Feed.content_type)
