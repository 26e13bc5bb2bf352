"""Questions on their way from the file where the web processes note them into the database, each counted once."""
import json
import time
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from search import questions
from search.text import TABLE
from speeches.indexing import one_at_a_time
from speeches.models import CountedFile, Question

KEPT_FOR = timedelta(days=180)
SETTLED = 2 * 10**9  # nanoseconds after which nobody who had a file open when it was set aside still writes into it
MOST_A_DAY = 5_000  # different ones; beyond that somebody is playing
AT_ONCE = 500


def gather() -> None:
    """Count the files that were set aside the last time, then set the present one aside.

    A file is counted and named as counted in one transaction, then removed: a kill at any moment leaves it to the next
    round, which knows by the name whether to count it.
    """
    with one_at_a_time("questions.lock"):
        aside = sorted(settings.DATA.glob("questions.*.aside"))
        for file in aside:
            if time.time_ns() - int(file.suffixes[0][1:]) > SETTLED:
                count(file)
        CountedFile.objects.exclude(name__in=[file.name for file in aside if file.exists()]).delete()
        if questions.file().exists():
            questions.file().rename(settings.DATA / f"questions.{time.time_ns():020}.aside")


def count(file: Path) -> None:
    with transaction.atomic():
        if not CountedFile.objects.filter(name=file.name).exists():
            add(read(file))
            CountedFile.objects.create(name=file.name)
    file.unlink()


def read(file: Path) -> Iterator[Question]:
    """Yield each line as a question asked once. A line that is none was cut off, or somebody else wrote it."""
    for line in file.read_bytes().splitlines():
        try:
            said = json.loads(line)
            yield Question(
                asked_on=date.fromisoformat(said["day"]), key=key_of(said["q"]), way=Question.Way(said["way"]).value, text=said["q"][:200],
                times=1, found=max(0, int(said["found"])), slowest_ms=float(said["ms"]), asker=said.get("by", "")[:150],
            )  # fmt: skip
        except (ValueError, TypeError, KeyError, AttributeError):
            continue


def key_of(text: str) -> str:
    """The same for everything that is the same question: folded, but with the signs that mean something."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(TABLE[character] or character for character in plain).split())[:200]


def add(asked: Iterable[Question]) -> None:
    rows: dict[tuple, Question] = {}
    for question in asked:
        key = question.asked_on, question.key, question.way
        rows[key] = together(rows[key], question) if key in rows else question
    for day in {question.asked_on for question in rows.values()}:
        add_day(day, {key[1:]: question for key, question in rows.items() if key[0] == day})


def add_day(day: date, rows: dict[tuple, Question]) -> None:
    of_day = Question.objects.filter(asked_on=day)
    keys = sorted({key for key, _ in rows})
    known = [row for start in range(0, len(keys), AT_ONCE) for row in of_day.filter(key__in=keys[start : start + AT_ONCE])]
    changed = [together(row, rows.pop((row.key, row.way))) for row in known if (row.key, row.way) in rows]
    Question.objects.bulk_update(changed, ["text", "times", "found", "slowest_ms", "asker"], batch_size=AT_ONCE)
    room = max(0, MOST_A_DAY - of_day.count()) if rows else 0
    Question.objects.bulk_create(list(rows.values())[:room], batch_size=AT_ONCE)


def together(before: Question, after: Question) -> Question:
    before.times += after.times
    before.slowest_ms = max(before.slowest_ms, after.slowest_ms)
    before.text, before.found, before.asker = after.text, after.found, after.asker
    return before


def forget_old() -> None:
    Question.objects.filter(asked_on__lt=timezone.localdate() - KEPT_FOR).delete()


def clear() -> None:
    """Forget all that was asked, what is not counted yet too."""
    with one_at_a_time("questions.lock"):
        for file in [questions.file(), *settings.DATA.glob("questions.*.aside")]:
            file.unlink(missing_ok=True)
        Question.objects.all().delete()
        CountedFile.objects.all().delete()
