"""The keepers' dictionary: kept in the database, written down for whoever cuts or asks, followed by the index."""
from django.db import transaction

from search import dictionary, engine, words
from search.engine import Or, Phrase, Query
from search.text import folded
from speeches.keeping import mark_speeches
from speeches.models import Document, IndexTask, Term

ALL = 10_000_000


@transaction.atomic
def keep_term(term: Term) -> int:
    """Save a new or changed term; the speeches that it cuts otherwise are indexed again. Returns how many."""
    before = {name for kept in Term.objects.filter(pk=term.pk) for name in kept.listed()}
    term.save()
    return mark_holders(before ^ set(term.listed()))


@transaction.atomic
def remove_terms(terms) -> int:
    terms = list(terms)
    Term.objects.filter(pk__in=[term.pk for term in terms]).delete()
    return mark_holders({name for term in terms for name in term.listed()})


def mark_holders(names) -> int:
    """Mark the speeches that a word more or less cuts otherwise; the worker is woken in any case, to write all down."""
    speeches = holders(names)
    mark_speeches(speeches)
    return len(speeches)


def holders(names) -> list[int]:
    """Who holds one of these names, as far as the index knows; names that jieba knows by itself change nothing."""
    new = [Phrase(name) for name in sorted({folded(name) for name in names}) if words.is_new(name)]
    everybody = frozenset(Document.Visibility.values)
    return engine.current().search(Query(Or(tuple(new)), everybody, per_page=ALL, facets=())).ids if new else []


# ── written down ── only by whoever holds the lock of the index, before anything is cut


def stored() -> list[list[str]]:
    return [term.listed() for term in Term.objects.all()]


def is_written() -> bool:
    return dictionary.current().terms == stored()


def write_down() -> bool:
    """Bring the file up to date; returns whether that changed anything.

    Whatever was put into the index was cut by the file as it is, so what it holds and the file changes is cut anew:
    also what came in while a term was being saved, and what was changed without keep_term.
    """
    before, now = dictionary.current(), stored()
    if before.terms == now:
        return False
    pending = set(IndexTask.objects.values_list("speech_id", flat=True))
    touched = holders(before.names ^ dictionary.Dictionary(now).names)
    mark_speeches([pk for pk in touched if pk not in pending], wake=False)
    dictionary.write(now)
    return True
