"""The files of an index, and how they change at one stroke.

speeches1_….seg      a segment: never changed once it is there (it may have more files than one)
_speeches1_12.toc    which segments there are, which of their documents are deleted, what made them; the last one counts
damaged              somebody met a broken file under the table of contents that is named in it
added_words          which of the keepers' own words the index follows
put/  beside/        where a commit, and a merge or rebuild, make their segments; what a kill leaves there goes with the next
"""
import os
import re
import shutil
from contextlib import nullcontext, suppress
from pathlib import Path
from zlib import crc32

import numpy as np
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex

from search.whoosh_index import stamp
from search.whoosh_index.reading import Damaged, reading_whoosh
from search.whoosh_index.schema import INDEX_NAME, make_schema
from search.whoosh_index.writing import Writer

OURS = re.compile(r"_?speeches\d+_")  # also what an earlier form of the index left
ENDS = 4096  # bytes at both ends of a file that are looked at whenever it is opened
CHUNK = 1 << 20


class Bench:
    """A folder in which segments are made that nobody reads yet."""

    def __init__(self, folder: Path):
        self.folder = folder
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.storage = FileStorage(str(folder))
        TOC.create(self.storage, make_schema(), INDEX_NAME)

    def make(self, fill, turn=None) -> None:
        """Make one segment more of what fill(writer) adds. Writing it down waits for its turn."""
        writer = Writer(FileIndex(self.storage, make_schema(), INDEX_NAME))
        try:
            fill(writer)
            with turn or nullcontext():
                writer.commit(merge=False)
        finally:
            if not writer.is_closed:
                writer.cancel()


def made_in(bench: Path) -> list:
    """Return the segments that were made on a bench, each with its stamp and the fingerprints of its files."""
    parts = read(bench)
    for part in parts:
        part.made_by = stamp.current()
        part.prints = {file.name: print_of(file) for file in files_of(bench, part)}
    return parts


# ── the table of contents ──


def mark_of(folder: Path) -> tuple | None:
    """Return which table of contents is in force: an index made anew may count its generations from the start again."""
    try:
        generation = TOC._latest_generation(FileStorage(str(folder)), INDEX_NAME)
        file = (folder / TOC._filename(INDEX_NAME, generation)).stat()
    except OSError:
        return None
    return generation, file.st_mtime_ns, file.st_ino


def read(folder: Path) -> list:
    with reading_whoosh():
        return TOC.read(FileStorage(str(folder)), INDEX_NAME, schema=make_schema()).segments


def publish(folder: Path, parts: list, benches: list[Path]) -> None:
    """Put these segments in force, those from the benches too. Whatever ends this process, it is all or nothing.

    All is on the disk before the table of contents names it, else a power cut could take what the database calls done.
    """
    parts = [part for part in parts if alive(part)]
    for bench in benches:
        for file in bench.glob(f"{INDEX_NAME}_*.*"):
            flush(file)
            file.replace(folder / file.name)
    generation = TOC._latest_generation(FileStorage(str(folder)), INDEX_NAME) + 1
    desk = folder / "contents"
    desk.mkdir(exist_ok=True)
    written = desk / TOC._filename(INDEX_NAME, generation)
    written.unlink(missing_ok=True)
    TOC(make_schema(), parts, generation).write(FileStorage(str(desk)), INDEX_NAME)
    flush(written)
    written.replace(folder / written.name)
    flush(folder)
    sweep(folder, parts, written.name)


def alive(part) -> int:
    """Return how many of a segment's documents are not deleted."""
    return part.doc_count_all() - part.deleted_count()


def forget(part, numbers, ids) -> None:
    """Delete these ids in a segment whose documents have these numbers."""
    for document in np.flatnonzero(np.isin(numbers, np.array(list(ids), np.int64))).tolist():
        part.delete_document(document)


def flush(file: Path) -> None:
    number = os.open(file, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def sweep(folder: Path, parts: list, contents: str) -> None:
    """Remove the files of segments that are no longer in force. Readers that still have them open go on."""
    names = {part.segment_id() for part in parts}
    for file in folder.iterdir():
        if OURS.match(file.name) and file.name != contents and file.name.partition(".")[0] not in names:
            file.unlink()
    shutil.rmtree(folder / "contents", ignore_errors=True)


# ── damage ──


def files_of(folder: Path, part) -> list[Path]:
    return sorted(folder.glob(f"{part.segment_id()}.*"))


def print_of(file: Path) -> tuple[int, int, int]:
    """Return a file's size, a fingerprint of its two ends and one of the whole."""
    size, whole = file.stat().st_size, 0
    with file.open("rb") as opened:
        while chunk := opened.read(CHUNK):
            whole = crc32(chunk, whole)
        return size, ends_of(opened, size), whole


def ends_of(opened, size) -> int:
    opened.seek(0)
    first = opened.read(ENDS)
    opened.seek(max(0, size - ENDS))
    return crc32(opened.read(ENDS), crc32(first))


def check_sizes(folder: Path, parts: list) -> None:
    """Raise Damaged where a file of a segment is missing or cut off. Cheap."""
    for part in parts:
        for name, (size, *_) in part.prints.items():
            try:
                found = (folder / name).stat().st_size
            except OSError as error:
                raise Damaged(f"{name} cannot be read") from error
            if found != size:
                raise Damaged(f"{name} has {found} bytes, {size} were written")


def check_ends(folder: Path, part) -> None:
    """Raise Damaged where a file is not the one that was written, as far as its two ends tell: a power cut shows there."""
    check_sizes(folder, [part])
    for name, (size, ends, _) in part.prints.items():
        with reading_whoosh(), (folder / name).open("rb") as opened:
            if ends_of(opened, size) != ends:
                raise Damaged(f"{name} is not what was written")


def check_whole(folder: Path, part) -> None:
    """Raise Damaged where any byte of a segment is not what was written."""
    check_sizes(folder, [part])
    for name, (*_, whole) in part.prints.items():
        with reading_whoosh():
            if print_of(folder / name)[2] != whole:
                raise Damaged(f"{name} is not what was written")


def condemn(folder: Path, mark: tuple) -> bool:
    """Say to every process that what this table of contents names is broken; return whether it is news."""
    try:
        check_condemned(folder, mark)
    except Damaged:
        return False
    with suppress(OSError):  # where nobody can write, each process has to meet it by itself
        (folder / "damaged").write_text(str(mark))
    return True


def check_condemned(folder: Path, mark: tuple) -> None:
    try:
        told = (folder / "damaged").read_text()
    except OSError:
        return
    if told == str(mark):
        raise Damaged("met before")


# ── the words that keepers added ──


def added_words(folder: Path) -> str:
    """Return which version of them the index follows."""
    try:
        return (folder / "added_words").read_text()
    except OSError:
        return ""


def follow_words(folder: Path, version: str) -> None:
    written = folder / "added_words.new"
    written.write_text(version)
    written.replace(folder / "added_words")
