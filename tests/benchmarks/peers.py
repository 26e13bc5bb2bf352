"""Other engines, asked for the same things over the same words: stock Whoosh, tantivy and SQLite's FTS5.

Each is built once into a folder and kept there. Words are cut by search.words, so only the engines differ. A question is a
plain Asked; answer() returns how many speeches match and the ids, or documents, of one page.
"""
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import tantivy
from whoosh import columns, fields, formats, query, sorting
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, create_in, open_dir

from search.engine import UNKNOWN, Entry
from search.words import cut

PER_PAGE = 20
SOURCES = ("title", "headings", "text")
FACETS = ("type", "year", "speaker")
PART = 5_000  # speeches in one commit of the stock index with positions


@dataclass(frozen=True)
class Asked:
    """A question that every engine can be asked: what stands in it, and what is wanted of the answer."""

    words: tuple[str, ...] = ()  # all of them
    string: str = ""  # or this, side by side
    prefix: str = ""  # or words that begin so
    facets: tuple[str, ...] = ()
    chosen: dict[str, str] = field(default_factory=dict, hash=False)  # filters
    by_date: bool = False
    page: int = 1

    @property
    def start(self) -> int:
        return (self.page - 1) * PER_PAGE


def values_of(entry: Entry) -> dict:
    return {
        "number": entry.id,
        "day": entry.date_from.toordinal() if entry.date_from else 0,
        "type": entry.type or UNKNOWN,
        "year": str(entry.date_from.year) if entry.date_from else UNKNOWN,
        "speaker": entry.speaker or UNKNOWN,
    }


def texts_of(entry: Entry) -> dict[str, str]:
    return {"title": entry.title, "headings": "\n".join(entry.headings), "text": entry.text}


def built(folder: Path, build) -> Path:
    """Return a folder that is filled, filling it first where it is not; half of it is never left."""
    if not folder.exists():
        half = folder.with_name(folder.name + ".half")
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(parents=True)
        build(half)
        half.rename(folder)
    return folder


# ── Whoosh as it comes ──


class PositionedWords(fields.FieldType):
    """What TEXT(phrase=True) keeps of the same words, without a token object for each."""

    format = formats.Positions()
    scorable, stored, unique, column_type, vector, spelling, multitoken_query = True, False, False, None, None, False, "default"
    analyzer = None
    queryor = False

    def __init__(self):
        pass

    def index(self, value, **kwargs):
        places: dict[str, list[int]] = {}
        for place, word in enumerate(cut(value)):
            places.setdefault(word, []).append(place)
        return ((word.encode(), len(at), float(len(at)), self.format.encode(at)) for word, at in places.items())

    def __eq__(self, other):
        return type(other) is type(self)

    __hash__ = None


class StockWhoosh:
    """searcher.search on an index with these sources; any index that Whoosh can read."""

    name = "stock Whoosh"

    def __init__(self, index, boosts: dict[str, float], joined=query.And):
        self.searcher = index.searcher()
        self.boosts, self.joined = boosts, joined

    @classmethod
    def on_ours(cls, folder: Path, boosts):
        """Open the archive's own index, not by its code but by Whoosh's."""
        from search.whoosh_index.schema import INDEX_NAME, make_schema

        return cls(FileIndex(FileStorage(str(folder)), make_schema(), INDEX_NAME), boosts)

    @classmethod
    def with_positions(cls, folder: Path, entries: Iterable[Entry], sources=("text",), boosts=None, joined=query.And):
        def build(half):
            schema = fields.Schema(number=fields.COLUMN(columns.NumericColumn("q")), **{source: PositionedWords() for source in sources})
            index, part = create_in(str(half), schema), []
            for entry in entries:
                part.append(entry)
                if len(part) == PART:
                    add(index, part)
                    part = []
            add(index, part)

        def add(index, part):
            writer = index.writer(limitmb=256)
            for entry in part:
                writer.add_document(number=entry.id, **{source: texts_of(entry)[source] for source in sources})
            writer.commit(merge=False)

        return cls(open_dir(str(built(folder, build))), boosts or dict.fromkeys(sources, 1.0), joined)

    def word(self, word: str):
        return self._over(query.Term, word)

    def _over(self, kind, what):
        each = [kind(source, what, boost=boost) for source, boost in self.boosts.items()]
        return each[0] if len(each) == 1 else query.Or(each)

    def node(self, asked: Asked):
        if asked.string:
            return self._over(query.Phrase, cut(asked.string))
        if asked.prefix:
            return self._over(query.Prefix, asked.prefix)
        words = [self.word(word) for word in asked.words]
        return words[0] if len(words) == 1 else self.joined(words)

    def answer(self, asked: Asked, filtering=True):
        node, more = self.node(asked), {}
        if asked.chosen:
            chosen = [query.Term(name, value) for name, value in asked.chosen.items()]
            if filtering:
                more["filter"] = query.And(chosen)
            else:
                node = query.And([node, *chosen])
        if asked.by_date:
            more["sortedby"] = sorting.FieldFacet("day_from", reverse=True)
        if asked.facets:
            more["groupedby"] = list(asked.facets)
        results = self.searcher.search(node, limit=asked.start + PER_PAGE, **more)
        page = [results.docnum(place) for place in range(asked.start, min(asked.start + PER_PAGE, results.scored_length()))]
        for name in asked.facets:
            results.groups(name)
        return len(results), page

    def numbers(self, documents) -> list[int]:
        """Return the ids of documents; not part of what is measured."""
        column = self.searcher.reader().column_reader("number")
        return [column[document] for document in documents]


