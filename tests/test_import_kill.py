"""An import that is killed, stopped or not alone: started again, every file is there once. Real processes, an archive on disk."""
import json
import os
import shutil
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings

from tests.importing import word


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
    killing = [
        f"import os, signal; from speeches import keeping; from speeches.intake import receiving; done, calls = {place}, []",
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
