"""Reading in a child process. Some tests put a small misbehaving program in the child's place."""
import os
import subprocess
import sys
import time

import pytest

from speeches.parsing import sandbox
from speeches.parsing.drafts import Refusal
from speeches.parsing.pipeline import parse
from speeches.parsing.sandbox import parse_in_child
from tests.docx_files import docx_of, p, r

LINES = ["在云溪县春季造林动员会上的讲话", "同志们：", "今天的会议很重要。", "一、早动手", "山要早上。", "二、勤管护", "树要常看。"]
NOTE = "<w:footnote w:id='1'>" + p("见林业志。") + "</w:footnote>"
SPEECH = docx_of("".join(map(p, LINES)) + p(r("完了。") + "<w:r><w:footnoteReference w:id='1'/></w:r>"), footnotes=NOTE, header=p("云溪县"))


@pytest.fixture
def child(monkeypatch, tmp_path):
    """Let a program of a few lines stand in the child's place."""

    def instead(program: str):
        file = tmp_path / "program.py"
        file.write_text("import json, os, signal, sys, time\n" + program)
        monkeypatch.setattr(sandbox, "CHILD", file)

    return instead


def refused(content: bytes = b"", **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse_in_child(content, "讲话.docx", **more)
    return caught.value


def test_a_child_reads_as_its_parent_would():
    assert parse_in_child(SPEECH, "讲话.docx") == parse(SPEECH, "讲话.docx")


def test_a_refusal_comes_through_with_its_sentence():
    assert (refused(b"%PDF-1.7").code, refused(b"%PDF-1.7").message[:8]) == ("pdf", "这是 PDF 文")


@pytest.mark.parametrize("name", ["讲\0话.docx", "\ud800.docx", "长" * 5_000 + ".docx", "--help", ""])
def test_any_name_can_be_handed_over(name):
    assert parse_in_child(SPEECH, name).speeches[0].title == LINES[0]


def test_the_parent_gives_signs_of_life_while_it_waits(child):
    child("time.sleep(2.2); print(json.dumps({'refused': ['pdf', '。']}))")
    beats = []
    refused(beat=lambda: beats.append(time.monotonic()))
    assert len(beats) == 2


def test_a_child_that_takes_too_long_is_ended_with_all_its_descendants(child, monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 1)
    child(f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.fork() or os.getpid())); time.sleep(600)")
    assert refused().code == "timeout"
    with pytest.raises(ProcessLookupError):
        wait_for_end(int((tmp_path / "pid").read_text()))


def wait_for_end(pid: int):
    for _ in range(50):
        os.kill(pid, 0)
        time.sleep(0.1)


def test_a_child_without_time_left_is_a_timeout(child):
    child("os.kill(os.getpid(), signal.SIGXCPU)")
    assert refused().code == "timeout"


def test_a_child_that_the_system_killed_was_too_large_and_never_damaged(child):
    child("os.kill(os.getpid(), signal.SIGKILL)")
    assert refused().code == "too_complex"


def test_a_crash_is_a_kind_sentence_and_its_traceback_goes_to_the_log_alone(child, caplog):
    child("raise RuntimeError('secret of the house')")
    refusal = refused()
    assert "请用 Word 打开" in refusal.message
    assert "secret of the house" not in refusal.message
    assert "secret of the house" in caplog.text


def test_a_child_has_an_empty_folder_and_no_environment(child, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "to be kept")
    child("print(json.dumps({'refused': ['pdf', json.dumps([os.listdir(), sorted(os.environ)])]}))")
    assert refused().message in ('[[], ["LANG", "TMPDIR"]]', '[[], ["LANG", "LC_CTYPE", "TMPDIR"]]')


def run(program: str) -> subprocess.CompletedProcess:
    head = f"import sys; sys.path.insert(0, {str(sandbox.ROOT)!r}); from speeches.parsing import child; child.bind(); "
    return subprocess.run([sys.executable, "-I", "-c", head + program], capture_output=True, text=True)


def test_a_child_cannot_take_more_memory_or_write_more_than_its_share():
    assert "MemoryError" in run("bytearray(1 << 30)").stderr
    assert "File too large" in run("import tempfile; f = tempfile.TemporaryFile(); f.truncate(1 << 30)").stderr
    assert "Too many open files" in run("files = [open('/dev/null') for _ in range(100)]").stderr


def test_reading_knows_neither_django_nor_a_database():
    known = run("import speeches.parsing.pipeline; print([m for m in ('django', 'sqlite3', 'whoosh') if m in sys.modules])")
    assert known.stdout == "[]\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04" + b"x" * (11 << 20), "too_complex"),  # this large and "damaged": short of memory
        (b"PK\x03\x04" + b"x" * 1000, "zip_damaged"),
    ],
)
def test_a_large_file_is_never_called_damaged(content, code):
    assert refused(content).code == code
