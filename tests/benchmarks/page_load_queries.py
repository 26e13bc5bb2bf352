"""Print how many database queries the pages at the given addresses need, at most; `--each`: one after the other."""
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402


def queries(address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        Client(headers={"host": "127.0.0.1"}).get(address)
    return len(captured)


if __name__ == "__main__":
    counts = [queries(address) for address in sys.argv[1:] if address != "--each"]
    print(*counts if "--each" in sys.argv else [max(counts)])
