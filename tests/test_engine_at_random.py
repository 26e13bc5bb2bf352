"""After any number of random changes, under load and after kill -9, the engine answers as the plainest one would."""
import os
import random
import signal
import subprocess
import sys
import textwrap
import threading
import time
from contextlib import suppress
from dataclasses import replace

import pytest
from django.conf import settings

from search.engine import Entry, Phrase, Query
from search.text import folded
from search.whoosh_index import latest, merging
from search.whoosh_index.engine import WhooshEngine
from speeches import archive
from speeches.models import Document
from speeches.texts import draft_of
from tests.engine_questions import SEEN, assert_agree, entry_of, query_of, text_of
from tests.plain_engine import PlainEngine

NUMBERS = 60  # speeches at most: few, so that each is changed again and again
SPEAKERS = ("安若溪", "柏景行", None)


@pytest.fixture
def index():
    return WhooshEngine(settings.INDEX)


@pytest.fixture
def chance():
    seed = random.randrange(10**6)
    print("seed", seed)
    return random.Random(seed)


def change(index, step: int):
    """One commit, the same for every engine: a few speeches added or edited, or some removed."""
    chance = random.Random(step)
    if chance.random() < 0.3:
        index.remove([chance.randrange(NUMBERS) for _ in range(chance.randrange(1, 5))])
    else:
        index.put([entry_of(chance, chance.randrange(NUMBERS)) for _ in range(chance.randrange(1, 5))])


def assert_alike(index, plain, chance, questions=40):
    entries = list(plain.held.values())
    assert index.check(entries) == []
    assert index.numbers() == plain.numbers()
    for field in ("text", "title", "heading", "speaker", "topic", "year", "level"):
        assert index.vocabulary(field) == plain.vocabulary(field)
    for _ in range(questions):
        assert_agree(index, plain, query_of(chance, entries))


@pytest.mark.parametrize("steps", [150, pytest.param(3_000, marks=pytest.mark.long)])
def test_adding_editing_deleting_merging_and_rebuilding(index, chance, steps, monkeypatch):
    monkeypatch.setattr(latest, "LARGE", chance.choice((2, 10, 40)))  # large segments, small ones and both
    plain = PlainEngine()
    for step in range(steps):
        number = chance.randrange(10**9)
        change(index, number)
        change(plain, number)
        if chance.random() < 0.02:
            index.merge()
        if chance.random() < 0.005:
            index.rebuild(list(plain.held.values()))
        if step % 50 == 49:
            assert_alike(index, plain, chance)


# ── through the archive ──


def keep(chance, number) -> None:
    day = chance.choice((None, "2024", "2024-03", "2024-03-05"))
    record = {
        "id": f"t{number}", "title": text_of(chance, 5) or None, "text": text_of(chance, 40) + "末",
        "speaker": chance.choice(SPEAKERS), "post": None, "meeting": chance.choice(("水库治理现场会", None)), "place": None,
        "kind": chance.choice(("讲话", None)), "date": day, "source": None,
    }  # fmt: skip
    archive.keep_text(record, draft_of(record))


def change_archive(chance):
    """Add or replace a text, correct or take back, hide or show, remove or restore; now and then bring the index up to date."""
    there = list(Document.objects.order_by("pk"))
    document = chance.choice(there) if there and chance.random() < 0.6 else None
    match chance.choice(("correct", "undo", "hide", "remove", "restore", "remove")) if document else "keep":
        case "keep":
            keep(chance, chance.randrange(30))
        case "correct":
            value = {"speaker": chance.choice(SPEAKERS), "date": chance.choice(("2023-05", None)), "title": text_of(chance, 4) or None}
            with suppress(archive.Unfit):
                archive.correct(document, "fields", document.speeches.get().at, value)
        case "undo":
            archive.undo(document)
        case "hide":
            document.visibility = chance.choice(Document.Visibility.values)
            document.save()
            archive.mark_for_index(document, wake=False)
        case "remove":
            archive.remove(document)
        case "restore":
            with suppress(archive.AlreadyThere):
                archive.restore(document)
    if chance.random() < 0.2:
        archive.index_pending()


@pytest.mark.django_db
@pytest.mark.parametrize("changes", [100, pytest.param(1_000, marks=pytest.mark.long)])
def test_changing_the_archive(index, chance, changes):
    for done in range(changes):
        change_archive(chance)
        if done % 50 == 49:
            archive.index_pending()
            plain = PlainEngine()
            plain.rebuild(archive.entries())
            assert archive.check_index() == []
            assert_alike(index, plain, chance)
            assert_texts_are_found(index, plain)


