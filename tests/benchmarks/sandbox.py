"""What it costs to read in a child: `SPEECH_TEST_DATA=… python tests/benchmarks/sandbox.py [ROUNDS]`.

Both figures are what is added to the same parse in process, the least of several rounds. For the cold child, everything is
loaded on the other side and the file has not been read before; a process that has to load it all is told beside it.
CPU is counted too: on a busy machine it says more than the clock.
"""
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from speeches.parsing import sandbox  # noqa: E402
from speeches.parsing.drafts import Refusal  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    folder = Path(os.environ["SPEECH_TEST_DATA"])
    paths = [path for kind in ("real", "derived", "written") for path in sorted(folder.glob(f"{kind}-docx/**/*.docx"))]
    files = [(path.name, path.read_bytes()) for path in paths]
    one, other = sorted(paths, key=lambda path: path.stat().st_size)[len(paths) // 2 :][:2]
    added, fresh = zip(*(json.loads(in_new_process(one, other)) for _ in range(rounds)), strict=True)
    print(f"one file through a cold child: {min(added):+.3f} s (target 0.350); and to one in a process just begun: {min(fresh):+.3f} s")
    bulk(files, rounds)


def in_new_process(*paths: Path) -> str:
    done = subprocess.run([sys.executable, __file__, "--cold", *paths], capture_output=True, text=True, check=True)
    return done.stdout


def cold(one: Path, other: Path):
    """In a new process: the first file of all through a child, less the same file in process with everything loaded, or nothing."""
    child = taken(sandbox.parse_in_child, one.read_bytes(), one.name)
    start = time.perf_counter()
    from speeches.parsing.pipeline import parse

    parse(other.read_bytes(), other.name)
    begun = time.perf_counter() - start
    loaded = taken(parse, one.read_bytes(), one.name)
    print(json.dumps([child - loaded, child - begun]))


def bulk(files: list[tuple[str, bytes]], rounds: int):
    from speeches.parsing.pipeline import parse

    spent = {"in process": processor(), "in a child": 0.0}
    walls: dict[str, list[float]] = {}
    read_all(files, sandbox.parse_in_child), read_all(files, parse)  # all tables and caches are filled
    for way, read in [("in process", parse), ("in a child", sandbox.parse_in_child)]:
        before = processor()
        walls[way] = [min(times) for times in zip(*(read_all(files, read) for _ in range(rounds)), strict=True)]
        spent[way] = (processor() - before) / rounds
    extra = {kind: 1000 * (of["in a child"] - of["in process"]) / len(files) for kind, of in {
        "clock": {way: sum(times) for way, times in walls.items()}, "CPU": spent}.items()}  # fmt: skip
    print(f"in bulk, {len(files)} files one after another: {extra['clock']:+.1f} ms a file by the clock (target 20), {extra['CPU']:+.1f} ms of CPU")
    print(f"the parse in process: {1000 * sum(walls['in process']) / len(files):.1f} ms a file")


def read_all(files: list[tuple[str, bytes]], read: Callable) -> list[float]:
    return [taken(read, content, name) for name, content in files]


def taken(read: Callable, content: bytes, name: str) -> float:
    start = time.perf_counter()
    with suppress(Refusal):
        read(content, name)
    return time.perf_counter() - start


def processor() -> float:
    """Seconds of CPU of this process, of the template and of its children so far."""
    fields = Path(f"/proc/{sandbox.NURSERY.current().process.pid}/stat").read_text().rpartition(")")[2].split()
    return time.process_time() + sum(map(int, fields[11:15])) / TICKS


if __name__ == "__main__":
    cold(*map(Path, sys.argv[2:])) if "--cold" in sys.argv else main()
