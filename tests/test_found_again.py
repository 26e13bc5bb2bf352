"""Real speeches with all their quirks: every string cut out of them is found, by exactly the speeches that hold it.

Measured by a plain scan of the texts as they came, through the whole way in (import_texts) and out (what a reader types).
"""
import gzip
import json
import random
from collections import Counter
from dataclasses import replace
from itertools import islice

import pytest
from django.core.management import call_command
from django.http import QueryDict

from search import engine
from search.asking import query
from search.text import fold, folded
from speeches.models import Speech

pytestmark = pytest.mark.django_db
CORPUS, NEWS = "corpus/speeches.jsonl.gz", "corpus/news.jsonl.gz"
SHORT, LONG = (1, 2, 2, 3, 3, 4, 4, 5, 6, 8), (50, 120, 400, 1_000, 3_000)
QUOTES = str.maketrans("", "", "\"＂“”„‟「」『』〝〞〟﹁﹂﹃﹄«»")  # they would end the quotation, and fold to nothing anyway
WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)} | {"〇": "○"})
BETWEEN = ("", "", "", " ", "　", "，", "\u200b", "\ufeff", "\n", "——")


def lines_of(file):
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from lines


def of_every_quirk(file) -> list[str]:
    """A hundred short texts among which every quirk of the corpus occurs."""
    records = sorted(map(json.loads, lines_of(file)), key=lambda record: record["chars"])
    chosen, seen = {}, Counter()
    for record in records:
        if any(seen[quirk] < 3 for quirk in record["quirks"]):
            chosen[record["id"]] = record
            seen.update(record["quirks"])
    chosen |= {record["id"]: record for record in records[:: max(1, len(records) // 100)][: 100 - len(chosen)]}
    return [json.dumps(record) for record in chosen.values()]


def imported(lines, tmp_path) -> dict[int, tuple[str, str, str]]:
    """Import lines; return each speech's folded title, folded text, and text as it came."""
    lines = list(lines)
    (tmp_path / "texts.jsonl").write_text("\n".join(line.strip() for line in lines))
    call_command("import_texts", str(tmp_path / "texts.jsonl"))
    numbers = dict(Speech.objects.values_list("document__source_id", "pk"))
    records = map(json.loads, lines)
    return {numbers[str(one["id"])]: (folded(one["title"]), folded(one["text"]), one["text"]) for one in records}


def piece_of(chance, text, size) -> str:
    """So many letters and digits of a text in a row, with what stands between them."""
    start = chance.randrange(len(text))
    piece = fold(text[start : start + 2 * size])
    return piece.original[: piece.span(0, size)[1]] if len(piece.text) > size else piece.original


def otherwise(chance, piece) -> str:
    """The same as somebody else might type it: full width, with blanks and breaks anywhere."""
    return "".join(character.translate(WIDE) + chance.choice(BETWEEN) for character in piece)


def asked(piece: str, visible=frozenset({"public"})) -> engine.Query:
    params = QueryDict(mutable=True)
    params["q"] = f'"{piece.translate(QUOTES)}"'
    understood = query.read(params, visible)
    assert understood.problems == []
    return understood.query


def assert_found_again(texts, chance, questions, sizes):
    long_enough = [text for _, _, text in texts.values() if len(text) > 20]
    for _ in range(questions):
        piece = piece_of(chance, chance.choice(long_enough), chance.choice(sizes))
        run = folded(piece)
        if not run:
            continue
        truth = {number for number, (title, text, _) in texts.items() if run in title or run in text}
        for written in (piece, otherwise(chance, piece)):
            results = engine.current().search(replace(asked(written), per_page=100_000, facets=()))
            assert set(results.ids) == truth, (piece, written)
            assert (results.total, results.as_typed) == (len(truth), len(truth)), piece


@pytest.fixture
def chance():
    seed = random.randrange(10**6)
    print("seed", seed)
    return random.Random(seed)


def test_every_string_of_speeches_with_all_quirks_is_found_by_those_that_hold_it(test_data, tmp_path, chance, client):
    texts = imported(of_every_quirk(test_data / CORPUS), tmp_path)
    assert_found_again(texts, chance, 150, SHORT)
    assert_found_again(texts, chance, 50, LONG)
    assert_the_api_says_the_same(texts, chance, client)


def assert_the_api_says_the_same(texts, chance, client):
    """On the way out nothing is lost either, page by page."""
    for _ in range(5):
        piece = piece_of(chance, chance.choice([text for *_, text in texts.values()]), chance.choice((2, 3)))
        if not (run := folded(piece)):
            continue
        truth = {number for number, (title, text, _) in texts.items() if run in title or run in text}
        q, found, page = f'"{piece.translate(QUOTES)}"', [], 1
        while True:
            answer = client.get("/api/search/", {"q": q, "page": page, "per_page": 40}).json()
            found += [hit["speech_id"] for hit in answer["hits"]]
            if page >= answer["pages"]:
                break
            page += 1
        assert (set(found), len(found), answer["total"]) == (truth, len(truth), len(truth))


@pytest.mark.long
def test_every_string_of_all_speeches_and_some_thousand_news_is_found(test_data, tmp_path, chance):
    news = islice(lines_of(test_data / NEWS), 3_000)
    texts = imported([*lines_of(test_data / CORPUS), *news], tmp_path)
    assert len(texts) == 3_752
    assert_found_again(texts, chance, 300, SHORT)
    assert_found_again(texts, chance, 100, LONG)
