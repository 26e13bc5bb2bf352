"""Rows of a list: one page of them, and how many speeches each has that the visitor may see."""
from collections.abc import Callable
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Count

from speeches.figures import Figures

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


def in_order(pks, rows: dict) -> list:
    """These rows in this order, without those that were hidden or removed since they were counted."""
    return [rows[pk] for pk in pks if pk in rows]


@dataclass(frozen=True, slots=True)
class Line:
    """What a list over the whole archive shows of one meeting, speaker or topic."""

    address: str
    name: str
    count: int
    when: str = ""
    type: str = ""
    type_address: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """All of them in order, for a paginator. Their number and each page are made once for each state of the archive."""

    figures: Figures
    in_order: Callable  # of the speeches that the visitor may see
    written: Callable  # a row of it → Line

    def count(self) -> int:
        return self.figures.of(number_of, self.in_order)

    def __getitem__(self, page: slice) -> list[Line]:
        return self.figures.of(lines_of, self.in_order, self.written, page.start, page.stop)


def number_of(speeches, in_order) -> int:
    return in_order(speeches).count()


def lines_of(speeches, in_order, written, first, last) -> list[Line]:
    return [written(row) for row in in_order(speeches)[first:last]]
