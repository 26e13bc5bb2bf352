"""Asking over HTTP as JSON. Every parameter is a string here: what makes no sense is explained in the answer, not refused."""
from ninja import Field, Query, Router, Schema

from search import answers, questions

router = Router(tags=["检索"])


class Filters(Schema):
    q: str = Field("", description="检索式，写法见 /help/search/")
    type: list[str] = Field([], description="会议类型，可重复；“-”是类型不详（下同）")
    speaker: list[str] = Field([], description="讲话人，可重复")
    year: list[str] = Field([], description="年份，可重复")
    since: str = Field("", alias="from", description="起始日期：2024、2024-03 或 2024-03-05")
    to: str = Field("", description="截止日期")
    level: list[str] = Field([], description="层级：国家、省、市、县、乡、村，可重复")
    topic: list[str] = Field([], description="主题，可重复")
    kind: list[str] = Field([], description="讲话类别，可重复")
    plain: list[str] = Field([], description="不另按同义词查找的叫法（如 卫健委），可重复")
    scope: str = Field("all", alias="in", description="范围：all、title、heading、text")
    sort: str = Field("", description="次序：relevance、newest、oldest")
    page: str = Field("1", description="第几页")
    per_page: str = Field("20", description="每页几篇，最多 100")


class Count(Schema):
    value: str
    count: int


class Facets(Schema):
    type: list[Count]
    year: list[Count]
    speaker: list[Count]
    level: list[Count]
    kind: list[Count]
    topic: list[Count]


class Facts(Schema):
    source_id: str | None = Field(description="import_texts 给的 id")
    url: str
    title: str | None
    speaker: str | None
    meeting: str | None
    type: str | None
    date: str | None


class Passage(Schema):
    anchor: str
    path: list[str]
    text: str
    marks: list[tuple[int, int]] = Field(description="在 text 里的起止位置，按字符数")


class Hit(Facts):
    speech_id: int
    title_marks: list[tuple[int, int]]
    matches: int
    passages: list[Passage]


class Expansion(Schema):
    name: str
    others: list[str]


class Found(Schema):
    query: str
    explained: str | None
    expanded: list[Expansion] = Field(description="也按别的叫法找了的名称，用 plain 去掉")
    total: int
    page: int
    pages: int
    took_ms: float
    facets: Facets
    hits: list[Hit]


class Row(Facts):
    id: int
    level: str | None
    kind: str | None


class Rows(Schema):
    total: int
    page: int
    pages: int
    speeches: list[Row]


@router.get("/search/", response=Found, summary="检索讲话，带片段和计数")
def search(request, filters: Query[Filters]):
    answer = answers.search(request.GET, request.user)
    questions.note(request, answer["query"], answer["total"], answer["took_ms"], "api")
    return answer


@router.get("/speeches/", response=Rows, summary="讲话列表，筛选同检索")
def speeches(request, filters: Query[Filters]):
    return answers.speeches(request.GET, request.user)
