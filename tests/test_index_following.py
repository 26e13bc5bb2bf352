"""The index follows the archive whatever stands in the way: locks, full disks, folders that nobody may write, kills."""
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from search import engine
from search.engine import Phrase, Query
from search.whoosh_index import contents
from speeches import archive
from speeches.models import Document, IndexTask
from tests.small_archive import CANAL, HARVEST, SINGING, keep_speeches

pytestmark = pytest.mark.django_db


def keep(draft, number=0):
    text = "\n".join(paragraph.text for paragraph in draft.paragraphs)
    return archive.keep_text({"id": f"{draft.title}{number}", "title": draft.title, "text": text}, draft)


def found(words="修渠"):
    return len(engine.current().search(Query(Phrase(words), frozenset({"public"}))).ids)


def break_index():
    for file in settings.INDEX.glob("*.seg"):
        file.unlink()


def make_outdated():
    parts = contents.read(settings.INDEX)
    parts[0].made_by = "jieba of old"
    contents.publish(settings.INDEX, parts, [])


def late():
    IndexTask.objects.update(made_at=timezone.now() - timedelta(hours=1))


# ── mended by itself ──


@pytest.mark.parametrize("harm", [lambda: shutil.rmtree(settings.INDEX), break_index, make_outdated])
def test_what_is_missing_broken_or_outdated_is_built_anew(harm):
    keep_speeches(CANAL, SINGING)
    harm()
    assert archive.needs_tending()
    archive.tend_index()
    assert (engine.current().state(), archive.check_index(), archive.needs_tending()) == ("ready", [], False)


def test_a_broken_index_is_mended_before_a_change_is_put_into_it():
    keep_speeches(CANAL)
    break_index()
    keep(SINGING)
    assert archive.index_pending() == 1
    assert (found(), found("今晚不讲监督"), IndexTask.objects.count()) == (1, 1, 0)


def test_an_outdated_index_takes_changes_at_once():
    keep_speeches(CANAL)
    make_outdated()
    keep(SINGING)
    archive.index_pending()
    assert (engine.current().state(), found("今晚不讲监督")) == ("outdated", 1)


def test_many_changes_are_done_by_building_anew(monkeypatch):
    monkeypatch.setattr("speeches.indexing.MANY", 2)
    keep_speeches(CANAL)
    for number in range(4):
        keep(SINGING, number)
    assert archive.index_pending() == 4
    assert (len(contents.read(settings.INDEX)), found("今晚不讲监督"), IndexTask.objects.count()) == (1, 4, 0)


def test_a_change_that_comes_while_the_index_is_built_keeps_its_task():
    keep_speeches(CANAL)
    document = keep(SINGING)
    read = archive.entries()
    next(read)  # the rebuild has begun to read …
    engine.current().rebuild([*archive.entries_of([document.speeches.get().pk])])
    keep(HARVEST)
    assert IndexTask.objects.count() == 2
    archive.index_pending()
    assert found("秋收调度会") == 1


def test_the_latest_change_does_not_wait_for_thousands(monkeypatch):
    monkeypatch.setattr("speeches.indexing.AT_ONCE", 1)
    keep_speeches(CANAL)
    early, late = (keep(draft).speeches.get().pk for draft in (HARVEST, SINGING))
    archive.index_pending()
    assert engine.current()._latest.view().numbers.tolist()[1:] == [late, early]  # as they were put, one commit each


@pytest.mark.parametrize("kind", ["missing", "stale", "extra"])
def test_the_check_finds_each_kind_of_difference_and_only_that(kind):
    keep_speeches(CANAL, SINGING, HARVEST)
    speech = Document.objects.get(source_id=SINGING.title).speeches.get()
    if kind == "missing":
        engine.current().remove([speech.pk])
    elif kind == "stale":
        type(speech).objects.filter(pk=speech.pk).update(title="没有人告诉索引")
    else:
        Document.objects.filter(source_id=SINGING.title).update(deleted_at=timezone.now())
    (sentence,) = archive.check_index()
    assert str(speech.pk) in sentence
    archive.rebuild_index()
    assert archive.check_index() == []


def test_the_check_says_that_another_cutter_made_it():
    keep_speeches(CANAL)
    make_outdated()
    (sentence,) = archive.check_index()
    assert "jieba of old" in sentence


# ── what pages say meanwhile ──


@pytest.mark.parametrize("path", ["/", "/search/?q=修渠", "/speeches/"])
@pytest.mark.parametrize("harm", [lambda: shutil.rmtree(settings.INDEX), break_index, make_outdated])
def test_pages_say_that_the_index_is_being_built_anew(client, path, harm):
    keep_speeches(CANAL)
    assert "检索正在重建" not in client.get(path).text
    harm()
    response = client.get(path)
    assert response.status_code == 200
    assert "检索正在重建，结果可能不全" in response.text


def test_pages_say_how_long_it_will_take(client):
    keep_speeches(CANAL)
    break_index()
    (settings.DATA / "index.progress").write_text(f'{{"left": 130, "at": {time.time()}}}')
    assert "约需 3 分钟" in client.get("/search/?q=修渠").text


# ── what stands in the way ──


def index_of_health(client) -> str:
    response = client.get("/readyz")
    return response.json()["index"]


