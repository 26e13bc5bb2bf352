"""Every list of the archive as a table; every meeting, speaker, topic and type as a feed. The same eyes as on the pages."""
import csv
import io
import re
from html import unescape
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Permission, User

from speeches import archive
from speeches.models import Document, Keyword, MeetingType, Speech
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
TABLES = ["/meetings/csv/", "/speakers/csv/", "/topics/csv/", "/meeting-types/csv/", "/timeline/csv/"]
SECRET = {"title": "密谈", "speaker": "暗里人", "meeting": "密会", "meeting_type": "动员会", "keywords": ["密件", "春灌"], "date": "1999-01-02"}


def table(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "text/csv; charset=utf-8")
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def feed(client, path):
    response = client.get(path)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def titles(root) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def pages_of(speech) -> list[str]:
    topic = Keyword.objects.get(speeches=speech, word="春灌")
    return [page.get_absolute_url() for page in (speech.meeting, speech.speaker, topic, speech.meeting.type)]


@pytest.fixture
def keeper():
    user = User.objects.create_user("keeper")
    user.user_permissions.add(Permission.objects.get(codename="change_document"))
    return user


# ── tables ──


def test_each_table_says_what_its_list_says(client):
    shelve(date="2019")
    speech = shelve(date="2024-03-05")
    meeting, speaker, topic, type = (f"http://testserver{page}" for page in pages_of(speech))
    said = {"讲话篇数": "2", "最早年份": "2019", "最近年份": "2024"}
    assert table(client, "/meetings/csv/")[0] == {
        "会议": "全县春灌工作推进会", "类型": "推进会", "开始": "2024-03-05", "结束": "2024-03-05",
        "讲话篇数": "1", "最早年份": "2024", "最近年份": "2024", "网址": meeting,
    }  # fmt: skip
    assert table(client, "/speakers/csv/") == [{"讲话人": "温守渠", **said, "网址": speaker}]
    assert {"主题": "春灌", **said, "网址": topic} in table(client, "/topics/csv/")
    assert table(client, "/meeting-types/csv/") == [{"类别": "推进督办", "会议类型": "推进会", "会议数": "2", **said, "网址": type}]
    assert table(client, "/timeline/csv/") == [{"年": "2019", "月": "", "篇数": "1"}, {"年": "2024", "月": "3", "篇数": "1"}]


def test_a_table_of_nothing_has_its_head(client):
    for path in TABLES:
        assert table(client, path) == []
        assert client.get(path).getvalue().decode().count("\n") == 1


def test_a_table_holds_all_rows_and_not_one_page(client):
    for number in range(120):
        shelve(meeting=f"第{number}会", speaker=f"讲者{number}", keywords=[f"词{number}", f"语{number}"])
    assert [len(table(client, path)) for path in TABLES[:3]] == [120, 120, 240]


def test_a_table_is_named_after_its_list_and_comes_as_a_file(client):
    speech = shelve()
    for path, name in [("/topics/csv/", "主题"), (f"{speech.meeting.get_absolute_url()}csv/", "全县春灌工作推进会")]:
        disposition = unquote(client.get(path)["Content-Disposition"])
        assert disposition.startswith("attachment;")
        assert name in disposition


@pytest.mark.parametrize("name", ["=HYPERLINK(\"http://a\")", "+1", "-1", "@SUM(1)", "＝1", "\t=1"])
def test_no_cell_is_a_formula(client, name):
    speech = shelve(meeting=name, speaker=name, keywords=[name])
    MeetingType.objects.filter(name="推进会").update(name=name, family=name)
    tables = [*TABLES[:4], f"/meetings/{speech.meeting_id}/csv/"]
    for path, column in zip(tables, ["会议", "讲话人", "主题", "会议类型", "讲话人"], strict=True):
        assert table(client, path)[0][column].startswith("'"), path
    assert table(client, "/meeting-types/csv/")[0]["类别"].startswith("'")


