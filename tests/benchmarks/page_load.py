"""The whole page /search/ under load, and what an archive of that size costs.

    SPEECH_TEST_DATA=… python tests/benchmarks/page_load.py [NUMBER …] [--keep FOLDER] [--questions 2000]

For each NUMBER of made speeches, 10000 and 50000 by default, an archive in FOLDER is filled (made_archive.py) and its index built
by manage.py rebuild_index. Gunicorn serves it with config/gunicorn.py. Four clients ask different questions one after another;
told is what the server needed from a request's head to the end of its answer, by the clock and of processor time.
"""
import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from made_speeches import records  # noqa: E402
from processes import Watched, family_of, memory_of  # noqa: E402

HERE = Path(__file__).parent
CLIENTS, ADDED = 4, 20
PORT = 8473
TARGETS = {
    "page p50, ms": 30, "page p95, ms": 100, "web process, MB": 300, "start to first answer, s": 3, "rebuild, minutes": 6,
    "rebuild, MB at its peak": 600, "added speech found, worst ms": 1000, "growth of p50": 5, "growth of processor time": 5,
}  # fmt: skip


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", nargs="*", type=int, default=[10_000, 50_000])
    parser.add_argument("--keep", type=Path, help="keep the archives here (default: a temporary folder)")
    parser.add_argument("--questions", type=int, default=2_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder, all_figures = arguments.keep or Path(temporary), []
        for number in arguments.numbers:
            figures = Archive(folder / f"archive-{number}", number).figures(arguments.questions)
            all_figures.append(figures)
            tell(f"{number} speeches", figures)
    if len(all_figures) == 2:
        first, last = all_figures
        growth = {"growth of p50": last["page p50, ms"] / first["page p50, ms"], "growth of processor time": last["page, ms of processor time, p50"] / first["page, ms of processor time, p50"]}
        tell("from the first number to the second", growth)


def tell(title: str, figures: dict):
    print(f"\n{title}")
    for name, figure in figures.items():
        target = TARGETS.get(name)
        print(f"  {name:45} {figure:10.1f}" + (f"   target {target}   {'met' if figure <= target else 'MISSED'}" if target else ""), flush=True)


class Archive:
    def __init__(self, folder: Path, number: int):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.number, self.times = folder.resolve(), number, folder.resolve() / "request_times"
        self.environment = {**os.environ, "ARCHIVE_DATA": str(self.folder), "REQUEST_TIMES": str(self.times), "ALLOWED_HOSTS": "127.0.0.1"}
        self.processes: list[subprocess.Popen] = []

    def figures(self, questions: int) -> dict:
        self.run(str(HERE / "made_archive.py"), str(self.number))
        figures = {}
        if not (self.folder / "index").exists():
            self.run("manage.py", "rebuild_index")
        try:
            figures.update(self.starting())
            self.start("manage.py", "worker", "--queue", "index")
            self.ask_all(list(asked(200, 99)))  # every process has opened the index
            figures.update(self.answering(list(asked(questions, self.number))))
            figures["database queries, at most"] = self.queries(list(asked(10, self.number)))
            figures.update(self.adding())
            figures.update(self.rebuilding())
        finally:
            for process in self.processes:
                process.terminate()
            for process in self.processes:
                process.wait()
        return figures

    # ── processes ──

    def run(self, *arguments):
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def start(self, *arguments) -> subprocess.Popen:
        self.processes.append(subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self.environment))
        return self.processes[-1]

    # ── figures ──

    def starting(self) -> dict:
        began = time.perf_counter()
        self.server = self.start("-m", "gunicorn", "-c", str(HERE / "timed_gunicorn.py"), "-b", f"127.0.0.1:{PORT}")
        while True:
            try:
                page("/search/?q=发展")
                return {"start to first answer, s": time.perf_counter() - began}
            except OSError:
                time.sleep(0.02)

    def answering(self, questions: list[str]) -> dict:
        clock, processor = self.ask_all(questions)
        web = [memory_of(pid) for pid in family_of(self.server.pid)[1:]]
        return {
            "questions": len(questions), "of them failed": self.failed,
            "page p50, ms": part(clock, 0.5), "page p95, ms": part(clock, 0.95), "page, worst ms": clock[-1],
            "page, ms of processor time, p50": part(processor, 0.5), "page, ms of processor time, p95": part(processor, 0.95),
            "web process, MB": max(whole for whole, _ in web), "of it in no file, MB": max(own for _, own in web),
        }  # fmt: skip

    def queries(self, questions: list[str]) -> int:
        addresses = [urllib.parse.quote(question, safe="/?=&") for question in questions]
        return int(subprocess.check_output([sys.executable, str(HERE / "page_load_queries.py"), *addresses], cwd=ROOT, env=self.environment))

    def ask_all(self, questions) -> tuple[list[float], list[float]]:
        """Return what each took, in rising order: by the clock, of processor time."""
        self.times.write_text("")
        with ThreadPoolExecutor(CLIENTS) as clients:
            list(clients.map(page, questions))
        lines = [line.split() for line in self.times.read_text().splitlines()]
        self.failed = sum(status != "200" for _, _, status, _ in lines)
        return tuple(sorted(float(line[column]) for line in lines) for column in (0, 1))

    def adding(self) -> dict:
        """Keep one speech after another as an upload would, while clients go on asking."""
        found, others = [], Asking(surely_found(7))
        others.start()
        adder = subprocess.Popen([sys.executable, str(HERE / "page_load_adding.py")], cwd=ROOT, env=self.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for name in names(ADDED):
            print(name, file=adder.stdin, flush=True)
            adder.stdout.readline()  # it is in the database
            began = time.perf_counter()
            while not json.loads(page(f'/api/search/?q="{name}"'))["total"]:
                time.sleep(0.01)
            found.append(1000 * (time.perf_counter() - began))
            time.sleep(0.5)
        adder.communicate()
        others.stop()
        return {"added speech found, median ms": part(found, 0.5), "added speech found, worst ms": max(found), "page meanwhile p95, ms": part(others.taken, 0.95)}

    def rebuilding(self) -> dict:
        others = Asking(surely_found(8), pause=0.2)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        began = time.perf_counter()
        rebuild = subprocess.Popen([sys.executable, "manage.py", "rebuild_index"], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)
        watched = Watched(rebuild.pid)
        watched.start(), others.start()
        if rebuild.wait():
            raise SystemExit("rebuild_index failed")
        taken = time.perf_counter() - began
        watched.stop(), others.stop()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return {
            "rebuild, minutes": taken / 60, "rebuild, minutes of processor time": spent / 60, "rebuild, MB at its peak": watched.most,
            "of it in no file, MB ": watched.most_anonymous, "asked meanwhile": len(others.taken), "of them answered with nothing": others.empty,
            "asked meanwhile, p95, ms": part(others.taken, 0.95),
        }  # fmt: skip


class Asking(threading.Thread):
    """A client that goes on asking until it is stopped; keeps what each answer took, seen from here."""

    def __init__(self, questions, pause=0.0):
        super().__init__(daemon=True)
        self.questions, self.pause, self.taken, self.empty, self.ended = iter(questions), pause, [], 0, False

    def run(self):
        while not self.ended:
            began = time.perf_counter()
            text = page(next(self.questions))
            self.taken.append(1000 * (time.perf_counter() - began))
            self.empty += 'class="hits"' not in text
            time.sleep(self.pause)

    def stop(self):
        self.ended = True
        self.join()


def page(path: str) -> str:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{urllib.parse.quote(path, safe='/?=&')}", timeout=60) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as error:  # the server's fault; counted where all answers are
        return f"{error.code} {path}"


def part(figures, share: float) -> float:
    figures = sorted(figures)
    return figures[min(len(figures) - 1, int(len(figures) * share))]


def names(number: int) -> list[str]:
    """Strings that nobody else has."""
    return [f"棠溪{time.time_ns() % 10**9}号渠{place}" for place in range(number)]


def asked(number: int, seed: int):
    """Yield different questions as people ask them: words, two words, strings out of the texts, with a year or an order, later pages."""
    chance, cut_out, seen = Random(seed), Cutter(seed), set()
    kinds = (
        lambda: cut_out(2, 2, 3, 4), lambda: f"{cut_out(2, 4)} {cut_out(2, 4)}", lambda: f'"{cut_out(3, 4, 5, 8)}"',
        lambda: f"{cut_out(2)}&year={chance.randint(2006, 2025)}", lambda: f"{cut_out(2)}&sort=newest", lambda: f"{cut_out(2)}&page=2",
    )  # fmt: skip
    while len(seen) < number:
        question = f"/search/?q={chance.choice(kinds)()}"
        if question not in seen:
            seen.add(question)
            yield question


def surely_found(seed: int):
    """Yield strings out of the texts without end: whoever answers one with nothing has no whole index."""
    cut_out = Cutter(seed)
    while True:
        yield f'/search/?q="{cut_out(3, 4, 5, 8)}"'


class Cutter:
    """Cuts pieces out of texts of the archive."""

    def __init__(self, seed: int):
        self.chance, self.texts = Random(seed), [record["text"] for record in records(400)]

    def __call__(self, *sizes: int) -> str:
        while True:
            text, size = self.chance.choice(self.texts), self.chance.choice(sizes)
            start = self.chance.randrange(len(text) - size)
            if text[start : start + size].isalpha():
                return text[start : start + size]


if __name__ == "__main__":
    main()
