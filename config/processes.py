"""A child process that does not outlive its parent, whatever kills the parent (Linux)."""
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded before any fork


def die_with_parent(parent: int = 0) -> None:
    """Ask the kernel for SIGTERM when the parent ends; call in the child, with the parent's id where it is known."""
    if LIBC is None:
        return
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if parent and os.getppid() != parent:  # it ended before we asked
        os._exit(1)
