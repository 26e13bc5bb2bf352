"""The engine on Whoosh: jieba's words for rank, characters for certainty."""
import fcntl
import logging
import shutil
import threading
from contextlib import contextmanager
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.writing import CLEAR

from search.engine import Entry, Query, Results
from search.whoosh_index.checking import differences
from search.whoosh_index.choosing import Choice
from search.whoosh_index.matching import match
from search.whoosh_index.reading import Damaged, Segment, View, reading_whoosh
from search.whoosh_index.schema import FACETS, INDEX_NAME, document_of, make_schema
from search.whoosh_index.writing import Writer, keep_few_segments

log = logging.getLogger(__name__)
NOTHING = Results(total=0, ids=[], facets={name: [] for name in FACETS}, page=1, pages=1)


class WhooshEngine:
    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self._busy = threading.RLock()  # Whoosh reads a file by seeking in it, so one thread at a time
        self._view: View | None = None
        self._seen: tuple | None = None  # the table of contents that the view was made from
        self._match = None

    # ── reading ──

    def state(self) -> str:
        """Return "ready", "missing" or "damaged"; in the last two nothing is found until the index is rebuilt."""
        with self._busy:
            if self._refreshed():
                return "ready"
            return "damaged" if self._seen else "missing"

    def search(self, query: Query) -> Results:
        with self._busy:
            view = self._refreshed()
            if view is None:
                return NOTHING
            try:
                return Choice(view, self._match(query.node, query.scope), query).results()
            except Damaged:
                log.exception("the index cannot be read")
                self._view = None
                return NOTHING

    def numbers(self) -> list[int]:
        """Return the ids of all that it holds."""
        with self._busy:
            view = self._refreshed()
            return sorted(view.numbers[view.live].tolist()) if view else []

    def vocabulary(self, field: str = "text") -> dict[str, int]:
        """Return each word of the texts, or each value of a field, and how many speeches hold it."""
        with self._busy:
            view = self._refreshed()
            return view.vocabulary(field) if view else {}

    def _refreshed(self) -> View | None:
        """Return what the index holds now. Cheap while nobody has written."""
        contents = self._contents()
        while contents != self._seen:
            self._view = self._opened() if contents else None
            self._seen = contents
            if self._view:
                self._match = lru_cache(64)(partial(match, self._view))
            contents = self._contents()  # a writer may have swapped the files while they were being opened
        return self._view

    def _contents(self) -> tuple | None:
        """Return which table of contents is in force: an index made anew counts its generations from the start again."""
        try:
            generation = TOC._latest_generation(FileStorage(str(self.folder)), INDEX_NAME)
            file = (self.folder / TOC._filename(INDEX_NAME, generation)).stat()
        except OSError:
            return None
        return generation, file.st_mtime_ns, file.st_ino

    def _opened(self) -> View | None:
        known = {segment.name: segment for segment in self._view.segments} if self._view else {}
        try:
            with reading_whoosh():
                storage, schema = FileStorage(str(self.folder)), make_schema()
                contents = TOC.read(storage, INDEX_NAME, schema=schema)
                segments = [
                    known.get(part.segment_id()) or Segment(storage, schema, part)
                    for part in contents.segments
                ]
                return View(segments, [list(part.deleted_docs()) for part in contents.segments])
        except Damaged:
            log.exception("the index cannot be opened")
            return None

    # ── writing ──

    def put(self, entries: list[Entry]) -> None:
        latest = {entry.id: entry for entry in entries}
        with self._writer() as writer:
            self._forget(writer, latest)
            for entry in latest.values():
                writer.add_document(**document_of(entry))
            writer.commit(mergetype=keep_few_segments)

    def remove(self, ids: list[int]) -> None:
        with self._writer() as writer:
            self._forget(writer, ids)
            writer.commit(mergetype=keep_few_segments)

    def rebuild(self, entries) -> None:
        with self._writer(anew=True) as writer:
            for entry in entries:
                writer.add_document(**document_of(entry))
            writer.commit(mergetype=CLEAR)

    def check(self, entries) -> list[str]:
        with self._busy:
            view = self._refreshed()
            if view is None:
                return [_("没有可用的索引，请重建。")]
            try:
                return differences(view, entries)
            except Damaged:
                return [_("索引文件已损坏，请重建。")]

    def _forget(self, writer, ids):
        with self._busy:
            view = self._refreshed()
            gone = np.isin(view.numbers, np.array(list(ids), np.int64)) & view.live
        for document in np.flatnonzero(gone).tolist():
            writer.delete_document(document)

    @contextmanager
    def _writer(self, anew=False):
        """Wait for the lock, then give a writer. What it did not commit was never there."""
        with self._locked():
            if self.state() == "damaged":
                if not anew:
                    raise Damaged("rebuild the index first")
                shutil.rmtree(self.folder)
            if self._contents() is None:
                self.folder.mkdir(parents=True, exist_ok=True)
                TOC.create(FileStorage(str(self.folder)), make_schema(), INDEX_NAME)
            writer = Writer(FileIndex(FileStorage(str(self.folder)), make_schema(), INDEX_NAME))
            try:
                yield writer
            finally:
                if not writer.is_closed:
                    writer.cancel()

    @contextmanager
    def _locked(self):
        self.folder.parent.mkdir(parents=True, exist_ok=True)
        with self.folder.with_name(f"{self.folder.name}.writing").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # the kernel frees it, however this process ends
            yield
