"""Pages are kept for visitors, and only as long as they are right."""
import gzip

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from search import engine
from speeches import archive
from speeches.kept_pages import kept
from tests.desk_files import UNTITLED, make_editor, send
from tests.shelf import shelve

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready_index(archive_folder, db):
    engine.current().rebuild([])


def test_a_page_is_made_once_until_something_changes(client, django_assert_num_queries):
    shelve(title="看水要勤")
    assert "看水要勤" in client.get("/").text
    with django_assert_num_queries(1):
        assert "看水要勤" in client.get("/").text
    shelve(title="看人要准")
    assert "看人要准" in client.get("/").text


def test_what_is_taken_out_is_on_no_kept_page(client):
    speech = shelve(title="看水要勤")
    addresses = ["/", "/meetings/", "/speakers/", speech.speaker.get_absolute_url(), speech.document.get_absolute_url()]
    before = [client.get(address).text for address in addresses]
    archive.remove(speech.document)
    after = [client.get(address) for address in addresses]
    assert all(page.text != text for page, text in zip(after, before, strict=True))
    assert after[-1].status_code == 404


def test_a_file_without_speeches_is_taken_out_too(client):
    document = shelve().document
    document.speeches.all().delete()
    assert client.get(document.get_absolute_url()).status_code == 200
    archive.remove(document)
    assert client.get(document.get_absolute_url()).status_code == 404


def test_what_is_indexed_since_is_on_the_list(client):
    shelve(title="看水要勤")
    assert "看水要勤" not in client.get("/speeches/").text
    archive.index_pending()
    assert "看水要勤" in client.get("/speeches/").text


def test_what_somebody_has_looked_at_is_in_doubt_no_longer(client, django_user_model):
    document = send(UNTITLED)
    archive.index_pending()
    assert "待核" in client.get("/speeches/").text
    editor = Client()
    editor.force_login(make_editor(django_user_model))
    editor.post(f"{document.get_absolute_url()}correct/", {"do": "seen:all"})
    assert "待核" not in client.get("/speeches/").text


def test_who_signs_in_has_pages_of_their_own(client):
    shelve(title="看水要勤")
    shelve(visibility="internal", title="内部的话", meeting="内部会议")
    assert "登录" in client.get("/meetings/").text
    client.force_login(User.objects.create_user("wen"))
    for _time in range(2):
        page = client.get("/meetings/").text
        assert "内部会议" in page
        assert "wen" in page
    client.logout()
    assert "内部会议" not in client.get("/meetings/").text


def test_whom_a_proxy_has_signed_in_has_pages_of_their_own(rf):
    seen = []
    page = kept(lambda request: seen.append(request.user) or HttpResponse(str(request.user)))
    request = rf.get("/")
    request.htmx = False
    for request.user in (AnonymousUser(), User(username="wen"), User(username="lin"), AnonymousUser()):
        page(request)
    assert [str(user) for user in seen] == ["AnonymousUser", "wen", "lin"]


def test_every_language_has_pages_of_its_own(client):
    client.get("/meetings/")
    client.cookies["django_language"] = "en"
    assert 'lang="en"' in client.get("/meetings/").text
    del client.cookies["django_language"]
    assert 'lang="zh-Hans"' in client.get("/meetings/").text


def test_a_browser_that_has_the_page_is_sent_nothing_again(client):
    shelve()
    page = client.get("/meetings/")
    again = client.get("/meetings/", headers={"If-None-Match": page["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    shelve(meeting="又一次会议")
    assert client.get("/meetings/", headers={"If-None-Match": page["ETag"]}).status_code == 200


def test_a_kept_page_comes_as_the_browser_reads_it(client):
    shelve()
    plain = client.get("/meetings/").content
    packed = client.get("/meetings/", headers={"Accept-Encoding": "gzip"})
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert gzip.decompress(packed.content) == plain == client.get("/meetings/").content


def test_nothing_is_kept_while_the_index_is_not_whole(client, settings):
    settings.INDEX = settings.DATA / "no index"
    client.get("/speeches/")
    assert "检索正在重建" in client.get("/speeches/").text
    settings.INDEX = settings.DATA / "index"
    assert "检索正在重建" not in client.get("/speeches/").text


def test_what_is_not_there_is_not_kept(client):
    assert client.get("/meetings/1/").status_code == 404
    assert not caches["pages"]._cache
