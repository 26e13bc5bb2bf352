"""`manage.py up` for real, for tests that need its own processes and data folder: what a person can see of it."""
import os
import re
import signal
import socket
import subprocess
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from django.conf import settings

PATIENCE = 90  # seconds before a wait is given up; far more than anything here takes


class Up:
    """One running `up` and what a person can see of it."""

    def __init__(self, folder: Path, *arguments: str):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.bind = f"127.0.0.1:{free.getsockname()[1]}"
        self.folder, self.log = folder, folder.with_suffix(".log")
        self.address = f"http://{self.bind}"
        self.process = start(folder, "--bind", self.bind, *arguments, stdout=self.log.open("w"), stderr=subprocess.STDOUT)
        self.cookies = CookieJar()
        self.browser = build_opener(HTTPCookieProcessor(self.cookies))

    def said(self, pattern: str) -> str:
        """Wait until it has printed something."""
        return until(lambda: re.search(pattern, self.log.read_text()), self).group()

    def get(self, path):
        return self.browser.open(self.address + path).read().decode()

    def post(self, path, **fields):
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.get(path)).group(1)
        return self.browser.open(self.address + path, urlencode(fields | {"csrfmiddlewaretoken": token}).encode())

    def processes(self) -> dict[int, str]:
        """All that carry this data folder in their environment, whoever their parent is by now."""
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if f"ARCHIVE_DATA={self.folder}\0".encode() in (process / "environ").read_bytes():
                    found[int(process.name)] = (process / "cmdline").read_text().replace("\0", " ")
            except OSError:  # it has just ended, or is not ours
                continue
        return found

    def worker(self, queue: str) -> int | None:
        return next((number for number, command in self.processes().items() if f"--queue {queue}" in command), None)

    def end(self):
        for number in self.processes():
            os.kill(number, signal.SIGKILL)
        self.process.wait()


def start(folder, *arguments, environment=None, **streams):
    own = {"ARCHIVE_DATA": str(folder), "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3"}
    command = [sys.executable, settings.ROOT / "manage.py", "up", *arguments]
    return subprocess.Popen(command, cwd=folder.parent, env={**os.environ, **own, **(environment or {})}, **streams)


def until(true, up):
    deadline = time.monotonic() + PATIENCE
    while not (value := true()):
        assert time.monotonic() < deadline, up.log.read_text()
        time.sleep(0.05)
    return value
