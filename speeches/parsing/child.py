"""The program that reads one file for the sandbox: `python -I child.py ROOT NAME < file > answer`."""
import ctypes
import json
import resource
import signal
import sys
from dataclasses import asdict

MB = 1024 * 1024
LARGE = 10 * MB  # short of memory, libxml2 calls a file of this size damaged
DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG
LIMITS = [
    (resource.RLIMIT_AS, 768 * MB),
    (resource.RLIMIT_CPU, 30),
    (resource.RLIMIT_FSIZE, 256 * MB),
    (resource.RLIMIT_NOFILE, 64),
    (resource.RLIMIT_CORE, 0),
]


def bind():
    """Limit this process before it looks at the first byte, and have it end with the one that started it."""
    for kind, most in LIMITS:
        hard = resource.getrlimit(kind)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (most, most))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)


def answer(content: bytes, name: str) -> dict:
    from speeches.parsing.drafts import Refusal
    from speeches.parsing.pipeline import parse
    from speeches.parsing.refusals import refusal

    try:
        return {"draft": asdict(parse(content, name))}
    except Refusal as error:
        short_of_memory = error.code in ("xml_damaged", "zip_damaged") and len(content) > LARGE
        refused = refusal("too_complex") if short_of_memory else error
    except (MemoryError, RecursionError):
        refused = refusal("too_complex")
    return {"refused": [refused.code, refused.message]}


if __name__ == "__main__":
    bind()
    root, name = sys.argv[1:]
    sys.path.insert(0, root)
    found = answer(sys.stdin.buffer.read(), name)
    sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
