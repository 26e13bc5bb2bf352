"""Reading a file in a child process: bounded memory, time and files, an empty folder, no secrets, no Django, no database.

The parent hands the bytes over and gets one JSON answer. Whatever the child does, the parent answers with drafts or with
a Refusal. Run as a program (`python -I sandbox.py ROOT NAME`) this file is the child.
"""
import json
import logging
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MB = 1024 * 1024
MEMORY, CPU_SECONDS, WALL_SECONDS, ANSWER = 768 * MB, 30, 60, 256 * MB
LARGE = 10 * MB  # a child that dies over a file of this size was short of memory, whatever it says
OUT_OF_MEMORY = (-signal.SIGKILL, -signal.SIGSEGV, -signal.SIGABRT, -signal.SIGBUS)
log = logging.getLogger(__name__)


def parse_in_child(data: bytes, name: str, beat=None):
    """Return the DocumentDraft of a file, or raise Refusal. `beat()` is called about every second while waiting."""
    from speeches.parsing.refusals import refusal

    with tempfile.TemporaryDirectory(prefix="reading-") as folder, tempfile.TemporaryFile() as given, \
            tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaint:
        given.write(data)
        given.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-I", __file__, str(ROOT), name],
            stdin=given, stdout=answer, stderr=complaint, cwd=folder, env={"LANG": "C.UTF-8", "TMPDIR": folder},
            close_fds=True, start_new_session=True,
        )
        try:
            status = wait(child, beat)
        finally:
            end(child)
        if status is None or status == -signal.SIGXCPU:
            raise refusal("timeout")
        answer.seek(0)
        complaint.seek(0)
        return understood(status, answer.read(), complaint.read(100_000), len(data))


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
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    child.wait()


def understood(status: int, answer: bytes, complaint: bytes, size: int):
    from speeches.parsing.drafts import Refusal
    from speeches.parsing.refusals import refusal

    if status == 0:
        found = json.loads(answer)
        if "refused" in found:
            raise Refusal(*found["refused"])
        return loaded(found["draft"])
    log.error("Reading ended with %s\n%s", status, complaint.decode("utf-8", "replace"))
    if status in OUT_OF_MEMORY or size > LARGE:
        raise refusal("too_complex")
    raise Refusal("too_complex", "这个文件没有读成，请用 Word 打开，把正文复制到新文档后再上传。")


def loaded(plain: dict):
    """Build a DocumentDraft again from the plain values of `asdict`."""
    from speeches.parsing import drafts

    def speech(values):
        kinds = {"paragraphs": drafts.ParagraphDraft, "outline": drafts.SectionDraft, "notes": drafts.NoteDraft,
                 "appendices": drafts.AppendixDraft, "warnings": drafts.Warning}
        whole = {key: [kinds[key](**one) for one in value] if key in kinds else value for key, value in values.items()}
        whole["evidence"] = {key: drafts.Evidence(**one) for key, one in values["evidence"].items()}
        return drafts.SpeechDraft(**whole)

    return drafts.DocumentDraft(
        [speech(values) for values in plain["speeches"]],
        [drafts.Dropped(**one) for one in plain["dropped"]],
        [drafts.Warning(**one) for one in plain["warnings"]],
    )


def limit():
    """Bind this process before it looks at the first byte."""
    for kind, most in [
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, ANSWER),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ]:
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))


def answer(root: str, name: str) -> dict:
    sys.path.insert(0, root)
    from dataclasses import asdict

    from speeches.parsing.drafts import Refusal
    from speeches.parsing.pipeline import parse
    from speeches.parsing.refusals import refusal

    data = sys.stdin.buffer.read()
    try:
        return {"draft": asdict(parse(data, name))}
    except Refusal as error:
        short_of_memory = error.code in ("xml_damaged", "zip_damaged") and len(data) > LARGE
        refused = refusal("too_complex") if short_of_memory else error
    except (MemoryError, RecursionError):
        refused = refusal("too_complex")
    return {"refused": [refused.code, refused.message]}


if __name__ == "__main__":
    limit()
    sys.stdout.write(json.dumps(answer(*sys.argv[1:]), ensure_ascii=True))
