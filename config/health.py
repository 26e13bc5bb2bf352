"""Two answers for whoever watches the machine: the process lives, and the archive can be used."""
import fcntl
import os
import shutil
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse
from django.utils import timezone

from search import engine
from speeches import pulse
from speeches.models import IndexTask
from speeches.worker import QUEUES

OLDEST_CHANGE = timedelta(minutes=2)  # that cannot be found yet
LEAST_FREE = 32 * 1024 * 1024  # bytes on the disk of the index
READY = ("ok", "outdated")  # an outdated index answers, and is being built anew
LOCKS = ("index.lock", "index.writing")


def healthz(request):
    return HttpResponse("ok", content_type="text/plain")


def readyz(request):
    state = {"database": database_state(), "index": index_state()}
    state |= {f"worker_{queue}": worker_state(queue) for queue in QUEUES}
    ready = all(value in READY for value in state.values())
    return JsonResponse({"ready": ready, **state}, status=200 if ready else 503)


def database_state() -> str:
    try:
        executor = MigrationExecutor(connection)
        return "unmigrated" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"
    except DatabaseError:
        return "unreachable"


def index_state() -> str:
    """Return what is wrong with the index, and what keeps it from being mended or kept up to date."""
    state = engine.current().state()
    found = [state] if state != "ready" else []
    if obstacle := writing_obstacle():
        found.append(obstacle)
    return ", ".join(found) or "ok"


def writing_obstacle() -> str:
    if not all(os.access(folder, os.W_OK) for folder in (settings.DATA, settings.INDEX) if folder.exists()):
        return "read-only"
    if shutil.disk_usage(settings.DATA).free < LEAST_FREE:
        return "disk full"
    try:
        late = IndexTask.objects.filter(made_at__lt=timezone.now() - OLDEST_CHANGE).exists()
    except DatabaseError:
        return ""  # that is said of the database
    if not late:
        return ""
    return "locked" if any(map(is_held, LOCKS)) else "behind"


def is_held(name) -> bool:
    """Say whether some process is writing right now."""
    try:
        with (settings.DATA / name).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def worker_state(queue) -> str:
    seconds = pulse.silence(queue)
    if seconds is None:
        return "never started"
    return "ok" if seconds < pulse.OLDEST else f"silent for {seconds:.0f} s"
