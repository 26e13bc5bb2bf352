"""The sign of life that a worker leaves: the age of a file."""
import time
from pathlib import Path

from django.conf import settings

OLDEST = 30  # seconds


def pulse_file(queue: str) -> Path:
    """Return the file whose age tells when the worker of a queue was last alive."""
    return settings.DATA / f"worker-{queue}"


def silence(queue: str) -> float | None:
    """Return for how many seconds a worker has given no sign; None = never one."""
    try:
        return time.time() - pulse_file(queue).stat().st_mtime
    except FileNotFoundError:
        return None


def is_alive(queue: str) -> bool:
    seconds = silence(queue)
    return seconds is not None and seconds < OLDEST
