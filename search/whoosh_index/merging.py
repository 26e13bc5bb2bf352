"""Few segments instead of many, made beside: nobody who searches or commits waits for it.

Small ones are taken together, a large one only with as much again: each speech is written again a few times in its life.
One whose deleted speeches weigh is written again without them.
"""
import numpy as np
from whoosh.filedb.filestore import FileStorage

from search.whoosh_index import contents
from search.whoosh_index.contents import Bench, alive
from search.whoosh_index.reading import Damaged, Segment
from search.whoosh_index.schema import make_schema

# Up to so many speeches: at least so many segments at once, and the largest of them makes no more than one part in so many.
# What is done in seconds is done first. More than that in one segment would take too much memory to write.
SIZES = {1_000: 4, 16_000: 2}
MOST_DELETED = 0.1  # of a segment
FEW_DELETED = 20  # not worth the trouble


def is_holey(part) -> bool:
    return part.deleted_count() > max(FEW_DELETED, part.doc_count_all() * MOST_DELETED)


def chosen(parts: list) -> list:
    """Return the segments that are to become one; [] while all is well."""
    by_size = sorted(parts, key=alive)
    for most, least in SIZES.items():
        for count in range(len(parts), least - 1, -1):
            taken = by_size[:count]
            if alive(taken[-1]) * least <= sum(map(alive, taken)) <= most:
                return taken
    return next(([part] for part in parts if is_holey(part)), [])


def merge(folder, locked) -> None:
    """Take together what is to become one. The lock is held for the exchange alone."""
    while taken := chosen(contents.read(folder)):
        bench = Bench(folder / "beside")
        try:
            living = absorb(folder, taken, bench)
        except (Damaged, OSError):
            if are_in_force(folder, taken):
                raise
            continue  # commits deleted the last of a segment, and its files with it
        with locked():
            exchange(folder, taken, living, bench.folder)


def are_in_force(folder, taken) -> bool:
    return {part.segment_id() for part in taken} <= {part.segment_id() for part in contents.read(folder)}


def absorb(folder, taken, bench) -> list[np.ndarray]:
    """Make one segment of these; return for each of them which of its documents that has, as a mask."""
    for part in taken:
        contents.check_whole(folder, part)  # what is broken must not come into a segment that looks sound
    storage, living = FileStorage(str(folder)), []

    def fill(writer):
        for part in taken:
            segment = Segment(storage, make_schema(), part)
            writer.absorb(segment, part.deleted_docs())
            mask = np.ones(segment.size, bool)
            mask[list(part.deleted_docs())] = False
            living.append(mask)

    bench.make(fill)
    return living


def exchange(folder, taken, living, bench) -> None:
    """Put the new segment in the place of the old ones; what was deleted in them meanwhile is deleted in it."""
    if not are_in_force(folder, taken):
        return  # somebody has built the index anew
    parts = {part.segment_id(): part for part in contents.read(folder)}
    (new,) = contents.made_in(bench)
    start = 0
    for old, mask in zip(taken, living, strict=True):
        now = parts.pop(old.segment_id())
        places = start + np.cumsum(mask) - 1
        for document in set(now.deleted_docs()) - set(old.deleted_docs()):
            new.delete_document(int(places[document]))
        start += int(mask.sum())
    if any(old.made_by != new.made_by for old in taken):
        new.made_by = next(old.made_by for old in taken if old.made_by != new.made_by)
    contents.publish(folder, [*parts.values(), new], [bench])
