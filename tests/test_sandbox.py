"""Reading in a process of its own. Some tests let a few lines of a misbehaving program read in the place of ours."""
import json
import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from speeches import archive
from speeches.parsing import sandbox
from speeches.parsing.drafts import Refusal
from speeches.parsing.limits import BOUNDS
from speeches.parsing.pipeline import parse
from speeches.parsing.sandbox import Fault, nursery, parse_in_child
from speeches.parsing.sandbox.nursery import Nursery
from tests.docx_files import docx_of, p, r

LINES = ["在云溪县春季造林动员会上的讲话", "同志们：", "今天的会议很重要。", "一、早动手", "山要早上。", "二、勤管护", "树要常看。"]
NOTE = "<w:footnote w:id='1'>" + p("见林业志。") + "</w:footnote>"
SPEECH = docx_of("".join(map(p, LINES)) + p(r("完了。") + "<w:r><w:footnoteReference w:id='1'/></w:r>"), footnotes=NOTE, header=p("云溪县"))

# What stands in the place of child.read; `say` answers with a refusal of this sentence.
START = """
import sys; sys.path.insert(0, sys.argv[1])
import json, os, signal, socket, subprocess, time
from dataclasses import replace
from speeches.parsing.sandbox import child, confinement, template
from speeches.parsing.limits import BOUNDS
from speeches.parsing.travel import pack

template.load = template.practise = lambda: None

def say(answer, sentence):
    answer.write(pack(child.Answer(refused=["pdf", str(sentence)])))

def tried(act):
    try:
        return f"done: {act()}"
    except Exception as error:
        return type(error).__name__

def read(given, answer):
"""


@pytest.fixture
def child(monkeypatch):
    """Let a program of a few lines stand in the child's place."""
    opened = []

    def instead(program: str) -> Nursery:
        lines = "".join(f"    {line}\n" for line in program.splitlines())
        opened.append(Nursery(START + lines + "template.main(read)"))
        monkeypatch.setattr(sandbox, "NURSERY", opened[-1])
        return opened[-1]

    yield instead
    for one in opened:
        one.close()


def refused(content: bytes = b"", **more) -> Refusal:
    with pytest.raises(Refusal) as caught:
        parse_in_child(content, "讲话.docx", **more)
    return caught.value


