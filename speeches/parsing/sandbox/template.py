"""The process that all readers of files are born from. It has loaded the stages and their tables, and reads nothing itself.

For each request that comes through its socket it forks a child, and says how that ended. A request is four open files:
what to read, the answer, the complaint, and a socket, on which the status goes back and whose closing means that nobody
wants the child any more.
"""
import gc
import os
import resource
import select
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from speeches.parsing import keywords, pipeline, rarity
from speeches.parsing.sandbox import child, confinement

OPEN_FILES = 256
SAMPLES = Path(__file__).parent.parent.parent.parent / "fixtures"
TOLD_TO_ALL = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)  # it goes when its owner goes, not before


def load():
    """Do now what every child would have to do."""
    keywords.tags()
    rarity.table()
    gc.freeze()  # no collection in a child touches, and so copies, what it has in common with all others
    gc.enable()


def practise():
    """Read a sample, for what is only made ready at its first use; children born before make it ready for themselves."""
    for sample in sorted(SAMPLES.glob("*.docx"))[:1]:
        pipeline.parse(sample.read_bytes(), sample.name)
    gc.collect()
    gc.freeze()


@dataclass(slots=True)
class Reader:
    """A child that reads a file."""

    pid: int
    folder: str
    wanted: bool = True

    def end(self):
        self.wanted = False
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)


class Readers:
    """The children of today, each by the socket of its request."""

    def __init__(self, folder: str, read: Callable):
        self.folder, self.read, self.born = folder, read, 0
        self.living: dict[socket.socket, Reader] = {}

    def bear(self, files: list[int]):
        self.born += 1
        folder = f"{self.folder}/{self.born}"
        os.mkdir(folder)
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            live(self.read, files[:3], folder, parent)
        with suppress(OSError):  # it does so itself, but perhaps later than somebody wants it ended
            os.setpgid(pid, pid)
        for file in files[:3]:
            os.close(file)
        self.living[socket.socket(fileno=files[3])] = Reader(pid, folder)

    def wanted(self) -> list[socket.socket]:
        return [reply for reply, reader in self.living.items() if reader.wanted]

    def bury(self):
        """Tell how children ended, and clear away what they left."""
        for reply, reader in list(self.living.items()):
            pid, status = os.waitpid(reader.pid, os.WNOHANG)
            if pid:
                reader.end()  # should it have had children of its own
                shutil.rmtree(reader.folder, ignore_errors=True)
                with reply, suppress(OSError):
                    reply.send(str(os.waitstatus_to_exitcode(status)).encode())
                del self.living[reply]


def waited_for(files: list) -> list:
    """Return which of these have something to read. Unlike select it takes files of any number."""
    poll, known = select.poll(), {file if isinstance(file, int) else file.fileno(): file for file in files}
    for number in known:
        poll.register(number, select.POLLIN)
    return [known[number] for number, _ in poll.poll()]


def serve(requests: socket.socket, folder: str, read: Callable):
    """Fork a child for each request until the owner is gone; then nothing stays, no child and no folder."""
    readers, bell = Readers(folder, read), ring_for_children()
    try:
        while True:
            ready = waited_for([requests, bell, *readers.wanted()])
            if bell in ready:
                os.read(bell, 4096)
                readers.bury()
            for reply in readers.living.keys() & set(ready):
                readers.living[reply].end()
            if requests in ready:
                _, files, _, _ = socket.recv_fds(requests, 1, 4)
                if not files:
                    return
                readers.bear(files)
                if readers.born == 1:
                    practise()
    finally:
        for reader in readers.living.values():
            reader.end()
        shutil.rmtree(folder, ignore_errors=True)


def ring_for_children() -> int:
    """Return a pipe that has something to read whenever a child ended."""
    bell, ringer = os.pipe()
    os.set_blocking(ringer, False)
    signal.signal(signal.SIGCHLD, lambda number, frame: None)
    signal.set_wakeup_fd(ringer, warn_on_full_buffer=False)
    return bell


def live(read: Callable, files: list[int], folder: str, parent: int):
    """The whole life of a child: it knows three files and a folder."""
    status = 1
    try:
        confinement.die_with(parent)
        os.setpgid(0, 0)
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number, file in enumerate(files):
            os.dup2(file, number)
        os.closerange(3, OPEN_FILES)
        os.chdir(folder)
        os.environ["TMPDIR"] = folder
        with open(0, "rb", closefd=False) as given, open(1, "wb", closefd=False) as answer:
            read(given, answer)
        status = 0
    except BaseException:
        os.write(2, traceback.format_exc().encode("utf-8", "replace"))
    finally:
        os._exit(status)


def main(read: Callable = child.read):
    _, folder, number = sys.argv[1:]
    for told in TOLD_TO_ALL:
        signal.signal(told, signal.SIG_IGN)
    most = min([OPEN_FILES, *(limit for limit in resource.getrlimit(resource.RLIMIT_NOFILE) if limit > 0)])
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with suppress(OSError):  # when memory runs out, rather one of these than the worker or the web
        Path("/proc/self/oom_score_adj").write_text("1000")
    confinement.leave_network()
    load()
    serve(socket.socket(fileno=int(number)), folder, read)
