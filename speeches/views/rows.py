"""Rows of a list: one page of them, and how many speeches each has that the visitor may see."""
from django.core.paginator import Paginator
from django.db.models import Count

SPEECHES = 20  # on a page
LINES = 50  # meetings, speakers on a page
WORDS = 200  # topics on a page


def page_of(request, rows, size):
    return Paginator(rows, size).get_page(request.GET.get("page"))


def with_counts(rows, speeches):
    """Those that have speeches the visitor may see, and how many."""
    return rows.filter(speeches__in=speeches).annotate(count=Count("speeches"))


def rows_of(speeches, pks) -> dict:
    """The rows of these speeches, by pk, with all that a list shows of them."""
    return {speech.pk: speech for speech in speeches.for_lists().filter(pk__in=set(pks))}
