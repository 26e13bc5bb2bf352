"""The worker and its upkeep, on a real queue in a real database."""
import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from speeches import archive, upkeep
from speeches.intake import receiving
from speeches.models import IndexTask, Upload
from speeches.pulse import pulse_file
from speeches.worker import QueueWorker

# A worker opens and closes connections, so no transaction can be held around it.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def upload():
    return archive.receive(ContentFile(b"PK not a word file", "会议讲话.docx"))


def long_ago():
    return timezone.now() - 2 * upkeep.LEASE


def killed_while_reading(upload, beat_at):
    Upload.objects.filter(pk=upload.pk).update(state="reading", attempts=1, heartbeat_at=beat_at)
    DBTaskResult.objects.update(status="RUNNING", started_at=long_ago(), worker_ids=["dead"])


def test_a_batch_worker_reads_what_waits_and_ends(upload):
    QueueWorker("default", batch=True).run()
    upload.refresh_from_db()
    assert upload.state == "refused"
    assert not DBTaskResult.objects.ready().exists()


def test_each_worker_takes_from_its_own_queue_only(upload):
    QueueWorker("index", batch=True).run()
    assert DBTaskResult.objects.ready().count() == 1


def test_a_task_whose_reader_fell_silent_goes_back_to_the_queue_and_is_finished(upload):
    killed_while_reading(upload, beat_at=long_ago())
    upkeep.often("default")
    QueueWorker("default", batch=True).run()
    upload.refresh_from_db()
    assert (upload.state, upload.attempts) == ("refused", 2)


def test_a_task_whose_reader_still_beats_is_left_alone(upload):
    killed_while_reading(upload, beat_at=timezone.now())
    upkeep.often("default")
    assert DBTaskResult.objects.running().count() == 1


def test_a_task_that_has_just_begun_is_left_alone(upload):
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    upkeep.often("default")
    assert DBTaskResult.objects.running().count() == 1


def test_a_file_over_which_workers_die_again_and_again_is_refused_in_words(upload):
    killed_while_reading(upload, beat_at=long_ago())
    Upload.objects.update(attempts=receiving.MOST_KILLS)
    upkeep.often("default")
    QueueWorker("default", batch=True).run()
    upload.refresh_from_db()
    assert (upload.state, upload.code) == ("refused", "timeout")
    assert "再上传" in upload.message


def test_an_upload_whose_task_is_gone_gets_a_new_one(upload):
    DBTaskResult.objects.update(status="FAILED")
    upkeep.often("default")
    assert not DBTaskResult.objects.ready().exists()  # it may still be on its way
    Upload.objects.update(received_at=long_ago())
    upkeep.often("default")
    upkeep.often("default")
    assert DBTaskResult.objects.ready().count() == 1


def test_a_settled_upload_is_never_read_again(upload):
    QueueWorker("default", batch=True).run()
    Upload.objects.update(received_at=long_ago(), heartbeat_at=long_ago())
    upkeep.often("default")
    assert not DBTaskResult.objects.ready().exists()


def test_an_index_task_of_a_dead_worker_is_taken_up_by_the_next(upload):
    archive.mark_speeches([4711])
    DBTaskResult.objects.filter(queue_name="index").update(status="RUNNING", started_at=timezone.now())
    upkeep.after_a_crash("index")
    QueueWorker("index", batch=True).run()
    assert not IndexTask.objects.exists()


def test_a_change_that_nobody_came_for_is_indexed_all_the_same():
    archive.mark_speeches([4711], wake=False)
    IndexTask.objects.update(made_at=long_ago())
    upkeep.often("index")
    QueueWorker("index", batch=True).run()
    assert not IndexTask.objects.exists()


def test_old_results_and_forgotten_files_are_cleared_away(upload):
    QueueWorker("default", batch=True).run()
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=upkeep.KEPT_RESULTS + 1))
    settings.INCOMING.mkdir(exist_ok=True)
    forgotten = settings.INCOMING / "forgotten.docx"
    forgotten.touch()
    os.utime(forgotten, (0, 0))
    upkeep.rarely("default")
    assert not DBTaskResult.objects.exists()
    assert not forgotten.exists()


def test_a_worker_beats_while_it_waits_and_ends_when_told(tmp_path):
    environment = {**os.environ, "ARCHIVE_DATA": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/archive.sqlite3"}
    manage = [sys.executable, settings.ROOT / "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=environment, check=True)
    worker = subprocess.Popen([*manage, "worker"], env=environment)
    try:
        while not pulse_file("default").exists():
            assert worker.poll() is None
            time.sleep(0.05)
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(30) == 0
    finally:
        worker.kill()
