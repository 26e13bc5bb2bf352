"""The lists of the archive as JSON, in the order of their pages, and what is filed under each of their rows."""
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from search import answers
from search.asking.conditions import number
from search.showing.hits import in_order
from speeches import calendar, catalogue, counts
from speeches import catalogue_json as form
from speeches.figures import Figures
from speeches.models import Meeting, MeetingType, Speaker, Speech
from speeches.views.rows import LINES, SPEECHES, WORDS, Lines

router = Router(tags=["目录"])
MOST, FARTHEST = 200, 1_000_000  # rows of a page, pages


class Paging(Schema):
    page: str = Field("1", description="第几页")
    per_page: str = Field("", description=f"每页几条，最多 {MOST}；不写就同网页")

    def of(self, rows, usual: int):
        return Paginator(rows, number(self.per_page, usual, MOST)).get_page(number(self.page, 1, FARTHEST))


# ── lists ──


@router.get("/meetings/", response=form.Meetings, summary="会议，最近的在前")
def meetings(request, paging: Query[Paging]):
    return listed(request, "meetings", paging, catalogue.meetings, LINES, form.meeting_as_json)


@router.get("/speakers/", response=form.Speakers, summary="讲话人，讲话多的在前")
def speakers(request, paging: Query[Paging]):
    return listed(request, "speakers", paging, catalogue.speakers, LINES, form.speaker_as_json)


@router.get("/topics/", response=form.Topics, summary="主题，讲得多的在前")
def topics(request, paging: Query[Paging]):
    return listed(request, "topics", paging, catalogue.topics, WORDS, form.topic_as_json)


@router.get("/meeting-types/", response=form.MeetingTypes, summary="会议类型，次序同筛选")
def meeting_types(request, paging: Query[Paging]):
    return listed(request, "meeting_types", paging, catalogue.types, WORDS, form.type_as_json)


@router.get("/timeline/", response=form.Timeline, summary="各年各月的讲话篇数，从早到晚")
def timeline(request):
    found = Figures(request.user).of(calendar.by_month)
    months = [form.month_as_json(*row) for row in catalogue.months(found)]
    undated = sum(found.get(None, {}).values())
    return {"total": undated + sum(month["count"] for month in months), "undated": undated, "months": months}


# ── what is under one row ──


@router.get("/meetings/{int:pk}/", response=form.WholeMeeting, summary="一次会议和会上的讲话")
def meeting(request, pk: int, paging: Query[Paging]):
    speeches = visible(request).filter(meeting=get_object_or_404(Meeting, pk=pk))
    row = only(catalogue.meetings(speeches))
    page = paging.of(Figures(request.user).of(catalogue.order_of_meeting, pk), SPEECHES)
    return {**form.meeting_as_json(*row), **whole(speeches, page, in_order(list(page), speeches.with_origin()))}


@router.get("/speakers/{int:pk}/", response=form.WholeSpeaker, summary="一位讲话人和他的讲话，最近的在前")
def speaker(request, pk: int, paging: Query[Paging]):
    speeches = visible(request).filter(speaker=get_object_or_404(Speaker, pk=pk))
    row = only(catalogue.speakers(speeches))
    posts = [form.post_as_json(*post) for post in catalogue.posts(speeches)]
    return {**form.speaker_as_json(*row), "posts": posts, **newest_first(speeches, paging)}


@router.get("/topics/{path:word}/", response=form.WholeTopic, summary="一个主题和它的讲话，最近的在前")
def topic(request, word: str, paging: Query[Paging]):
    speeches = visible(request).filter(keywords__word=word)
    return {**form.topic_as_json(*only(catalogue.topics(visible(request), word))), **newest_first(speeches, paging)}


@router.get("/meeting-types/{path:name}/", response=form.WholeMeetingType, summary="一个会议类型和它的讲话，最近的在前")
def meeting_type(request, name: str, paging: Query[Paging]):
    type = get_object_or_404(MeetingType, name=name)
    speeches = visible(request).filter(meeting__type=type)
    row = next(iter(catalogue.types(speeches)), (type.name, type.family, 0, 0, None, None))
    return {**form.type_as_json(*row), **newest_first(speeches, paging)}


def visible(request):
    return Speech.objects.visible_to(request.user)


def listed(request, name: str, paging, rows, usual: int, as_json) -> dict:
    page = paging.of(Lines(Figures(request.user), rows, tuple), usual)
    return {**place_of(page), name: [as_json(*row) for row in page]}


def place_of(page) -> dict:
    return {"total": page.paginator.count, "page": page.number, "pages": page.paginator.num_pages}


def only(rows):
    """The row of what was asked for; without a speech that the reader may see, it is not there."""
    row = next(iter(rows), None)
    if row is None:
        raise Http404
    return row


def newest_first(speeches, paging) -> dict:
    page = paging.of(speeches.newest_first().with_origin(), SPEECHES)
    return whole(speeches, page, page)


def whole(speeches, page, shown) -> dict:
    return {**place_of(page), "years": years(speeches), "speeches": [answers.row(speech) for speech in shown]}


def years(speeches) -> list[dict]:
    found = counts.per_year(speeches)
    return [{"year": year, "count": found[year]} for year in sorted(found, key=lambda year: (year is None, year))]