LOCK = "import fcntl, sys; lock = open(sys.argv[1], 'w'); fcntl.flock(lock, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()"


@pytest.fixture
def holder():
    """Another process that holds a lock until it is killed."""
    held = []

    def hold(name):
        process = subprocess.Popen(
            [sys.executable, "-c", LOCK, settings.DATA / name], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        process.stdout.readline()
        held.append(process)
        return process

    yield hold
    for process in held:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("name", ["index.lock", "index.writing"])
def test_a_lock_that_another_process_holds_is_told_and_a_dead_one_never_blocks(client, holder, name):
    keep_speeches(CANAL)
    keep(SINGING)
    late()
    assert index_of_health(client) == "behind"
    process = holder(name)
    assert index_of_health(client) == "locked"
    assert found() == 1  # readers never wait
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert archive.index_pending() == 1
    assert (index_of_health(client), found("今晚不讲监督")) == ("ok", 1)


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 48 MB for the index; only root can have one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk], capture_output=True
    )
    if not mounted or mounted.returncode:
        pytest.skip("may not mount")
    settings.DATA, settings.INDEX = disk, disk / "index"
    yield disk
    subprocess.run(["umount", "--lazy", disk], check=True)


def fill(disk) -> Path:
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file:
        while file.write(b"0" * 4096) == 4096:
            if not shutil.disk_usage(disk).free:
                return filler


def test_a_full_disk_is_told_and_nothing_is_lost(client, small_disk):
    keep_speeches(CANAL)
    keep(SINGING)
    filler = fill(small_disk)
    with pytest.raises(OSError, match="No space"):
        archive.index_pending()
    assert (index_of_health(client), IndexTask.objects.count(), found()) == ("disk full", 1, 1)
    with pytest.raises(OSError, match="No space"):
        archive.rebuild_index()
    assert (engine.current().state(), found()) == ("ready", 1)
    filler.unlink()
    archive.tend_index()
    assert (index_of_health(client), IndexTask.objects.count(), found("今晚不讲监督")) == ("ok", 0, 1)
    assert archive.check_index() == []


def test_a_folder_that_nobody_may_write_is_told_and_nothing_is_lost(client, small_disk):
    keep_speeches(CANAL)
    keep(SINGING)
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    with pytest.raises(OSError, match="Read-only"):
        archive.index_pending()
    assert (index_of_health(client), IndexTask.objects.count(), found()) == ("read-only", 1, 1)
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    archive.index_pending()
    assert (index_of_health(client), IndexTask.objects.count(), found("今晚不讲监督")) == ("ok", 0, 1)


def test_a_broken_index_in_a_folder_that_nobody_may_write_is_told(client, small_disk):
    keep_speeches(CANAL)
    contents.condemn(settings.INDEX, contents.mark_of(settings.INDEX))
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    assert index_of_health(client) == "damaged, read-only"
    assert client.get("/search/?q=修渠").status_code == 200


def test_a_file_that_may_not_grow_loses_nothing():
    """As a quota does it; the kernel's signal is ignored by Python."""
    keep_speeches(CANAL)
    keep(SINGING)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            archive.index_pending()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert (IndexTask.objects.count(), found()) == (1, 1)
    archive.index_pending()
    assert archive.check_index() == []


# ── the worker ──


class Archive:
    """An archive on disk with an index worker of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.environment = os.environ | {"ARCHIVE_DATA": str(folder), "DATABASE_URL": f"sqlite:///{folder}/archive.sqlite3"}
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_samples")
        self.worker = None

    def manage(self, *arguments) -> str:
        done = subprocess.run([*MANAGE, *arguments], env=self.environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def work(self):
        self.worker = subprocess.Popen([*MANAGE, "worker", "--queue", "index"], env=self.environment, stderr=subprocess.DEVNULL)

    def kill_worker(self):
        self.worker.kill()
        self.worker.wait()

    def becomes(self, state, seconds=60):
        index = engine.engine_in(self.folder / "index")
        deadline = time.monotonic() + seconds
        while index.state() != state:
            assert time.monotonic() < deadline, index.state()
            time.sleep(0.05)
        return index


MANAGE = [sys.executable, settings.ROOT / "manage.py"]


@pytest.fixture
def on_disk(tmp_path):
    settings.DATA = tmp_path / "archive"  # where its dictionary lies too
    one = Archive(settings.DATA)
    yield one
    if one.worker:
        one.kill_worker()


def test_the_index_worker_builds_mends_and_carries_on_by_itself(on_disk):
    on_disk.work()
    index = on_disk.becomes("ready")
    number = len(index.numbers())
    assert number > 5
    for file in index.folder.glob("*.seg"):
        file.unlink()
    on_disk.becomes("damaged")
    on_disk.becomes("ready")
    on_disk.kill_worker()
    shutil.rmtree(index.folder)
    on_disk.becomes("missing")
    on_disk.work()
    assert len(on_disk.becomes("ready").numbers()) == number
    on_disk.manage("check_index")


def test_commands_rebuild_and_check(on_disk):
    assert "索引已重建" in on_disk.manage("rebuild_index")
    assert "一致" in on_disk.manage("check_index")
