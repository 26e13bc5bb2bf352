"""Two answers for whoever watches the machine: the process lives, and the archive can be used."""
import time

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

from speeches.worker import QUEUES, pulse_file

OLDEST_PULSE = 30  # seconds


def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    state = {"database": database_state(), "index": index_state()}
    state |= {f"worker_{queue}": worker_state(queue) for queue in QUEUES}
    ready = all(value == "ok" for value in state.values())
    return JsonResponse({"ready": ready, **state}, status=200 if ready else 503)


def database_state() -> str:
    try:
        executor = MigrationExecutor(connection)
        return "unmigrated" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"
    except DatabaseError:
        return "unreachable"


def index_state() -> str:
    return "ok" if settings.INDEX.is_dir() and any(settings.INDEX.iterdir()) else "missing"


def worker_state(queue) -> str:
    try:
        age = time.time() - pulse_file(queue).stat().st_mtime
    except FileNotFoundError:
        return "never started"
    return "ok" if age < OLDEST_PULSE else f"silent for {age:.0f} s"
