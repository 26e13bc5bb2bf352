"""Odd, broken and hostile files through the upload page and through import_docx: the right verdict, said in Chinese, and
nothing left behind where one is refused. The real ones lie where SPEECH_TEST_DATA points; a few of our own are always tried.
"""
import json
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from search import engine
from speeches.intake.converting import is_possible
from speeches.models import Document, IndexTask, Speech, Upload
from speeches.parsing.refusals import SENTENCES
from speeches.worker import QueueWorker
from tests.docx_files import document_xml, docx_of, links_and_types, p, r, zip_of

# Workers open and close connections, so no transaction can be held around them.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

LINES = ["在云溪县春季造林动员会上的讲话", "同志们：", "一、早动手", "山要早上。", "二、勤管护", "树要常看。"]
OF_THE_PROGRAM = re.compile(r"[A-Za-z]+(Error|Exception)|Traceback|/(work|tmp|home|usr)/|\.py\b|Errno")
OLD_KINDS = {"legacy_doc", "rtf"}  # read where LibreOffice is


@dataclass(frozen=True)
class Verdict:
    state: str
    code: str = ""
    message: str = ""
    text: str = ""


def good(number=0) -> bytes:
    return docx_of("".join(map(p, [*LINES, f"这是第{number}份。"])))


def with_document(xml: str | bytes) -> bytes:
    return zip_of(links_and_types({}) | {"word/document.xml": xml})


def doubled() -> bytes:
    stream = BytesIO(good())
    with zipfile.ZipFile(stream, "a") as package, pytest.warns(UserWarning, match="Duplicate"):
        package.writestr("word/document.xml", document_xml(p("另一份")))
    return stream.getvalue()


OURS = {
    "空.docx": (lambda: b"", "empty_file"),
    "字.docx": (lambda: "同志们".encode("gb18030"), "not_docx"),
    "网页.docx": (lambda: b"<html><script>alert(1)</script></html>", "html"),
    "单页.docx": (lambda: b"%PDF-1.7", "pdf"),
    "断.docx": (lambda: good()[:-100], "zip_damaged"),
    "前.docx": (lambda: b"MZ" + good(), "prefixed_zip"),
    "双.docx": (doubled, "duplicate_entry"),
    "上级.docx": (lambda: zip_of({"../../x.docx": "x"}), "bad_entry_name"),
    "定义.docx": (lambda: with_document('<!DOCTYPE a [<!ENTITY b "c">]>' + document_xml(p("&b;"))), "dtd_forbidden"),
    "坏.docx": (lambda: with_document(document_xml("<w:p>")), "xml_damaged"),
    "深.docx": (lambda: docx_of("<w:sdt><w:sdtContent>" * 400 + p("同志们") + "</w:sdtContent></w:sdt>" * 400), "too_deep"),
    "多.docx": (lambda: docx_of("<w:p/>" * 1_100_000), "too_complex"),
    "无字.docx": (lambda: docx_of(p("")), "no_text"),
    "脚本.docx": (lambda: docx_of(p("在&lt;script&gt;会上的讲话") + p("同志们：") + p("{{ settings.SECRET_KEY }}")), ""),
    "隐.docx": (lambda: docx_of(p("在会上的讲话") + p(r("看不见", "<w:vanish/>") + r("看得见"))), ""),
}


@pytest.fixture(autouse=True)
def sender(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("wen"))


def work_off():
    for queue in ("default", "index"):
        QueueWorker(queue, batch=True).run()


def by_upload(client, files: dict[str, bytes]) -> list[Verdict]:
    """Send all in one request and have real workers read them."""
    answer = client.post("/upload/", {"files": [SimpleUploadedFile(name, content) for name, content in files.items()]})
    assert answer.status_code == 302, answer.text[:300]
    work_off()
    uploads = list(Upload.objects.order_by("pk"))
    for upload in uploads:
        page = client.get(upload.get_absolute_url())
        assert page.status_code == 200
        assert upload.message in page.text
    return [Verdict(upload.state, upload.code, upload.message, text_of(client, upload.document)) for upload in uploads]


def by_import(client, files: dict[str, bytes], folder: Path) -> list[Verdict]:
    paths = []
    for number, (name, content) in enumerate(files.items()):
        paths.append(folder / str(number) / name)
        paths[-1].parent.mkdir()
        paths[-1].write_bytes(content)
    said = StringIO()
    with suppress(SystemExit):  # some are refused
        call_command("import_docx", *map(str, paths), "--json", stdout=said)
    found = []
    for line in map(json.loads, said.getvalue().splitlines()):
        error = line["error"] or {"code": "", "message": ""}
        document = Document.objects.filter(pk=line["document_id"]).first()
        found.append(Verdict(line["state"], error["code"], error["message"], text_of(client, document)))
    return found


