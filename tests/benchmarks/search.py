"""How fast questions are answered, beside stock Whoosh, tantivy and SQLite's FTS5, over the same words in one run.

    SPEECH_TEST_DATA=… python tests/benchmarks/search.py [NUMBER …] [--keep FOLDER] [--scope text] [--anew]

NUMBER: how many made speeches, 10000 and 50000 by default. Told are medians of processor time in milliseconds; every question
is asked once of every engine, in turn, so nothing profits from kept results. `warm`: the postings of its words were decoded
before, by another question; `cold`: by none, in an engine just opened (the file is in memory).
Everybody searches title, headings and text (with --scope text: the text), counts exactly and returns 20 numbers. Stock Whoosh
reads our own index; for strings, one with positions that is made for this alone (text only; 50,000 take it half an hour).
"""
import argparse
import gc
import os
import re
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

import rjieba  # noqa: E402
from made_speeches import entries  # noqa: E402
from peers import Asked, FullTextSqlite, StockWhoosh, Tantivy, values_of  # noqa: E402

from search.engine import And, Filters, Or, Phrase, Prefix, Query, Words, engine_in  # noqa: E402
from search.words import cut  # noqa: E402

SAMPLE, QUESTIONS = 1_000, 12
WEIGHTS = {"all": {"title": 6.0, "headings": 4.0, "text": 1.0}, "text": {"text": 1.0}}
FACETS = ("type", "year", "speaker")
NAMING = re.compile("(?![一二三四五六七八九十百千万亿第不])[一-鿿]{2}")  # a word of two characters that does not count something


@dataclass(frozen=True)
class Row:
    name: str
    asked: list[Asked]  # the first one only warms up
    stock: float = 0  # at least so many times faster
    tantivy: float = 0  # at most so many times its time


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", nargs="*", type=int, default=[10_000, 50_000])
    parser.add_argument("--keep", type=Path, help="keep what was built here (default: a temporary folder)")
    parser.add_argument("--scope", choices=list(WEIGHTS), default="all")
    parser.add_argument("--anew", action="store_true", help="build our own index anew")
    arguments = parser.parse_args()
    rows = make_rows()
    with tempfile.TemporaryDirectory() as temporary:
        for number in arguments.numbers:
            folder = (arguments.keep or Path(temporary)) / str(number)
            bench = Bench(folder, number, arguments.scope, arguments.anew)
            bench.measure(rows)
            tell(bench, rows, number, arguments.scope)


# ── the questions ──


def make_rows() -> list[Row]:
    """Every row has words of its own, all of them frequent."""
    sample = list(islice(entries(SAMPLE), SAMPLE))
    words, strings, prefixes = frequent(sample)
    chosen = [{name: values_of(entry)[name] for name in ("type", "year")} for entry in sample if entry.type and entry.date_from]
    deal = iter(words)
    one, two, counted, dated, deep, narrow = ([] for _ in range(6))
    for place in range(QUESTIONS + 1):
        one.append(Asked((next(deal),)))
        two.append(Asked((next(deal), next(deal))))
        counted.append(Asked((next(deal),), facets=FACETS))
        dated.append(Asked((next(deal),), by_date=True))
        deep.append(Asked((next(deal),), page=50))
        narrow.append(Asked((next(deal),), chosen=chosen[place]))
    return [
        Row("common word, top 20", one, 50, 2.5),
        Row("two words", two, 50, 2.5),
        Row("three facets", counted, 50, 2.5),
        Row("by date", dated, 50, 2.5),
        Row("page 50", deep, 50, 2.5),
        Row("narrow filter (type + year)", narrow, 15, 8),
        Row("prefix 经济* and the like", [Asked(prefix=prefix) for prefix in prefixes], 1_000),
        Row("quoted string", [Asked(string=string) for string in strings], 50, 3),
    ]


def frequent(sample):
    """Return frequent words, strings of two or more frequent words, and prefixes."""
    holders, pairs, longer = Counter(), Counter(), {}
    for entry in sample:
        holders.update({word for word in cut(entry.text) if len(word) > 1})
        clauses = [rjieba.cut(line) for line in entry.text.splitlines()]
        pairs.update({first + second for clause in clauses for first, second in pairwise(clause) if len(first) > 1 and len(second) > 1})
    for word in holders:
        longer.setdefault(word[:2], []).append(word)
    words = [word for word, _ in holders.most_common()]
    prefixes = [word for word in words if NAMING.fullmatch(word) and len(longer[word]) > 6][: 2 * QUESTIONS + 2 : 2]
    strings = [string for string, _ in pairs.most_common(4 * QUESTIONS + 4)][::4]
    return [word for word in words if word not in prefixes], strings, prefixes


def ours_of(asked: Asked, scope: str) -> Query:
    if asked.string or asked.prefix:
        node = Phrase(asked.string) if asked.string else Prefix(asked.prefix)
    else:
        nodes = tuple(map(Words, asked.words))
        node = nodes[0] if len(nodes) == 1 else And(nodes)
    return Query(
        node, frozenset({"public"}), scope, Filters(**{name: frozenset({value}) for name, value in asked.chosen.items()}),
        "newest" if asked.by_date else "relevance", asked.page, facets=asked.facets,
    )  # fmt: skip


