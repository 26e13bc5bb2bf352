"""The fields of the index. Whoosh pickles these classes into its table of contents: their import paths must not change.

What words rank by:            text, title, headings          jieba's words and how often
What holds a string for sure:  held_text, held_title, held_headings   distinct characters; the folded text beside them
What filters choose:           type, speaker, year …          whole values, UNKNOWN where nothing is stated
"""
from collections import Counter

from whoosh import columns, fields, formats

from search.engine import UNKNOWN, Entry
from search.text import folded
from search.words import cut

# Another way of folding or cutting, or other fields: count on, and the old index counts as missing.
INDEX_NAME = "speeches1"

SOURCES = ("title", "headings", "text")
FACETS = ("type", "year", "speaker", "level", "kind", "topic")
VALUES = (*FACETS, "meeting", "post", "visibility")
HEADING_BREAK = "\n"  # never part of a folded question, so no match runs over from one heading into the next


class CountedField(fields.FieldType):
    """A field that says by itself which terms a value has, and how often: no analyzer, no token objects."""

    unique = stored = scorable = False
    format = formats.Existence()  # how often a term occurs is its weight; no second copy as a value

    def __init__(self):
        pass

    def counts(self, value) -> dict[bytes, int]:
        raise NotImplementedError

    def index(self, value, **kwargs):
        """Whoosh's own form of the same, for its stock writer."""
        return ((term, count, float(count), b"") for term, count in self.counts(value).items())

    def __eq__(self, other):
        return type(other) is type(self)

    __hash__ = None


class Words(CountedField):
    scorable = True

    def counts(self, value):
        return {word.encode(): count for word, count in Counter(cut(value)).items()}


class Held(CountedField):
    """The folded text itself in a column, and its distinct characters as postings."""

    column_type = columns.VarBytesColumn()

    def counts(self, value):
        return {character.encode(): 1 for character in set(value) if character != HEADING_BREAK}

    def to_column_value(self, value):
        return value.encode()


class Values(CountedField):
    """Whole values of one kind; a speech may have several topics."""

    def counts(self, value):
        return {one.encode(): 1 for one in value or (UNKNOWN,)}


def make_schema() -> fields.Schema:
    schema = fields.Schema(
        number=fields.COLUMN(columns.NumericColumn("q")),  # the speech's id
        day_from=fields.COLUMN(columns.NumericColumn("i")),  # proleptic day, 0 = unknown
        day_to=fields.COLUMN(columns.NumericColumn("i")),
    )
    for source in SOURCES:
        schema.add(source, Words())
        schema.add(f"held_{source}", Held())
    for name in VALUES:
        schema.add(name, Values())
    return schema


def given(value) -> tuple[str, ...]:
    return (value,) if value else ()


def years_of(entry: Entry) -> tuple[str, ...]:
    if not entry.date_from:
        return ()
    last = entry.date_to or entry.date_from
    return tuple(f"{year:04}" for year in range(entry.date_from.year, last.year + 1))


def document_of(entry: Entry) -> dict:
    """Return an entry in the form of the schema."""
    return {
        "number": entry.id,
        "day_from": entry.date_from.toordinal() if entry.date_from else 0,
        "day_to": (entry.date_to or entry.date_from).toordinal() if entry.date_from else 0,
        "text": entry.text,
        "title": entry.title,
        "headings": HEADING_BREAK.join(entry.headings),
        "held_text": folded(entry.text),
        "held_title": folded(entry.title),
        "held_headings": HEADING_BREAK.join(map(folded, entry.headings)),
        "type": given(entry.type),
        "year": years_of(entry),
        "speaker": given(entry.speaker),
        "level": given(entry.level),
        "kind": given(entry.kind),
        "topic": tuple(dict.fromkeys(entry.topics)),
        "meeting": given(entry.meeting),
        "post": given(entry.post),
        "visibility": given(entry.visibility),
    }
