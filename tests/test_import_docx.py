"""Many files at once: found, read by children, kept one after the other, told in the end."""
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from io import BytesIO, StringIO

import pytest
from django.conf import settings
from django.core.files import File
from django.core.management import CommandError, call_command

from speeches import archive, progress
from speeches.importing import Import
from speeches.models import Document, IndexTask, Speech, Upload
from speeches.parsing.drafts import Refusal
from speeches.sources import PassedOver, find
from speeches.zips import ROOM, name_of
from tests.docx_files import docx_of, p

LINES = ["在全县春灌工作会议上的讲话", "（2024年3月5日）", "临溪县副县长 温守渠", "同志们：", "一、看水要勤", "夜里也要有人走渠。"]


def word(number=0, form="") -> bytes:
    return docx_of("".join(p(line, form) for line in [*LINES, f"这是第{number}份。"]))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "讲话"
    (folder / "2023年").mkdir(parents=True)
    (folder / "甲.docx").write_bytes(word(1))
    (folder / "乙.DOCX").write_bytes(word(2))
    (folder / "丙.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    (folder / "~$甲.docx").write_bytes(b"\x03abc")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8")
    (folder / "2023年" / "丁.docx").write_bytes(word(3))
    return folder


def run(*arguments, status=0) -> str:
    """What the command says; it has to end with this status."""
    said, ended = StringIO(), 0
    try:
        call_command("import_docx", *map(str, arguments), stdout=said, stderr=said)
    except SystemExit as end:
        ended = end.code
    assert ended == status, said.getvalue()
    return said.getvalue()


def run_json(*arguments, status=0) -> list[dict]:
    return [json.loads(line) for line in run(*arguments, "--json", status=status).splitlines()]


def found(words: str) -> int:
    return json.loads(search(words))["total"]


def search(words: str) -> str:
    said = StringIO()
    call_command("search", words, "--json", stdout=said)
    return said.getvalue()


def names_in(*paths, recursive=False) -> dict[str, str]:
    """Name → why it is passed over, or nothing."""
    return {one.name.rpartition("讲话/")[2]: one.why if isinstance(one, PassedOver) else "" for one in find(paths, recursive)}


def zip_with(path, entries: dict[str, bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return path


# What is found


def test_a_folder_gives_its_word_files_and_says_why_it_passes_over_the_rest(folder):
    names = names_in(folder)
    assert [name for name, why in names.items() if not why] == ["丙.doc", "乙.DOCX", "甲.docx"]
    assert "临时文件" in names["~$甲.docx"]
    assert "不是 Word 文档" in names["照片.jpg"]
    assert "--recursive" in names["2023年"]


def test_with_recursive_a_folder_gives_those_of_its_folders_too(folder):
    assert names_in(folder, recursive=True)["2023年/丁.docx"] == ""


def test_folders_elsewhere_and_folders_that_cannot_be_opened_are_told(folder, tmp_path, monkeypatch):
    (folder / "链接").symlink_to(tmp_path)
    assert "指向别处" in names_in(folder, recursive=True)["链接"]
    locked = folder / "2023年"
    monkeypatch.setattr(os, "scandir", lambda path, scandir=os.scandir: cannot(path) if path == str(locked) else scandir(path))
    (source,) = (one for one in find([folder], recursive=True) if one.name.endswith("2023年"))
    with pytest.raises(Refusal):
        source.read()


def cannot(path):
    raise PermissionError(13, "", path)  # the tests may run as root, who can


def test_a_file_that_somebody_names_is_read_whatever_it_is_called(folder):
    assert names_in(folder / "照片.jpg") == {"照片.jpg": ""}


def test_a_zip_gives_its_word_files_under_their_way(tmp_path):
    inner = BytesIO()
    zip_with(inner, {"里.docx": word()})
    entries = {"县委/甲.docx": word(1), "__MACOSX/县委/._甲.docx": b"", "._乙.docx": b"", "~$甲.docx": b"", "内.zip": inner.getvalue(), "表.xlsx": b""}
    path = zip_with(tmp_path / "打包.zip", entries)
    names = {name.partition("打包.zip/")[2]: why for name, why in names_in(path).items()}
    assert [name for name, why in names.items() if not why] == ["县委/甲.docx"]
    assert "请先解压" in names["内.zip"]
    assert len(names) == 6


@pytest.mark.parametrize(
    ("name", "flag", "shown"),
    [
        ("县委/讲话.docx".encode("gbk").decode("cp437"), 0, "县委/讲话.docx"),  # 7-Zip, WinRAR and Windows on a Chinese system
        ("县委/讲话.docx".encode().decode("cp437"), 0, "县委/讲话.docx"),  # macOS forgets to say that it is UTF-8
        ("县委/讲话.docx", 0x800, "县委/讲话.docx"),
        ("县委\\讲话.docx", 0x800, "县委/讲话.docx"),
        ("../../etc/passwd.docx", 0x800, "etc/passwd.docx"),
        ("/讲\x1b[2J话.docx", 0x800, "讲\ufffd[2J话.docx"),
    ],
)
def test_the_name_of_an_entry_is_what_was_meant_and_never_obeyed(name, flag, shown):
    info = zipfile.ZipInfo(name)
    info.flag_bits = flag
    assert name_of(info) == shown


def refused_zip(path) -> dict:
    (line,) = run_json(path, status=1)
    return line["error"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"PK\x03\x04 cut", "zip_damaged"), (word()[:-200], "zip_damaged"), (b"x" * 99, "zip_damaged")],
)
def test_a_broken_zip_is_refused_in_words(tmp_path, content, code):
    path = tmp_path / "坏.zip"
    path.write_bytes(content)
    error = refused_zip(path)
    assert error["code"] == code
    assert "压缩包" in error["message"]


