"""What an index is. Anything handed over as an Entry can be found again; no Whoosh and no models here."""
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

UNKNOWN = "-"  # the value of every filter that stands for "not stated"
SORTS = ("relevance", "newest", "oldest")
SCOPES = ("all", "title", "heading", "text")
FACETS = ("type", "year", "speaker", "level", "kind", "topic")


@dataclass(frozen=True, slots=True)
class Entry:
    """One speech as the index takes it. Empty strings and None = not stated."""

    id: int
    visibility: str
    title: str
    text: str  # every paragraph in order (appendices and notes too), joined by line feeds
    headings: tuple[str, ...] = ()
    speaker: str = ""
    post: str = ""
    meeting: str = ""
    type: str = ""
    kind: str = ""
    level: str = ""
    topics: tuple[str, ...] = ()
    date_from: date | None = None  # 2024-03 is its first day here and its last in date_to
    date_to: date | None = None


# ── what is asked ── a tree of these nodes; fields: all, title, heading, text,
#                    speaker, meeting, post, type, topic, level, kind, year. What folds to nothing matches nothing.


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text as typed between blanks; the engine cuts it into words and asks for all of them.

    `others` are the same run under other names of what it names: they find and rank like it, but nobody typed them.
    """

    text: str
    field: str = "all"
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A quoted string: held whole by the folded title or text, across paragraph breaks too."""

    text: str
    field: str = "all"


@dataclass(frozen=True, slots=True)
class Prefix:
    """经济*: any word that begins so, in texts; in named fields any value that does."""

    text: str
    field: str = "all"


@dataclass(frozen=True, slots=True)
class Near:
    """近(词, 词, 10): all parts in one text, in any order, no more than so many folded characters between neighbours."""

    parts: tuple[Phrase, ...]
    distance: int
    field: str = "all"


@dataclass(frozen=True, slots=True)
class Not:
    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    nodes: tuple["Node", ...]


Node = Words | Phrase | Prefix | Near | Not | And | Or


@dataclass(frozen=True, slots=True)
class Filters:
    """Chosen filter values: several of one kind widen, different kinds narrow. UNKNOWN is a value like another."""

    type: frozenset[str] = frozenset()
    speaker: frozenset[str] = frozenset()
    year: frozenset[str] = frozenset()
    level: frozenset[str] = frozenset()
    topic: frozenset[str] = frozenset()
    kind: frozenset[str] = frozenset()
    date_from: date | None = None
    date_to: date | None = None


@dataclass(frozen=True, slots=True)
class Query:
    node: Node | None  # None = everything (a list without a question)
    visible: frozenset[str]  # the visibilities that the asker may see
    scope: str = "all"
    filters: Filters = field(default_factory=Filters)
    sort: str = "relevance"
    page: int = 1
    per_page: int = 20
    facets: tuple[str, ...] = FACETS  # which to count
    grouped: bool = False  # speeches with the same text take one place, that of the best of them


@dataclass(frozen=True, slots=True)
class Results:
    total: int  # exact, every speech counted
    ids: list[int]  # of this page, in order
    # name → (value, exact count) under every other filter, not its own; of speakers and topics the most frequent 100
    facets: dict[str, list[tuple[str, int]]]
    page: int
    pages: int
    as_typed: int = 0  # how many of the total hold what was typed side by side; they come first
    twins: dict[int, list[int]] = field(default_factory=dict)  # where grouped: a shown id → the others with its text


@dataclass(frozen=True, slots=True)
class Use:
    """How often a word stands in the texts of some speeches, in how many of them, and how often in those of others."""

    word: str
    times: int
    speeches: int
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """A speech that says what another one says, and the words that they share, the most telling first."""

    id: int
    words: tuple[str, ...]


class Engine(Protocol):
    """The verbs that callers use. Reading never waits for writing; writers wait for each other."""

    def state(self) -> str:
        """Return "ready", "outdated", "missing" or "damaged"; `rebuild` mends the last three.

        Missing or damaged, nothing is found. Outdated, it answers, but something else made it than would make it now:
        another folding, cutter or dictionary, or other words of the keepers'.
        """

    def put(self, entries: list[Entry]) -> None:
        """Add or replace these entries, in one commit."""

    def remove(self, ids: list[int]) -> None:
        """Forget these ids, in one commit; unknown ones are no error."""

    def search(self, query: Query) -> Results: ...

    def numbers(self) -> list[int]:
        """Return the ids of all that it holds."""

    def vocabulary(self, field: str = "text") -> dict[str, int]:
        """Return each word of the texts (titles, headings), or each value of a field, and how many speeches hold it.

        Whoever may see them is not asked here: what a reader is shown has to be confirmed by a search of theirs.
        """

    def stamp(self) -> str:
        """Return a name of all that it holds now, another one after each commit. Cheap: for whoever keeps what was counted."""

    def uses(self, text: str, visible: frozenset[str]) -> dict[int, int]:
        """Return how often each text holds a string, as a phrase is looked for, by id; those that do not are left out."""

    def words_in(self, ids: list[int]) -> dict[str, int]:
        """Return which words of two to four Han characters stand at least three times in these texts, and how often."""

    def uses_among(self, words: list[str], ids: list[int], others: list[int]) -> list[Use]:
        """Count each of these words in the texts of the one and of the other speeches, exactly as `uses` does."""

    def alike(self, number: int, words: dict[str, float], visible: frozenset[str], but=frozenset(), most: int = 10) -> list[Likeness]:
        """Return the speeches that share most of these words of a speech, weighed by what each is worth and how few hold it.

        Two words at least, none of which is part of another one. Of those with the same text only one is named, and
        never `number`, one with its text, or one of `but`.
        """

    def rebuild(self, entries) -> None:
        """Build from an iterable of entries beside the live index, then swap.

        The old one answers until then. What is put and removed meanwhile counts, whatever the entries say.
        """

    def merge(self) -> None:
        """Tidy up after many commits, beside the live index."""

    def needs_merging(self) -> bool: ...

    def follow_words(self) -> None:
        """Say that all it holds is cut by the keepers' words as they are now: whom they touch has been put again."""

    def check(self, entries) -> list[str]:
        """Compare with what should be there; one Chinese sentence for each difference."""


def current() -> Engine:
    """Return the engine of this archive's index; one in each process, so that what it read stays read."""
    return engine_in(settings.INDEX)


@cache
def engine_in(folder: Path) -> Engine:
    from search.whoosh_index.engine import WhooshEngine  # below this file on the map

    return WhooshEngine(folder)
