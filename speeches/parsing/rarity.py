"""How rare words are in general Chinese: the table that jieba brings.

It is kept as lines by their first three bytes: a dict of 270,000 words would take 60 MB more, and every reader that is
forked would be slower for it.
"""
import importlib.util
import marshal
import os
import tempfile
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import BinaryIO

UNKNOWN = 7.0  # rarity of a word that the table does not hold
MOST = 9.0
being_made: BinaryIO | None = None


def rarity(word: str) -> float:
    start = f"{word} ".encode()
    _, found, rest = table().get(start[:3], b"").partition(b"\n" + start)
    value = float(rest[: rest.index(b"\n")]) if found else UNKNOWN
    return min(value, MOST) / 10


@cache
def table() -> dict[bytes, bytes]:
    if being_made:
        os.wait()
        being_made.seek(0)
        with being_made:
            return marshal.load(being_made)
    return made()


def made() -> dict[bytes, bytes]:
    spec = importlib.util.find_spec("jieba")
    file = Path(spec.submodule_search_locations[0]) / "analyse" / "idf.txt" if spec else None
    if file is None or not file.exists():
        return {}
    groups = defaultdict(list)
    for line in file.read_bytes().split(b"\n"):
        groups[line[:3]].append(line)
    return {start: b"\n%b\n" % b"\n".join(lines) for start, lines in groups.items()}


def make_ahead():
    """Let another processor make the table, while this process loads what else it needs. For one that forks nothing else."""
    global being_made
    being_made = tempfile.TemporaryFile(dir=os.getcwd())  # noqa: SIM115
    if os.fork() == 0:
        try:
            marshal.dump(made(), being_made)
            being_made.flush()
        finally:
            os._exit(0)
