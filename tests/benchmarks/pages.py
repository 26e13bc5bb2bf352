"""What reading and browsing cost: every page with 100 and with 10,000 speeches, beside a bare Django view of the same size.

    SPEECH_TEST_DATA=… python tests/benchmarks/pages.py [--keep FOLDER] [--rounds 40] [--only NAME …]

Two archives of made speeches (made_archive.py, rebuild_index) are served by config/gunicorn.py, one process each, so that warm is warm.
One client asks for the pages in turn, each round all of them: with 100 speeches, with 10,000, and bare. The bare view has the
same project, middleware and context processors, and renders a template whose text is the very bytes of that page. Nothing is
compressed in either. Told is the median of what the server's thread needed from a request's head to the end of its answer:
milliseconds of processor time, and by the clock in brackets; ratio and growth are of processor time.

The pages of visitors are kept until something changes (speeches.kept_pages), so told besides: `made anew`, for a reader whose pages
are not kept, while the numbers over the archive are known; and `cold`, the first answer after something in the archive changed.
"""
import argparse
import gzip
import http.client
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
FEW, MANY = 100, 10_000
PORTS = {FEW: 8474, MANY: 8475}
MOST_BARE, MOST_GROWTH = 4, 1.2
WARMING = 3  # rounds before the first that counts

# page → its address; what stands in braces is asked from the database below
PAGES = {
    "home": "/",
    "speeches": "/speeches/",
    "speeches-type": "/speeches/?type={type}",
    "speeches-page-9": "/speeches/?page=9",
    "speech": "/speeches/{speech}/",
    "speech-hits": "/speeches/{speech}/?q=发展",
    "meetings": "/meetings/",
    "meeting": "/meetings/{meeting}/",
    "speakers": "/speakers/",
    "speaker": "/speakers/{speaker}/",
    "topics": "/topics/",
    "topic": "/topics/{topic}/",
    "meeting-types": "/meeting-types/",
    "meeting-type": "/meeting-types/{type}/",
    "timeline": "/timeline/",
    "timeline-year": "/timeline/?year={year}",
    "document": "/documents/{document}/",
    "search-help": "/help/search/",
}
BUSIEST = "SELECT {0} FROM speeches_speech {1} WHERE {0} IS NOT NULL GROUP BY {0} ORDER BY count(*) DESC, {0} LIMIT 1"
CHOSEN = {
    "speech": f"SELECT id FROM (SELECT * FROM speeches_speech ORDER BY id LIMIT {FEW}) ORDER BY characters LIMIT 1 OFFSET {FEW // 2}",
    "meeting": BUSIEST.format("meeting_id", ""),
    "speaker": BUSIEST.format("speaker_id", ""),
    "type": BUSIEST.format(
        "t.name", "JOIN speeches_meeting m ON m.id = meeting_id JOIN speeches_meetingtype t ON t.id = m.type_id"
    ),
    "topic": BUSIEST.format(
        "k.word", "s JOIN speeches_speechkeyword f ON f.speech_id = s.id JOIN speeches_keyword k ON k.id = f.keyword_id"
    ),
    "year": BUSIEST.format("substr(date_from, 1, 4)", ""),
}
CHOSEN["document"] = f"SELECT document_id FROM speeches_speech WHERE id = ({CHOSEN['speech']})"


