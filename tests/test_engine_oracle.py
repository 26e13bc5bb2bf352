"""An unmodified Whoosh on the very same files as the judge: words with AND, OR and NOT, and beginnings of words."""
import random
from dataclasses import replace

import pytest
from django.conf import settings
from whoosh import query as stock
from whoosh.index import open_dir

from search.engine import And, Not, Or, Prefix, Query, Words
from search.whoosh_index.engine import WhooshEngine
from search.whoosh_index.schema import INDEX_NAME, make_schema
from search.words import cut
from tests.engine_questions import EVERYTHING, entry_of

SPEECHES = 300
EVERYBODY = frozenset({"public", "hidden", "keepers"})
# No character stands in two of them: none is found over the ends of others, where stock Whoosh would not look.
WORDS = ["水库", "农村", "治理", "监督", "民主", "道路", "会议", "干部", "春耕", "桥梁", "学校", "医院", "2024", "abc", "𠮷", "高质量", "发展"]


@pytest.fixture
def chance():
    seed = random.randrange(10**6)
    print("seed", seed)
    return random.Random(seed)


def speech(chance, number):
    words = lambda most: "，".join(chance.choices(WORDS, range(1, len(WORDS) + 1), k=chance.randrange(most)))  # noqa: E731
    return replace(entry_of(chance, number), title=words(4), text=words(12), headings=(words(3), words(3)))


@pytest.fixture
def index(chance):
    """An index with a history: several segments, speeches replaced and removed, a merge."""
    index = WhooshEngine(settings.INDEX)
    index.rebuild([speech(chance, number) for number in range(SPEECHES)])
    for step in range(12):
        index.put([speech(chance, chance.randrange(SPEECHES)) for _ in range(5)])
        index.remove([chance.randrange(SPEECHES) for _ in range(3)])
        if step == 6:
            index.merge()
    return index


@pytest.fixture
def searcher(index):
    with open_dir(str(settings.INDEX), INDEX_NAME, schema=make_schema()).searcher() as searcher:
        yield searcher


def stock_ids(searcher, asked) -> set[int]:
    numbers = searcher.reader().column_reader("number")
    return {numbers[hit.docnum] for hit in searcher.search(asked, limit=None)}


def question(chance, depth=0):
    """One question in both languages."""
    kind = chance.choice(("word", "word", "prefix", *(("and", "or", "not") if depth < 3 else ())))
    word = chance.choice(WORDS)
    field, source = chance.choice((("text", "text"), ("text", "text"), ("title", "title"), ("heading", "headings")))
    if kind == "word":
        return Words(word, field), stock.And([stock.Term(source, part) for part in cut(word)])
    if kind == "prefix":
        start = word[: chance.randrange(1, len(word) + 1)]
        return Prefix(start, field), stock.Prefix(source, start)
    ours, theirs = zip(*(question(chance, depth + 1) for _ in range(chance.randrange(2, 4))), strict=True)
    if kind == "not":
        return And((ours[0], Not(ours[1]))), stock.And([theirs[0], stock.Not(theirs[1])])
    return (And(ours), stock.And(theirs)) if kind == "and" else (Or(ours), stock.Or(theirs))


@pytest.mark.parametrize("questions", [300, pytest.param(5_000, marks=pytest.mark.long)])
def test_the_same_speeches_are_found(index, searcher, chance, questions):
    full = 0
    for _ in range(questions):
        ours, theirs = question(chance)
        found = set(index.search(Query(ours, EVERYBODY, per_page=EVERYTHING)).ids)
        assert found == stock_ids(searcher, theirs), (ours, theirs)
        full += bool(found)
    assert full > questions / 3


def test_every_word_of_every_field_is_held_by_as_many(index, searcher):
    for field, source in (("text", "text"), ("title", "title"), ("heading", "headings")):
        for word, count in index.vocabulary(field).items():
            assert len(stock_ids(searcher, stock.Term(source, word))) == count


def test_every_value_is_that_of_as_many(index, searcher):
    facets = index.search(Query(None, EVERYBODY)).facets
    for name, pairs in facets.items():
        for value, count in pairs:
            assert len(stock_ids(searcher, stock.Term(name, value))) == count
