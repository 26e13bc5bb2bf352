"""What speeches are filed under, in the form that programs get. `first` and `last` are years; null = not stated."""
from django.urls import reverse
from ninja import Field, Schema

from search.api import Rows
from speeches import calendar
from speeches.addresses import address
from speeches.models import Speaker as Person


class Spoken(Schema):
    url: str
    count: int = Field(description="讲话篇数")
    first: int | None = Field(description="最早一篇的年份")
    last: int | None = Field(description="最近一篇的年份")


class Meeting(Spoken):
    id: int
    name: str
    type: str | None
    date_from: str | None
    date_to: str | None


class Speaker(Spoken):
    id: int
    name: str = Field(description="同名的人后面带括号；就是 speaker 筛选的值")


class Topic(Spoken):
    word: str


class MeetingType(Spoken):
    name: str
    family: str
    meetings: int


class Month(Schema):
    year: int
    month: int | None = Field(description="null：只知年份")
    count: int
    url: str


class Timeline(Schema):
    total: int
    undated: int
    months: list[Month]


class Paged(Schema):
    total: int
    page: int
    pages: int


class Meetings(Paged):
    meetings: list[Meeting]


class Speakers(Paged):
    speakers: list[Speaker]


class Topics(Paged):
    topics: list[Topic]


class MeetingTypes(Paged):
    meeting_types: list[MeetingType]


class Year(Schema):
    year: int | None = Field(description="null：年份不详")
    count: int


class Whole(Rows):
    """Beside the row itself: its years, and a page of its speeches."""

    years: list[Year]


class WholeMeeting(Whole, Meeting):
    pass


class Post(Schema):
    post: str
    count: int
    first: int | None
    last: int | None


class WholeSpeaker(Whole, Speaker):
    posts: list[Post] = Field(description="据稿中署名，最近的在前")


class WholeTopic(Whole, Topic):
    pass


class WholeMeetingType(Whole, MeetingType):
    pass


def meeting_as_json(pk, name, type, date_from, date_to, *said) -> dict:
    days = {"date_from": date_from and date_from.isoformat(), "date_to": date_to and date_to.isoformat()}
    return {"id": pk, "url": address("meeting", pk), "name": name, "type": type, **days, **spoken(*said)}


def speaker_as_json(pk, name, distinction, *said) -> dict:
    return {"id": pk, "url": address("speaker", pk), "name": str(Person(name=name, distinction=distinction)), **spoken(*said)}


def topic_as_json(word, *said) -> dict:
    return {"word": word, "url": reverse("topic", args=[word]), **spoken(*said)}


def type_as_json(name, family, meetings, *said) -> dict:
    return {"name": name, "family": family, "url": address("meeting_type", name), "meetings": meetings, **spoken(*said)}


def spoken(count, first, last) -> dict:
    return {"count": count, "first": first and first.year, "last": last and last.year}


def post_as_json(post, *said) -> dict:
    return {"post": post, **spoken(*said)}


def month_as_json(year, month, count) -> dict:
    return {"year": year, "month": month, "count": count, "url": f"{reverse('timeline')}?{calendar.query(year, month or 0)}"}
