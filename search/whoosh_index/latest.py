"""What is in force now, kept open: read again when somebody has written, given up when its files are broken."""
import logging
import os
import time
from pathlib import Path

from django.utils.translation import gettext as _
from whoosh.filedb.filestore import FileStorage

from search.whoosh_index import contents, stamp
from search.whoosh_index.merging import SIZES
from search.whoosh_index.reading import Damaged, Segment, reading_whoosh
from search.whoosh_index.schema import make_schema
from search.whoosh_index.stretch import Stretch
from search.whoosh_index.view import View

log = logging.getLogger(__name__)
LOOK = 1  # seconds between two looks whether the files are still all there
LARGE = min(SIZES)  # speeches; such a segment stays for many commits
SETTLED = 2 * 10**9  # nanoseconds; a folder that changed later may change again without showing it, its clock is coarse


class Latest:
    def __init__(self, folder: Path):
        self.folder = folder
        self.mark: tuple | None = None  # the table of contents that the view was made from
        self._view: View | None = None
        self.parts, self.segments, self._large, self._looked, self._seen = [], {}, None, 0.0, None

    def view(self) -> View | None:
        """Return what the index holds now, None where there is none that can be read. Cheap while nobody has written."""
        while not self._is_as_seen() and (mark := contents.mark_of(self.folder)) != self.mark:
            self.mark = mark
            self._view = self._opened()  # a writer may be faster than we open
        if self._view and time.monotonic() - self._looked > LOOK:
            self.look()
        return self._view

    def _is_as_seen(self) -> bool:
        """Say whether nothing was renamed into the folder since the last look, as far as its own date tells."""
        try:
            status = os.stat(self.folder)
        except OSError:
            return False
        date = status.st_mtime_ns, status.st_ino
        if date == self._seen:
            return True
        self._seen = date if time.time_ns() - status.st_mtime_ns > SETTLED else None
        return False

    def is_outdated(self) -> bool:
        """Say whether something else made it than would make it now."""
        return bool(self.made_otherwise()) or contents.added_words(self.folder) != stamp.added_words()

    def made_otherwise(self) -> list[str]:
        return sorted({part.made_by for part in self.parts} - {stamp.current()})

    def reasons(self) -> list[str]:
        """Look at every byte; return in sentences why the index is out of date."""
        for part in self.parts:
            contents.check_whole(self.folder, part)
        told = [
            _("索引是用“%(old)s”建的，现在用的是“%(new)s”，请重建。") % {"old": old, "new": stamp.current()}
            for old in self.made_otherwise()
        ]
        if contents.added_words(self.folder) != stamp.added_words():
            told.append(_("索引还没有用上新加的词语，请重建。"))
        return told

    def look(self) -> None:
        """Give the view up where a file is gone or cut off, or where another process has met a broken one."""
        self._looked, self._seen = time.monotonic(), None
        if not self._view:
            return
        try:
            contents.check_sizes(self.folder, self.parts)
            contents.check_condemned(self.folder, self.mark)
        except Damaged as error:
            self.explains(error)

    def explains(self, error: Exception) -> bool:
        """Say whether the files, not our code, are the reason of an error; ask for the view again then."""
        if contents.mark_of(self.folder) != self.mark:
            return True  # somebody has exchanged them in the middle
        try:
            for part in self.parts:
                contents.check_whole(self.folder, part)
        except Damaged as damage:
            error = damage
        if isinstance(error, Damaged):
            self._condemn(error)
        return isinstance(error, Damaged)

    def _opened(self) -> View | None:
        self.parts = []
        if not self.mark:
            return None
        try:
            contents.check_condemned(self.folder, self.mark)
            with reading_whoosh():
                self.parts = contents.read(self.folder)
                self.segments = {part.segment_id(): self._segment(part) for part in self.parts}
                return self._shown()
        except Damaged as error:
            if contents.mark_of(self.folder) == self.mark:
                self._condemn(error)
            return None

    def _shown(self) -> View:
        """Return a view of the segments, the large ones first, with what is known of these already."""
        parts = sorted(self.parts, key=lambda part: part.doc_count_all() < LARGE)
        segments = [self.segments[part.segment_id()] for part in parts]
        large = [segment for segment in segments if segment.size >= LARGE]
        if not self._large or self._large.segments != large:
            self._large = Stretch(large)
        stretches = [self._large] if large else []
        if large != segments or not segments:
            stretches.append(Stretch(segments[len(large) :], self._large if large else None))
        return View(stretches, [list(part.deleted_docs()) for part in parts])

    def _segment(self, part) -> Segment:
        """Return a segment; it outlives the commits that leave it alone."""
        if known := self.segments.get(part.segment_id()):
            return known
        contents.check_ends(self.folder, part)
        return Segment(FileStorage(str(self.folder)), make_schema(), part)

    def _condemn(self, error: Damaged) -> None:
        """Let nobody use what is broken. Said once, whoever meets it first."""
        self._view, self.parts, self.segments, self._large = None, [], {}, None
        if contents.condemn(self.folder, self.mark):
            log.error("the index is damaged and has to be rebuilt: %r", error.__cause__ or error)
