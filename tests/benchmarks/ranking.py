"""Where the speech stands that was meant: ours beside stock Whoosh's BM25F and tantivy, over the same words.

    SPEECH_TEST_DATA=… SCORE_RANKING=…/score_ranking.py python tests/benchmarks/ranking.py [--keep FOLDER] [--losses 30]

Questions are two or three pieces of one heading of a speech (score_ranking.py makes them); told is the mean reciprocal rank over
the first 20. The peers search title, headings and text, like Whoosh's MultifieldParser: every word in any of the fields.
Of several sensible weights, and of all words or any of them, each peer is told with what suits it best.
"""
import argparse
import importlib.util
import os
import pickle
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

import tantivy  # noqa: E402
from django.http import QueryDict  # noqa: E402
from peers import SOURCES, Asked, StockWhoosh, Tantivy  # noqa: E402
from whoosh import query as whoosh_query  # noqa: E402

from search.asking import query  # noqa: E402
from search.engine import Entry, engine_in  # noqa: E402
from search.words import cut  # noqa: E402
from speeches import texts  # noqa: E402
from speeches.filing import span_of  # noqa: E402

SEEDS, NUMBER, DEPTH = (1, 2, 3), 300, 20
TARGET = 1.1
WEIGHTS = [(1.0, 1.0, 1.0), (2.0, 1.5, 1.0), (6.0, 4.0, 1.0), (2.0, 4.0, 1.0), (1.0, 8.0, 1.0), (0.5, 0.5, 1.0)]
FIRST = {name: [""] for name in SOURCES}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--keep", type=Path, help="keep what was built here (default: a temporary folder)")
    parser.add_argument("--losses", type=int, default=0, help="print so many questions that a peer answered better")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        measure(arguments.keep or Path(temporary), arguments.losses)


def measure(folder: Path, losses: int):
    corpus = Path(os.environ["SPEECH_TEST_DATA"]) / "corpus" / "speeches.jsonl.gz"
    keys, entries = kept(folder / "entries", lambda: read(corpus))
    asked = [pair for seed in SEEDS for pair in questions([str(corpus)], NUMBER, seed)]
    ours = engine_in(folder / "ours")
    if ours.state() != "ready":
        ours.rebuild(iter(entries))
    print(f"{len(entries)} speeches, {len(asked)} questions of seeds {SEEDS}, mean reciprocal rank over {DEPTH} places (each seed)")
    places = {"ours": [place(keys, ours_of(ours, text), key) for text, key in asked]}
    tell("ours", places["ours"])
    for name, ways in (("stock Whoosh", whoosh_ways(folder, entries)), ("tantivy", tantivy_ways(folder, entries))):
        tried = {way: [place(keys, ask(words_of(text)), key) for text, key in asked] for way, ask in ways}
        best = max(tried, key=lambda way: reciprocal(tried[way]))
        for way in tried:
            tell(f"{name}, {way}", tried[way])
        places[name] = tried[best]
        ratio = reciprocal(places["ours"]) / reciprocal(places[name])
        print(f"ours against {name} ({best}): {ratio:.3f}   target {TARGET}   {'met' if ratio >= TARGET else 'MISSED'}")
    worse = [n for n in range(len(asked)) if inverse(places["ours"][n]) < max(inverse(places[peer][n]) for peer in places)]
    print(f"a peer is better in {len(worse)} questions, ours in {sum(inverse(places['ours'][n]) > max(inverse(places[peer][n]) for peer in list(places)[1:]) for n in range(len(asked)))}")
    for n in sorted(worse, key=lambda n: inverse(places["ours"][n]) - max(inverse(places[peer][n]) for peer in places))[:losses]:
        print(asked[n], {name: of[n] for name, of in places.items()})


def questions(paths, number, seed):
    spec = importlib.util.spec_from_file_location("score_ranking", os.environ["SCORE_RANKING"])
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    return tool.questions(paths, number, seed)


def kept(file: Path, make):
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(make()))
    return pickle.loads(file.read_bytes())


def read(corpus: Path) -> tuple[dict[int, str], list[Entry]]:
    """Return the corpus as import_texts reads it, and which number stands for which of its ids."""
    entries, keys = [], {}
    for number, record in texts.read_records(corpus):
        draft, (first, last, _) = texts.draft_of(record), span_of(record["date"])
        keys[number] = record["id"]
        entries.append(
            Entry(
                id=number, visibility="public", title=draft.title or "", text="\n".join(paragraph.text for paragraph in draft.paragraphs),
                headings=tuple(section.heading for section in draft.outline), speaker=draft.speaker or "", post=draft.post or "",
                meeting=draft.meeting or "", type=draft.meeting_type or "", kind=draft.kind or "", topics=tuple(draft.keywords),
                date_from=first, date_to=last,
            )
        )  # fmt: skip
    return keys, entries


# ── the ways to ask ──


def ours_of(engine, text) -> list[int]:
    params = QueryDict(mutable=True)
    params["q"] = text
    return engine.search(query.read(params, frozenset({"public"})).query).ids


def words_of(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for piece in text.split() for word in cut(piece)))


def whoosh_ways(folder: Path, entries):
    for name, joined in (("all words", whoosh_query.And), ("any word", whoosh_query.Or)):
        for weights in WEIGHTS:
            peer = StockWhoosh.with_positions(folder / "whoosh", entries, SOURCES, dict(zip(SOURCES, weights, strict=True)), joined)
            yield f"{name}, title × {weights[0]} headings × {weights[1]}", asking(peer)


def tantivy_ways(folder: Path, entries):
    for name, joined in (("all words", tantivy.Occur.Must), ("any word", tantivy.Occur.Should)):
        for weights in WEIGHTS:
            peer = Tantivy(folder / "tantivy", entries, dict(zip(SOURCES, weights, strict=True)), joined)
            yield f"{name}, title × {weights[0]} headings × {weights[1]}", asking(peer)


def asking(peer) -> Callable:
    return lambda words: peer.numbers(peer.answer(Asked(words=words))[1])


# ── figures ──


def place(keys, numbers, key) -> int:
    found = [keys[number] for number in numbers[:DEPTH]]
    return found.index(key) + 1 if key in found else 0


def inverse(place: int) -> float:
    return 1 / place if place else 0.0


def reciprocal(places: list[int]) -> float:
    return mean(map(inverse, places))


def tell(name: str, places: list[int]):
    size = len(places) // len(SEEDS)
    seeds = " ".join(f"{reciprocal(places[start : start + size]):.4f}" for start in range(0, len(places), size))
    print(f"  {name:55} {reciprocal(places):.4f} ({seeds})  first {mean(p == 1 for p in places):.3f}  in ten {mean(0 < p <= 10 for p in places):.3f}", flush=True)


if __name__ == "__main__":
    main()
