"""The index follows the archive. The one place that writes it: small changes at once, what is broken or outdated built anew."""
import fcntl
import json
import math
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby, islice
from operator import itemgetter

from django.conf import settings

from search import engine
from search.engine import Entry
from search.helping import gathering
from speeches import terms
from speeches.models import IndexTask, Paragraph, Section, Speaker, Speech, SpeechKeyword

CHUNK = 200  # speeches read at once
AT_ONCE = 250  # changes in one commit: about a second
BROKEN = ("missing", "damaged")  # searching finds nothing
MANY = 2_000  # changes that are sooner done by building the index anew, if they are most of the archive
FIELDS = (
    "pk", "document__visibility", "title", "speaker__name", "speaker__distinction", "post", "meeting__name",
    "meeting__type__name", "kind", "level", "date_from", "date_to",
)  # fmt: skip


# ── what the archive holds, as entries ──


def entries_of(ids) -> list[Entry]:
    """The kept ones of these speeches as the index takes them, in four queries a chunk."""
    ids = sorted(ids)
    return [entry for start in range(0, len(ids), CHUNK) for entry in _entries_of(ids[start : start + CHUNK])]


def _entries_of(ids) -> Iterator[Entry]:
    texts = by_speech(Paragraph.objects.filter(speech__in=ids).order_by("speech", "position"), "text")
    headings = by_speech(Section.objects.filter(speech__in=ids).order_by("speech", "position"), "heading")
    topics = by_speech(SpeechKeyword.objects.filter(speech__in=ids).order_by("speech", "position"), "keyword__word")
    rows = Speech.objects.filter(pk__in=ids, document__deleted_at=None).order_by("pk").values_list(*FIELDS)
    for pk, visibility, title, name, distinction, post, meeting, kind_of_meeting, kind, level, date_from, date_to in rows:
        yield Entry(
            id=pk,
            visibility=visibility,
            title=title,
            text="\n".join(texts.get(pk, ())),
            headings=tuple(headings.get(pk, ())),
            speaker=str(Speaker(name=name, distinction=distinction)) if name else "",
            post=post,
            meeting=meeting or "",
            type=kind_of_meeting or "",
            kind=kind,
            level=level,
            topics=tuple(topics.get(pk, ())),
            date_from=date_from,
            date_to=date_to,
        )


def by_speech(rows, field) -> dict[int, list[str]]:
    pairs = rows.values_list("speech_id", field)
    return {pk: [value for _, value in own] for pk, own in groupby(pairs, key=itemgetter(0))}


def entries() -> Iterator[Entry]:
    """Every kept speech as an entry, a chunk in memory at a time."""
    ids = list(Speech.objects.filter(document__deleted_at=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        yield from _entries_of(ids[start : start + CHUNK])


# ── following ──


def index_pending() -> int:
    """Bring the index up to date with everything that changed; returns how many speeches that were."""
    done = mend()
    with one_at_a_time("index.lock"):
        if terms.write_down():  # before anything is cut by it
            engine.current().follow_words()  # whom it touches is marked, and so will not be forgotten
        # The latest first: whoever has just kept a speech does not wait for a word that touches thousands.
        while tasks := list(IndexTask.objects.order_by("-pk")[:AT_ONCE]):
            ids = {task.speech_id for task in tasks}
            follow(ids)
            # Only what was read here: a change made meanwhile has a row of its own.
            forget(task.pk for task in tasks)
            done += len(ids)
    return done


def follow(ids: set[int]) -> None:
    kept = entries_of(ids)
    if kept:
        engine.current().put(kept)
    if gone := ids - {entry.id for entry in kept}:
        engine.current().remove(sorted(gone))


def forget(tasks: Iterable[int]) -> None:
    tasks = iter(tasks)
    while some := list(islice(tasks, CHUNK)):
        IndexTask.objects.filter(pk__in=some).delete()


def mend() -> int:
    """Build the index where there is none that answers, or where little of the archive is in it; return what that did.

    A lost index of which only the changed speeches were put in would pass for a whole one.
    """
    if not needs_mending():  # a rebuild of an index that answers keeps the lock for minutes
        return 0
    with one_at_a_time("index.mending"):
        return rebuild_index() if needs_mending() else 0


def needs_mending() -> bool:
    return engine.current().state() in BROKEN or mostly_pending()


def mending_takes_long() -> bool:
    return needs_mending() and Speech.objects.count() > MANY


def mostly_pending() -> bool:
    pending = IndexTask.objects.count()
    return pending > MANY and pending > Speech.objects.count() / 2


def rebuild_index() -> int:
    """Build the index anew; returns how many changes waited for it. The old one answers and takes changes meanwhile."""
    with one_at_a_time("index.lock"):
        terms.write_down()
    tasks = list(IndexTask.objects.values_list("pk", flat=True))  # committed, so the reading that follows sees them
    try:
        engine.current().rebuild(counted(entries(), Speech.objects.filter(document__deleted_at=None).count()))
    finally:
        progress_file().unlink(missing_ok=True)
    forget(tasks)
    return len(tasks)


def check_index() -> list[str]:
    """Return a sentence for each difference between index and archive, what is being changed right now aside."""
    index_pending()
    if not (told := engine.current().check(entries())):
        return []
    index_pending()
    again = set(engine.current().check(entries()))
    return [sentence for sentence in told if sentence in again]


def needs_tending() -> bool:
    index = engine.current()
    return index.state() != "ready" or index.needs_merging() or gathering.is_behind() or not terms.is_written()


def tend_index() -> None:
    """Do all that keeps the index whole, up to date and quick; names to suggest too. The index worker has it done beside itself."""
    index_pending()
    with one_at_a_time("index.mending"):
        if engine.current().state() != "ready":
            rebuild_index()
    engine.current().merge()
    if gathering.is_behind():
        gathering.gather()


@contextmanager
def one_at_a_time(name):
    """One process at a time reads the archive and writes the index, so that no older state can overwrite a newer one."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA / name, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel frees it, however this process ends
        yield


# ── how far a rebuild is ──


def progress_file():
    return settings.DATA / "index.progress"


def counted(entries: Iterable[Entry], total: int) -> Iterator[Entry]:
    """Hand entries on, and write down now and then how long it will still take."""
    started = said = time.monotonic()
    for done, entry in enumerate(entries):
        yield entry
        if (now := time.monotonic()) - said > 1:
            said = now
            left = (now - started) / (done + 1) * (total - done - 1)
            progress_file().write_text(json.dumps({"left": left, "at": time.time()}))


def minutes_left() -> int | None:
    """Return how long the rebuild that is under way will take; None = nobody knows yet."""
    try:
        said = json.loads(progress_file().read_text())
    except (OSError, ValueError):  # ValueError: read while it was being written
        return None
    return max(1, math.ceil((said["left"] - (time.time() - said["at"])) / 60))
