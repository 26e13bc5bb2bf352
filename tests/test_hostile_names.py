"""Names of files that nobody would give one: shown, stored and sent back safely."""
import json
import unicodedata
import zipfile
from contextlib import suppress
from io import StringIO
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import call_command
from lxml import html

from speeches.intake.receiving import LONGEST_NAME, display_name
from speeches.models import Document, Upload
from tests.docx_files import docx_of, p

pytestmark = pytest.mark.django_db
REFUSE, ACCEPT = "refuse", "accept"
# Name, what may be done with a good document of this name, how it is shown.
NAMES = [
    ("在镇上的讲话.docx", ACCEPT, "在镇上的讲话.docx"),
    ("讲话.DocX", ACCEPT, "讲话.DocX"),
    ("①讲话（三改）.docx", ACCEPT, "①讲话（三改）.docx"),
    ("长" * 250 + ".docx", ACCEPT, "长" * (LONGEST_NAME - 6) + "….docx"),
    ("../../../etc/shadow.docx", ACCEPT, "shadow.docx"),
    ("..\\..\\boot.ini.docx", ACCEPT, "boot.ini.docx"),
    ("C:\\稿\\讲话.docx", ACCEPT, "讲话.docx"),
    ("甲\0乙.docx", ACCEPT, "甲乙.docx"),
    ("讲话\u202excod.exe", REFUSE, "讲话xcod.exe"),
    ("讲话\u202ecod.docx", ACCEPT, "讲话cod.docx"),
    ("<svg onload=alert(1)>.docx", ACCEPT, "<svg onload=alert(1)>.docx"),
    ("\"'; filename=a.html; x=\".docx", ACCEPT, "\"'; filename=a.html; x=\".docx"),
    ("讲话\r\nX-Evil: 1.docx", ACCEPT, "讲话X-Evil: 1.docx"),
    (".docx", ACCEPT, ".docx"),
    ("nul.docx", ACCEPT, "nul.docx"),
    ("讲话.docx.exe", REFUSE, "讲话.docx.exe"),
    ("讲话.docx ", ACCEPT, "讲话.docx"),
    ("讲话.docx.", ACCEPT, "讲话.docx"),
    ("--help.docx", ACCEPT, "--help.docx"),
    ("=1+1|cmd.docx", ACCEPT, "=1+1|cmd.docx"),
    ("讲话%2e%2e%00.docx", ACCEPT, "讲话%2e%2e%00.docx"),
    ("~$讲话.docx", REFUSE, "~$讲话.docx"),
    ("e\u0301.docx", ACCEPT, "é.docx"),
    ("讲话.docx:流", REFUSE, "讲话.docx:流"),
    ("讲话?#&.docx", ACCEPT, "讲话?#&.docx"),
    ("讲话.doc", REFUSE, "讲话.doc"),
    ("讲话.wps", REFUSE, "讲话.wps"),
    ("讲话", REFUSE, "讲话"),
]


@pytest.fixture(autouse=True)
def sender(client, django_user_model, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "index"]}}
    client.force_login(django_user_model.objects.create_user("wen"))


def good(number: int) -> bytes:
    return docx_of("".join(map(p, ["在云溪县造林会上的讲话", "同志们：", f"山要早上，这是第{number}份。"])))


def send(client, name: str, content: bytes):
    """As a browser does it; what cannot stand in a header as it is comes percent-encoded."""
    plain = all(map(str.isprintable, name)) and '"' not in name and "\\" not in name
    name = f'filename="{name}"' if plain else f"filename*=utf-8''{quote(name, safe='')}"
    body = b'--edge\r\nContent-Disposition: form-data; name="files"; %s\r\nContent-Type: x/y\r\n\r\n%s\r\n--edge--\r\n'
    body %= (name.encode(), content)
    return client.post("/upload/", body, content_type="multipart/form-data; boundary=edge", follow=True)