def text_of(client, document: Document | None) -> str:
    """What a reader gets of it, over the API."""
    if document is None:
        return ""
    texts = []
    for speech in document.speeches.order_by("position"):
        found = client.get(f"/api/speeches/{speech.pk}/").json()
        texts += [found["labels"].get(str(number), "") + text for number, text in enumerate(found["paragraphs"], 1)]
        texts += [text for appendix in found["appendices"] for text in [appendix["title"], *appendix["paragraphs"]]]
        texts += [note["text"] for note in found["notes"]]
    return "\n".join(texts)


def assert_said_well(verdict: Verdict):
    """Refused with one of our sentences, or read."""
    if verdict.state != "refused":
        assert verdict.state in ("ready", "known")
        assert any(map(str.isalnum, verdict.text))
        return
    assert verdict.code in SENTENCES
    assert re.search(r"[\u4e00-\u9fff]", verdict.message)
    assert not OF_THE_PROGRAM.search(verdict.message)


def assert_nothing_is_left_of_what_was_refused():
    kept = {document.original for document in Document.objects.all()}
    assert {path for path in settings.ORIGINALS.rglob("*") if path.is_file()} == kept
    assert list(settings.INCOMING.iterdir()) == []
    assert not Upload.objects.pending().exists()
    assert not Upload.objects.filter(state="refused").exclude(document=None).exists()
    assert not IndexTask.objects.exists()
    if engine.current().state() == "ready":
        assert set(engine.current().numbers()) == set(Speech.objects.values_list("pk", flat=True))
    else:
        assert not Speech.objects.exists()


def through(way: str, client, files: dict[str, bytes], folder: Path) -> list[Verdict]:
    found = by_upload(client, files) if way == "upload" else by_import(client, files, folder)
    assert len(found) == len(files)
    for verdict in found:
        assert_said_well(verdict)
    assert_nothing_is_left_of_what_was_refused()
    return found


WAYS = pytest.mark.parametrize("way", ["upload", "import"])


@WAYS
def test_files_of_our_own_get_their_verdict(client, tmp_path, way):
    files = {name: content() for name, (content, _) in OURS.items()}
    found = through(way, client, files, tmp_path)
    assert {name: verdict.code for name, verdict in zip(files, found, strict=True)} == {name: code for name, (_, code) in OURS.items()}


@pytest.mark.long
@WAYS
def test_hostile_files_get_their_verdict(client, tmp_path, way, test_data):
    expected = json.loads((test_data / "docx-hostile/expected.json").read_text())
    files = {wanted["file"]: (test_data / "docx-hostile" / wanted["file"]).read_bytes() for wanted in expected}
    assert len(files) == 61
    wrong = []
    for wanted, verdict in zip(expected, through(way, client, files, tmp_path), strict=True):
        wrong += [(wanted["file"], why) for why in departures(wanted, verdict)]
    assert wrong == []


def departures(wanted: dict, verdict: Verdict):
    """Yield in what a verdict is not what the file's duty says."""
    allowed = {wanted["verdict"]} if isinstance(wanted["verdict"], str) else set(wanted["verdict"])
    if wanted["code"] in OLD_KINDS and is_possible():
        allowed.add("accept")
    given = "refuse" if verdict.state == "refused" else "accept"
    if given not in allowed:
        yield f"{given}: {verdict.code}"
    if given == "refuse":
        return
    yield from (f"lost: {text}" for text in wanted["must_contain"] if text not in verdict.text)
    yield from (f"there: {text}" for text in wanted["must_not_contain"] if text in verdict.text)
    yield from (f"not once: {text}" for text in wanted.get("once", []) if verdict.text.count(text) != 1)
    if verdict.text.count("\n") + 1 < wanted.get("min_paragraphs", 0):
        yield "too few paragraphs"


@pytest.mark.long
@WAYS
def test_odd_files_of_public_suites_are_read_or_refused_in_words(client, tmp_path, way, test_data):
    paths = sorted(path for path in (test_data / "docx-torture").rglob("*") if path.is_file())
    assert len(paths) == 105
    through(way, client, {path.name: path.read_bytes() for path in paths}, tmp_path)
