"""A small file in which web processes write a line each, until the worker sets it aside and counts it.

Nobody who writes waits for it or fails by it.
"""
import json
import logging
import os
import time
from pathlib import Path

from django.conf import settings

log = logging.getLogger(__name__)
MOST_BYTES = 16 << 20  # in the file; the worker empties it, and if it does not, somebody has to look at more than this


class Notebook:
    def __init__(self, name: str):
        self.name = name

    @property
    def file(self) -> Path:
        return settings.DATA / f"{self.name}.log"

    def write(self, line: dict) -> None:
        try:
            self.append(f"\n{json.dumps(line, ensure_ascii=False)}\n".encode())
        except OSError as error:
            log.warning("a line of %s could not be written: %s", self.name, error)

    def append(self, line: bytes) -> None:
        """In one write, so that lines of several processes never mix. A line that a full disk cut off spoils no other."""
        number = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            if os.fstat(number).st_size < MOST_BYTES:
                os.write(number, line)
        finally:
            os.close(number)

    def set_aside(self) -> None:
        """Whoever had it open may still write into it for a moment; the name says since when it is aside."""
        if self.file.exists():
            self.file.rename(settings.DATA / f"{self.name}.{time.time_ns():020}.aside")

    def aside(self) -> list[Path]:
        return sorted(settings.DATA.glob(f"{self.name}.*.aside"))
