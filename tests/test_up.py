"""`manage.py up` for real: its own processes, its own data folder, over HTTP."""
import os
import re
import signal
import sqlite3
import subprocess
from urllib.error import HTTPError
from urllib.parse import urlencode

import pytest

from tests.running_up import PATIENCE, Up, start, until

pytestmark = pytest.mark.xdist_group("up")


@pytest.fixture(scope="module")
def up(tmp_path_factory):
    up = Up(tmp_path_factory.mktemp("up") / "data")
    up.said("就绪")
    yield up
    up.end()


def test_the_samples_are_there_and_can_be_found(up):
    assert "讲话稿库" in up.get("/")
    assert re.search(r"/speeches/\d+/", up.get("/search/?" + urlencode({"q": "同志们"})))


def test_it_says_that_it_is_ready(up):
    until(lambda: up.worker("default") and up.worker("index"), up)
    assert '"ready": true' in up.get("/readyz")


def test_the_link_it_prints_signs_in_once(up):
    link = up.said(r"/accounts/first/[\w-]+/")
    assert up.post(link).url.endswith("/accounts/first/")
    with pytest.raises(HTTPError) as second:
        up.get(link)
    assert second.value.code == 410


@pytest.mark.parametrize("queue", ["default", "index"])
def test_a_killed_worker_comes_back(up, queue):
    killed = until(lambda: up.worker(queue), up)
    os.kill(killed, signal.SIGKILL)
    until(lambda: up.worker(queue) not in (None, killed), up)


def test_a_port_in_use_is_said_in_a_sentence_that_tells_what_to_do(up, tmp_path):
    second = start(tmp_path / "data", "--bind", up.bind, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    _, said = second.communicate()
    assert second.returncode == 1
    assert f"{up.bind} 用不了" in said
    assert "--bind" in said
    assert not (tmp_path / "data" / "archive.sqlite3").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_stop_ends_everything(tmp_path, number):
    up = Up(tmp_path / "data", "--no-samples")
    try:
        up.said("就绪")
        up.process.send_signal(number)
        assert up.process.wait(PATIENCE) == 0
        assert up.processes() == {}
        assert "Traceback" not in up.log.read_text()
    finally:
        up.end()


def test_a_kill_of_the_parent_leaves_no_orphan(tmp_path):
    up = Up(tmp_path / "data", "--no-samples")
    try:
        up.said("就绪")
        assert len(up.processes()) >= 5  # itself, two workers, gunicorn and its children
        up.process.kill()
        up.process.wait()
        until(lambda: not up.processes(), up)
    finally:
        up.end()


@pytest.mark.parametrize(
    ("arguments", "environment", "sentence"),
    [
        (["--bind", "8000"], {}, "请写成“地址:端口”"),
        (["--bind", "127.0.0.1:99999"], {}, "请写成“地址:端口”"),
        (["--bind", "127.0.0.1:0"], {}, "请写成“地址:端口”"),
        (["--bind", "no-such-host.invalid:8000"], {}, "no-such-host.invalid:8000 用不了"),
        (["--bind", "127.0.0.1:61999"], {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}, "请检查 DATABASE_URL"),
    ],
)
def test_what_cannot_work_is_said_at_once_and_without_a_traceback(tmp_path, arguments, environment, sentence):
    failed = start(tmp_path / "data", *arguments, environment=environment, stderr=subprocess.PIPE, text=True)
    _, said = failed.communicate()
    assert failed.returncode == 1
    assert sentence in said
    assert "Traceback" not in said


def test_no_samples_leaves_the_archive_empty(tmp_path):
    up = Up(tmp_path / "data", "--no-samples")
    try:
        up.said("就绪")
        assert sqlite3.connect(up.folder / "archive.sqlite3").execute("select count(*) from speeches_upload").fetchone() == (0,)
    finally:
        up.end()