@pytest.mark.django_db
def test_a_zip_of_too_many_entries_is_refused_before_it_is_listed(tmp_path):
    path = zip_with(tmp_path / "多.zip", dict.fromkeys(map(str, range(ROOM.entries + 1)), b""))
    assert refused_zip(path)["code"] == "too_many_entries"


@pytest.mark.django_db
def test_an_entry_that_is_locked_or_too_large_is_refused_alone(tmp_path, settings):
    settings.MAX_UPLOAD_BYTES = 100_000
    path = zip_with(tmp_path / "打包.zip", {"大.docx": b"\0" * 200_000, "锁.docx": word(1), "好.docx": word(2)})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag of the second entry, in both places
        first = content.index(mark)
        content[content.index(mark, first + 1) + at] |= 1
    path.write_bytes(content)
    states = {line["file"][-6:]: line["error"] and line["error"]["code"] for line in run_json(path, status=1)}
    assert states == {"大.docx": "too_large", "锁.docx": "zip_encrypted", "好.docx": None}


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes")
def test_a_name_in_another_encoding_is_read_and_shown(tmp_path):
    with open(os.fsencode(tmp_path) + "/讲话.docx".encode("gbk"), "wb") as file:
        file.write(word())
    (source,) = find([tmp_path], recursive=False)
    assert source.name.endswith("/讲话.docx")
    assert source.read() == word()


# What becomes of it


@pytest.mark.django_db
def test_what_can_be_read_is_kept_and_found_and_the_rest_is_told(folder):
    said = run(folder, "--recursive", status=1)
    assert "导入 3 个文件，3 篇讲话，都已可以检索" in said
    assert "丙.doc  legacy_doc  这是旧版的" in said
    assert "照片.jpg" in said
    assert found('"夜里也要有人走渠"') == 3
    assert not IndexTask.objects.exists()
    assert set(Document.objects.values_list("name", flat=True)) == {"甲.docx", "乙.DOCX", "丁.docx"}
    assert all(document.original.exists() for document in Document.objects.all())
    assert not any(settings.INCOMING.iterdir())


@pytest.mark.django_db
def test_a_second_run_keeps_nothing_twice_and_says_so(folder):
    run(folder, status=1)
    said = run(folder, status=1)
    assert "导入 0 个文件" in said
    assert "库里已有 2 个" in said
    assert (Document.objects.count(), Speech.objects.count(), found('"夜里也要有人走渠"')) == (2, 2, 2)


@pytest.mark.django_db
def test_json_is_a_line_for_each_file_in_the_order_of_the_files(folder):
    lines = run_json(folder, status=1)
    assert [line["state"] for line in lines] == ["skipped", "refused", "ready", "skipped", "ready", "skipped"]
    document = Document.objects.get(name="甲.docx")
    kept = next(line for line in lines if line["document_id"] == document.pk)
    assert (kept["speeches"], kept["titles"]) == ([document.speeches.get().pk], [LINES[0]])
    assert lines[1]["error"]["code"] == "legacy_doc"


