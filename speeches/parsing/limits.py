"""How large and how odd a file may be, and what reading it may take. Values, so that a test can lower them."""
from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    upload: int = 20 * MB  # 17 MB of pure text are 21,000 pages
    part: int = 48 * MB  # one inflated part
    parts: int = 80 * MB  # all parts that are read
    declared: int = 400 * MB  # what the directory says of everything, pictures included
    entries: int = 4_000
    directory: int = 2 * MB
    tags: int = 1_000_000  # "<" in a part: an empty tag costs 23 times its bytes once parsed
    paragraphs: int = 100_000
    characters: int = 200_000  # in one paragraph


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the process that reads a file may take."""

    memory: int = 768 * MB  # address space in all: 512 are the least that reads 17 MB of pure text
    own_memory: int = 512 * MB  # of it at least, however much it is born with
    cpu: int = 30  # seconds
    wall: int = 60  # seconds
    answer: int = 128 * MB  # and any other file that it writes
    open_files: int = 64


BOUNDS = Bounds()