def assert_texts_are_found(index, plain):
    """By what the rows themselves say, whatever made entries of them."""
    for document in Document.objects.all():
        paragraphs = [folded(text) for text in document.speeches.get().paragraphs.order_by("position").values_list("text", flat=True)]
        ids = index.search(Query(Phrase("".join(paragraphs)), frozenset({document.visibility}), per_page=1_000)).ids
        assert (document.speeches.get().pk in ids) == (document.deleted_at is None)


# ── under load ──

SCRIPT = """
    import django; django.setup()
    import time, random
    from pathlib import Path
    from search.whoosh_index.engine import WhooshEngine
    from tests.engine_questions import entry_of
    from tests.test_engine_at_random import change
    index = WhooshEngine(Path({folder!r}))
    print("ready", flush=True)
"""


def start(*lines):
    script = textwrap.dedent(SCRIPT).format(folder=str(settings.INDEX)) + "\n".join(lines)
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings", "ARCHIVE_DATA": str(settings.DATA)}
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, cwd=settings.ROOT, text=True)
    assert process.stdout.readline() == "ready\n"
    return process


REBUILD = [
    "def slowly(seed):",
    "    print('begun', flush=True)",  # only what is changed from now on counts more than the entries
    "    for number in range(60):",
    "        yield entry_of(random.Random(seed + number), number)",
    "        time.sleep(0.03)",
]


@pytest.mark.parametrize("rebuilds", [1, pytest.param(15, marks=pytest.mark.long)])
def test_a_rebuild_while_others_search_and_write(index, chance, rebuilds):
    plain, problems, over = PlainEngine(), [], threading.Event()

    def search():
        """No answer may be half of one: what one commit put together is found together, at any moment."""
        mine = random.Random(1)
        try:
            while not over.is_set():
                results = index.search(query_of(mine, []))
                assert len(results.ids) <= results.total
                pair = index.search(Query(Phrase("成双"), SEEN[2])).ids
                assert pair in ([], [901, 902])
        except BaseException as error:
            problems.append(error)

    reader = threading.Thread(target=search)
    reader.start()
    try:
        for number in range(rebuilds):
            seed = chance.randrange(10**9)
            entries = [entry_of(random.Random(seed + one), one) for one in range(60)]
            for engine in (index, plain):
                engine.put([*entries, *pair_of(seed)])
            builder = start(*REBUILD, f"index.rebuild(slowly({seed}))")
            assert builder.stdout.readline() == "begun\n"
            while builder.poll() is None:
                step = chance.randrange(10**9)
                for engine in (index, plain):
                    change(engine, step)
                    engine.put(pair_of(step))
                assert_agree(index, plain, query_of(chance, list(plain.held.values())))
            assert builder.wait() == 0
            assert_alike(index, plain, chance)
            if number % 3 == 2:
                index.merge()
    finally:
        over.set()
        reader.join()
    assert problems == []


def pair_of(step) -> list[Entry]:
    """Two speeches that come and go together."""
    return [replace(entry_of(random.Random(step), number), visibility="public", text="成双", date_from=None) for number in (901, 902)]


def test_a_segment_that_is_emptied_and_swept_away_before_a_merge_reads_it_is_no_error(index, monkeypatch):
    for number in range(20):
        index.put([entry_of(random.Random(number), number)])
    absorb, elsewhere = merging.absorb, WhooshEngine(settings.INDEX)

    def absorb_later(*arguments):
        if 3 in elsewhere.numbers():
            elsewhere.remove([3])
        return absorb(*arguments)

    monkeypatch.setattr(merging, "absorb", absorb_later)
    index.merge()
    assert index.check([entry_of(random.Random(number), number) for number in range(20) if number != 3]) == []
    assert not index.needs_merging()


@pytest.mark.parametrize("kills", [3, pytest.param(60, marks=pytest.mark.long)])
def test_kill_9_in_the_middle_of_a_commit_leaves_all_of_it_or_nothing(index, chance, kills):
    plain, committed = PlainEngine(), 0
    for engine in (index, plain):
        change(engine, 0)
    for _ in range(kills):
        writer = start(f"for step in range({committed} + 1, 10**6): change(index, step); print(step, flush=True)")
        time.sleep(chance.uniform(0.05, 0.6))
        writer.send_signal(signal.SIGKILL)
        said = [int(line) for line in writer.communicate()[0].split()]
        for step in said:
            change(plain, step)
        committed = said[-1] if said else committed
        if index.check(list(plain.held.values())):  # the last one was done, but there was no time to say so
            committed += 1
            change(plain, committed)
        assert_alike(index, plain, chance, questions=15)
