"""kill -9 at random moments of uploading, to anything that runs: in the end every file is there, whole, and once."""
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from hashlib import sha256
from http.client import HTTPException
from urllib.error import URLError
from urllib.request import Request

import pytest
from django.conf import settings
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.docx_files import docx_of, p
from tests.test_up import Up, until

pytestmark = pytest.mark.xdist_group("up")
FILES, AT_ONCE = 20, 5
# What the worker does every hour with files of more than an hour ago: a kill can leave one that nobody speaks of.
SWEEP = "from django.utils import timezone; from speeches.removing import sweep_incoming; sweep_incoming(timezone.now())"
REST = 1.5  # seconds: the longest pause between two kills


def speech_file(number: int) -> bytes:
    lines = [f"在第{number}次修渠会上的讲话", "同志们：", f"这是第{number}次开会。", "一、把账算清", "修渠先算账。" * 40, "二、把人用好", "守闸的人要选准。" * 40]
    return docx_of("".join(map(p, lines)))


class Sender(threading.Thread):
    """Somebody who uploads file after file, and again what did not get through."""

    def __init__(self, run: "Run"):
        super().__init__(daemon=True)
        self.run_of, self.sent, self.wanted = run, [], True

    def run(self):
        number = 0
        while self.wanted or number % FILES:
            batch = [speech_file(number + one) for one in range(AT_ONCE)]
            while not self.run_of.send(batch, number):
                time.sleep(0.2)
            self.sent += batch
            number += AT_ONCE
            time.sleep(0.3)


class Run:
    """A running archive that is killed and started again."""

    def __init__(self, folder):
        self.folder = folder
        self.up = Up(folder, "--no-samples")
        link = self.up.said(r"/accounts/first/[\w-]+/")
        self.up.post(link)
        password = "渠水东流-2024"
        self.up.post("/accounts/first/", username="wen", password1=password, password2=password)
        self.browser, self.cookies = self.up.browser, self.up.cookies  # signed in, whatever starts again

    def send(self, batch: list[bytes], number: int) -> bool:
        """Post some files as a browser does; False = it did not get through."""
        try:
            token = next(cookie.value for cookie in self.cookies if cookie.name == "csrftoken")
            files = [_Named(f"第{number + one}次.docx", content) for one, content in enumerate(batch)]
            body = encode_multipart(BOUNDARY, {"files": files, "csrfmiddlewaretoken": token})
            self.browser.open(Request(f"{self.up.address}/upload/", body, {"Content-Type": MULTIPART_CONTENT}), timeout=20)
        except (OSError, URLError, HTTPException):
            return False
        return True

    def kill(self, chance: random.Random):
        """Kill one process of the archive; one time in ten all of them, and start again."""
        processes = self.up.processes()
        if chance.random() < 0.1:
            self.up.end()
            self.up = Up(self.folder, "--no-samples")
            self.up.said("就绪")
            return
        victims = [number for number, command in processes.items() if " up" not in command]
        if victims:
            try:
                os.kill(chance.choice(victims), signal.SIGKILL)
            except ProcessLookupError:  # it was faster
                return

    def rows(self, question: str) -> list[tuple]:
        with sqlite3.connect(self.folder / "archive.sqlite3", timeout=20) as database:
            return database.execute(question).fetchall()


class _Named:
    def __init__(self, name, content):
        self.name, self.content = name, content

    def read(self):
        return self.content


@pytest.mark.parametrize("kills", [4, pytest.param(50, marks=pytest.mark.long)])
def test_whatever_is_killed_every_file_is_kept_whole_and_once(tmp_path, kills):
    seed = random.randrange(10**6)
    print("seed", seed)
    chance, run = random.Random(seed), Run(tmp_path / "data")
    try:
        sender = Sender(run)
        sender.start()
        for _ in range(kills):
            time.sleep(chance.uniform(0, REST))
            run.kill(chance)
        sender.wanted = False
        sender.join()
        assert len(sender.sent) >= FILES
        until(lambda: not run.rows("SELECT 1 FROM speeches_upload WHERE state IN ('waiting', 'reading')"), run.up)
        until(lambda: not run.rows("SELECT 1 FROM speeches_indextask"), run.up)
        until(lambda: not run.rows("SELECT 1 FROM django_tasks_database_dbtaskresult WHERE status = 'RUNNING'"), run.up)
        check(run, {sha256(content).hexdigest() for content in sender.sent})
    finally:
        run.up.end()


def check(run: Run, sent: set[str]):
    assert not run.rows("SELECT name, code FROM speeches_upload WHERE state = 'refused'")
    documents = run.rows("SELECT id, sha256, characters, dropped FROM speeches_document")
    assert sorted(row[1] for row in documents) == sorted(sent)
    for document, _, characters, dropped in documents:
        speeches = run.rows(f"SELECT characters + attached FROM speeches_speech WHERE document_id = {document}")
        aside = sum(map(str.isalnum, "".join(piece["text"] for piece in json.loads(dropped))))
        assert (len(speeches), sum(row[0] for row in speeches) + aside) == (1, characters)
    assert {file.stem for file in (run.folder / "originals").rglob("*.docx")} == sent
    manage(run, "shell", "-c", SWEEP)
    assert list((run.folder / "incoming").iterdir()) == []
    manage(run, "check_index")


def manage(run: Run, *arguments: str):
    environment = {**os.environ, "ARCHIVE_DATA": str(run.folder), "DATABASE_URL": f"sqlite:///{run.folder}/archive.sqlite3"}
    done = subprocess.run([sys.executable, settings.ROOT / "manage.py", *arguments], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
