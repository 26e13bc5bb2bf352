"""What was asked is noted beside the answer, and counted once by the worker, whatever is killed."""
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from config import notebook
from search import engine
from search import questions as noted
from speeches import archive, counting, questions, upkeep
from speeches.models import CountedFile, Question
from tests.asking import ask, gather
from tests.desk_files import make_editor
from tests.shelf import shelve

pytestmark = pytest.mark.django_db


@pytest.fixture
def speech():
    speech = shelve()
    archive.index_pending()
    return speech


@pytest.fixture
def at_once(monkeypatch):
    """Files are settled as soon as they are set aside: in these tests nobody writes meanwhile. And there is an index."""
    engine.current().rebuild([])
    monkeypatch.setattr(counting, "SETTLED", 0)


def lines(settings) -> list[dict]:
    file = settings.DATA / "questions.log"
    return [json.loads(line) for line in file.read_text().splitlines() if line] if file.exists() else []


def told(*names) -> list[tuple]:
    return list(Question.objects.order_by("asked_on", "key", "way").values_list(*names))


# ── noting ──


def test_a_question_is_noted_with_what_it_found_and_without_who_asked(client, settings, speech):
    client.get("/search/", {"q": "春灌"})
    client.get("/api/search/", {"q": "没有这样的话", "page": 1, "per_page": 50})
    page, api = lines(settings)
    assert set(page) == {"day", "q", "found", "ms", "way"}
    assert (page["q"], page["found"], page["way"]) == ("春灌", 1, "page")
    assert (api["q"], api["found"], api["way"]) == ("没有这样的话", 0, "api")
    assert page["day"] == timezone.localdate().isoformat()


@pytest.mark.parametrize(
    "address",
    [
        "/search/", "/search/?q=", "/search/?q=，。", "/search/?q=春灌&page=2", "/search/?q=春灌&year=2024", "/search/?q=春灌&sort=newest",
        "/speeches/?q=春灌", "/search/csv/?q=春灌", "/search/feed/?q=春灌", "/search/suggest/?q=春灌", "/api/search/?q=春灌&page=2",
    ],
)  # fmt: skip
def test_lists_later_pages_and_narrowed_questions_are_no_new_ones(client, settings, speech, address):
    assert client.get(address).status_code == 200
    assert lines(settings) == []


def test_while_there_is_no_index_nothing_is_noted_as_in_vain(client, settings):
    client.get("/search/", {"q": "春灌"})
    assert lines(settings) == []


def test_of_a_whole_page_that_somebody_pastes_the_beginning_is_noted(client, settings, speech):
    client.get("/search/", {"q": "渠水东流" * 500})
    assert [len(line["q"]) for line in lines(settings)] == [noted.LONGEST]


def test_who_asked_is_noted_only_where_the_settings_say_so(client, settings, speech, django_user_model):
    client.force_login(make_editor(django_user_model))
    settings.LOG_ASKERS = True
    client.get("/search/", {"q": "春灌"})
    client.logout()
    client.get("/search/", {"q": "春灌"}, REMOTE_ADDR="10.1.2.3")
    assert [line["by"] for line in lines(settings)] == ["wumin", "10.1.2.3"]


def put_a_folder(file):
    file.mkdir()


def lead_nowhere(file):
    file.symlink_to(file.parent / "no" / "folder")


def fill_the_disk(file):
    file.symlink_to("/dev/full")


def fill_the_file(file):
    file.write_bytes(b"\0" * notebook.MOST_BYTES)


@pytest.mark.parametrize("harm", [put_a_folder, lead_nowhere, fill_the_disk, fill_the_file])
def test_whatever_is_wrong_with_the_file_the_question_is_answered(client, settings, speech, harm):
    harm(noted.NOTEBOOK.file)
    assert "在全县春灌工作推进会上的讲话" in client.get("/search/", {"q": "走渠"}).text
    assert client.get("/api/search/", {"q": "走渠"}).json()["total"] == 1
    assert not noted.NOTEBOOK.file.is_file() or noted.NOTEBOOK.file.stat().st_size == notebook.MOST_BYTES


# ── counting ──


def test_the_same_question_is_counted_together_however_it_is_written(at_once):
    for text in ("ＡＢ 工程", "ab　工程 ", "ab 工程"):
        ask(text, found=3)
    ask("基层治理", ms=8.0)
    ask("基層治理", ms=900.0)
    ask("基层 -治理", found=0)
    gather()
    assert told("key", "text", "times", "found", "slowest_ms") == [
        ("ab 工程", "ab 工程", 3, 3, 5.0), ("基层 -治理", "基层 -治理", 1, 0, 5.0), ("基层治理", "基層治理", 2, 1, 900.0),
    ]  # fmt: skip


