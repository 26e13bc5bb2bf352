"""The life of an index: small commits, merges and rebuilds beside them, damage. Real files and real processes."""
import os
import random
import signal
import subprocess
import sys
import textwrap
import time
from dataclasses import replace

import pytest
from django.conf import settings
from whoosh.codec.whoosh3 import W3Segment

from search.engine import Phrase, Words
from search.text import folded
from search.whoosh_index import contents, merging
from search.whoosh_index.contents import Bench, alive
from search.whoosh_index.engine import WhooshEngine
from search.whoosh_index.latest import LOOK
from search.whoosh_index.merging import chosen
from search.whoosh_index.schema import INDEX_NAME
from tests.test_whoosh_index import entry, ids


@pytest.fixture
def index():
    return WhooshEngine(settings.INDEX)


def files(pattern="*"):
    return sorted(file for file in settings.INDEX.rglob(pattern) if file.is_file())


# ── being up to date ──


def test_a_commit_is_seen_where_the_clock_of_the_folder_stood_still(index):
    index.put([entry(1)])
    reader, then = WhooshEngine(settings.INDEX), settings.INDEX.stat().st_mtime_ns
    assert reader.numbers() == reader.numbers() == [1]
    index.put([entry(2)])
    os.utime(settings.INDEX, ns=(then, then))
    assert reader.numbers() == [1, 2]


# ── merging ──


SEVERAL = 9  # segments that are worth a merge


def part(size, deleted=0):
    return W3Segment(None, INDEX_NAME, doccount=size, deleted=set(range(deleted)))


def test_segments_stay_few_and_a_speech_is_written_again_a_few_times_only():
    parts, written, most = [], 0, 0
    for _ in range(20_000):
        parts.append(part(1))
        while taken := chosen(parts):
            size = sum(map(alive, taken))
            written += size
            parts = [one for one in parts if one not in taken] + [part(size)]
        most = max(most, len(parts))
    assert most <= 20
    assert written / 20_000 < 7


def test_segments_of_one_size_are_taken_together():
    assert len(chosen([part(500) for _ in range(SEVERAL)])) == SEVERAL


def test_one_large_segment_is_left_alone_by_small_ones():
    large = part(50_000)
    assert large not in chosen([large, *(part(1) for _ in range(SEVERAL))])


def test_deleted_speeches_beyond_a_tenth_are_worth_a_merge():
    assert chosen([part(1_000, deleted=101)])
    assert not chosen([part(1_000, deleted=100)])


def test_a_segment_full_of_holes_is_written_again_without_them(index):
    index.put([entry(number) for number in range(300)])
    index.remove(range(40))
    assert index.needs_merging()
    index.merge()
    assert [part.deleted_count() for part in contents.read(settings.INDEX)] == [0]
    assert index.check([entry(number) for number in range(40, 300)]) == []


def test_what_is_changed_while_segments_are_merged_stays_changed(index):
    for number in range(6):
        index.put([entry(number), entry(number + 100)])
    index.remove([100])
    taken = contents.read(settings.INDEX)
    bench = Bench(settings.INDEX / "beside")
    living = merging.absorb(settings.INDEX, taken, bench)
    index.remove([3, 104])
    index.put([replace(entry(5), title="新题")])
    merging.exchange(settings.INDEX, taken, living, bench.folder)
    assert index.check([*map(entry, (0, 1, 2, 4, 101, 102, 103, 105)), replace(entry(5), title="新题")]) == []
    assert len(files("*.seg")) == 2


def test_a_merge_that_a_rebuild_overtook_changes_nothing(index):
    for number in range(4):
        index.put([entry(number)])
    taken, bench = contents.read(settings.INDEX), Bench(settings.INDEX / "put")
    living = merging.absorb(settings.INDEX, taken, bench)
    index.rebuild([entry(7)])
    merging.exchange(settings.INDEX, taken, living, bench.folder)
    assert index.numbers() == [7]


# ── rebuilding ──


def test_during_a_rebuild_the_old_index_answers_and_takes_changes_and_none_is_lost(index):
    index.rebuild([entry(number) for number in range(10)])
    elsewhere = WhooshEngine(settings.INDEX)

    def being_read():
        for number in range(10):
            yield entry(number)
            if number == 8:
                elsewhere.put([replace(entry(2), title="改过的题"), entry(50)])
                elsewhere.remove([3, 4])
                elsewhere.put([entry(4, seed=9)])
                assert index.numbers() == [0, 1, 2, 4, 5, 6, 7, 8, 9, 50]

    index.rebuild(being_read())
    expected = [*map(entry, (0, 1, 5, 6, 7, 8, 9, 50)), replace(entry(2), title="改过的题"), entry(4, seed=9)]
    assert index.check(expected) == []
    assert elsewhere.check(expected) == []


