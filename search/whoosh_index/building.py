"""A whole index built beside the live one. Where there is much to do, two processes cut, fold and write."""
import multiprocessing
import os
import shutil
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from queue import Full

from whoosh.filedb.filestore import FileStorage

from config.processes import die_with_parent
from search.engine import Entry
from search.whoosh_index import contents, stamp
from search.whoosh_index.contents import Bench
from search.whoosh_index.reading import Damaged, Segment
from search.whoosh_index.schema import document_of, make_schema

ALONE = 2_000  # entries that are not worth a second process
CHUNK = 100  # entries that travel together
SEGMENT = 3_000  # speeches; what a builder holds in memory until it writes, which takes as much again
BUILDERS = 2


class BuilderDied(Exception):
    """A process that built segments ended before its time; what it said stands above."""


def rebuild(folder: Path, entries: Iterable[Entry], locked) -> None:
    """Build from entries, bring over what was put or removed meanwhile, then exchange everything at one stroke.

    Until then the old index answers and takes small commits; their segments come along as they are.
    """
    beside = folder / "beside"
    with locked():
        before = begin(folder, beside)
    followed, following = contents.added_words(folder), stamp.added_words()
    benches = build(entries, beside)
    with locked():
        parts = [part for bench in benches for part in made_without(changed(beside), bench)]
        if changed(beside):
            parts += [part for part in contents.read(folder) if part.segment_id() not in before]
        contents.publish(folder, parts, benches)
        if contents.added_words(folder) == followed:  # else it has come to follow newer ones meanwhile
            contents.follow_words(folder, following)
        shutil.rmtree(beside)


def begin(folder, beside) -> set[str]:
    """Let commits note from now on what they change; return the names of the segments that are there already."""
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    (beside / "changed").touch()
    try:
        return {part.segment_id() for part in contents.read(folder)}
    except Damaged:  # or there is none; then nobody commits
        return set()


def note(folder: Path, ids) -> None:
    """Called by every commit: a rebuild that is under way has to follow."""
    journal = folder / "beside" / "changed"
    if journal.exists():
        with journal.open("a") as file:
            file.writelines(f"{number}\n" for number in ids)


def changed(beside) -> set[int]:
    return set(map(int, (beside / "changed").read_text().split()))


def made_without(ids, bench) -> list:
    parts = contents.made_in(bench)
    for part in parts if ids else ():
        contents.forget(part, Segment(FileStorage(str(bench)), make_schema(), part).numbers, ids)
    return parts


def build(entries: Iterable[Entry], beside: Path) -> list[Path]:
    """Make segments of entries; return the benches on which they lie."""
    entries = iter(entries)
    first = list(islice(entries, ALONE))
    if len(first) < ALONE:
        fill_bench(beside / "0", first)
        return [beside / "0"]
    entries = chain(first, entries)
    del first  # minutes lie ahead
    benches = [beside / str(number) for number in range(BUILDERS)]
    spawn = multiprocessing.get_context("spawn")  # a fork would take the database's connection along
    queue, turn = spawn.Queue(2 * BUILDERS), spawn.Lock()
    builders = [spawn.Process(target=work, args=(queue, turn, bench, os.getpid()), daemon=True) for bench in benches]
    try:
        for builder in builders:
            builder.start()
        for chunk in chain(chunks(entries), [None] * BUILDERS):
            give(queue, chunk, builders)
        for builder in builders:
            builder.join()
        look_at(builders)
    finally:
        queue.cancel_join_thread()
        for builder in builders:
            builder.kill()
    return benches


def chunks(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while chunk := list(islice(entries, CHUNK)):
        yield chunk


def give(queue, chunk, builders) -> None:
    while True:
        look_at(builders)
        try:
            return queue.put(chunk, timeout=1)
        except Full:
            continue


def look_at(builders) -> None:
    if any(builder.exitcode for builder in builders):
        raise BuilderDied


def work(queue, turn, bench: Path, parent: int) -> None:
    """A builder's life. They write by turns: that is when each needs most memory."""
    die_with_parent(parent)
    fill_bench(bench, chain.from_iterable(iter(queue.get, None)), turn)


def fill_bench(folder: Path, entries: Iterable[Entry], turn=None) -> None:
    bench, entries = Bench(folder), iter(entries)
    while some := next(entries, None):
        rest = islice(entries, SEGMENT - 1)
        bench.make(lambda writer, one=some, rest=rest: add(writer, chain([one], rest)), turn)


def add(writer, entries: Iterable[Entry]) -> None:
    for entry in entries:
        writer.add_document(**document_of(entry))
