import os
import shutil
import time

import pytest
from django.conf import settings

from speeches import archive
from speeches.pulse import pulse_file
from speeches.worker import QUEUES


@pytest.fixture
def running(db, archive_folder):
    archive.rebuild_index()
    for queue in QUEUES:
        pulse_file(queue).touch()


def test_the_process_says_that_it_lives_without_a_database(client):
    assert client.get("/healthz").text == "ok"


def test_ready_when_database_index_and_workers_are(client, running):
    response = client.get("/readyz")
    assert (response.status_code, response.json()["ready"]) == (200, True)


def test_not_ready_without_an_index(client, running):
    shutil.rmtree(settings.INDEX)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["index"]) == (503, "missing")


@pytest.mark.parametrize("queue", QUEUES)
def test_not_ready_when_a_worker_has_been_silent(client, running, queue):
    long_ago = time.time() - 300
    os.utime(pulse_file(queue), (long_ago, long_ago))
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "silent" in response.json()[f"worker_{queue}"]
