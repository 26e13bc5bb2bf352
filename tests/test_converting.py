"""Old files through LibreOffice; skipped where it is not installed. What is converted was made by it of files of our own."""
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from speeches import archive
from speeches.intake import converting
from speeches.models import Document, Upload
from speeches.parsing import sandbox
from speeches.parsing.drafts import Refusal
from speeches.parsing.pipeline import parse
from speeches.parsing.refusals import SENTENCES
from speeches.parsing.sandbox import confinement
from tests.docx_files import OFFICE, document_xml, docx_of, links_and_types, p, zip_of

pytestmark = pytest.mark.xdist_group("office")
LEVELS = "".join(
    f"<w:lvl w:ilvl='{n}'><w:start w:val='1'/><w:numFmt w:val='chineseCounting'/><w:lvlText w:val='{text}'/></w:lvl>" for n, text in enumerate(["%1、", "（%2）"])
)
NUMBERING = f"<w:abstractNum w:abstractNumId='0'>{LEVELS}</w:abstractNum><w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
LANDLOCK = confinement.LIBC is not None and confinement.LIBC.syscall(confinement.CREATE_RULESET, None, 0, 1) > 0


def counted(text: str, level: int) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='1'/></w:numPr>")


SPEECH = docx_of(
    p("在云溪县守闸工作推进会上的讲话", "<w:jc w:val='center'/>") + p("（2031年3月5日）", "<w:jc w:val='center'/>") + p("同志们：")
    + counted("提高认识", 0) + p("闸门连着万家，汛期不等人，一刻也松不得。") + counted("落实责任", 0) + counted("抓早抓小", 1)
    + p("各乡镇要把每一座闸的人定下来。") + counted("严督实查", 1) + p("县里每旬查一次。"),
    numbering=NUMBERING,
)  # fmt: skip


# As Word writes it: the numbers of Word in a table of their own.
LEVEL = r"{\listlevel\levelnfc39\leveljc0\levelstartat1\levelfollow2{\leveltext%s;}{\levelnumbers%s;}}"
LISTS = (
    LEVEL % (r"\'02\'00\u12289\'a1\'a2", r"\'01") + LEVEL % (r"\'03\u65288\'a3\'a8\'01\u65289\'a3\'a9", r"\'02")
)
LINES = [
    ("在云溪县守闸工作推进会上的讲话", r"\qc "), ("同志们：", ""), ("提高认识", r"\ls1\ilvl0 "), ("闸门连着万家，一刻也松不得。", ""),
    ("落实责任", r"\ls1\ilvl0 "), ("抓早抓小", r"\ls1\ilvl1 "), ("各乡镇要把每一座闸的人定下来。", ""),
]  # fmt: skip
RTF = (
    r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0 SimSun;}}{\*\listtable{\list\listtemplateid1" + LISTS + r"\listid1}}"
    r"{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}"
    + "".join(rf"\pard {form}" + "".join(rf"\u{ord(letter)}\'3f" for letter in line) + r"\par" for line, form in LINES) + "}"
).encode()  # fmt: skip


def unbound(folder: Path, *arguments: str):
    """LibreOffice as anybody would start it; the first start only makes its profile."""
    command = [str(converting.program()), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", *arguments]
    for _ in range(2):
        if subprocess.run(command, capture_output=True, timeout=120).returncode != converting.STARTS_AGAIN:
            return


@pytest.fixture(scope="session")
def old_doc(tmp_path_factory) -> bytes:
    """The speech as a .doc."""
    if converting.program() is None:
        pytest.skip("no LibreOffice: apt-get install libreoffice-writer-nogui")
    if not converting.can_be_bound():
        pytest.skip("this machine does not let LibreOffice be kept from the network")
    folder = tmp_path_factory.mktemp("old")
    (folder / "given.docx").write_bytes(SPEECH)
    unbound(folder, "--convert-to", "doc:MS Word 97", "--outdir", str(folder), str(folder / "given.docx"))
    return (folder / "given.doc").read_bytes()


@pytest.fixture
def office(old_doc, settings):
    settings.CONVERT_OLD_FILES = True


def refused(content: bytes, name: str = "讲话.doc") -> Refusal:
    with pytest.raises(Refusal) as caught:
        converting.read_file(content, name)
    return caught.value


def test_a_doc_is_read_like_the_docx_it_was_made_of(office, old_doc):
    read, wanted = converting.read_file(old_doc, "讲话.doc"), parse(SPEECH, "讲话.docx")
    assert [warning.message for warning in read.warnings] == ["由 .doc 转换后读的，版式可能有出入。"]
    assert read.speeches[0].as_json() == wanted.speeches[0].as_json()


def test_an_rtf_is_read_with_the_numbers_that_word_counts(office):
    read = converting.read_file(RTF, "讲话.doc")
    speech = read.speeches[0]
    assert [warning.message for warning in read.warnings] == ["由 .rtf 转换后读的，版式可能有出入。"]
    assert [each.text for each in speech.paragraphs] == [line for line, _ in LINES]
    assert [(s.label, s.heading) for s in speech.outline] == [("一", "提高认识"), ("二", "落实责任"), ("（一）", "抓早抓小")]


def test_the_archive_keeps_the_old_file_itself(office, old_doc, django_user_model, client, db):
    upload = archive.receive(SimpleUploadedFile("守闸.wps", old_doc))
    archive.read_upload(upload.pk)
    document = Document.objects.get()
    assert document.original.suffix == ".doc"
    assert document.original.read_bytes() == old_doc
    answer = client.get(reverse("original", args=[document.pk]))
    assert answer["Content-Type"] == "application/msword"
    assert answer["Content-Disposition"].endswith(".wps")
    assert b"".join(answer.streaming_content) == old_doc
    assert "转换后读的" in client.get(document.get_absolute_url()).text


def test_switched_off_an_old_file_is_refused_with_the_way_out(old_doc, settings, db):
    settings.CONVERT_OLD_FILES = False
    upload = archive.receive(SimpleUploadedFile("守闸.doc", old_doc))
    archive.read_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.code) == (Upload.State.REFUSED, "legacy_doc")
    assert "另存为 .docx" in upload.message


