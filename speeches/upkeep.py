"""What the queue needs so that nothing is lost: the work of dead workers comes back, what is over is cleared away."""
import os
import socket
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.models import DBTaskResult

from speeches import archive, questions, reads, tasks
from speeches.models import IndexTask, Upload

LEASE = timedelta(seconds=60)  # whoever reads an upload beats more often than this, or is dead
KEPT_RESULTS = 2  # days


def name_of_worker(queue: str) -> str:
    """A name that tells whoever comes after where to look whether this process still runs."""
    return f"{queue}.{os.getpid()}.{get_random_string(6)}@{socket.gethostname()}"


def after_a_crash(queue: str) -> None:
    """Take over at once what was running in workers of this machine that are dead; elsewhere a lease has to end first.

    One process writes the index: whatever still runs there when it starts died with the one before.
    """
    running = DBTaskResult.objects.running().filter(queue_name=queue)
    dead = [task.pk for task in running if queue == "index" or is_dead(task.worker_ids)]
    running.filter(pk__in=dead).update(status="READY", started_at=None)


def is_dead(workers: list[str]) -> bool:
    name, _, host = workers[-1].partition("@") if workers else ("", "", "")
    number = name.split(".")[1:2]
    return host == socket.gethostname() and bool(number) and not Path(f"/proc/{number[0]}").exists()


def often(queue: str) -> None:
    if queue == "index":
        wake_for_the_index()
    else:
        return_lost_tasks()
        return_lost_uploads()
        questions.gather()
        reads.gather()


def rarely(queue: str) -> None:
    if queue == "default":
        archive.purge()
        questions.forget_old()
        reads.forget_old()
        call_command("prune_db_task_results", min_age_days=KEPT_RESULTS, queue_name="*", verbosity=0)


def upload_of(task: DBTaskResult) -> int:
    return task.args_kwargs["args"][0]


def reading():
    return DBTaskResult.objects.filter(task_path=tasks.read_upload.module_path)


def return_lost_tasks(lease=LEASE) -> None:
    """Give tasks of readers that stopped beating (kill -9, power cut) back to the queue."""
    since = timezone.now() - lease
    for task in reading().running().filter(started_at__lt=since):
        if not Upload.objects.filter(pk=upload_of(task), heartbeat_at__gte=since).exists():
            # Unless another worker has taken it up meanwhile.
            reading().running().filter(pk=task.pk, started_at=task.started_at).update(status="READY", started_at=None)


def return_lost_uploads(lease=LEASE) -> None:
    """Queue uploads again whose task has ended without them: the worker was cut off as it stopped."""
    since = timezone.now() - lease
    live = [upload_of(task) for task in reading().filter(status__in=["READY", "RUNNING"])]
    quiet = Q(heartbeat_at=None, received_at__lt=since) | Q(heartbeat_at__lt=since)
    for pk in Upload.objects.pending().filter(quiet).exclude(pk__in=live).values_list("pk", flat=True):
        tasks.read_upload.enqueue(pk)


def wake_for_the_index(lease=LEASE) -> None:
    """Queue the index again for changes that nobody came for."""
    if IndexTask.objects.filter(made_at__lt=timezone.now() - lease).exists():
        queued = DBTaskResult.objects.filter(task_path=tasks.update_index.module_path, status__in=["READY", "RUNNING"])
        if not queued.exists():
            tasks.update_index.enqueue()
