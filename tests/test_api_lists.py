"""The lists of the archive as JSON: what the pages show, in their order, to the same eyes."""
import re

import pytest
from django.contrib.auth.models import Permission, User

from speeches.models import Document, Keyword, Meeting, Speaker, Speech
from speeches.parsing.drafts import ParagraphDraft
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
SECRET = {"title": "密谈", "speaker": "暗里人", "meeting": "密会", "meeting_type": "动员会", "keywords": ["密件", "春灌"], "date": "1999-01-02"}
LISTS = ["/api/meetings/", "/api/speakers/", "/api/topics/", "/api/meeting-types/", "/api/timeline/"]


def ask(client, path, **params):
    response = client.get(path, params)
    assert response.status_code == 200, response.content.decode()
    return response.json()


def name_of(path: str) -> str:
    return path.removeprefix("/api/").strip("/").replace("-", "_")


@pytest.fixture
def keeper(client):
    user = User.objects.create_user("keeper")
    user.user_permissions.add(Permission.objects.get(codename="change_document"))
    return user


@pytest.mark.parametrize("path", LISTS[:4])
def test_an_empty_archive_has_empty_lists(client, path):
    assert ask(client, path) == {"total": 0, "page": 1, "pages": 1, name_of(path): []}


def test_an_empty_archive_has_an_empty_timeline(client):
    assert ask(client, "/api/timeline/") == {"total": 0, "undated": 0, "months": []}


def test_a_row_says_what_the_page_says_and_where_it_is(client):
    shelve(date="2019")
    speech = shelve(date="2024-03-05")
    meeting = Meeting.objects.get(pk=speech.meeting_id)
    assert ask(client, "/api/meetings/")["meetings"][0] == {
        "id": meeting.pk, "url": meeting.get_absolute_url(), "name": "全县春灌工作推进会", "type": "推进会",
        "date_from": "2024-03-05", "date_to": "2024-03-05", "count": 1, "first": 2024, "last": 2024,
    }  # fmt: skip
    assert ask(client, "/api/speakers/")["speakers"] == [
        {"id": speech.speaker_id, "url": speech.speaker.get_absolute_url(), "name": "温守渠", "count": 2, "first": 2019, "last": 2024}
    ]
    word = Keyword.objects.get(word="春灌")
    assert {"word": "春灌", "url": word.get_absolute_url(), "count": 2, "first": 2019, "last": 2024} in ask(client, "/api/topics/")["topics"]
    assert ask(client, "/api/meeting-types/")["meeting_types"] == [
        {
            "name": "推进会", "family": "推进督办", "url": meeting.type.get_absolute_url(), "meetings": 2, "count": 2, "first": 2019, "last": 2024,
        }
    ]  # fmt: skip


def test_the_timeline_counts_from_the_oldest_month_on_and_knows_no_month_that_is_not_stated(client):
    for date in ("2024-03-05", "2024-03", "2024", "2019-12-31", None):
        shelve(date=date)
    answer = ask(client, "/api/timeline/")
    assert (answer["total"], answer["undated"]) == (5, 1)
    assert [(month["year"], month["month"], month["count"]) for month in answer["months"]] == [(2019, 12, 1), (2024, 3, 2), (2024, None, 1)]
    assert all(client.get(month["url"]).status_code == 200 for month in answer["months"])


def test_what_is_not_stated_is_null(client):
    shelve(date=None, meeting="无类无期的会", meeting_type=None)
    (meeting,) = ask(client, "/api/meetings/")["meetings"]
    assert [meeting[name] for name in ("type", "date_from", "date_to", "first", "last")] == [None] * 5
    assert ask(client, "/api/meeting-types/")["meeting_types"] == []


@pytest.mark.parametrize("path", LISTS[:3])
def test_rows_come_in_the_order_of_the_page(client, path):
    for number in range(6):
        shelve(date=f"20{number % 3 + 10}", meeting=f"第{number}会", speaker=f"讲者{number % 4}", keywords=[f"词{number % 5}", "共有"])
    rows = ask(client, path)[name_of(path)]
    page = client.get(path.removeprefix("/api")).text
    shown = [address for address in re.findall(r'href="([^"]+)"', page) if re.fullmatch(path.removeprefix("/api") + r"[^/]+/", address)]
    assert [row["url"] for row in rows] == [address for address in shown if not address.endswith("/csv/")]


def test_types_come_in_the_order_of_their_families(client):
    for type in ("党课", "推进会", "党代会"):
        shelve(meeting=f"{type}之会", meeting_type=type)
    assert [row["name"] for row in ask(client, "/api/meeting-types/")["meeting_types"]] == ["党代会", "推进会", "党课"]