def test_a_later_round_adds_to_the_row_of_the_day_and_the_last_answer_counts(at_once):
    ask("渠水", found=0, times=2)
    gather()
    ask("渠水", found=4)
    ask("渠水", found=4, way="api")
    gather()
    assert told("way", "times", "found") == [("api", 1, 4), ("page", 3, 4)]


def test_a_file_is_counted_a_round_after_it_was_set_aside_when_nobody_writes_into_it_any_more(settings):
    ask("渠水")
    questions.gather()
    (aside,) = settings.DATA.glob("questions.*.aside")
    questions.gather()
    assert (told("times"), aside.exists()) == ([], True)
    aside.rename(settings.DATA / "questions.00000000000000000017.aside")
    questions.gather()
    assert told("times") == [(1,)]
    assert not list(settings.DATA.glob("questions.*.aside"))
    assert not CountedFile.objects.exists()


def test_lines_that_are_none_are_passed_over(at_once, settings):
    ask("渠水")
    with noted.NOTEBOOK.file.open("ab") as file:
        file.write(b'\xff\n{"day": "2024-\n[]\n17\n"x"\n{}\n{"day": "2024-01-01", "q": 3, "found": 1, "ms": 1, "way": "page"}\n{"day": "20')
    ask("水库")
    gather()
    assert told("key") == [("水库",), ("渠水",)]


def test_one_day_holds_so_many_different_questions_and_no_more(at_once, monkeypatch):
    monkeypatch.setattr(questions, "MOST_A_DAY", 3)
    for number in range(5):
        ask(f"渠{number}")
    gather()
    ask("渠0")
    ask("渠9")
    gather()
    assert told("key", "times") == [("渠0", 2), ("渠1", 1), ("渠2", 1)]


def test_the_worker_counts_twice_a_minute_and_forgets_after_half_a_year(at_once):
    ask("渠水")
    upkeep.often("default")
    upkeep.often("default")
    assert told("key") == [("渠水",)]
    Question.objects.create(asked_on=timezone.localdate() - timedelta(days=181), key="旧", text="旧", way="page", times=1, found=1, slowest_ms=1)
    upkeep.rarely("default")
    assert told("key") == [("渠水",)]


APPEND = """
import django; django.setup()
from tests.asking import ask
for number in range({times}):
    ask(f"渠{{number % 7}}", way={way!r})
"""


def python(script, folder):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "ARCHIVE_DATA": str(folder)}
    environment.pop("DATABASE_URL", None)
    return subprocess.Popen([sys.executable, "-c", script], env=environment)


def test_two_processes_append_while_the_worker_counts_and_none_is_lost_or_counted_twice(settings):
    times = 3_000
    writers = [python(APPEND.format(times=times, way=way), settings.DATA) for way in ("page", "api")]
    while any(writer.poll() is None for writer in writers):
        questions.gather()
        time.sleep(0.05)
    assert [writer.returncode for writer in writers] == [0, 0]
    questions.gather()
    time.sleep(counting.SETTLED / 10**9)
    questions.gather()
    assert {way: sum(n for w, n in told("way", "times") if w == way) for way in ("page", "api")} == {"page": times, "api": times}


KILLED = """
import django; django.setup()
import os, signal
from pathlib import Path
from django.db import transaction
from speeches import counting, questions
counting.SETTLED = 0
{place}
questions.gather()
questions.gather()
"""
DIE = "os.kill(os.getpid(), signal.SIGKILL)"
PLACES = {
    "before it is counted": f"questions.add = lambda asked: {DIE}",
    "before it is named as counted": f"counting.CountedFile.objects.create = lambda **fields: {DIE}",
    "before it is removed": f"Path.unlink = lambda file, **options: {DIE}",
    "before it is forgotten": f"counting.counted_files = lambda notebook: {DIE}",
    "as it is set aside": f"Path.rename = lambda file, target: (os.rename(file, target), {DIE})",
}


@pytest.fixture(scope="module")
def with_questions(tmp_path_factory):
    """An archive in which seventy questions wait to be counted."""
    folder = tmp_path_factory.mktemp("archive")
    migrate = "from django.core.management import call_command\ncall_command('migrate', verbosity=0)"
    assert python(APPEND.format(times=70, way="page") + migrate, folder).wait() == 0
    return folder


@pytest.mark.parametrize("place", PLACES)
def test_after_kill_9_at_any_point_each_question_is_counted_once(with_questions, tmp_path, place):
    folder = shutil.copytree(with_questions, tmp_path / "archive")
    assert python(KILLED.format(place=PLACES[place]), folder).wait() == -signal.SIGKILL
    assert python(KILLED.format(place=""), folder).wait() == 0
    with sqlite3.connect(folder / "archive.sqlite3") as database:
        assert database.execute("SELECT times FROM speeches_question").fetchall() == [(10,)] * 7
        assert database.execute("SELECT * FROM speeches_countedfile").fetchall() == []
    assert not list(folder.glob("questions.*.aside"))
