"""What is particular to the engine on Whoosh: its files, its processes, and Whoosh itself as the judge."""
import random
import signal
import subprocess
import sys
import textwrap
from dataclasses import replace

import pytest
from django.conf import settings
from whoosh.index import open_dir
from whoosh.query import Term

from search.engine import Entry, Phrase, Query, Words
from search.whoosh_index.engine import WhooshEngine
from search.whoosh_index.schema import INDEX_NAME, make_schema

SYLLABLES = "山河春风农村治理民主监督水库道路会议一二三"


def entry(number, seed=0):
    chance = random.Random(number + 1000 * seed)
    text = "".join(chance.choice(SYLLABLES) + chance.choice(("", "", "，", "\n")) for _ in range(chance.randrange(20, 200)))
    return Entry(id=number, visibility="public", title=text[:6], text=text, topics=(text[:2], text[3:5]))


@pytest.fixture
def index():
    return WhooshEngine(settings.INDEX)


def ids(index, node):
    return set(index.search(Query(node, frozenset({"public"}), per_page=100_000)).ids)


def test_an_unmodified_whoosh_reads_the_same_postings(index):
    index.rebuild([entry(number) for number in range(60)])
    with open_dir(str(settings.INDEX), INDEX_NAME, schema=make_schema()).searcher() as searcher:
        for word in ("治理", "监督", "水库", "山"):
            hits = searcher.search(Term("text", word), limit=None)
            assert {searcher.reader().column_reader("number")[hit.docnum] for hit in hits} == {
                number for number in range(60) if word in ids_of_words(entry(number))
            }


def ids_of_words(one):
    from search.words import cut

    return set(cut(one.text))


def test_many_small_commits_are_merged_and_nothing_is_lost(index):
    expected = {}
    chance = random.Random(7)
    for step in range(80):
        number = chance.randrange(50)
        if step % 9 == 8:
            index.remove([number])
            expected.pop(number, None)
        else:
            expected[number] = entry(number, seed=step)
            index.put([expected[number]])
    index.merge()
    assert index.check(expected.values()) == []
    assert len(list(settings.INDEX.glob("*.seg"))) < 20
    for run in ("治理", "山河", "一", "水库道"):
        assert ids(index, Phrase(run)) == {n for n, e in expected.items() if run in folded_text(e) or run in e.title}


def folded_text(one):
    return "".join(filter(str.isalnum, one.text))


def test_another_process_sees_a_commit_at_its_next_question(index):
    reader = WhooshEngine(settings.INDEX)
    assert reader.state() == "missing"
    index.put([entry(1)])
    assert reader.numbers() == [1]
    index.rebuild([entry(2), entry(3)])
    assert reader.numbers() == [2, 3]


@pytest.mark.parametrize("pattern", ["*.seg", "*.str", "*.toc"])
def test_a_damaged_file_means_empty_answers_until_the_index_is_rebuilt(index, pattern):
    index.put([entry(1)])
    for file in settings.INDEX.glob(pattern):
        file.write_bytes(b"\0" * 30)
    late = WhooshEngine(settings.INDEX)
    assert ids(late, Words("治理")) == set()
    assert late.state() == "damaged"
    late.rebuild([entry(1), entry(2)])
    assert late.state() == "ready"
    assert late.check([entry(1), entry(2)]) == []


def test_a_writer_that_fails_half_way_leaves_the_index_as_it_was(index):
    index.put([entry(1)])

    def failing():
        yield entry(2)
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space"):
        index.rebuild(failing())
    assert index.numbers() == [1]
    index.put([entry(3)])  # the lock is free again
    assert index.numbers() == [1, 3]


def test_kill_9_at_any_moment_leaves_an_index_that_opens_and_is_whole(index):
    index.put([entry(number) for number in range(5)])
    script = textwrap.dedent(f"""
        import django; django.setup()
        from pathlib import Path
        from search.whoosh_index.engine import WhooshEngine
        from tests.test_whoosh_index import entry
        index = WhooshEngine(Path({str(settings.INDEX)!r}))
        print("ready", flush=True)
        for number in range(5, 10_000):
            index.put([entry(number)])
            print(number, flush=True)
    """)
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", "ARCHIVE_DATA": str(settings.DATA), "PATH": "/usr/bin:/bin"}
    for after in (1, 3):
        writer = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, cwd=settings.ROOT)
        for _ in range(after + 1):
            writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.communicate()
        numbers = index.numbers()
        assert set(range(4 + after)) <= set(numbers)
        assert index.check([entry(number) for number in numbers]) == []


def test_putting_on_a_damaged_index_says_so_instead_of_hiding_it(index):
    index.put([entry(1)])
    for file in settings.INDEX.glob("*.toc"):
        file.write_bytes(b"\0" * 30)
    with pytest.raises(Exception, match="rebuild"):
        WhooshEngine(settings.INDEX).put([replace(entry(1), title="新")])