def test_the_speeches_of_a_meeting_are_a_table_in_its_order(client):
    for number in (3, 1, 2):
        speech = shelve(title=f"第{number}个发言", date=f"2024-03-0{number}", meeting="三天的会")
    Speech.objects.update(meeting=speech.meeting)
    rows = table(client, f"/meetings/{speech.meeting_id}/csv/")
    assert [(row["标题"], row["会议"]) for row in rows] == [(f"第{number}个发言", "三天的会") for number in (1, 2, 3)]


# ── feeds ──


def test_each_page_has_a_feed_of_what_came_in_last(client):
    shelve(title="先来的", date="2025")
    speech = shelve(title="后来的", date="1990")
    shelve(title="无关的", speaker="别人", meeting="别的会", meeting_type="党课", keywords=["别的"])
    Speech.objects.filter(title="先来的").update(meeting=speech.meeting)
    for page in pages_of(speech):
        assert titles(feed(client, f"{page}feed/")) == ["后来的", "先来的"]


def test_a_feed_is_one_by_the_standard(client):
    speech = shelve()
    for page in pages_of(speech):
        root = feed(client, f"{page}feed/")
        assert root.tag == f"{ATOM}feed"
        for part in (root, *root.iter(f"{ATOM}entry")):
            assert [len(part.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links == {"alternate": f"http://testserver{page}", "self": f"http://testserver{page}feed/"}
        assert root.findtext(f"{ATOM}id") == links["self"]
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "讲话稿库"
        (entry,) = root.iter(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}id") == entry.find(f"{ATOM}link").get("href") == f"http://testserver{speech.get_absolute_url()}"
        assert entry.findtext(f"{ATOM}updated") == speech.document.received_at.isoformat()


def test_a_feed_is_named_after_what_it_follows(client):
    names = [feed(client, f"{page}feed/").findtext(f"{ATOM}title") for page in pages_of(shelve())]
    assert names == [f"讲话稿库：{name}" for name in ("全县春灌工作推进会", "温守渠", "春灌", "推进会")]


def test_a_feed_has_the_twenty_latest(client):
    for number in range(25):
        speech = shelve(title=f"第{number}篇", date=f"20{number + 10}")
    assert titles(feed(client, f"{speech.speaker.get_absolute_url()}feed/")) == [f"第{number}篇" for number in range(24, 4, -1)]


def test_who_asks_again_hears_that_nothing_has_changed(client):
    for page in pages_of(shelve()):
        first = client.get(f"{page}feed/")
        same = {"if-none-match": first["ETag"]}
        assert client.get(f"{page}feed/", headers=same).status_code == 304
        shelve(date="2024-03")
        assert client.get(f"{page}feed/", headers=same).status_code == 200


def test_the_type_that_nobody_used_yet_can_be_followed(client):
    assert titles(feed(client, "/meeting-types/党课/feed/")) == []


@pytest.mark.parametrize("word", ["5G/物联网?", "a b", "“引”", '"', "=1", "%2F", "#", "&x=1", "<b>", "坏\x0b字"])
def test_a_topic_may_hold_any_sign(client, word):
    shelve(keywords=[word])
    page = Keyword.objects.get().get_absolute_url()
    assert feed(client, f"{page}feed/").findtext(f"{ATOM}title") == "讲话稿库：" + word.replace("\x0b", "")
    assert table(client, "/topics/csv/")[0]["网址"] == f"http://testserver{page}"


# ── both ──


def test_what_is_hidden_leaves_by_no_exit(client, keeper):
    shelve()
    secret = shelve(visibility="hidden", **SECRET)
    meeting, speaker, topic, type = pages_of(secret)
    for path in [*TABLES, f"{topic}feed/", f"{type}feed/"]:
        said = client.get(path).getvalue().decode() if path in TABLES else client.get(path).text
        assert not any(word in said for word in ("密", "暗里人", "1999")), path
    gone = [f"{meeting}csv/", f"{meeting}feed/", f"{speaker}feed/"]
    assert [client.get(path).status_code for path in gone] == [404] * 3
    client.force_login(keeper)
    assert [client.get(path).status_code for path in gone] == [200] * 3
    assert "密谈" in titles(feed(client, f"{topic}feed/"))
    assert [row["年"] for row in table(client, "/timeline/csv/")] == ["1999", "2024"]


def test_what_is_for_those_who_sign_in_leaves_with_them(client):
    speech = shelve(visibility="internal")
    assert [len(table(client, path)) for path in TABLES] == [0] * 5
    assert client.get(f"{speech.speaker.get_absolute_url()}feed/").status_code == 404
    client.force_login(User.objects.create_user("reader"))
    assert [len(table(client, path)) for path in TABLES] == [1, 1, 2, 1, 1]
    assert titles(feed(client, f"{speech.speaker.get_absolute_url()}feed/")) == [speech.title]


def test_what_was_deleted_leaves_no_more(client):
    pages = pages_of(shelve())
    Document.objects.update(deleted_at="2024-01-01T00:00Z")
    assert [table(client, path) for path in TABLES[:4]] == [[]] * 4
    assert [client.get(f"{page}feed/").status_code for page in pages[:3]] == [404] * 3


@pytest.mark.parametrize("path", ["/meetings/7/csv/", "/meetings/7/feed/", "/speakers/7/feed/", "/topics/无/feed/", "/meeting-types/无/feed/", f"/meetings/{'9' * 30}/csv/"])
def test_what_is_not_there_says_so(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "没有" in response.text


def test_every_exit_may_be_asked_for_its_head_and_for_nothing_else(client):
    speech = shelve()
    for path in [*TABLES, f"/meetings/{speech.meeting_id}/csv/", *(f"{page}feed/" for page in pages_of(speech))]:
        assert client.head(path).status_code == 200
        assert client.post(path).status_code == 405


@pytest.mark.parametrize("more", [0, 25])
def test_each_exit_asks_a_fixed_number_of_times(client, django_assert_max_num_queries, more):
    speech = shelve()
    for number in range(more):
        shelve(title=f"第{number}次讲话", meeting=f"第{number}次会议", date="2023", keywords=[f"词{number}", "春灌"])
    feeds = [f"{page}feed/" for page in pages_of(speech)]
    for path, most in zip([*TABLES, *feeds], [1, 1, 1, 1, 2, 5, 5, 5, 5], strict=True):
        with django_assert_max_num_queries(most):
            response = client.get(path)
            response.getvalue() if response.streaming else response.content


@pytest.mark.parametrize("place", ["/", "/meetings/", "/speakers/", "/topics/", "/meeting-types/", "/timeline/", "/timeline/?year=2024"])
def test_a_list_is_offered_as_table_and_json_to_people_and_programs(client, place):
    shelve()
    name = "/speeches/" if place == "/" else place.partition("?")[0]
    html = client.get(place).text
    assert f'<link rel="alternate" type="application/json" href="/api{name}">' in html
    assert ('<link rel="alternate" type="application/atom+xml" href="/speeches/feed/"' in html) == (place == "/")
    for address in [f"{name}csv/", f"/api{name}"] if place != "/" else []:
        assert f'<a href="{address}" rel="nofollow">' in html
        assert client.get(address).status_code == 200


def test_an_empty_list_offers_no_table(client):
    for place in ("/meetings/", "/speakers/", "/topics/", "/meeting-types/", "/timeline/"):
        assert "下载表格" not in client.get(place).text


def test_each_page_offers_its_feed_its_table_and_its_json(client):
    shelve(title="另一篇", speaker="别人", meeting="别的会", meeting_type="党课", keywords=["别的"])
    speech = shelve(speaker="甲&乙", keywords=["春灌", "5G/“网”"])
    odd = Keyword.objects.get(word__startswith="5G").get_absolute_url()
    archive.rebuild_index()
    for page in [*pages_of(speech), odd]:
        html = client.get(page).text
        assert f'<link rel="alternate" type="application/atom+xml" href="{page}feed/" title="订阅：' in html
        assert f'<link rel="alternate" type="application/json" href="/api{page}">' in html
        feed_address, table_address, json_address = re.findall(r'<a href="([^"]+)" rel="nofollow">', html.partition('class="words leaving"')[2])
        assert (feed_address, json_address) == (f"{page}feed/", f"/api{page}")
        assert [row["标题"] for row in table(client, unescape(table_address))] == [speech.title], page
        assert titles(feed(client, feed_address)) == [speech.title]
        assert client.get(json_address).json()["total"] == 1
