"""Two answers for whoever watches the machine: the process lives, and the archive can be used."""
import time

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

from search import engine
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
    state = engine.current().state()
    return "ok" if state == "ready" else state


def worker_state(queue) -> str:
    try:
        age = time.time() - pulse_file(queue).stat().st_mtime
    except FileNotFoundError:
        return "never started"
    return "ok" if age < OLDEST_PULSE else f"silent for {age:.0f} s"
