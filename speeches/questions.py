"""Questions on their way from the notebook where the web processes note them into the database."""
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.utils import timezone

from search.questions import NOTEBOOK
from search.text import TABLE
from speeches import counting
from speeches.models import Question

KEPT_FOR = timedelta(days=180)
MOST_A_DAY = 5_000  # different ones; beyond that somebody is playing
AT_ONCE = 500


def gather() -> None:
    counting.gather(NOTEBOOK, lambda lines: add(read(lines)))


def read(lines: Iterable[dict]) -> Iterator[Question]:
    """Yield each line as a question asked once; a line that says something else is passed over."""
    for said in lines:
        try:
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
    counting.forget(NOTEBOOK)
    Question.objects.all().delete()
