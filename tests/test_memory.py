"""What a process keeps is bounded by bytes, whatever is asked for."""
import pytest
from django.conf import settings
from django.core.cache import caches

from config.memory import BoundedMemory


@pytest.fixture
def memory():
    memory = BoundedMemory("memory of a test", {"OPTIONS": {"MOST_BYTES": 10_000}})
    yield memory
    memory.clear()


def kept_of(memory, names) -> list[int]:
    return [name for name in names if memory.get(name) is not None]


def test_what_was_not_used_for_longest_makes_room(memory):
    for name in range(5):
        memory.set(name, bytes(2_000), None)
        memory.get(0)
    assert kept_of(memory, range(5)) == [0, 2, 3, 4]


def test_what_alone_is_too_large_is_not_kept_and_costs_nothing_else_its_place(memory):
    memory.set("small", b"1", None)
    memory.set("large", bytes(10_000), None)
    assert kept_of(memory, ["small", "large"]) == ["small"]


def test_what_is_made_anew_counts_once(memory):
    memory.set("other", bytes(4_000), None)
    for _time in range(5):
        memory.set("same", bytes(4_000), None)
    assert kept_of(memory, ["other", "same"]) == ["other", "same"]


@pytest.mark.parametrize("name", settings.CACHES)
def test_every_memory_of_the_archive_is_bounded(name):
    most = settings.CACHES[name]["OPTIONS"]["MOST_BYTES"]
    for number in range(12):
        caches[name].set(number, bytes(most // 10), None)
    assert 8 <= len(kept_of(caches[name], range(12))) < 10
