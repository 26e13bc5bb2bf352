"""Reading a file in a process of its own: bounded memory, time and files, an empty folder, no network, no secrets.

Whatever the child does, the caller gets drafts, a Refusal or a Fault.
"""
import logging
import signal
import tempfile
from collections.abc import Callable
from functools import cache

from speeches.parsing.drafts import DocumentDraft, Refusal
from speeches.parsing.limits import BOUNDS
from speeches.parsing.refusals import refusal
from speeches.parsing.sandbox.child import Answer, Request
from speeches.parsing.sandbox.nursery import Lost, Nursery
from speeches.parsing.travel import pack, unpack

TRIES = 3
LONGEST_COMPLAINT = 100_000
NURSERY = Nursery()
TOOK_TOO_LONG = (None, -signal.SIGXCPU)
log = logging.getLogger(__name__)


class Fault(Exception):
    """Our own program broke over a file, which may be a good one. The traceback is in the log."""


def parse_in_child(content: bytes, name: str, beat: Callable[[], object] | None = None) -> DocumentDraft:
    """Read a .docx. Raises Refusal or Fault. `beat()` is called about every second while waiting."""
    return ask(Request(plain_name(name)), content, beat)


def prepare():
    """Start now what the first file would have to wait for."""
    NURSERY.current()


def plain_name(name: str) -> str:
    """A name that is text, whatever was sent."""
    return name.replace("\0", "")[:300].encode("utf-8", "replace").decode()


def ask(request: Request, content: bytes, beat: Callable | None) -> DocumentDraft:
    """Put a request to a child; and to another, should the template die or the child be killed: that may be by mistake."""
    status: int | None = 1
    for _ in range(TRIES):
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
            given.writelines([pack(request), b"\n", content])
            given.seek(0)
            try:
                status = NURSERY.run([given, answer, complaint], BOUNDS.wall, beat)
            except Lost:
                log.warning("The template of readers died and is started again")
                continue
            if status != -signal.SIGKILL:
                answer.seek(0)
                complaint.seek(0)
                return understood(status, answer.read(BOUNDS.answer), complaint.read(LONGEST_COMPLAINT))
    if status == -signal.SIGKILL:  # each time: the system was short of memory
        raise refusal("too_complex")
    raise Fault(f"no child for it in {TRIES} tries")


def understood(status: int | None, answer: bytes, complaint: bytes) -> DocumentDraft:
    if status in TOOK_TOO_LONG:
        raise refusal("timeout")
    if status != 0:
        log.error("Reading ended with %s: %s", status, complaint.decode("utf-8", "replace"))
        raise refusal("too_complex") if status < 0 else Fault(f"reading ended with {status}")
    try:
        found = unpack(Answer, answer)
        code, sentence = found.refused or ("", "")
    except (ValueError, RecursionError) as wrong:
        raise Fault("an answer that makes no sense") from wrong
    if found.unbound:
        warn_once(tuple(found.unbound))
    if found.draft is None:
        raise Refusal(code, sentence) if code else Fault("an answer that says nothing")
    return found.draft


@cache
def warn_once(unbound: tuple[str, ...]):
    log.warning("This system does not let a reader of files be kept from: %s", ", ".join(unbound))
