"""Reading a file in a child process: bounded memory, time and files, an empty folder, no secrets, no Django, no database.

Whatever the child does, the caller gets drafts or a Refusal.
"""
import contextlib
import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from speeches.parsing import drafts
from speeches.parsing.drafts import DocumentDraft, Refusal, SpeechDraft
from speeches.parsing.refusals import refusal

CHILD = Path(__file__).with_name("child.py")
ROOT = CHILD.parent.parent.parent
WALL_SECONDS = 60
BROKEN = "这个文件没有读成，请用 Word 打开，把正文复制到新文档后再上传。"
log = logging.getLogger(__name__)


def parse_in_child(content: bytes, name: str, beat: Callable[[], object] | None = None) -> DocumentDraft:
    """Read a .docx, or raise Refusal. `beat()` is called about every second while waiting."""
    with (
        tempfile.TemporaryDirectory(prefix="reading-") as folder,
        tempfile.TemporaryFile() as given,
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaint,
    ):
        given.write(content)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-I", str(CHILD), str(ROOT), plain_name(name)],
            stdin=given,
            stdout=answer,
            stderr=complaint,
            cwd=folder,
            env={"LANG": "C.UTF-8", "TMPDIR": folder},
            start_new_session=True,
        )
        try:
            status = wait(child, beat)
        finally:
            end(child)
        answer.seek(0)
        complaint.seek(0)
        return understood(status, answer.read(), complaint.read())


def plain_name(name: str) -> str:
    """A name that can be an argument of a program, whatever was sent."""
    return name.replace("\0", "")[:300].encode("utf-8", "replace").decode()


def wait(child, beat) -> int | None:
    """Return how the child ended; None when it took too long."""
    last = time.monotonic() + WALL_SECONDS
    while time.monotonic() < last:
        try:
            return child.wait(timeout=1)
        except subprocess.TimeoutExpired:
            if beat:
                beat()
    return None


def end(child):
    """End the child's whole group, should any of it still run."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def understood(status: int | None, answer: bytes, complaint: bytes) -> DocumentDraft:
    if status in (None, -signal.SIGXCPU):
        raise refusal("timeout")
    if status == 0:
        found = json.loads(answer)
        if "refused" in found:
            raise Refusal(*found["refused"])
        return document_from(found["draft"])
    log.error("Reading ended with %s: %s", status, complaint.decode("utf-8", "replace"))
    raise refusal("too_complex") if status < 0 else Refusal("too_complex", BROKEN)


def document_from(plain: dict) -> DocumentDraft:
    """Build the drafts again from the plain values that `asdict` made of them."""
    return DocumentDraft(
        [speech_from(speech) for speech in plain["speeches"]],
        [drafts.Dropped(**piece) for piece in plain["dropped"]],
        [drafts.Warning(**warning) for warning in plain["warnings"]],
        plain["characters"],
    )


PARTS = {
    "paragraphs": drafts.ParagraphDraft,
    "outline": drafts.SectionDraft,
    "notes": drafts.NoteDraft,
    "appendices": drafts.AppendixDraft,
    "warnings": drafts.Warning,
}


def speech_from(plain: dict) -> SpeechDraft:
    built = {key: [kind(**part) for part in plain[key]] for key, kind in PARTS.items()}
    evidence = {key: drafts.Evidence(**piece) for key, piece in plain["evidence"].items()}
    return SpeechDraft(**plain | built | {"evidence": evidence})
