"""Lines of a notebook on their way into the database, each counted once, whatever is killed."""
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from django.db import transaction

from config.notebook import Notebook
from speeches.indexing import one_at_a_time
from speeches.models import CountedFile

SETTLED = 2 * 10**9  # nanoseconds after which nobody who had a file open when it was set aside still writes into it


def gather(notebook: Notebook, add: Callable[[Iterator[dict]], None]) -> None:
    """Count with `add` the files that were set aside the last time, then set the present one aside.

    A file is counted and named as counted in one transaction, then removed: a kill at any moment leaves it to the next
    round, which knows by the name whether to count it.
    """
    with one_at_a_time(f"{notebook.name}.lock"):
        for file in notebook.aside():
            if time.time_ns() - int(file.suffixes[0][1:]) > SETTLED:
                count(file, add)
        counted_files(notebook).exclude(name__in=[file.name for file in notebook.aside()]).delete()
        notebook.set_aside()


def count(file: Path, add) -> None:
    with transaction.atomic():
        if not CountedFile.objects.filter(name=file.name).exists():
            add(lines_of(file))
            CountedFile.objects.create(name=file.name)
    file.unlink()


def lines_of(file: Path) -> Iterator[dict]:
    """A line that is none was cut off, or somebody else wrote it."""
    for line in file.read_bytes().splitlines():
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict):
            yield said


def counted_files(notebook: Notebook):
    return CountedFile.objects.filter(name__startswith=f"{notebook.name}.")


def forget(notebook: Notebook) -> None:
    """What is written and not counted yet."""
    with one_at_a_time(f"{notebook.name}.lock"):
        for file in [notebook.file, *notebook.aside()]:
            file.unlink(missing_ok=True)
        counted_files(notebook).delete()
