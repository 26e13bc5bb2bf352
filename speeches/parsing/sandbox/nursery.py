"""The owner's side of template.py: one template a process, started when the first file comes and again when it died."""
import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).parent.parent.parent.parent
PROGRAM = """
import gc, sys; gc.disable(); sys.path.insert(0, sys.argv[1])
from speeches.parsing import rarity; rarity.make_ahead()
from speeches.parsing.sandbox import template; template.main()
"""
# Its tables in large pages: read sooner, and each fork copies fewer of them.
ENVIRONMENT = {"LANG": "C.UTF-8", "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}
GRACE = 5  # seconds that a process gets that was told to go


class Lost(Exception):
    """The template died over a request: nothing is known about the file."""


class Template:
    """A template that runs: its process, the socket that it listens to, the folder in which its children live."""

    def __init__(self, program: str):
        self.folder = tempfile.mkdtemp(prefix="reading-")
        self.requests, its_end = socket.socketpair()
        with its_end:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-c", program, str(ROOT), self.folder, str(its_end.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd=self.folder,
                env=ENVIRONMENT,
                pass_fds=[its_end.fileno()],
                start_new_session=True,
            )

    def run(self, files: list[BinaryIO], seconds: float, beat: Callable | None) -> int | None:
        """Have a child born over three open files. Returns how it ended; None when it took too long."""
        reply, its_end = socket.socketpair()
        with reply:
            with its_end:
                try:
                    socket.send_fds(self.requests, [b"."], [*(file.fileno() for file in files), its_end.fileno()])
                except OSError as gone:
                    raise Lost from gone
            status = status_from(reply, seconds, beat)
            if status is None:
                with suppress(OSError, Lost):
                    reply.shutdown(socket.SHUT_WR)  # no longer wanted
                    status_from(reply, GRACE, None)
            return status

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def close(self):
        """Let it go, and all its children with it: it listens no longer than somebody speaks."""
        self.requests.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def status_from(reply: socket.socket, seconds: float, beat: Callable | None) -> int | None:
    """Wait for the status of a child, so many seconds at most."""
    last = time.monotonic() + seconds
    while (left := last - time.monotonic()) > 0:
        reply.settimeout(min(left, 1))
        try:
            status = reply.recv(16)
        except TimeoutError:
            if beat:
                beat()
        except OSError as gone:
            raise Lost from gone
        else:
            if not status:
                raise Lost
            return int(status)
    return None


class Nursery:
    """The template of this process."""

    def __init__(self, program: str = PROGRAM):
        self.program = program
        self.forget()
        atexit.register(self.close)
        os.register_at_fork(after_in_child=self.forget)

    def forget(self):
        """A forked process starts with none: the one that it sees is another's."""
        if template := vars(self).get("template"):
            template.requests.close()
        self.template: Template | None = None
        self.starting = threading.Lock()

    def current(self) -> Template:
        with self.starting:
            if self.template and not self.template.is_alive():
                self.template.close()
                self.template = None
            self.template = self.template or Template(self.program)
            return self.template

    def run(self, files: list[BinaryIO], seconds: float, beat: Callable | None = None) -> int | None:
        """As Template.run. Raises Lost; the next call then meets a new template."""
        template = self.current()
        try:
            return template.run(files, seconds, beat)
        except Lost:
            template.close()
            raise

    def close(self):
        with self.starting:
            if self.template:
                self.template.close()
            self.template = None
