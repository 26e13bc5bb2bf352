"""The keepers' dictionary: which names mean one thing. The archive writes it; every process that cuts or asks reads it."""
import json
import logging
import os
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings

from search.text import folded

log = logging.getLogger(__name__)
NAME = "dictionary.json"


@dataclass(frozen=True, eq=False)
class Dictionary:
    terms: list[list[str]] = field(default_factory=list)  # the names of each thing, as people write them

    @cached_property
    def names(self) -> set[str]:
        """Every name, folded."""
        return {folded(name) for names in self.terms for name in names}

    @cached_property
    def others(self) -> dict[str, list[str]]:
        """A folded name → the other names of what it names, where there are any."""
        found: dict[str, list[str]] = {}
        for names in self.terms:
            for name in names if len(names) > 1 else ():
                found.setdefault(folded(name), []).extend(other for other in names if other != name)
        return found


NONE = Dictionary()
_latest: tuple[tuple | None, Dictionary] = None, NONE  # what the file was when it was read, and what it said


def file():
    return settings.DATA / NAME


def current() -> Dictionary:
    """Return the dictionary as the file has it now. Cheap while nobody has written: one look at its date."""
    global _latest
    path = f"{settings.DATA}/{NAME}"
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return NONE
    mark = path, status.st_mtime_ns, status.st_ino, status.st_size
    if mark != _latest[0]:
        _latest = mark, read()
    return _latest[1]


def read() -> Dictionary:
    try:
        return Dictionary(json.loads(file().read_text("utf-8"))["terms"])
    except (OSError, ValueError, KeyError, TypeError):
        log.exception("%s cannot be read; the index worker writes it anew", file())
        return NONE


def write(terms: list[list[str]]) -> None:
    """Put a whole new file in the place of the old one."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    new = file().with_suffix(".new")
    with new.open("w", encoding="utf-8") as written:
        json.dump({"terms": terms}, written, ensure_ascii=False)
        written.flush()
        os.fsync(written.fileno())
    new.replace(file())
