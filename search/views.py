"""Search, the list of speeches, and the page that explains how to ask."""
from dataclasses import replace
from time import perf_counter

from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from search import engine, facets, questions, years
from search.asking import query, within
from search.asking.examples import SECTIONS
from search.helping import offers
from search.helping.spelling import nearer
from search.helping.ways_out import ways_out
from search.leaving import lists
from search.showing.hits import hits_of, speeches_of
from speeches import kept_pages
from speeches.models import MeetingType, Speech
from speeches.visibility import visible_to


def search(request):
    if "also" in request.GET:
        return redirect(within.address(request.GET))
    started = perf_counter()
    asked, results = answer(request, grouped=True)
    hits = hits_of(results.ids, asked.query, request.user)
    find_twins([hit.speech for hit in hits], results.twins, request.user)
    page = {
        **frame(request, asked, results),
        "hits": hits,
        "marking": asked.address,  # opens a speech with the words marked
        "matches": sum(hit.found.matches for hit in hits) if results.pages == 1 and not results.twins else 0,
        "folded": sum(len(hit.speech.twins) for hit in hits),
        "years": years.picture(results, request.GET),
        "offers": offers.called(asked, request.user),
        "kept_within": kept(request.GET, "also"),
    }
    questions.note(request, asked.text, results.total, 1000 * (perf_counter() - started), "page")
    return render(request, "search/search.html", page)


@kept_pages.kept
def speeches(request):
    asked, results = answer(request)
    page = {
        **frame(request, asked, results),
        "speeches": speeches_of(results.ids, request.user),
    }
    return render(request, "search/speeches.html", page)


@kept_pages.kept
def search_help(request):
    return render(request, "search/help.html", {"sections": SECTIONS})


def answer(request, grouped=False):
    asked = query.read(request.GET, visible_to(request.user))
    return asked, engine.current().search(replace(asked.query, grouped=grouped))


def frame(request, asked, results) -> dict:
    """What the two lists have in common: conditions, filters, order, page numbers."""
    families = dict(MeetingType.objects.values_list("name", "family"))
    return {
        "asked": asked,
        "results": results,
        "groups": facets.groups(results, request.GET, families),
        "chips": facets.chips(request.GET),
        "guesses": facets.guesses(asked.expanded, request.GET),
        "cleared": facets.cleared(request.GET),
        "same": facets.without(request.GET).rstrip("?"),
        "most_rows": lists.MOST_ROWS,
        "kept": kept(request.GET, "q"),
        "kept_beside_dates": kept(request.GET, "from", "to"),
        "said": query.in_words(asked.query.node) if asked.query.node else "",
        "without_speeches": not results.total and holds_nothing(asked.query.visible),
        "ways_out": [] if results.total else ways_out(asked, request.GET),
        "nearer": nearer(asked, results.total, request.GET),
        "page": Paginator(range(results.pages), 1).get_page(results.page),
    }


def holds_nothing(visible) -> bool:
    """Whatever is asked in vain then, another wording would not help."""
    return not engine.current().search(engine.Query(None, visible, sort="newest", per_page=1, facets=())).total


def find_twins(speeches, twins: dict[int, list[int]], user):
    """Give each speech its `twins`: those with the same text, which the list does not show again."""
    pks = {pk for pks in twins.values() for pk in pks}
    found = Speech.objects.visible_to(user).select_related("document", "meeting").in_bulk(pks) if pks else {}
    for speech in speeches:
        speech.twins = [found[pk] for pk in twins.get(speech.pk, ()) if pk in found]


def kept(params, *changing) -> list[tuple[str, list[str]]]:
    """What a form hands on of the address it stands at."""
    return [(name, values) for name, values in params.lists() if name not in ("page", *changing)]