def test_what_the_old_index_never_held_and_is_removed_meanwhile_does_not_come_back(index):
    index.rebuild([entry(1)])

    def being_read():
        yield entry(1)
        yield entry(2)
        WhooshEngine(settings.INDEX).remove([2])

    index.rebuild(being_read())
    assert index.numbers() == [1]


def test_two_processes_build_what_is_large(index):
    index.rebuild(entry(number) for number in range(2_500))
    assert index.numbers() == list(range(2_500))
    assert len(contents.read(settings.INDEX)) <= 2  # one each, unless one of them was quick enough to take all
    assert index.check(entry(number) for number in range(2_500)) == []


def test_who_holds_the_old_index_open_goes_on_reading_it(index):
    index.put([entry(1)])
    old = index._latest.view()
    WhooshEngine(settings.INDEX).rebuild([entry(2)])
    assert old.held("title", 0) == folded(entry(1).title)
    assert index.numbers() == [2]


def test_a_rebuild_leaves_nothing_behind(index):
    for _ in range(3):
        index.rebuild([entry(1), entry(2)])
        index.put([entry(3)])
    parts = contents.read(settings.INDEX)
    named = {name for part in parts for name in part.prints}
    assert {file.name for file in files() if file.parent == settings.INDEX} - named == {"added_words", contents_file()}


def contents_file():
    (file,) = settings.INDEX.glob("_speeches*.toc")
    return file.name


# ── what made it ──


def test_an_index_that_another_cutter_made_answers_and_says_that_it_is_outdated(index):
    index.put([entry(1)])
    assert index.state() == "ready"
    (part,) = contents.read(settings.INDEX)
    part.made_by = part.made_by.replace("jieba", "jieba of old")
    contents.publish(settings.INDEX, [part], [])
    index.put([entry(2)])
    assert index.state() == "outdated"
    assert index.numbers() == [1, 2]
    assert "jieba of old" in index.check([entry(1), entry(2)])[0]
    index.rebuild([entry(1), entry(2)])
    assert index.state() == "ready"


def test_a_merge_of_old_and_new_segments_is_still_outdated(index):
    for number in range(SEVERAL):
        index.put([entry(number)])
    first, *others = contents.read(settings.INDEX)
    first.made_by = "jieba of old"
    contents.publish(settings.INDEX, [first, *others], [])
    index.merge()
    assert len(contents.read(settings.INDEX)) == 1
    assert index.state() == "outdated"


def test_an_index_that_follows_other_words_of_the_keepers_is_outdated_until_it_does(index):
    index.put([entry(1)])
    contents.follow_words(settings.INDEX, "words of yesterday")
    assert index.state() == "outdated"
    assert "新加的词语" in index.check([entry(1)])[0]
    index.follow_words()
    assert index.state() == "ready"


# ── damage ──


def cut_off(file):
    file.write_bytes(file.read_bytes()[:-100])


def zero(file):
    """As a power cut leaves it: the right size, nothing in it. By a new file, as an open one is mapped into memory."""
    size = file.stat().st_size
    file.unlink()
    file.write_bytes(b"\0" * size)


def lose(file):
    file.unlink()


@pytest.mark.parametrize("harm", [cut_off, zero, lose])
def test_a_broken_file_of_a_segment_is_noticed_before_anything_is_read_from_it(index, harm, caplog):
    index.put([entry(1), entry(2)])
    for name in contents.read(settings.INDEX)[0].prints:
        index.rebuild([entry(1), entry(2)])
        (file,) = files(f"*{name.partition('.')[2]}")
        harm(file)
        caplog.clear()
        late = WhooshEngine(settings.INDEX)
        assert (ids(late, Phrase("一")), late.numbers(), late.state()) == (set(), [], "damaged")
        assert WhooshEngine(settings.INDEX).state() == "damaged"
        assert len(caplog.records) == 1


@pytest.mark.parametrize("harm", [cut_off, lose])
def test_a_process_that_has_it_open_notices_too(index, harm):
    index.put([entry(1)])
    assert index.state() == "ready"
    harm(files("*.seg")[0])
    assert index.state() == "damaged"


def test_a_search_notices_within_a_second(index):
    index.put([entry(1)])
    assert index.numbers() == [1]
    lose(files("*.seg")[0])
    time.sleep(LOOK + 0.1)
    assert index.numbers() == []


def test_one_process_tells_the_others(index):
    index.put([entry(1)])
    assert index.state() == "ready"
    contents.condemn(settings.INDEX, contents.mark_of(settings.INDEX))
    assert index.state() == "damaged"
    with pytest.raises(Exception, match="rebuild"):
        index.put([entry(2)])
    index.rebuild([entry(1), entry(2)])
    assert index.state() == "ready"


