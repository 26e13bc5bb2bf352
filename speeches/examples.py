"""Questions to try, out of this very archive: each finds at least one speech of those that the reader may see."""
import re
from collections.abc import Iterator
from dataclasses import replace

from django.db.models import Count
from django.http import QueryDict

from search import engine
from search.asking import query
from speeches.models import Section

FIRST = 8  # of each kind, tried until one is found
QUOTABLE = re.compile(r"[一-鿿]{6,12}")  # a clause of a heading that one could have in one's ear
PLAIN = re.compile(r"\w+")


def examples(speeches, topics: list[tuple[str, int]], visible: frozenset[str], stamp: str) -> list[str]:
    """Return a question of each kind. `topics`: the most frequent; `stamp` is the index's: with another one they are asked again."""
    kinds = ((word for word, _count in topics), quotations(speeches), speakers(speeches), types(speeches))
    found = (next((asked for asked in kind if finds(asked, visible)), None) for kind in kinds)
    return [asked for asked in found if asked]


def finds(asked: str, visible: frozenset[str]) -> bool:
    params = QueryDict(mutable=True)
    params["q"] = asked
    read = query.read(params, visible)
    return not read.problems and engine.current().search(replace(read.query, per_page=1, facets=())).total > 0


def quotations(speeches) -> Iterator[str]:
    """Whole clauses of first-level headings, the newest speeches' first."""
    newest = list(speeches.newest_first().values_list("pk", flat=True)[:50])
    headings = dict(Section.objects.filter(speech__in=newest, level=1).values_list("speech", "heading"))
    for pk in newest:
        clauses = re.split(r"\W+", headings.get(pk, ""))
        yield from (f"“{clause}”" for clause in clauses if QUOTABLE.fullmatch(clause))


def speakers(speeches) -> Iterator[str]:
    names = speeches.order_by().filter(speaker__isnull=False).values_list("speaker__name").annotate(count=Count("pk"))
    return (f"讲话人:{written(name)}" for name, _count in names.order_by("-count", "speaker__name")[:FIRST])


def types(speeches) -> Iterator[str]:
    """The most frequent types, each in the last year it has."""
    dated = speeches.order_by().filter(meeting__type__isnull=False, date_from__isnull=False)
    rows = dated.values_list("meeting__type__name", "date_from__year").annotate(count=Count("pk"))
    last, sums = {}, {}
    for name, year, count in rows:
        last[name] = max(last.get(name, 0), year)
        sums[name] = sums.get(name, 0) + count
    for name in sorted(sums, key=lambda name: (-sums[name], name))[:FIRST]:
        yield f"类型:{written(name)} 年:{last[name]}"


def written(value: str) -> str:
    """As the question language takes it: in quotation marks, if it is more than one word."""
    return value if PLAIN.fullmatch(value) else f"“{value}”"