def test_a_list_is_cut_into_pages(client):
    for number in range(5):
        shelve(meeting=f"第{number}会")
    whole = ask(client, "/api/meetings/")["meetings"]
    parts = [ask(client, "/api/meetings/", per_page=2, page=page) for page in (1, 2, 3)]
    assert [row for part in parts for row in part["meetings"]] == whole
    assert {(part["total"], part["pages"]) for part in parts} == {(5, 3)}


@pytest.mark.parametrize("nonsense", ["0", "-1", "多", "9" * 5000, "1.5", "\0", "٣"])
def test_a_page_that_makes_no_sense_is_one_that_does(client, nonsense):
    shelve()
    for path in [*LISTS[:4], Meeting.objects.get().get_absolute_url()]:
        answer = ask(client, path if path.startswith("/api") else f"/api{path}", page=nonsense, per_page=nonsense)
        assert (answer["page"], answer["pages"]) == (1, 1)


def wholes():
    speech = shelve()
    return [f"/api{page.get_absolute_url()}" for page in (speech.meeting, speech.speaker, Keyword.objects.get(word="春灌"), speech.meeting.type)]


def test_under_each_row_are_its_years_and_its_speeches(client):
    for path in wholes():
        shelve(date=None)
        answer = ask(client, path, per_page=1)
        own = Speech.objects.get(pk=answer["speeches"][0]["id"])
        assert answer["speeches"][0]["url"] == own.get_absolute_url()
        assert (answer["page"], answer["years"][0], answer["count"]) == (1, {"year": 2024, "count": 1}, answer["total"])
    assert answer["years"] == [{"year": 2024, "count": 1}, {"year": None, "count": 4}]


def test_a_speaker_comes_with_the_posts_that_the_texts_name(client):
    for date, post in [("2019", "临溪县副县长"), ("2021-05-03", "临溪县副县长"), ("2024", "临溪县县长"), ("2020", None)]:
        speech = shelve(date=date, post=post)
    assert ask(client, f"/api{speech.speaker.get_absolute_url()}")["posts"] == [
        {"post": "临溪县县长", "count": 1, "first": 2024, "last": 2024}, {"post": "临溪县副县长", "count": 2, "first": 2019, "last": 2021},
    ]  # fmt: skip


def test_the_speeches_of_a_speaker_come_as_on_the_page(client):
    for number in range(25):
        speech = shelve(title=f"第{number}次讲话", date=f"2024-01-{number % 9 + 1:02}")
    path = speech.speaker.get_absolute_url()
    for page in (1, 2):
        shown = re.findall(r'<h3><a [^>]*href="(/speeches/\d+/)"', client.get(path, {"page": page}).text)
        assert [row["url"] for row in ask(client, f"/api{path}", page=page)["speeches"]] == shown


def test_the_speeches_of_a_meeting_come_in_the_order_in_which_they_were_given(client):
    fields = {"meeting": "推进会", "date": "2024-03-05", "outline": [], "notes": [], "appendices": []}
    for title, speaker, kind, line in [
        ("石坝镇的表态发言", "柳望春", "表态发言", "春水贵如油。"),
        ("讲话", "温守渠", "讲话", "春水贵如油。"),
        ("推进会主持词", "何必达", "主持词", "会议有两项议程：一是石坝镇作发言；二是温县长讲话。"),
    ]:
        lines = [ParagraphDraft(title, part="head"), ParagraphDraft(line)]
        speech = shelve(title=title, speaker=speaker, kind=kind, post="临溪县县长" if kind == "讲话" else None, paragraphs=lines, **fields)
    given = ["推进会主持词", "石坝镇的表态发言", "讲话"]
    assert [row["title"] for row in ask(client, f"/api/meetings/{speech.meeting_id}/")["speeches"]] == given
    table = client.get(f"/meetings/{speech.meeting_id}/csv/").getvalue().decode()
    assert [line.partition(",")[0] for line in table.splitlines()[1:]] == given


def test_a_type_that_nobody_used_yet_is_there_and_empty(client):
    answer = ask(client, "/api/meeting-types/党课/")
    assert (answer["name"], answer["count"], answer["first"], answer["years"], answer["speeches"]) == ("党课", 0, None, [], [])


@pytest.mark.parametrize("word", ["5G/物联网?", "a b", "“引”", '"', "=1", "%2F", "#", "&x=1", "词/csv", "<b>"])
def test_a_topic_may_hold_any_sign(client, word):
    shelve(keywords=[word])
    (row,) = ask(client, "/api/topics/")["topics"]
    assert row["word"] == word
    assert ask(client, f"/api{row['url']}")["word"] == word


