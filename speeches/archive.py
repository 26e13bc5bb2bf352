"""What happens to the archive: the one door for views, commands and the worker, and the one place that writes the index."""
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from search import engine
from search.engine import Entry
from speeches.corrections.correcting import Unfit, correct, see, undo
from speeches.corrections.rereading import parse_again, read_anew
from speeches.intake.receiving import check_name, document_with, read_upload, receive, take_in
from speeches.keeping import keep, keep_text, mark_for_index, mark_speeches
from speeches.models import IndexTask, Paragraph, Section, Speech, SpeechKeyword
from speeches.removing import AlreadyThere, purge, remove, restore

__all__ = [
    "AlreadyThere", "Unfit", "check_index", "check_name", "correct", "document_with", "entries", "entry_of", "index_pending",
    "keep", "keep_text", "mark_for_index", "mark_speeches", "parse_again", "purge", "read_anew", "read_upload", "rebuild_index",
    "receive", "remove", "restore", "see", "take_in", "undo",
]  # fmt: skip

CHUNK = 200


def entry_of(speech: Speech) -> Entry:
    """Return a speech as the index takes it; take it from for_index, else each relation is a query."""
    return Entry(
        id=speech.pk,
        visibility=speech.document.visibility,
        title=speech.title,
        text="\n".join(paragraph.text for paragraph in speech.paragraphs.all()),
        headings=tuple(section.heading for section in speech.sections.all()),
        speaker=str(speech.speaker or ""),
        post=speech.post,
        meeting=speech.meeting.name if speech.meeting else "",
        type=speech.meeting.type.name if speech.meeting and speech.meeting.type else "",
        kind=speech.kind,
        level=speech.level,
        topics=tuple(filed.keyword.word for filed in speech.speechkeyword_set.all()),
        date_from=speech.date_from,
        date_to=speech.date_to,
    )


def for_index(ids) -> QuerySet[Speech]:
    """The kept ones of these speeches with all that an entry needs, in four queries."""
    return (
        Speech.objects.filter(pk__in=ids, document__deleted_at=None)
        .select_related("document", "speaker", "meeting__type")
        .prefetch_related(
            Prefetch("paragraphs", Paragraph.objects.order_by("position").only("speech_id", "text")),
            Prefetch("sections", Section.objects.order_by("position").only("speech_id", "heading")),
            Prefetch("speechkeyword_set", SpeechKeyword.objects.select_related("keyword").order_by("position")),
        )
    )


def entries() -> Iterator[Entry]:
    """Every kept speech as an entry, a chunk in memory at a time."""
    ids = list(Speech.objects.filter(document__deleted_at=None).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        yield from map(entry_of, for_index(ids[start : start + CHUNK]))


def index_pending() -> int:
    """Bring the index up to date with everything that changed; returns how many speeches that were."""
    done = 0
    with writing():
        while tasks := list(IndexTask.objects.order_by("pk")[:CHUNK]):
            ids = {task.speech_id for task in tasks}
            if engine.current().state() == "ready":
                kept = [entry_of(speech) for speech in for_index(ids)]
                if kept:
                    engine.current().put(kept)
                if gone := ids - {entry.id for entry in kept}:
                    engine.current().remove(sorted(gone))
            else:  # lost or broken: an index of the changed speeches alone would pass for a whole one
                engine.current().rebuild(entries())
            # Only what was read here: a change made meanwhile has a row of its own.
            IndexTask.objects.filter(pk__in=[task.pk for task in tasks]).delete()
            done += len(ids)
    return done


def rebuild_index():
    with writing():
        engine.current().rebuild(entries())


def check_index() -> list[str]:
    """Work off what is pending, then return a sentence for each difference between index and archive."""
    index_pending()
    return engine.current().check(entries())


@contextmanager
def writing():
    """One process at a time reads the archive and writes the index, so that no older state can overwrite a newer one."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA / "index.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
