"""For page_load.py: keeps a small speech for each line that comes in, wakes the index worker as an upload does, and says so."""
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.db import transaction  # noqa: E402

from speeches import archive  # noqa: E402
from speeches.texts import STATED, draft_of  # noqa: E402

for line in sys.stdin:
    record = {**dict.fromkeys((*STATED, "id", "date", "source")), "title": f"在{line.strip()}开工仪式上的讲话", "text": f"同志们：\n{line.strip()}今天开工。"}
    with transaction.atomic():
        archive.mark_for_index(archive.keep_text(record, draft_of(record)))
    print("kept", flush=True)