def before(query: Query) -> Query:
    """Return another question that needs the same postings: its node is not the same, so nobody has its answer."""
    match query.node:
        case Phrase(text):
            nodes = [*map(Phrase, set(text)), *(Words(f"{word}。") for word in cut(text))]
        case Prefix(text):
            nodes = [Prefix(f"{text}。")]
        case And(nodes):
            words = [Words(f"{node.text}。") for node in nodes]
            nodes = [*words, *(And((word, Words("〇〇〇"))) for word in words)]  # headings are looked at for several only
        case Words(text):
            nodes = [Words(f"{text}。")]
    return replace(query, node=Or((*nodes, Words("〇〇〇"))), page=1)


# ── asking ──


class Bench:
    def __init__(self, folder: Path, number: int, scope: str, anew: bool):
        self.scope, self.ours_in = scope, folder / "ours"
        ours = engine_in(self.ours_in)
        if anew or ours.state() != "ready":
            spent, _ = spent_on(lambda: ours.rebuild(entries(number)))
            print(f"our index of {number} built in {spent / 1000:.0f} s of this process's processor time", flush=True)
        weights = WEIGHTS[scope]
        self.ours = ours
        self.stock = StockWhoosh.on_ours(self.ours_in, weights)
        self.positions = StockWhoosh.with_positions(folder / "whoosh-positions", entries(number))
        self.tantivy = Tantivy(folder / "tantivy", entries(number), weights)
        self.fts = FullTextSqlite(folder / "fts5", entries(number), weights)
        self.figures: dict[tuple[str, str], list[float]] = {}
        self.totals: dict[tuple[str, str], list[int]] = {}

    def measure(self, rows: list[Row]):
        for row in rows:  # whatever is loaded once
            for _, ask in self.askers(row, row.asked[0], self.ours):
                ask()
        gc.collect()
        gc.disable()  # nobody pays for another's rubbish
        for place in range(1, QUESTIONS + 1):
            self.read_files()
            fresh = engine_in.__wrapped__(self.ours_in)
            for row in rows:
                fresh.search(ours_of(row.asked[0], self.scope))
            for number, row in enumerate(rows):
                asked = row.asked[place]
                self.ours.search(before(ours_of(asked, self.scope)))
                askers = self.askers(row, asked, fresh)
                turn = (place + number) % len(askers)
                for name, ask in askers[turn:] + askers[:turn]:
                    milliseconds, total = spent_on(ask)
                    self.figures.setdefault((row.name, name), []).append(milliseconds)
                    self.totals.setdefault((row.name, name), []).append(total)
            gc.collect()
        gc.enable()

    def read_files(self):
        """Have the files of everybody in memory, whatever the system has put out of it."""
        for file in filter(Path.is_file, self.ours_in.parent.rglob("*")):
            with file.open("rb") as opened:
                while opened.read(1 << 24):
                    continue

    def askers(self, row: Row, asked: Asked, fresh):
        """Return who is asked, each as a function that returns the total."""
        mine = ours_of(asked, self.scope)
        stock = self.positions if asked.string else self.stock
        askers = [
            ("ours", lambda: self.ours.search(mine).total),
            ("cold", lambda: fresh.search(mine).total),
            ("stock", lambda: stock.answer(asked)[0]),
            ("tantivy", lambda: self.tantivy.answer(asked)[0]),
            ("fts5", lambda: self.fts.answer(asked)[0]),
        ]
        if asked.chosen:
            askers.append(("stock as And", lambda: stock.answer(asked, filtering=False)[0]))
        return askers


def spent_on(work) -> tuple[float, object]:
    """Return milliseconds of processor time, of all threads of this process, and what came of it."""
    start = time.process_time()
    result = work()
    return 1000 * (time.process_time() - start), result


# ── telling ──


def tell(bench: Bench, rows: list[Row], number: int, scope: str):
    print(f"\n{number} speeches, {scope}; medians of {QUESTIONS} questions, ms of processor time")
    print(f"{'':29}{'warm':>8}{'cold':>8}{'stock':>9}{'faster ×':>9}{'target':>8}{'cold ×':>8}{'tantivy':>9}{'of it ×':>9}{'target':>8}{'FTS5':>8}   matching: ours, stock, tantivy")
    for row in rows:
        figure = {name: median(bench.figures[row.name, name]) for name in ("ours", "cold", "stock", "tantivy", "fts5")}
        print(line(row.name, figure, row), "  ", *(f"{median(bench.totals[row.name, name]):.0f}" for name in ("ours", "stock", "tantivy")))
        if (row.name, "stock as And") in bench.figures:
            print(line("  stock as And, not filter=", {**figure, "stock": median(bench.figures[row.name, "stock as And"])}, row))


def line(name: str, figure: dict[str, float], row: Row) -> str:
    ours, stock, tantivy = figure["ours"], figure["stock"] / figure["ours"], figure["ours"] / figure["tantivy"]
    return (
        f"{name + ' ' * (29 - wide(name))}{ours:8.2f}{figure['cold']:8.2f}{figure['stock']:9.1f}{stock:9.0f}{met(stock, row.stock, True):>8}"
        f"{figure['stock'] / figure['cold']:8.0f}{figure['tantivy']:9.2f}{tantivy:9.2f}{met(tantivy, row.tantivy, False):>8}{figure['fts5']:8.1f}"
    )


def wide(text: str) -> int:
    return sum(2 if character > "⺀" else 1 for character in text)


def met(figure: float, target: float, at_least: bool) -> str:
    if not target:
        return "–"
    return f"{target:g} {'✓' if (figure >= target if at_least else figure <= target) else '✗'}"


if __name__ == "__main__":
    main()