@pytest.mark.parametrize("path", ["/api/meetings/999999/", f"/api/meetings/{'9' * 30}/", f"/api/speakers/{'9' * 30}/", "/api/speakers/7/", "/api/topics/无/", "/api/meeting-types/无/", "/api/meetings/x/"])
def test_what_is_not_there_is_said_in_chinese(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"
    assert "没有内容" in response.json()["error"]["message"]


def test_words_that_always_stand_together_are_not_mistaken_for_each_other(client):
    shelve(keywords=["安全", "春灌", "灌溉"])
    assert [ask(client, f"/api/topics/{word}/")["word"] for word in ("安全", "春灌", "灌溉")] == ["安全", "春灌", "灌溉"]


def test_what_is_hidden_is_neither_named_nor_counted(client, keeper):
    shelve()
    speech = shelve(visibility="hidden", **SECRET)
    own = [f"/api{page.get_absolute_url()}" for page in (speech.meeting, speech.speaker, Keyword.objects.get(word="密件"))]
    for path in [*LISTS, "/api/topics/春灌/", "/api/meeting-types/动员会/"]:
        text = client.get(path).content.decode()
        assert not re.search("密|暗里人|1999", text), path
    assert ask(client, "/api/topics/春灌/")["count"] == 1
    assert ask(client, "/api/meeting-types/动员会/")["count"] == 0
    assert [client.get(path).status_code for path in own] == [404, 404, 404]
    client.force_login(keeper)
    assert [ask(client, path)["count"] for path in own] == [1, 1, 1]
    assert ask(client, "/api/topics/春灌/")["count"] == 2
    assert ask(client, "/api/timeline/")["months"][0]["year"] == 1999


def test_what_is_for_those_who_sign_in_is_shown_to_them(client):
    shelve(visibility="internal", **SECRET)
    assert [ask(client, path)["total"] for path in LISTS] == [0] * 5
    client.force_login(User.objects.create_user("reader"))
    assert [ask(client, path)["total"] for path in LISTS] == [1, 1, 2, 1, 1]


def test_a_closed_archive_tells_nothing_to_strangers(client, settings):
    settings.ARCHIVE_PUBLIC = False
    paths = wholes()
    assert [ask(client, path)["total"] for path in LISTS] == [0] * 5
    assert [client.get(path).status_code for path in paths[:3]] == [404] * 3


def test_a_deleted_document_is_gone_from_the_lists(client):
    shelve()
    Document.objects.update(deleted_at="2024-01-01T00:00Z")
    assert [ask(client, path)["total"] for path in LISTS[:4]] == [0] * 4


@pytest.mark.parametrize("more", [0, 25])
def test_each_answer_takes_a_fixed_number_of_queries(client, django_assert_max_num_queries, more):
    paths = wholes()
    for number in range(more):
        shelve(title=f"第{number}次讲话", meeting=f"第{number}次会议", date="2023", keywords=[f"词{number}", "春灌"])
    for path, most in zip([*LISTS, *paths], [3, 3, 3, 3, 2, 8, 6, 5, 5], strict=True):
        with django_assert_max_num_queries(most):
            ask(client, path)
    for path in LISTS:  # what was counted is kept until something changes
        with django_assert_max_num_queries(1):
            ask(client, path)


@pytest.mark.parametrize("path", [*LISTS, "/api/search/", "/api/speeches/", "/api/speeches/1/"])
def test_what_may_only_be_read_says_so_in_chinese(client, path):
    for send in (client.post, client.put, client.patch, client.delete):
        response = send(path)
        assert (response.status_code, response["Allow"]) == (405, "GET")
        assert response.json()["error"]["code"] == "wrong_method"
        assert "不接受这种请求" in response.json()["error"]["message"]


@pytest.mark.parametrize("path", LISTS)
def test_every_list_may_be_asked_for_its_head(client, path):
    answer = client.head(path)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, client.get(path)["Content-Type"], b"")
    assert client.head("/api/meetings/1/").status_code == 404


def test_namesakes_are_told_apart_as_the_filter_does(client):
    speech = shelve()
    Speaker.objects.update(distinction="乙")
    assert ask(client, "/api/speakers/")["speakers"][0]["name"] == "温守渠（乙）" == str(Speaker.objects.get(pk=speech.speaker_id))


def test_the_interface_describes_the_lists(client):
    described = client.get("/api/openapi.json").json()["paths"]
    assert set(LISTS) | {"/api/meetings/{pk}/", "/api/topics/{word}/", "/api/speeches/{pk}/similar/"} <= set(described)
    names = [parameter["name"] for parameter in described["/api/meetings/{pk}/"]["get"]["parameters"]]
    assert names == ["pk", "page", "per_page"]
