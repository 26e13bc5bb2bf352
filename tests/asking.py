"""Questions noted as a page would note them, and counted."""
from types import SimpleNamespace

from search import questions as noted
from speeches import questions


def gather():
    questions.gather()  # sets aside
    questions.gather()  # counts


def ask(text, found=1, ms=5.0, times=1, way="page"):
    """Note a question as a page would."""
    request = SimpleNamespace(GET={"q": text}, user=SimpleNamespace(get_username=lambda: ""), META={"REMOTE_ADDR": "10.1.2.3"})
    for _ in range(times):
        noted.note(request, text, found, ms, way)
