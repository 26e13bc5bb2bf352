"""Child processes that are started again when they die, and that never outlive their parent (Linux)."""
import ctypes
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork
TOO_SOON = 3  # seconds; a process that ends by itself before has not started at all


def die_with_parent(parent: int) -> None:
    """Called in a child: ask the kernel for SIGTERM when the parent ends, whatever ends it."""
    if LIBC is None:
        return
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


class Child:
    """A Python process of ours. Ctrl-C does not reach it, the parent tells it to stop."""

    def __init__(self, *arguments: str, folder: Path, keep: tuple[int, ...] = ()):
        self.command, self.folder, self.keep = [sys.executable, *arguments], folder, keep
        self.start()

    def start(self) -> None:
        parent = os.getpid()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            pass_fds=self.keep,
            start_new_session=True,
            preexec_fn=lambda: die_with_parent(parent),
        )

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def never_started(self) -> bool:
        return not self.is_alive() and self.process.returncode >= 0 and time.monotonic() - self.started_at < TOO_SOON


def look_after(children: list[Child], until) -> bool:
    """Start again what dies until until() is true; return False as soon as one does not even start."""
    while not until():
        for child in children:
            if child.never_started():
                return False
            if not child.is_alive():
                child.start()
        time.sleep(0.2)
    return True


def stop(children: list[Child], seconds: float, hurry) -> None:
    """Tell all to stop, and end those that have not after so many seconds or when hurry() is true."""
    for child in children:
        child.process.terminate()
    last = time.monotonic() + seconds
    while any(child.is_alive() for child in children) and time.monotonic() < last and not hurry():
        time.sleep(0.05)
    for child in children:
        child.process.kill()
        child.process.wait()