# ── tantivy ──


class Tantivy:
    name = "tantivy"

    def __init__(self, folder: Path, entries: Iterable[Entry], boosts: dict[str, float], joined=tantivy.Occur.Must):
        self.boosts, self.joined = boosts, joined
        schema = tantivy.SchemaBuilder()
        for source in SOURCES:
            schema.add_text_field(source, tokenizer_name="blanks", index_option="position")
        for name in FACETS:
            schema.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
        for name in ("number", "day"):
            schema.add_integer_field(name, fast=True)
        self.schema = schema.build()
        built(folder, lambda half: self._build(half, entries))
        self.index = self._open(folder)
        self.searcher = self.index.searcher()

    def _open(self, folder):
        index = tantivy.Index(self.schema, path=str(folder))
        index.register_tokenizer("blanks", tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build())
        return index

    def _build(self, folder, entries):
        writer = self._open(folder).writer(500_000_000, 1)
        for entry in entries:
            words = {source: " ".join(cut(text)) for source, text in texts_of(entry).items()}
            writer.add_document(tantivy.Document(**words, **values_of(entry)))
        writer.commit()
        writer.wait_merging_threads()

    def _over(self, make):
        each = [(source, make(source)) for source in self.boosts]
        if len(each) == 1:
            return each[0][1]
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Should, tantivy.Query.boost_query(one, self.boosts[source])) for source, one in each]
        )

    def word(self, word: str):
        return self._over(lambda source: tantivy.Query.term_query(self.schema, source, word, "freq"))

    def node(self, asked: Asked):
        if asked.string:
            words = cut(asked.string)
            if len(words) > 1:
                return self._over(lambda source: tantivy.Query.phrase_query(self.schema, source, words))
            return self.word(words[0])
        if asked.prefix:
            return self._over(lambda source: tantivy.Query.regex_query(self.schema, source, f"{asked.prefix}.*"))
        parts = [(self.joined, self.word(word)) for word in asked.words]
        for name, value in asked.chosen.items():
            parts.append((tantivy.Occur.Must, tantivy.Query.term_query(self.schema, name, value, "basic")))
        return parts[0][1] if len(parts) == 1 else tantivy.Query.boolean_query(parts)

    def answer(self, asked: Asked):
        node = self.node(asked)
        order = {"order_by_field": "day"} if asked.by_date else {}
        results = self.searcher.search(node, limit=PER_PAGE, count=True, offset=asked.start, **order)
        if asked.facets:
            self.searcher.aggregate(node, {name: {"terms": {"field": name, "size": 100}} for name in asked.facets})
        return results.count, self.searcher.fast_field_values("number", [address for _, address in results.hits])

    def numbers(self, page) -> list[int]:
        return page


# ── SQLite ──


class FullTextSqlite:
    name = "FTS5"

    def __init__(self, folder: Path, entries: Iterable[Entry], boosts: dict[str, float]):
        built(folder, lambda half: self._build(half, entries))
        self.base = sqlite3.connect(folder / "fts.sqlite3")
        self.base.execute("pragma cache_size = -1000000")
        self.columns = "" if len(boosts) == len(SOURCES) else "{" + " ".join(boosts) + "} : "
        self.rank = f"bm25(words, {', '.join(str(boosts.get(source, 0.0)) for source in SOURCES)})"

    def _build(self, folder, entries):
        base = sqlite3.connect(folder / "fts.sqlite3")
        base.execute("create virtual table words using fts5(title, headings, text, content='', tokenize='unicode61 remove_diacritics 0')")
        base.execute("create table facts (number integer primary key, day, type, year, speaker)")
        for entry in entries:
            base.execute("insert into words (rowid, title, headings, text) values (?, ?, ?, ?)", (entry.id, *(" ".join(cut(text)) for text in texts_of(entry).values())))
            base.execute("insert into facts values (:number, :day, :type, :year, :speaker)", values_of(entry))
        base.execute("create index by_type_and_year on facts (type, year)")
        base.commit()
        base.execute("insert into words (words) values ('optimize')")
        base.commit()
        base.close()

    def node(self, asked: Asked) -> str:
        if asked.string:
            return f'{self.columns}"{" ".join(cut(asked.string))}"'
        if asked.prefix:
            return f'{self.columns}"{asked.prefix}"*'
        return " AND ".join(f'({self.columns}"{word}")' for word in asked.words)

    def answer(self, asked: Asked):
        node, chosen = self.node(asked), "".join(f" and facts.{name} = :{name}" for name in asked.chosen)
        order = "facts.day desc" if asked.by_date else self.rank
        joined = "words join facts on facts.number = words.rowid" if chosen or asked.by_date else "words"
        values = {"node": node, "start": asked.start, **asked.chosen}
        where = f"from {joined} where words match :node{chosen}"
        page = self.base.execute(f"select words.rowid {where} order by {order} limit {PER_PAGE} offset :start", values).fetchall()
        total = self.base.execute(f"select count(*) {where}", values).fetchone()[0]
        for name in asked.facets:
            self.base.execute(f"select {name}, count(*) from words join facts on number = words.rowid where words match :node group by 1", values).fetchall()
        return total, [number for (number,) in page]

    def numbers(self, page) -> list[int]:
        return page
