"""Old files (.doc, .wps, .rtf) become .docx through LibreOffice, where it is installed, and are read like all others.

It runs without network, in a folder of its own, for one file at a time; see parsing/office.py for what it gives up first.
"""
import fcntl
import hashlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from django.conf import settings

from speeches.parsing import sandbox
from speeches.parsing.drafts import DocumentDraft, Refusal, Warning
from speeches.parsing.refusals import refusal
from speeches.parsing.sandbox import office

# What can be converted: the code that it is refused with elsewhere, and the suffix that tells LibreOffice what it is.
SUFFIXES = {"legacy_doc": ".doc", "rtf": ".rtf"}
WALL_SECONDS = 60
STARTS_AGAIN = 81  # what LibreOffice ends with once it has made its profile
FAILED = "这个 {} 文件没能转换，可能有密码或已损坏：请用 Word 或 WPS 打开，另存为 .docx 后再上传。"
# A profile that follows no link and runs no macro, and does not look for Java.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Office.Java/VirtualMachine"><prop oor:name="Enable"><value>false</value></prop></item>
</oor:items>
"""
log = logging.getLogger(__name__)


def read_file(content: bytes, name: str, beat: Callable[[], object] | None = None) -> DocumentDraft:
    """Read a .docx, or an old file where that is possible. Raises Refusal or Fault."""
    try:
        return sandbox.parse_in_child(content, name, beat)
    except Refusal as reason:
        if reason.code not in SUFFIXES or not is_possible():
            raise
        code = reason.code
    draft = sandbox.parse_in_child(convert(content, code, beat), name, beat)
    for warnings in (draft.warnings, draft.reading.warnings):  # said again when the rules of tomorrow are run on it
        warnings.insert(0, Warning("converted", f"由 {SUFFIXES[code]} 转换后读的，版式可能有出入。"))
    return draft


def suffixes() -> list[str]:
    """What can be read here, by how such files are called."""
    return [".docx", ".doc", ".wps", ".rtf"] if is_possible() else [".docx"]


def is_possible() -> bool:
    """Whether old files can be read here: it is wanted, LibreOffice is there, and it can be kept from the network."""
    return settings.CONVERT_OLD_FILES and program() is not None and can_be_bound()


@cache
def program() -> Path | None:
    """LibreOffice's own program behind the script that starts it: one process, which ends with its parent."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    binary = Path(found).resolve().with_name("soffice.bin") if found else None
    return binary if binary and binary.exists() else None


@cache
def can_be_bound() -> bool:
    with tempfile.TemporaryDirectory(prefix="converting-") as folder:
        return subprocess.run(bound(folder), capture_output=True).returncode == 0


def bound(folder: str, *command: str) -> list[str]:
    """A command as it is run by office.py; none is a trial."""
    return [sys.executable, "-I", office.__file__, str(settings.ROOT), str(os.getpid()), folder, *command]


def convert(content: bytes, code: str, beat: Callable | None = None) -> bytes:
    """Return the .docx that LibreOffice makes of an old file, or raise Refusal."""
    with alone(beat), tempfile.TemporaryDirectory(prefix="converting-", ignore_cleanup_errors=True) as folder:
        given, made = Path(folder, "given" + SUFFIXES[code]), Path(folder, "made", "given.docx")
        given.write_bytes(content)
        profile = Path(folder, "profile", "user", "registrymodifications.xcu")
        profile.parent.mkdir(parents=True)
        profile.write_text(PROFILE)
        last = time.monotonic() + WALL_SECONDS
        status = run(folder, given, last, beat)
        if status == STARTS_AGAIN:
            status = run(folder, given, last, beat)
        if status is None:
            raise refusal("timeout")
        if made.is_symlink() or not made.is_file():
            log.warning("LibreOffice ended with %s and made nothing of a %s file", status, SUFFIXES[code])
            raise Refusal(code, FAILED.format(SUFFIXES[code]))
        return made.read_bytes()


@contextmanager
def alone(beat: Callable | None):
    """One at a time in the whole archive: it takes a core and half a gigabyte."""
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with open(settings.DATA / "converting.lock", "w") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                wait(beat)
        yield


def run(folder: str, given: Path, last: float, beat: Callable | None) -> int | None:
    """Return how LibreOffice ended; None when it took too long."""
    profile = Path(folder, "profile").as_uri()
    child = subprocess.Popen(
        bound(
            folder, str(program()), f"-env:UserInstallation={profile}", "--headless", "--norestore",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(given.with_name("made")), str(given),
        ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env={"LANG": "C.UTF-8", "HOME": folder, "TMPDIR": folder, "PATH": "/usr/bin:/bin"},
        start_new_session=True,
    )  # fmt: skip
    try:
        while (left := last - time.monotonic()) > 0:
            with suppress(subprocess.TimeoutExpired):
                return child.wait(timeout=min(1, left))
            if beat:
                beat()
        return None
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
        clear(profile)


def clear(profile: str):
    """Remove the socket that LibreOffice leaves when it is killed; its name is made of the address of the profile."""
    digest = "".join(f"{byte:x}" for byte in hashlib.md5(profile.encode("utf-16-le"), usedforsecurity=False).digest())
    for left in Path("/tmp").glob(f"OSL_PIPE_*{digest}"):
        left.unlink(missing_ok=True)


def wait(beat: Callable | None):
    time.sleep(0.5)
    if beat:
        beat()