class Archive:
    """A folder of made speeches, and the gunicorn that serves it."""

    def __init__(self, folder: Path, number: int, bare: Path):
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.port, self.times = folder.resolve(), PORTS[number], folder.resolve() / "request_times"
        self.environment = {
            **os.environ,
            "ARCHIVE_DATA": str(self.folder), "REQUEST_TIMES": str(self.times), "ALLOWED_HOSTS": "127.0.0.1",
            "DJANGO_SETTINGS_MODULE": "pages_settings", "PYTHONPATH": f"{ROOT}:{HERE}", "BARE_TEMPLATES": str(bare),
        }  # fmt: skip
        subprocess.run([sys.executable, HERE / "made_archive.py", str(number)], env=self.environment, check=True, stdout=subprocess.DEVNULL)
        if not (self.folder / "index").exists():
            subprocess.run([sys.executable, "manage.py", "rebuild_index"], cwd=ROOT, env=self.environment, check=True)
        with sqlite3.connect(self.folder / "archive.sqlite3") as database:
            chosen = {name: database.execute(query).fetchone()[0] for name, query in CHOSEN.items()}
        self.addresses = {name: quote(address.format(**chosen), safe="/?=&") for name, address in PAGES.items()}

    def start(self):
        gunicorn = [sys.executable, "-m", "gunicorn", "-c", HERE / "timed_gunicorn.py", "-w", "1", "-b", f"127.0.0.1:{self.port}"]
        self.server = subprocess.Popen(gunicorn, cwd=ROOT, env=self.environment)
        self.times.write_text("")
        self.asked: list[str] = []  # in the order of the lines there
        while True:
            try:
                return self.ask("ready", "/healthz")
            except OSError:
                time.sleep(0.05)

    def ask(self, name: str, address: str, **headers: str) -> tuple[int, bytes]:
        """`name`: under what the time that the answer takes is told."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request("GET", address, headers={"Accept-Encoding": "identity", **headers})
        answer = connection.getresponse()
        page = answer.status, answer.read()
        connection.close()
        self.asked.append(name)
        while len(self.times.read_bytes().splitlines()) < len(self.asked):  # the line comes after the answer
            time.sleep(0.001)
        return page

    def change(self):
        """What speeches.figures.changed() does: every number that was counted is out of date."""
        with sqlite3.connect(self.folder / "archive.sqlite3") as database:
            database.execute("INSERT INTO speeches_state (id, stamp) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET stamp = ?1", [uuid4().hex])

    def taken(self) -> dict[str, list[tuple[float, float]]]:
        """name → (processor time, by the clock) of each answer."""
        found = defaultdict(list)
        for name, line in zip(self.asked, self.times.read_text().splitlines(), strict=True):
            clock, processor = line.split()[:2]
            found[name].append((float(processor), float(clock)))
        return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, help="keep the archives here (default: a temporary folder)")
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--only", nargs="*", default=PAGES, help="names of pages")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        bare = Path(temporary) / "bare"
        bare.mkdir()
        folder = arguments.keep or Path(temporary)
        archives = {number: Archive(folder / f"archive-{number}", number, bare) for number in PORTS}
        try:
            for archive in archives.values():
                archive.start()
            measure(archives[FEW], archives[MANY], arguments, bare)
        finally:
            for archive in archives.values():
                archive.server.terminate()
                archive.server.wait()


def measure(few: Archive, many: Archive, arguments, bare: Path):
    sizes = {}
    for name in arguments.only:
        few.change(), many.change()
        few.ask(f"cold {name}", few.addresses[name])
        status, page = many.ask(f"cold {name}", many.addresses[name])
        if status != 200:
            print(f"{name}: {status}, left out")
            continue
        sizes[name] = [len(few.ask("size", few.addresses[name])[1]), len(page), len(gzip.compress(page, 6))]
        (bare / f"{name}.html").write_text(f"{{% verbatim %}}{page.decode()}{{% endverbatim %}}", "utf-8")
    for number in range(WARMING + arguments.rounds):
        kind = "" if number >= WARMING else "warming "
        for name in sizes:
            few.ask(kind + name, few.addresses[name])
            many.ask(kind + name, many.addresses[name])
            many.ask(f"{kind}bare {name}", f"/bare/{name}/")
            for archive in (few, many):
                archive.ask(f"{kind}anew {name}", archive.addresses[name], Cookie="messages=")
    tell(sizes, few.taken(), many.taken(), queries(many, sizes))


def queries(archive: Archive, names) -> dict[str, str]:
    """Of each page, asked for the second time in a process."""
    addresses = [archive.addresses[name] for name in names]
    command = [sys.executable, HERE / "page_load_queries.py", "--each", *addresses, *addresses]
    counts = subprocess.check_output(command, env=archive.environment, text=True).split()
    return dict(zip(names, counts[len(addresses) :], strict=True))


def tell(sizes: dict, few: dict, many: dict, queries: dict):
    print(
        f"{'page':16}{'bytes at 100':>13}{'at 10,000':>10}{'gz':>8}{'queries':>8}{'at 100':>16}{'at 10,000':>16}{'growth':>7}{'bare':>16}{'ratio':>6}"
        f"{'anew at 100':>16}{'at 10,000':>16}{'cold at 100':>16}{'at 10,000':>16}"
    )
    for name, (bytes_few, bytes_many, packed) in sizes.items():
        at_few, at_many, bare = median(few[name]), median(many[name]), median(many[f"bare {name}"])
        growth, ratio = at_many[0] / at_few[0], at_many[0] / bare[0]
        missed = [word for word, value, most in (("GROWTH", growth, MOST_GROWTH), ("RATIO", ratio, MOST_BARE)) if value > most]
        others = [median(found[f"{kind} {name}"]) for kind in ("anew", "cold") for found in (few, many)]
        print(
            f"{name:16}{bytes_few:13,}{bytes_many:10,}{packed:8,}{queries[name]:>8}{said(at_few)}{said(at_many)}{growth:7.2f}{said(bare)}{ratio:6.1f}"
            f"{''.join(map(said, others))}  {'MISSED ' * bool(missed)}{' '.join(missed)}"
        )


def median(taken) -> tuple[float, float]:
    return tuple(statistics.median(times) for times in zip(*taken, strict=True))


def said(taken) -> str:
    return f"{taken[0]:7.2f} ({taken[1]:6.2f})"


if __name__ == "__main__":
    main()
