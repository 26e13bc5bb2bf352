"""What was asked, for the archive's keepers: a line a question. Nobody who asks waits for it or fails by it."""
from django.conf import settings
from django.utils import timezone

from config.notebook import Notebook
from config.proxies import client_ip
from search import engine
from search.text import folded

NOTEBOOK = Notebook("questions")
LONGEST = 200  # characters that are kept of a question
ALONE = {"q", "in", "page", "per_page"}  # an address that says more narrows or sorts what was asked before


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
    NOTEBOOK.write(line)


def is_unanswerable(found: int) -> bool:
    """While there is no index nothing is found, whatever is asked."""
    return not found and engine.current().state() in ("missing", "damaged")
