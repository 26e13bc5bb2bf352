"""The pages on which files are sent and followed."""
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from speeches import archive
from speeches.bounded import BoundedUploadHandler
from speeches.models import Document, Upload
from speeches.pulse import pulse_file

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "fixtures"


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "index"]}}


@pytest.fixture
def waiting(settings):
    """Nobody works the queue off."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "index"]}}


@pytest.fixture
def wen(django_user_model, client):
    user = django_user_model.objects.create_user("wen", first_name="温守渠")
    client.force_login(user)
    return user


def sample(number, name=None):
    path = next(SAMPLES.glob(f"{number}*.docx"))
    return SimpleUploadedFile(name or path.name, path.read_bytes())


def send(client, *files, **headers):
    return client.post("/upload/", {"files": files}, headers=headers, follow=True)


def test_who_is_not_signed_in_is_sent_to_sign_in_and_back(client):
    assert client.get("/upload/").url == "/accounts/login/?next=/upload/"
    assert client.get("/uploads/").url == "/accounts/login/?next=/uploads/"


def test_one_file_leads_to_its_own_page_with_its_speeches(client, wen):
    page = send(client, sample("02"))
    upload = Upload.objects.get()
    assert page.redirect_chain == [(f"/uploads/{upload.pk}/", 302)]
    assert "3 篇讲话" in page.text
    assert upload.document.get_absolute_url() in page.text
    assert upload.document.by == wen


def test_several_files_lead_to_the_list(client, wen):
    page = send(client, sample("06"), sample("07"), SimpleUploadedFile("a.docx", b"hello"))
    assert page.redirect_chain == [("/uploads/", 302)]
    assert page.text.count("1 篇讲话") == 2
    assert "请确认它是 .docx 格式" in page.text


def test_without_a_file_the_form_says_so(client, wen):
    page = client.post("/upload/", {})
    assert page.status_code == 400
    assert "还没有选文件" in page.text


def test_more_files_than_allowed_are_not_taken_and_the_form_says_how_many(client, wen, settings):
    settings.MAX_FILES_PER_UPLOAD = 2
    page = send(client, *[SimpleUploadedFile(f"{n}.docx", b"hello") for n in range(3)])
    assert "一次最多 2 个文件，这次有 3 个" in page.text
    assert not Upload.objects.exists()


def test_an_empty_file_is_refused_like_any_other(client, wen):
    assert "这个文件是空的" in send(client, SimpleUploadedFile("a.docx", b"")).text


def test_a_file_that_is_too_large_is_refused(client, wen, settings):
    settings.MAX_UPLOAD_BYTES = 1024**2
    assert "文件超过 1 MB，请拆分后再上传。" in send(client, SimpleUploadedFile("a.docx", b"x" * (1024**2 + 1))).text


def test_of_a_file_that_is_too_large_no_more_than_needed_touches_the_disk(settings):
    settings.MAX_UPLOAD_BYTES = 100
    handler = BoundedUploadHandler()
    handler.new_file("files", "a.docx", "", 0)
    for start in range(0, 1000, 50):
        handler.receive_data_chunk(b"x" * 50, start)
    file = handler.file_complete(1000)
    assert (file.size, len(file.read())) == (1000, 150)


def test_the_same_file_again_leads_to_the_document_that_is_there(client, wen):
    send(client, sample("06"))
    page = send(client, sample("06", "又一份.docx"))
    assert "库里已有" in page.text
    assert Document.objects.get().get_absolute_url() in page.text


def test_a_file_name_is_never_html(client, wen):
    page = send(client, SimpleUploadedFile("<b>甲<b>.docx", b"hello"))
    assert "<b>甲" not in page.text
    assert "甲" in page.text


def test_a_script_gets_the_row_of_its_file_alone(client, wen):
    page = send(client, sample("06"), **{"X-Requested-With": "upload"})
    assert page.text.strip().startswith("<li id=")
    assert "<html" not in page.text


def test_where_nothing_reads_the_first_waiting_file_says_so(client, wen, waiting):
    send(client, sample("06"), sample("07"))
    assert client.get("/uploads/").text.count("读文件的程序现在没有运行") == 1
    pulse_file("default").touch()
    assert "没有运行" not in client.get("/uploads/").text


def test_a_file_left_half_read_says_that_it_is_safe(client, wen, waiting):
    send(client, sample("06"))
    Upload.objects.update(state=Upload.State.READING)
    assert "读到一半停下了。文件不会丢" in client.get("/uploads/").text


def test_the_rows_of_several_uploads_can_be_asked_for(client, wen, waiting):
    send(client, sample("06"))
    send(client, sample("07"))
    first, second = Upload.objects.order_by("pk")
    page = client.get("/uploads/rows/", {"id": [second.pk, "x", "²", "9" * 30]})
    assert f'id="upload-{second.pk}"' in page.text
    assert "前面还有 1 个" in page.text
    assert f'id="upload-{first.pk}"' not in page.text


def test_a_page_with_waiting_files_reloads_itself_where_no_script_does(client, wen, waiting):
    page = send(client, sample("06"))
    assert '<noscript><meta http-equiv="refresh"' in page.text
    assert "data-pending" in page.text


def test_a_page_on_which_all_is_settled_does_not_reload(client, wen):
    assert "http-equiv" not in send(client, sample("06")).text


def test_an_upload_is_seen_by_its_sender_and_by_keepers_only(client, wen, django_user_model):
    address = send(client, SimpleUploadedFile("甲乙丙.docx", b"hello")).redirect_chain[0][0]
    other = django_user_model.objects.create_user("li")
    client.force_login(other)
    assert client.get(address).status_code == 404
    assert "甲乙丙" not in client.get("/uploads/").text
    assert "甲乙丙" not in client.get("/uploads/rows/", {"id": Upload.objects.get().pk}).text
    other.groups.add(Group.objects.get(name="管理"))
    assert "甲乙丙" in client.get(address).text


def test_a_refused_upload_is_shown_for_thirty_days(client, wen):
    address = send(client, SimpleUploadedFile("a.docx", b"hello")).redirect_chain[0][0]
    Upload.objects.update(finished_at=timezone.now() - timedelta(days=31))
    archive.purge()
    assert client.get(address).status_code == 404


def test_the_document_of_an_upload_is_not_named_when_it_is_hidden_or_deleted(client, wen):
    address = send(client, sample("06")).redirect_chain[0][0]
    Document.objects.update(visibility="hidden")
    page = client.get(address)
    assert Document.objects.get().get_absolute_url() not in page.text
    assert "不对你公开" in page.text


def test_an_uploaded_speech_is_found(client, wen):
    send(client, sample("02"))
    title = Document.objects.get().speeches.first().paragraphs.first().text
    assert title in client.get("/search/", {"q": f'"{title}"'}).text


@pytest.mark.parametrize(("address", "queries"), [("/upload/", 10), ("/uploads/", 11)])
def test_a_page_asks_the_database_as_often_for_many_uploads_as_for_one(client, wen, address, queries, django_assert_num_queries):
    send(client, sample("06"))
    with django_assert_num_queries(queries):
        client.get(address)
    send(client, sample("07"), sample("02"), SimpleUploadedFile("a.docx", b"hello"))
    with django_assert_num_queries(queries):
        client.get(address)
