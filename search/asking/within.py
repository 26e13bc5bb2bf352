"""Searching in what was found: both questions become one, which the address then says."""
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from search.asking import query
from search.helping.ways_out import typed


def address(params: QueryDict) -> str:
    """Where the small box leads: q and also as one q, the filters as they were, from page 1."""
    changed = params.copy()
    changed.pop("page", None)
    also = changed.pop("also")[-1]
    changed["q"] = " ".join(filter(None, (part(params.get("q", "")), part(also))))
    return f"{reverse('search')}?{changed.urlencode()}"


def part(text: str) -> str:
    """A question as a part of a larger one: alternatives in brackets, and what stands open is closed."""
    text = text.strip()
    asked = query.read(QueryDict(urlencode({"q": text})), frozenset())
    if asked.problems and asked.query.node:
        text = typed(asked.query.node) or text
    return f"({text})" if query.OR.search(text) else text
