"""kill -9 at the worst moments, to real processes with an archive on disk: afterwards nothing is lost, double or half."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

SAMPLE = next((Path(__file__).parent.parent / "fixtures").glob("02*.docx"))

RECEIVE = """
from django.core.files import File
with open({sample!r}, "rb") as file:
    archive.receive(File(file, "汇编.docx"))
"""
# The process kills itself as soon as this function has done its work.
KILL = """
import os, signal
from speeches import keeping
from speeches.intake import receiving
done = {place}.{function}
def last(*arguments):
    done(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
{place}.{function} = last
archive.read_upload(Upload.objects.get().pk)
"""
AGAIN = """
import json
archive.read_upload(Upload.objects.get().pk)
upload = Upload.objects.get()
original = upload.document.original
print(json.dumps([upload.state, upload.attempts, Document.objects.count(), Speech.objects.count(), IndexTask.objects.count(),
                  original.exists() and original.read_bytes() == open({sample!r}, "rb").read()]))
"""


def run(folder, code, **values):
    start = "import django; django.setup()\nfrom speeches import archive\nfrom speeches.models import *\n"
    environment = os.environ | {"ARCHIVE_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    environment.pop("DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-c", start + code.format(sample=str(SAMPLE), **values)],
        cwd=settings.ROOT, env=environment, capture_output=True, text=True,
    )  # fmt: skip


@pytest.fixture(scope="module")
def received(tmp_path_factory):
    """An archive in which one file waits."""
    folder = tmp_path_factory.mktemp("archive")
    done = run(folder, "from django.core.management import call_command\ncall_command('migrate', verbosity=0)\n" + RECEIVE)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize(
    ("place", "function"),
    [
        ("receiving", "parse"),
        ("keeping", "write_document"),
        ("keeping", "place"),
        ("receiving", "keep"),
    ],
)
def test_a_killed_reader_leaves_nothing_half_and_the_next_one_finishes(received, tmp_path, place, function):
    folder = shutil.copytree(received, tmp_path / "archive")
    killed = run(folder, KILL, place=place, function=function)
    assert killed.returncode == -9, killed.stderr
    again = run(folder, AGAIN)
    attempts = 1 if function == "keep" else 2  # all was done already
    assert again.stdout.strip() == f'["ready", {attempts}, 1, 3, 3, true]', again.stderr