@pytest.mark.parametrize("possible", [True, False])
def test_the_upload_page_offers_what_can_be_read(old_doc, settings, client, django_user_model, possible):
    settings.CONVERT_OLD_FILES = possible
    client.force_login(django_user_model.objects.create_user("wen"))
    page = client.get("/upload/").text
    assert (".wps" in page, 'accept=".docx,' in page) == (possible, True)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html><body>x</body></html>", "html"),
        (b"MIME-Version: 1.0\r\n", "mht"),
        (b"%PDF-1.4", "pdf"),
        (b"plain words", "not_docx"),
        (b"{\\rtf1\\ansi }", "no_text"),
    ],
)
def test_the_name_of_a_file_makes_no_doc_of_it(office, content, code):
    assert refused(content).code == code


def test_a_damaged_old_file_is_refused_with_the_way_out(office, old_doc):
    damaged = old_doc[:2000] + bytes(3000)
    damaged += "WordDocument".encode("utf-16-le")
    refusal = refused(damaged)
    assert refusal.code == "legacy_doc"
    assert "没能转换" in refusal.message
    assert "另存为 .docx" in refusal.message


class Listener(threading.Thread):
    """Counts who calls at a port of this machine."""

    def __init__(self):
        super().__init__(daemon=True)
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.start()

    def run(self):
        while True:
            try:
                call, _ = self.socket.accept()
            except OSError:
                return
            self.calls += 1
            with call:
                call.recv(1000)
                call.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


@pytest.fixture
def listener():
    listener = Listener()
    yield listener
    listener.socket.close()