def runs(pid: int) -> bool:
    """Whether a process is more than an entry that nobody asked for yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for_end(pid: int):
    for _ in range(100):
        if not runs(pid):
            return
        time.sleep(0.1)
    raise AssertionError(f"{pid} goes on")


def wait_for(file: Path) -> str:
    for _ in range(3000):
        if file.exists() and file.read_text():
            return file.read_text()
        time.sleep(0.02)
    raise AssertionError(f"{file} was never written")


def test_a_child_reads_as_its_parent_would():
    assert parse_in_child(SPEECH, "讲话.docx") == parse(SPEECH, "讲话.docx")


def test_a_refusal_comes_through_with_its_sentence():
    assert (refused(b"%PDF-1.7").code, refused(b"%PDF-1.7").message[:8]) == ("pdf", "这是 PDF 文")


@pytest.mark.parametrize("name", ["讲\0话.docx", "\ud800.docx", "长" * 5_000 + ".docx", "--help", "两\n行.docx", ""])
def test_any_name_can_be_handed_over(name):
    assert parse_in_child(SPEECH, name).speeches[0].title == LINES[0]


def test_many_files_are_read_at_once_each_in_a_process_of_its_own(child):
    child("say(answer, f'{os.getpid()} {os.getppid()} {given.readline() and given.read().decode()}')")
    with ThreadPoolExecutor(8) as threads:
        answers = [answer.message.split() for answer in threads.map(refused, [f"{n}".encode() for n in range(40)])]
    children, parents, files = zip(*answers, strict=True)
    assert len(set(children)) == 40
    assert len(set(parents)) == 1
    assert files == tuple(f"{n}" for n in range(40))


# ---- how a child can end ----


def test_the_parent_gives_signs_of_life_while_it_waits(child):
    child("time.sleep(2.2); say(answer, '')")
    beats = []
    refused(beat=lambda: beats.append(time.monotonic()))
    assert len(beats) >= 2


def test_a_child_that_takes_too_long_is_ended_with_all_its_descendants(child, monkeypatch, tmp_path):
    pids = tmp_path / "pids"
    child(
        "given.readline()\n"
        "if given.read() == b'quick': say(answer, '')\n"
        f"else: open({str(pids)!r}, 'a').write(f'{{os.getpid()}} {{os.fork() or os.getpid()}} '); time.sleep(600)"
    )
    refused(b"quick")  # the template stands
    monkeypatch.setattr(sandbox, "BOUNDS", replace(BOUNDS, wall=3))
    assert refused(b"slow").code == "timeout"
    for pid in pids.read_text().split():
        wait_for_end(int(pid))


def test_a_child_without_time_left_is_a_timeout(child):
    child("child.BOUNDS = replace(BOUNDS, cpu=1)\nchild.bind()\nwhile True: pass")
    assert refused().code == "timeout"


def test_a_child_that_the_system_killed_twice_was_too_large_and_never_damaged(child):
    child("os.kill(os.getpid(), signal.SIGKILL)")
    assert refused().code == "too_complex"


def test_a_child_that_was_killed_by_mistake_is_tried_again(child, tmp_path):
    child(f"try: open({str(tmp_path / 'seen')!r}, 'x')\nexcept FileExistsError: say(answer, 'again')\nelse: os.kill(os.getpid(), 9)")
    assert refused().message == "again"


def test_a_crash_is_a_fault_of_ours_and_its_traceback_goes_to_the_log_alone(child, caplog):
    child("raise RuntimeError('secret of the house')")
    with pytest.raises(Fault) as fault:
        parse_in_child(SPEECH, "讲话.docx")
    assert "secret of the house" not in str(fault.value)
    assert "secret of the house" in caplog.text


@pytest.mark.django_db
def test_a_crash_is_told_on_the_upload_as_a_fault_of_ours(child):
    child("raise RuntimeError('secret of the house')")
    upload = archive.receive(ContentFile(SPEECH, "讲话.docx"))
    for _ in range(2):
        with pytest.raises(Fault):
            archive.read_upload(upload.pk)
    archive.read_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.code) == ("refused", "fault")
    assert "程序出了错" in upload.message
    assert "secret" not in upload.message


@pytest.mark.parametrize("answer", ["", "{", "{}", "[]", '{"refused": ["pdf"]}', '{"draft": {"speeches": [7]}}', '{"draft": {}}', "[" * 100_000])
def test_an_answer_that_makes_no_sense_is_a_fault(child, answer):
    child(f"answer.write({answer.encode()!r})")
    with pytest.raises(Fault):
        parse_in_child(SPEECH, "讲话.docx")


def test_an_answer_longer_than_allowed_is_too_complex(child):
    child(
        "child.BOUNDS = replace(BOUNDS, answer=1000)\n"
        "child.answer_to = lambda *_: child.Answer(refused=['pdf', 'long' * 1000])\n"
        "child.read(given, answer)"
    )
    assert refused().code == "too_complex"


# ---- what a child cannot do ----


def confined(child, act: str) -> str:
    child(f"child.bind()\nsay(answer, tried(lambda: {act}))")
    return refused().message


@pytest.mark.parametrize("family", ["AF_INET", "AF_INET6", "AF_UNIX"])
@pytest.mark.parametrize("kind", ["SOCK_STREAM", "SOCK_DGRAM"])
def test_a_child_can_open_no_socket(child, family, kind):
    assert confined(child, f"socket.socket(socket.{family}, socket.{kind})") == "PermissionError"


def test_a_child_can_start_no_program_and_no_process(child):
    assert confined(child, "os.execv('/bin/true', ['true'])") == "PermissionError"
    assert confined(child, "os.fork()") == "PermissionError"


def test_a_child_can_end_no_other_process(child):
    assert confined(child, f"os.kill({os.getpid()}, 0)") == "PermissionError"


def test_a_child_has_an_empty_folder_and_no_environment(child, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "to be kept")
    child("say(answer, json.dumps([os.listdir(), sorted(os.environ)]))")
    files, names = json.loads(refused().message)
    assert files == []
    assert set(names) <= {"GLIBC_TUNABLES", "LANG", "LC_CTYPE", "TMPDIR"}


def test_a_child_cannot_read_what_its_parents_know(child, tmp_path):
    secret = tmp_path / "secret_key"
    secret.write_text("to be kept")
    for file in (f"/proc/{os.getpid()}/environ", "/etc/passwd", str(secret), str(nursery.ROOT / "manage.py")):
        assert confined(child, f"open({file!r}).read()") == "PermissionError"


def test_a_child_writes_into_its_own_folder_only_and_that_is_cleared_away(child, tmp_path):
    assert confined(child, f"open({str(tmp_path / 'x')!r}, 'w')") == "PermissionError"
    assert confined(child, "open('x', 'w').write('x') and os.getcwd()").startswith("done: /")
    assert not Path(confined(child, "os.getcwd()").removeprefix("done: ")).exists()


def test_a_child_knows_no_file_of_its_parent_but_its_own_three(child):
    child("say(answer, sorted(int(number) for number in os.listdir('/proc/self/fd'))[:-1])")
    with open(os.devnull) as mine:
        os.set_inheritable(mine.fileno(), True)
        assert refused().message == "[0, 1, 2]"


def test_a_child_cannot_take_more_memory_or_write_more_than_its_share(child):
    assert confined(child, "bytearray(1 << 30)") == "MemoryError"
    assert confined(child, "open('x', 'w').truncate(1 << 30)") == "OSError"
    assert confined(child, "[os.dup(0) for _ in range(100)]") == "OSError"


def test_on_a_system_that_forbids_nothing_files_are_read_all_the_same_and_the_log_says_so_once(child, caplog):
    child("confinement.LIBC = None\nchild.read(given, answer)")
    sandbox.warn_once.cache_clear()
    assert parse_in_child(SPEECH, "讲话.docx") == parse_in_child(SPEECH, "讲话.docx")
    assert [record.message.rpartition(": ")[2] for record in caplog.records] == ["files, calls"]


def test_reading_knows_neither_django_nor_a_database(child):
    child("import sys; say(answer, [name for name in ('django', 'sqlite3', 'whoosh') if name in sys.modules])")
    assert refused().message == "[]"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04" + b"x" * (11 << 20), "too_complex"),  # this large and "damaged": short of memory
        (b"PK\x03\x04" + b"x" * 1000, "zip_damaged"),
    ],
)
def test_a_large_file_is_never_called_damaged(content, code):
    assert refused(content).code == code


# ---- the template, and whose it is ----


def test_a_template_that_was_killed_is_started_again_for_the_next_file(child):
    house = child("say(answer, os.getppid())")
    first = int(refused().message)
    os.kill(first, signal.SIGKILL)
    house.template.process.wait()
    assert int(refused().message) != first


def test_a_file_that_is_half_read_when_the_template_dies_is_read_again(child, tmp_path):
    house = child(f"say(answer, 'read at last'); open({str(tmp_path / 'pids')!r}, 'a').write(f'{{os.getpid()}} '); time.sleep(1)")
    with ThreadPoolExecutor(1) as thread:
        reading = thread.submit(refused)
        half_read = int(wait_for(tmp_path / "pids"))
        os.kill(house.template.process.pid, signal.SIGKILL)
        assert reading.result().message == "read at last"
    wait_for_end(half_read)
    assert len((tmp_path / "pids").read_text().split()) == 2


def test_a_template_that_cannot_start_is_a_fault(monkeypatch):
    broken = Nursery("raise SystemExit(3)")
    monkeypatch.setattr(sandbox, "NURSERY", broken)
    with pytest.raises(Fault):
        parse_in_child(SPEECH, "讲话.docx")
    broken.close()


OWNER = """
import sys; sys.path.insert(0, {root!r})
from speeches.parsing.sandbox import nursery
from speeches.parsing import sandbox
sandbox.NURSERY = nursery.Nursery({program!r})
print(sandbox.NURSERY.current().process.pid, sandbox.NURSERY.current().folder, flush=True)
sandbox.parse_in_child(b"", "x.docx")
"""


def owner(program: str) -> subprocess.Popen:
    code = OWNER.format(root=str(nursery.ROOT), program=START + f"    {program}\ntemplate.main(read)")
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def test_nothing_outlives_an_owner_that_is_killed(tmp_path):
    with owner(f"open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid())); time.sleep(600)") as process:
        template, folder = process.stdout.readline().split()
        reader = int(wait_for(tmp_path / "pid"))
        process.kill()
    wait_for_end(reader)
    wait_for_end(int(template))
    assert not Path(folder).exists()


def test_nothing_outlives_an_owner_that_ends():
    with owner("say(answer, '')") as process:
        template, folder = process.stdout.readline().split()
    wait_for_end(int(template))
    assert not Path(folder).exists()


def test_a_forked_process_has_a_template_of_its_own(child):
    house = child("say(answer, os.getppid())")
    mine = int(refused().message)
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            status = int(refused().message) == mine
            house.close()
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    assert int(refused().message) == mine


def test_the_end_of_the_thread_that_started_it_does_not_end_the_template(child):
    child("say(answer, os.getppid())")
    thread = threading.Thread(target=refused)
    thread.start()
    thread.join()
    assert refused().message == refused().message
