"""Many files at once. Children read ahead; what they read is kept here, one file after the other, in the order of the files.

Nothing has to be remembered to carry on after a kill: what the archive has is known by its bytes.
"""
import hashlib
import logging
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import InterfaceError, OperationalError

from speeches import archive
from speeches.intake.converting import read_file
from speeches.intake.sources import UNREADABLE, PassedOver, Source
from speeches.models import Document
from speeches.parsing.drafts import DocumentDraft, Refusal
from speeches.parsing.fingerprint import fingerprint, texts_of
from speeches.parsing.refusals import refusal

log = logging.getLogger(__name__)
READERS = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, 4)
AHEAD = 2 * READERS  # files in memory
INDEX_EVERY = 300  # files kept
TROUBLE = (OSError, OperationalError, InterfaceError)  # of disk or database: the next file would fare no better


@dataclass(slots=True)
class Outcome:
    """What became of a file: ready, known, refused or skipped."""

    file: str
    state: str
    document: Document | None = None
    titles: list[str] = field(default_factory=list)
    same_bytes_as: str = ""
    looks_like: list[Document] = field(default_factory=list)
    error: Refusal | None = None
    why: str = ""  # it was skipped


@dataclass(slots=True)
class Begun:
    """A file on its way: its bytes, and either what is known of it already or what a child will say."""

    source: Source
    content: bytes = b""
    sha256: str = ""
    outcome: Outcome | None = None
    draft: Future | None = None


class Import:
    def __init__(self, *, dry_run: bool = False, stopped: Callable[[], bool] = lambda: False):
        self.dry_run, self.stopped = dry_run, stopped
        self.first: dict[str, Outcome | None] = {}  # SHA-256 → what became of the first file of these bytes
        self.kept = 0

    def run(self, sources: Iterable[Source | PassedOver]) -> Iterator[Outcome]:
        """Yield what becomes of each file. All that was kept can be found when this ends."""
        begun: deque[Begun] = deque()
        with ThreadPoolExecutor(READERS) as readers:
            for source in sources:
                if self.stopped():
                    break
                begun.append(self.begin(source, readers))
                if len(begun) > AHEAD:
                    yield self.settle(begun.popleft())
            while begun:
                yield self.settle(begun.popleft())
        archive.index_pending()

    def begin(self, source: Source | PassedOver, readers) -> Begun:
        if isinstance(source, PassedOver):
            return Begun(source, outcome=Outcome(source.name, "skipped", why=source.why))
        try:
            content = content_of(source)
            archive.check_name(source.name.rpartition("/")[2], content)
        except Refusal as error:
            return Begun(source, outcome=Outcome(source.name, "refused", error=error))
        sha256 = hashlib.sha256(content).hexdigest()
        if sha256 in self.first:
            return Begun(source, sha256=sha256)
        self.first[sha256] = None
        if twin := archive.document_with(sha256):
            return Begun(source, sha256=sha256, outcome=known(source, twin))
        return Begun(source, content, sha256, draft=readers.submit(read_file, content, source.name))

    def settle(self, begun: Begun) -> Outcome:
        outcome = begun.outcome or (self.take_in(begun) if begun.draft else self.again(begun))
        if begun.sha256 and not self.first[begun.sha256]:
            self.first[begun.sha256] = outcome
        if outcome.state == "ready" and not self.dry_run:
            self.kept += 1
            if self.kept % INDEX_EVERY == 0:
                archive.index_pending()
        return outcome

    def again(self, begun: Begun) -> Outcome:
        """The same bytes a second time: what was said of the first holds."""
        first = self.first[begun.sha256]
        if first.state == "refused":
            return Outcome(begun.source.name, "refused", error=first.error)
        return Outcome(begun.source.name, "known", first.document, first.titles, same_bytes_as=first.file)

    def take_in(self, begun: Begun) -> Outcome:
        name = begun.source.name
        try:
            draft = begun.draft.result()
            if self.dry_run:
                unsaved = Document(text_sha256=fingerprint(texts_of(draft.speeches)))
                return Outcome(name, "ready", titles=titles_of(draft), looks_like=look_alikes(unsaved))
            upload = archive.take_in(ContentFile(begun.content, name), draft)
        except Refusal as error:
            return Outcome(name, "refused", error=error)
        except TROUBLE:
            raise
        except Exception:
            log.exception("Keeping %s failed", name)
            return Outcome(name, "refused", error=refusal("fault"))
        if upload.state != upload.State.READY:  # another one was faster
            return known(begun.source, archive.document_with(begun.sha256))
        return Outcome(name, "ready", upload.document, titles_of(draft), looks_like=look_alikes(upload.document))


def content_of(source: Source) -> bytes:
    try:
        content = source.read()
    except OSError:
        raise UNREADABLE from None
    if len(content) > settings.MAX_UPLOAD_BYTES:
        raise refusal("too_large")
    return content


def look_alikes(document: Document) -> list[Document]:
    return list(Document.objects.kept().like(document))


def known(source: Source, document: Document | None) -> Outcome:
    return Outcome(source.name, "known", document, same_bytes_as=str(document or ""))


def titles_of(draft: DocumentDraft) -> list[str]:
    return [speech.title or "" for speech in draft.speeches]
