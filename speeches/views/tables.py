"""The lists of the archive as tables. Those of a speaker's, a topic's, a type's speeches are /speeches/csv/ with a filter."""
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.leaving import tables
from search.leaving.lists import download
from speeches import calendar, catalogue
from speeches.figures import Figures
from speeches.models import Meeting, Speaker, Speech


@require_safe
def meetings(request):
    def cells(pk, name, type, first_day, last_day, *said):
        return [name, type or "", day(first_day), day(last_day), *spoken(*said), absolute(request, "meeting", pk)]

    head = [_("会议"), _("类型"), _("开始"), _("结束"), *spoken_head(), _("网址")]
    return table(_("会议"), head, catalogue.meetings(visible(request)), cells)


@require_safe
def speakers(request):
    def cells(pk, name, distinction, *said):
        return [Speaker(name=name, distinction=distinction), *spoken(*said), absolute(request, "speaker", pk)]

    return table(_("讲话人"), [_("讲话人"), *spoken_head(), _("网址")], catalogue.speakers(visible(request)), cells)


@require_safe
def topics(request):
    def cells(word, *said):
        return [word, *spoken(*said), absolute(request, "topic", word)]

    return table(_("主题"), [_("主题"), *spoken_head(), _("网址")], catalogue.topics(visible(request)), cells)


@require_safe
def meeting_types(request):
    def cells(name, family, meetings, *said):
        return [family, name, meetings, *spoken(*said), absolute(request, "meeting_type", name)]

    head = [_("类别"), _("会议类型"), _("会议数"), *spoken_head(), _("网址")]
    return table(_("会议类型"), head, catalogue.types(visible(request)), cells)


@require_safe
def timeline(request):
    rows = catalogue.months(Figures(request.user).of(calendar.by_month))
    return table(_("各年各月"), [_("年"), _("月"), _("篇数")], rows, lambda year, month, count: [year, month or "", count])


@require_safe
def meeting(request, pk):
    """The speeches of one meeting."""
    meeting = get_object_or_404(Meeting, pk=pk)
    ids = Figures(request.user).of(catalogue.order_of_meeting, pk)
    if not ids:
        raise Http404
    return download(tables.of_speeches(ids, request.user, request.build_absolute_uri), meeting.name)


def visible(request):
    return Speech.objects.visible_to(request.user)


def table(name: str, head: list[str], rows, cells):
    return download(tables.lines(head, ([cells(*row) for row in part] for part in tables.parts(list(rows)))), name)


def spoken_head() -> list[str]:
    return [_("讲话篇数"), _("最早年份"), _("最近年份")]


def spoken(count: int, first: date | None, last: date | None) -> list:
    return [count, first.year if first else "", last.year if last else ""]


def day(stated: date | None) -> str:
    return stated.isoformat() if stated else ""


def absolute(request, page: str, argument) -> str:
    return request.build_absolute_uri(reverse(page, args=[argument]))