@pytest.mark.django_db
def test_a_dry_run_reads_and_stores_nothing(folder):
    said = run(folder, "--dry-run", status=1)
    assert "试读（没有保存）了 2 个文件，2 篇讲话。" in said
    assert "legacy_doc" in said
    assert not any(model.objects.exists() for model in (Document, Upload, IndexTask))
    assert not settings.ORIGINALS.exists()
    assert not settings.INCOMING.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_the_same_bytes_twice_are_kept_once(tmp_path, options):
    for name in ("一.docx", "二.docx", "三.docx"):
        (tmp_path / name).write_bytes(word())
    lines = run_json(*sorted(tmp_path.glob("*.docx")), *options)
    assert [line["state"] for line in lines] == ["ready", "known", "known"]
    assert lines[1]["same_bytes_as"].endswith("一.docx")
    assert len({line["document_id"] for line in lines}) == 1


@pytest.mark.django_db
def test_the_same_bad_bytes_twice_are_refused_twice(tmp_path):
    for name in ("一.docx", "二.docx"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    assert [line["error"]["code"] for line in run_json(tmp_path, status=1)] == ["pdf", "pdf"]


@pytest.mark.django_db
def test_the_same_text_in_other_bytes_is_kept_and_told(tmp_path):
    (tmp_path / "一.docx").write_bytes(word())
    (tmp_path / "二.docx").write_bytes(word(form="<w:jc w:val='left'/>"))
    said = run(tmp_path)
    assert "二.docx：文字和“一.docx”一字不差。" in said
    assert Document.objects.count() == 2


@pytest.mark.django_db
def test_a_dry_run_tells_it_too(tmp_path):
    (tmp_path / "一.docx").write_bytes(word())
    run(tmp_path)
    (tmp_path / "二.docx").write_bytes(word(form="<w:jc w:val='left'/>"))
    (line,) = run_json(tmp_path / "二.docx", "--dry-run")
    assert (line["looks_like"], line["warnings"][-1]["code"]) == ([Document.objects.get().pk], "looks_like")


@pytest.mark.django_db
def test_a_document_under_a_name_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "讲话.docx.exe"
    path.write_bytes(word())
    assert run_json(path, status=1)[0]["error"]["code"] == "not_docx"


@pytest.mark.django_db
def test_what_is_not_there_is_said_and_the_rest_goes_on(folder):
    lines = run_json(folder / "没有.docx", folder / "甲.docx", status=1)
    assert [line["state"] for line in lines] == ["refused", "ready"]
    assert "请检查路径" in lines[0]["error"]["message"]


@pytest.mark.django_db
def test_told_to_stop_it_settles_what_is_at_hand_and_the_next_run_carries_on(tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02}.docx").write_bytes(word(number))
    sources, ended = list(find([tmp_path], recursive=False)), []
    for outcome in Import(stopped=lambda: len(ended) >= 3).run(sources):
        ended.append(outcome)
    assert 3 <= len(ended) < 30
    assert found('"夜里也要有人走渠"') == Document.objects.count() == len(ended)
    run(tmp_path)
    assert found('"夜里也要有人走渠"') == Document.objects.count() == 30


@pytest.mark.django_db
def test_where_nothing_can_be_written_it_stops_with_a_sentence_and_leaves_nothing(tmp_path):
    settings.ORIGINALS.write_text("a file where the folder should be")
    (tmp_path / "一.docx").write_bytes(word())
    with pytest.raises(CommandError, match="再运行一次"):
        run(tmp_path / "一.docx")
    assert not any(model.objects.exists() for model in (Document, Upload))
    assert not any(settings.INCOMING.iterdir())


@pytest.mark.django_db
def test_an_upload_of_the_same_bytes_that_waits_points_to_what_was_imported(tmp_path, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "index"]}}
    (tmp_path / "一.docx").write_bytes(word())
    with open(tmp_path / "一.docx", "rb") as file:
        upload = archive.receive(File(file, "一.docx"))
    run(tmp_path / "一.docx")
    archive.read_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.document) == ("known", Document.objects.get())


# How it is told


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 秒"), (80, "1 分 20 秒"), (3_700, "1 小时 1 分")])
def test_time_left_in_words(seconds, words):
    assert progress.in_words(seconds) == words


class Terminal(StringIO):
    def isatty(self):
        return True

    def write(self, text, style=None, ending=""):
        return super().write(text)


def test_the_bar_tells_how_far_it_is_and_how_long_it_takes(monkeypatch):
    clock = iter(range(1_000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    bar = progress.Bar(Terminal(), 1_000)
    for _ in range(512):
        bar.step()
    assert bar.stream.getvalue().endswith("[############            ] 512/1,000  还剩 8 分 8 秒")


def test_where_there_is_no_terminal_there_is_no_bar():
    bar = progress.Bar(StringIO(), 1)
    bar.step()
    assert bar.stream.getvalue() == ""


# Cut off


def thousand(folder, number):
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:04}.docx").write_bytes(word(n))
    return folder


@pytest.fixture(scope="module")
def empty_archive(tmp_path_factory):
    """An archive on disk with its tables and nothing in them, to be copied."""
    folder = tmp_path_factory.mktemp("empty") / "archive"
    environment = environment_of(folder)
    subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], cwd=settings.ROOT, env=environment, check=True)
    return folder


