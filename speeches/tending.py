"""The process beside the index worker that merges and rebuilds, so that no commit and no reader waits for it."""
import time

from django.conf import settings

from config.processes import Child
from speeches import archive

PATIENCE = 30  # seconds before another try after one that failed: a full disk does not empty at once


class Tending:
    """At most one such process at a time. It ends with the worker, whatever ends that."""

    def __init__(self):
        self.child: Child | None = None
        self.not_before = 0.0

    def look(self) -> None:
        """Start one if the index needs it."""
        if self.child and self.child.is_alive():
            return
        if self.child and self.child.process.returncode:
            self.not_before = time.monotonic() + PATIENCE
        self.child = None
        if time.monotonic() > self.not_before and archive.needs_tending():
            self.child = Child("manage.py", "tend_index", folder=settings.ROOT)
