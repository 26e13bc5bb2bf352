"""Broken files by the thousand, through the child that reads: drafts or a refusal in words, and nothing else.

The child's own limit sees to its memory: past it, it would end as too_complex.
"""
import os
import random
import time
from pathlib import Path

import pytest

from speeches.parsing import sandbox
from speeches.parsing.drafts import Refusal
from tests.mutations import mutate

SAMPLES = Path(__file__).parent.parent / "fixtures"
LARGEST = 200_000  # bytes of a file that is broken: more of them in the same time
SLOW = 10  # seconds


@pytest.fixture(scope="module")
def files():
    real = Path(os.environ.get("SPEECH_TEST_DATA", "-"))
    found = [*SAMPLES.glob("*.docx"), *real.glob("real-docx/**/*.docx"), *real.glob("derived-docx/**/*.docx"), *real.glob("docx-torture/**/*.docx")]
    return [file.read_bytes() for file in found if file.stat().st_size < LARGEST]


def survive(files, seed: int, folder: Path):
    """Read what a seed makes. The file that breaks something is left in the folder."""
    content = mutate(random.Random(seed), files)
    started = time.monotonic()
    try:
        draft = sandbox.parse_in_child(content, f"{seed}.docx")
    except Refusal as refused:
        found, told = refused.code, refused.message
    except sandbox.Fault:
        (folder / f"{seed}.docx").write_bytes(content)
        raise
    else:
        assert not [warning for warning in draft.warnings if warning.code == "unaccounted"], seed
        found, told = "read", "读了"
    assert not told.isascii()
    if time.monotonic() - started > SLOW:
        print("slow", seed, time.monotonic() - started)
        (folder / f"{seed}-slow.docx").write_bytes(content)
    return found


def test_broken_files_break_nothing(files, tmp_path):
    found = {survive(files, seed, tmp_path) for seed in range(120)}
    assert {"read", "zip_damaged", "xml_damaged"} <= found


@pytest.mark.long
def test_broken_files_break_nothing_for_ten_minutes(files, tmp_path):
    """Prints how many there were, so that a run which broke little is seen to have tried little."""
    end, first = time.monotonic() + 600, random.randrange(10**9)
    counts = {}
    seed = first
    while time.monotonic() < end:
        outcome = survive(files, seed, tmp_path)
        counts[outcome] = counts.get(outcome, 0) + 1
        seed += 1
    print(f"{seed - first} files from seed {first}: {counts}")
    assert not list(tmp_path.iterdir())