@pytest.fixture
def on_disk(empty_archive, tmp_path):
    shutil.copytree(empty_archive, tmp_path / "archive")
    return tmp_path


def environment_of(archive_folder) -> dict[str, str]:
    environment = {**os.environ, "ARCHIVE_DATA": str(archive_folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("DATABASE_URL", None)
    return environment


def import_in_process(folder, on_disk, *before: str, after=()) -> subprocess.Popen:
    """Start import_docx on an archive on disk; `before` and `after` are Python to be run around it."""
    lines = [
        "import django; django.setup()",
        "from django.conf import settings",
        "from django.core.management import call_command",
        *before,
        f"call_command('import_docx', {str(folder)!r})",
        *after,
        "import json",
        "from search import engine",
        "from speeches import archive",
        "from speeches.models import *",
        "originals = len(list(settings.ORIGINALS.glob('*/*.docx')))",
        "print(json.dumps([Document.objects.count(), Document.objects.values('name').distinct().count(), Speech.objects.count(),"
        " originals, len(engine.current().numbers()), len(archive.check_index())]))",
    ]
    return subprocess.Popen(
        [sys.executable, "-c", "\n".join(lines)],
        cwd=settings.ROOT, env=environment_of(on_disk / "archive"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip


def last_line(process: subprocess.Popen) -> list[int]:
    said, complained = process.communicate(timeout=1_200)
    assert process.returncode == 0, complained
    return json.loads(said.splitlines()[-1])


@pytest.mark.parametrize("place", ["receiving.write_down", "keeping.write_document", "keeping.place", "receiving.keep"])
def test_killed_anywhere_and_started_again_it_has_every_file_once(on_disk, place):
    folder = thousand(on_disk / "files", 5)
    module, function = place.split(".")
    killing = [
        f"import os, signal; from speeches import {module}; done, calls = {place}, []",
        "def last(*arguments, **more):\n    calls.append(1); found = done(*arguments, **more)\n"
        "    if len(calls) == 3: os.kill(os.getpid(), signal.SIGKILL)\n    return found",
        f"{place} = last",
    ]
    killed = import_in_process(folder, on_disk, *killing)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert last_line(import_in_process(folder, on_disk)) == [5, 5, 5, 5, 5, 0]


def test_ctrl_c_ends_after_the_files_at_hand_and_the_next_run_carries_on(on_disk):
    folder = thousand(on_disk / "files", 40)
    running = import_in_process(folder, on_disk)
    while len(list((on_disk / "archive/originals").glob("*/*.docx"))) < 3:
        assert running.poll() is None
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)
    _, complained = running.communicate(timeout=300)
    assert running.returncode == 130
    assert "再运行一次，会接着做" in complained
    assert last_line(import_in_process(folder, on_disk)) == [40, 40, 40, 40, 40, 0]


def test_beside_a_worker_that_reads_the_same_files_every_file_is_there_once(on_disk):
    folder = thousand(on_disk / "files", 12)
    queue = [
        "from pathlib import Path",
        "from django.core.files import File",
        "from speeches import archive",
        f"for path in sorted(Path({str(folder)!r}).iterdir())[4:]:\n    with path.open('rb') as file: archive.receive(File(file, path.name))",
        "import subprocess, sys",
        "workers = [subprocess.Popen([sys.executable, 'manage.py', 'worker', '--batch', '--queue', queue]) for queue in ('default', 'index')]",
    ]
    running = import_in_process(folder, on_disk, *queue, after=["assert [worker.wait() for worker in workers] == [0, 0]"])
    assert last_line(running) == [12, 12, 12, 12, 12, 0]


@pytest.mark.long
def test_a_thousand_files_killed_in_the_middle_are_a_thousand_documents(on_disk):
    folder = thousand(on_disk / "files", 1_000)
    originals = on_disk / "archive" / "originals"
    for part in (300, 700):
        running = import_in_process(folder, on_disk)
        while len(list(originals.glob("*/*.docx"))) < part:
            assert running.poll() is None
            time.sleep(0.1)
        running.kill()
        running.communicate()
    assert last_line(import_in_process(folder, on_disk)) == [1_000, 1_000, 1_000, 1_000, 1_000, 0]
