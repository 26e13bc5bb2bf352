"""The fields of the index. Whoosh pickles these classes into its table of contents: their import paths must not change.

What words rank by:            text, title, headings    jieba's words and how often
What filters choose:           type, speaker, year …    whole values, UNKNOWN where nothing is stated
What holds a string for sure:  the folded texts in a file beside each segment (strings.py); Whoosh knows nothing of it
"""
from collections import Counter

from whoosh import columns, fields, formats

from search.engine import FACETS, UNKNOWN, Entry
from search.text import folded
from search.whoosh_index.units import BREAK
from search.words import cut

# Another way of folding or cutting, or other fields: count on, and the old index counts as missing.
INDEX_NAME = "speeches4"

SOURCES = ("title", "headings", "text")
COLUMNS = ("number", "day_from", "day_to")
VALUES = (*FACETS, "meeting", "post", "visibility")


class CountedField(fields.FieldType):
    """A field that says by itself which terms a value has, and how often: no analyzer, no token objects."""

    unique = stored = scorable = False
    column_type = None
    format = formats.Existence()  # how often a term occurs is its weight; no second copy as a value

    def __init__(self):
        pass

    def counts(self, value) -> dict[str, int]:
        raise NotImplementedError

    def index(self, value, **kwargs):
        """Whoosh's own form of the same, for its stock writer."""
        return ((term.encode(), count, float(count), b"") for term, count in self.counts(value).items())

    def __eq__(self, other):
        return type(other) is type(self)

    __hash__ = None


class Words(CountedField):
    scorable = True

    def counts(self, value):
        return Counter(cut(value))


class Values(CountedField):
    """Whole values of one kind; a speech may have several topics."""

    def counts(self, value):
        return dict.fromkeys(value or (UNKNOWN,), 1)


def make_schema() -> fields.Schema:
    schema = fields.Schema(
        number=fields.COLUMN(columns.NumericColumn("q")),  # the speech's id
        day_from=fields.COLUMN(columns.NumericColumn("i")),  # proleptic day, 0 = unknown
        day_to=fields.COLUMN(columns.NumericColumn("i")),
    )
    for source in SOURCES:
        schema.add(source, Words())
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
        "headings": BREAK.join(entry.headings),
        "held_text": folded(entry.text),
        "held_title": folded(entry.title),
        "held_headings": BREAK.join(map(folded, entry.headings)),
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