def assert_is_safe_to_show(name: str):
    assert name == unicodedata.normalize("NFC", name).strip()
    assert 0 < len(name) <= LONGEST_NAME
    assert all(character.isprintable() for character in name)
    assert not {"/", "\\"} & set(name)


def assert_is_shown_as_text(page, name: str):
    """Word for word in the page, and no element or attribute made of it."""
    assert page.status_code == 200
    tree = html.fromstring(page.content)
    assert name in tree.text_content()
    assert not tree.xpath("//svg[@onload] | //img[@onerror] | //*[@onload or @onerror]")


def assert_is_sent_back_safely(client, document: Document):
    answer = client.get(f"/documents/{document.pk}/original/")
    assert b"".join(answer.streaming_content) == document.original.read_bytes()
    header = answer["Content-Disposition"]
    assert header.startswith("attachment; filename")
    assert not {"\r", "\n"} & set(header)
    assert "X-Evil" not in answer.headers
    assert (answer["X-Content-Type-Options"], answer["Content-Security-Policy"][:7]) == ("nosniff", "sandbox")
    assert "html" not in answer["Content-Type"]


def assert_lies_under_its_bytes_alone():
    for path in settings.ORIGINALS.rglob("*.docx"):
        assert len(path.stem) == 64
    assert list(settings.INCOMING.iterdir()) == []


def verdict_on_page(client, name: str, number: int = 0) -> str:
    page = send(client, name, good(number))
    upload = Upload.objects.order_by("pk").last()
    if upload is None or upload.size != len(good(number)):  # it has not arrived at all
        assert "还没有选文件" in page.text
        return REFUSE
    assert_is_safe_to_show(upload.name)
    assert_is_shown_as_text(page, upload.name)
    assert_is_shown_as_text(client.get("/uploads/"), upload.name)
    assert_lies_under_its_bytes_alone()
    if upload.state == "refused":
        assert not Document.objects.filter(sha256=upload.sha256).exists()
        return REFUSE
    assert_is_shown_as_text(client.get(upload.document.get_absolute_url()), upload.document.name)
    assert_is_sent_back_safely(client, upload.document)
    return ACCEPT


@pytest.mark.parametrize(("name", "verdict", "shown"), NAMES)
def test_a_name_on_the_upload_page(client, name, verdict, shown):
    assert verdict_on_page(client, name) == verdict
    assert Upload.objects.get().name == shown


@pytest.mark.parametrize("name", ["..", ".", "/", ""])
def test_what_is_no_name_at_all_is_no_file(client, name):
    assert verdict_on_page(client, name) == REFUSE
    assert not Upload.objects.exists()


@pytest.mark.parametrize(("name", "verdict", "shown"), NAMES)
def test_a_name_in_a_zip(tmp_path, name, verdict, shown):
    path = tmp_path / "打包.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(zipfile.ZipInfo(name), good(0))
    said = StringIO()
    with suppress(SystemExit):
        call_command("import_docx", str(path), "--json", stdout=said)
    line = json.loads(said.getvalue())
    assert line["file"].isprintable()
    if verdict == ACCEPT and "\0" not in name:  # there a zip ends the name
        assert line["state"] == "ready"
        assert_is_safe_to_show(Document.objects.get().name)
    elif "\0" not in name:
        assert line["state"] in ("refused", "skipped")
        assert not Document.objects.exists()


def test_a_zip_on_the_upload_page_is_told_to_be_unpacked(client):
    assert "请先解压" in send(client, "打包.zip", good(0)).text


def test_a_name_keeps_its_wide_blanks():
    assert display_name("讲话\u3000定稿.docx") == "讲话 定稿.docx"


def test_every_given_name_gets_its_verdict(client, test_data):
    wrong = []
    for number, given in enumerate(json.loads((test_data / "docx-hostile/filenames.json").read_text()), 1):
        verdict = verdict_on_page(client, given["name"], number)
        if verdict not in given["verdict"].split(" / "):
            wrong.append((given["name"], verdict))
    assert wrong == []
