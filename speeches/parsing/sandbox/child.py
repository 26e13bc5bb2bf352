"""What the process does that reads one file: it binds itself, then looks at the first byte, and writes down an answer."""
import resource
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from speeches.parsing.drafts import DocumentDraft, Refusal
from speeches.parsing.limits import BOUNDS, MB
from speeches.parsing.refusals import refusal
from speeches.parsing.sandbox import confinement
from speeches.parsing.travel import pack, unpack

LARGE = 10 * MB  # short of memory, libxml2 calls a file of this size damaged
HERE = Path(__file__).parent.parent.parent
LIBRARIES = [HERE, *map(Path, (sys.prefix, sys.base_prefix, "/usr", "/lib", "/lib64"))]


@dataclass(slots=True)
class Request:
    """The first line of what a child is given; the file follows."""

    name: str


@dataclass(slots=True)
class Answer:
    draft: DocumentDraft | None = None
    refused: list[str] = field(default_factory=list)  # code and sentence
    unbound: list[str] = field(default_factory=list)  # what this machine does not allow to be forbidden


def read(given: BinaryIO, answer: BinaryIO):
    """Read the file in `given`, in a process that is good for nothing else afterwards."""
    unbound = bind()
    request = unpack(Request, given.readline())
    found = answer_to(request, given.read())
    found.unbound = unbound
    answer.write(bounded(found))


def bounded(found: Answer) -> bytes:
    with suppress(MemoryError):
        packed = pack(found)
        if len(packed) <= BOUNDS.answer:
            return packed
    return pack(refused(refusal("too_complex")))


def answer_to(request: Request, content: bytes) -> Answer:
    from speeches.parsing.pipeline import parse

    try:
        return Answer(parse(content, request.name))
    except Refusal as error:
        short_of_memory = error.code in ("xml_damaged", "zip_damaged") and len(content) > LARGE
        return refused(refusal("too_complex") if short_of_memory else error)
    except (MemoryError, RecursionError):
        return refused(refusal("too_complex"))


def refused(reason: Refusal) -> Answer:
    return Answer(refused=[reason.code, reason.message])


def bind() -> list[str]:
    """Limit this process for good. Returns what could not be forbidden to it."""
    memory = max(BOUNDS.memory, inherited() + BOUNDS.own_memory)
    limit(resource.RLIMIT_AS, memory)
    limit(resource.RLIMIT_CPU, BOUNDS.cpu, BOUNDS.cpu + 1)  # the first is said with SIGXCPU, the second kills
    limit(resource.RLIMIT_FSIZE, BOUNDS.answer)
    limit(resource.RLIMIT_NOFILE, BOUNDS.open_files)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_NPROC, 0)
    layers = {"files": confinement.close_files(Path.cwd(), LIBRARIES), "calls": confinement.refuse_calls()}
    return [name for name, holds in layers.items() if not holds]


def limit(kind: int, soft: int, hard: int | None = None):
    hard, most = soft if hard is None else hard, resource.getrlimit(kind)[1]
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(kind, (soft, hard))


def inherited() -> int:
    """The address space that this process was born with, tables and all."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except OSError:
        return 0