def change_in_the_middle(file):
    content = bytearray(file.read_bytes())
    for place in range(len(content) // 2, len(content) // 2 + 50):
        content[place] ^= 0xFF
    file.unlink()
    file.write_bytes(content)


def test_damage_that_only_a_merge_meets_is_told(index, caplog):
    index.put([entry(number) for number in range(300)])
    index.remove(range(40))
    change_in_the_middle(files("*.seg")[0])
    late = WhooshEngine(settings.INDEX)
    assert late.state() == "ready"
    late.merge()
    assert late.state() == "damaged"
    assert index.state() == "damaged"
    assert len(caplog.records) == 1


def test_damage_that_only_the_check_meets_is_told(index):
    index.put([entry(number) for number in range(300)])
    change_in_the_middle(files("*.seg")[0])
    late = WhooshEngine(settings.INDEX)
    assert late.check([entry(number) for number in range(300)]) == ["没有可用的索引，请重建。"]
    assert late.state() == "damaged"


def test_a_folder_of_something_else_is_no_index_and_keeps_its_files(index):
    settings.INDEX.mkdir()
    (settings.INDEX / "notes.txt").write_text("山")
    assert index.state() == "missing"
    index.rebuild([entry(1)])
    assert index.state() == "ready"
    assert (settings.INDEX / "notes.txt").read_text() == "山"


def test_an_empty_index_is_asked_without_a_warning(index, recwarn):
    index.rebuild([])
    assert (ids(index, Phrase("山")), ids(index, Words("山水 村"))) == (set(), set())
    assert (index.state(), index.vocabulary()) == ("ready", {})
    assert not [warning for warning in recwarn if issubclass(warning.category, RuntimeWarning)]


# ── kill -9 ──

SCRIPT = """
    import django; django.setup()
    from dataclasses import replace
    from pathlib import Path
    from search.whoosh_index.engine import WhooshEngine
    from tests.test_whoosh_index import entry
    index = WhooshEngine(Path({folder!r}))
    print("ready", flush=True)
"""


def start(*lines):
    script = textwrap.dedent(SCRIPT).format(folder=str(settings.INDEX)) + "\n".join(lines)
    environment = {"DJANGO_SETTINGS_MODULE": "config.settings", "ARCHIVE_DATA": str(settings.DATA), "PATH": "/usr/bin:/bin"}
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, env=environment, cwd=settings.ROOT)
    process.stdout.readline()
    return process


def kill(process, after):
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.communicate()


KILLS = [3, pytest.param(40, marks=pytest.mark.long)]


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_merge_changes_nothing_and_the_next_one_clears_up(index, kills):
    chance = random.Random(kills)
    expected = {number: entry(number) for number in range(SEVERAL * 30)}
    for _ in range(kills):
        for start_at in range(0, len(expected), 30):
            index.put([expected[number] for number in range(start_at, start_at + 30)])
        kill(start("index.merge()"), chance.uniform(0, 0.4))
        assert index.check(expected.values()) == []
    index.put([entry(len(expected))])
    index.merge()
    assert not (settings.INDEX / "beside").exists() or not files("beside/*.seg")
    assert len(files("*.seg")) == len(contents.read(settings.INDEX))


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_rebuild_changes_nothing_whenever_it_ends(index, kills):
    chance = random.Random(kills)
    expected = [entry(number, seed=1) for number in range(200)]
    index.rebuild(expected)
    for _ in range(kills):
        kill(start("index.rebuild(entry(number, seed=1) for number in range(200))"), chance.uniform(0, 0.5))
        assert index.check(expected) == []
    index.put([entry(200)])
    index.rebuild([*expected, entry(200)])
    assert index.check([*expected, entry(200)]) == []
    assert not files("beside/**/*")


@pytest.mark.parametrize("kills", KILLS)
def test_a_killed_commit_is_whole_or_was_never_there(index, kills):
    chance = random.Random(kills)
    index.rebuild([entry(number) for number in range(50)])
    for _ in range(kills):
        kill(start("for seed in range(1, 10_000): index.put([entry(number, seed) for number in range(5)])"), chance.uniform(0, 0.5))
        assert index.numbers() == list(range(50))
        assert index.check(entry(number) for number in range(5, 50)) == [
            f"索引里多出讲话 {number}，档案中已没有它。" for number in range(5)
        ]
        assert alike(index)


def alike(index) -> bool:
    """The five of the last commit are all of the same seed."""
    return any(
        index.check([*(entry(n, seed) for n in range(5)), *(entry(n) for n in range(5, 50))]) == [] for seed in range(1_000)
    )


def test_builders_end_with_whoever_started_them(index):
    process = start(
        "import time",
        "def slowly():",
        "    for number in range(100_000):",
        "        yield entry(number)",
        "index.rebuild(slowly())",
    )
    bench = settings.INDEX / "beside" / "1"
    while not bench.exists():
        time.sleep(0.05)
    kill(process, 0)
    deadline = time.monotonic() + 20
    while builders_of(settings.DATA):
        assert time.monotonic() < deadline
        time.sleep(0.1)


def builders_of(folder) -> list[str]:
    found = subprocess.run(["ps", "eww", "-eo", "pid,args"], capture_output=True, text=True).stdout.splitlines()
    return [line for line in found if f"ARCHIVE_DATA={folder}" in line]
