"""What was asked, for the archive's keepers: a line a question in a small file. Nobody who asks waits for it or fails by it."""
import json
import logging
import os

from django.conf import settings
from django.utils import timezone

from config.proxies import client_ip
from search import engine
from search.text import folded

log = logging.getLogger(__name__)
LONGEST = 200  # characters that are kept of a question
MOST_BYTES = 16 << 20  # in the file; the worker empties it, and if it does not, somebody has to look at more than this
ALONE = {"q", "in", "page", "per_page"}  # an address that says more narrows or sorts what was asked before


def file():
    return settings.DATA / "questions.log"


def note(request, text: str, found: int, ms: float, way: str) -> None:
    """Write down what was typed, how many speeches it found and in how many milliseconds; way: "page" or "api".

    Who asked is only written where LOG_ASKERS says so.
    """
    is_new = not request.GET.keys() - ALONE and request.GET.get("page", "1") == "1"
    if not is_new or not folded(text) or is_unanswerable(found):
        return
    line = {"day": timezone.localdate().isoformat(), "q": text[:LONGEST], "found": found, "ms": round(ms, 1), "way": way}
    if settings.LOG_ASKERS:
        line["by"] = request.user.get_username() or client_ip(request)
    try:
        append(f"\n{json.dumps(line, ensure_ascii=False)}\n".encode())
    except OSError as error:
        log.warning("a question could not be noted: %s", error)


def is_unanswerable(found: int) -> bool:
    """While there is no index nothing is found, whatever is asked."""
    return not found and engine.current().state() in ("missing", "damaged")


def append(line: bytes) -> None:
    """In one write, so that lines of several processes never mix. A line that a full disk cut off spoils no other."""
    number = os.open(file(), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.fstat(number).st_size < MOST_BYTES:
            os.write(number, line)
    finally:
        os.close(number)