PICTURE = (
    "<w:r><w:drawing><wp:inline xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'><wp:extent cx='9000' cy='9000'/>"
    "<wp:docPr id='1' name='x'/><a:graphic><a:graphicData uri='http://schemas.openxmlformats.org/drawingml/2006/picture'><pic:pic>"
    "<pic:nvPicPr><pic:cNvPr id='1' name='x'/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:link='far'/></pic:blipFill>"
    "<pic:spPr><a:prstGeom prst='rect'/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)


def test_a_picture_on_another_machine_is_never_asked_for(office, listener, tmp_path):
    files = {"word/document.xml": document_xml(p("正文") + p(PICTURE))} | links_and_types({})
    link = f"<Relationship Id='far' Type='{OFFICE}/image' Target='http://127.0.0.1:{listener.port}/x.png' TargetMode='External'/>"
    files["word/_rels/document.xml.rels"] = files["word/_rels/document.xml.rels"].replace("</Rel", link + "</Rel")
    (tmp_path / "given.docx").write_bytes(zip_of(files))
    converting.convert(zip_of(files), "legacy_doc")
    assert listener.calls == 0
    unbound(tmp_path, "--convert-to", "rtf", "--outdir", str(tmp_path / "made"), str(tmp_path / "given.docx"))
    assert listener.calls > 0  # so would it have been


@pytest.mark.long
def test_a_whole_volume_is_read_as_its_docx_is(office, test_data):
    volume = test_data / "real-docx/compilation/邓小平文选第三卷.doc"
    read, wanted = (converting.read_file(file.read_bytes(), file.name) for file in (volume, volume.with_suffix(".docx")))
    assert [(each.title, each.date) for each in read.speeches] == [(each.title, each.date) for each in wanted.speeches]
    assert read.characters == wanted.characters


@pytest.mark.long
def test_an_rtf_with_links_asks_nobody_for_anything(office, listener, tmp_path):
    secret, far = tmp_path / "secret.txt", f"http://127.0.0.1:{listener.port}"
    secret.write_text("words of another file")
    fields = "".join(
        rf'{{\field{{\*\fldinst {code} "{address}" \\d}}{{\fldrslt x}}}}' for code in ("INCLUDEPICTURE", "INCLUDETEXT") for address in (far, secret.as_uri())
    )
    read = converting.read_file(rf"{{\rtf1\ansi{{\*\template {far}/t.dot}}first {fields} last\par}}".encode(), "讲话.rtf")
    text = "".join(each.text for each in read.speeches[0].paragraphs)
    assert "last" in text
    assert "another" not in text
    assert listener.calls == 0


def inside(folder: Path, *command: str) -> int:
    return subprocess.run(converting.bound(str(folder), *command), capture_output=True).returncode


def test_what_runs_in_its_place_reaches_neither_network_nor_other_files(listener, tmp_path):
    own, secret = tmp_path / "own", tmp_path / "secret"
    own.mkdir()
    secret.write_text("x")
    if inside(own) != 0 or not Path("/usr/bin/bash").exists():
        pytest.skip("this machine does not let a program be kept from the network")
    (own / "given").write_text("x")
    assert inside(own, "/usr/bin/cp", f"{own}/given", f"{own}/made") == 0
    assert inside(own, "/usr/bin/bash", "-c", f"echo > /dev/tcp/127.0.0.1/{listener.port}") != 0
    assert listener.calls == 0
    if not LANDLOCK:
        pytest.skip("this kernel cannot close files")
    assert inside(own, "/usr/bin/cp", str(secret), f"{own}/stolen") != 0
    assert inside(own, "/usr/bin/cp", f"{own}/given", str(secret)) != 0


def test_a_conversion_that_takes_too_long_is_ended_and_leaves_nothing(office, old_doc, monkeypatch, tmp_path):
    before = set(Path("/tmp").glob("OSL_PIPE_*"))
    sandbox.prepare()
    monkeypatch.setattr(converting, "WALL_SECONDS", 0.3)
    monkeypatch.setattr(converting.tempfile, "tempdir", str(tmp_path))
    refusal = refused(old_doc)
    assert (refusal.code, refusal.message) == ("timeout", SENTENCES["timeout"])
    assert [file.name for file in tmp_path.iterdir() if file.name.startswith("converting-")] == []
    assert running(f"{tmp_path}/converting-") == []
    assert gone(lambda: set(Path("/tmp").glob("OSL_PIPE_*")) - before)


def gone(left) -> bool:
    """Whether it goes away: another test may have a LibreOffice of its own running, which takes its socket along."""
    last = time.monotonic() + 60
    while found := left():
        if time.monotonic() > last:
            return False
        time.sleep(0.2)
    return not found


def running(words: str) -> list[int]:
    """The processes with these words in their command."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            found += [int(process.name)] if words.encode() in (process / "cmdline").read_bytes() else []
        except OSError:
            continue
    return found


@pytest.mark.long
def test_the_second_conversion_waits_for_the_first_and_gives_signs_of_life(office, old_doc, settings):
    beats = []
    with converting.alone(None):
        other = threading.Thread(target=converting.convert, args=(RTF, "rtf", lambda: beats.append(1)))
        other.start()
        time.sleep(1.2)
        assert len(beats) >= 1
        assert running(str(settings.DATA)) == []
    other.join()


@pytest.mark.long
def test_libreoffice_dies_with_the_worker(office, old_doc, tmp_path):
    (tmp_path / "given.rtf").write_bytes(RTF.replace(rb"\par", rb"\u21516?\par " * 10_000))
    program = (
        f"import sys, tempfile; sys.path.insert(0, {str(converting.settings.ROOT)!r}); tempfile.tempdir = {str(tmp_path)!r}\n"
        "import django; django.setup()\n"
        "from speeches.intake import converting\n"
        f"converting.convert(open({str(tmp_path / 'given.rtf')!r}, 'rb').read(), 'rtf')"
    )
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "ARCHIVE_DATA": str(tmp_path)}
    worker = subprocess.Popen([sys.executable, "-c", program], env=environment)
    deadline = time.monotonic() + 30
    while not [pid for pid in running(f"{tmp_path}/converting-") if pid != worker.pid] and time.monotonic() < deadline:
        time.sleep(0.1)
    started = [pid for pid in running(f"{tmp_path}/converting-") if pid != worker.pid]
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    while [pid for pid in started if Path(f"/proc/{pid}").exists()] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert started
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
