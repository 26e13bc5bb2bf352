"""Search, the list of speeches, and the page that explains how to ask."""
from dataclasses import replace
from urllib.parse import quote

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from search import engine, facets, leaving, query, within, years
from search.engine import And, Filters, Or, Phrase, Words
from search.examples import SECTIONS
from search.hits import hits_of, speeches_of
from search.ways_out import ways_out
from speeches.models import Keyword, Meeting, MeetingType, Speaker, Speech
from speeches.visibility import visible_to

OFFERED = 4  # meetings, speakers, topics above the hits
ENOUGH = 60  # speeches to look for four meetings in


def search(request):
    if "also" in request.GET:
        return redirect(within.address(request.GET))
    asked, results = answer(request, grouped=True)
    hits = hits_of(results.ids, asked.query, request.user)
    find_twins([hit.speech for hit in hits], results.twins, request.user)
    page = {
        **frame(request, asked, results),
        "hits": hits,
        "marking": f"?q={quote(asked.text, safe='')}" if asked.text else "",  # opens a speech with the words marked
        "matches": sum(hit.found.matches for hit in hits) if results.pages == 1 and not results.twins else 0,
        "years": years.picture(results, request.GET),
        "offers": offers(asked, request.user),
        "kept_within": kept(request.GET, "also"),
    }
    return render(request, "search/search.html", page)


def speeches(request):
    asked, results = answer(request)
    page = {
        **frame(request, asked, results),
        "speeches": speeches_of(results.ids, request.user),
    }
    return render(request, "search/speeches.html", page)


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
        "cleared": facets.cleared(request.GET),
        "same": facets.without(request.GET).rstrip("?"),
        "most_rows": leaving.MOST_ROWS,
        "kept": kept(request.GET, "q"),
        "kept_beside_dates": kept(request.GET, "from", "to"),
        "said": query.in_words(asked.query.node) if asked.query.node else "",
        "ways_out": [] if results.total else ways_out(asked, request.GET),
        "page": Paginator(range(results.pages), 1).get_page(results.page),
    }


def find_twins(speeches, twins: dict[int, list[int]], user):
    """Give each speech its `twins`: those with the same text, which the list does not show again."""
    found = Speech.objects.visible_to(user).select_related("document", "meeting").in_bulk({pk for pks in twins.values() for pk in pks})
    for speech in speeches:
        speech.twins = [found[pk] for pk in twins.get(speech.pk, ()) if pk in found]


def kept(params, *changing) -> list[tuple[str, list[str]]]:
    """What a form hands on of the address it stands at."""
    return [(name, values) for name, values in params.lists() if name not in ("page", *changing)]


def offers(asked, user) -> list[tuple[str, object]]:
    """Meetings, speakers and topics that are called what was asked for."""
    names = list(dict.fromkeys(names_in(asked.query.node)))[:10]
    if not names:
        return []
    visible = Speech.objects.visible_to(user)
    speakers = Speaker.objects.filter(Exists(visible.filter(speaker=OuterRef("pk"))), name__in=names)
    keywords = Keyword.objects.filter(Exists(visible.filter(keywords=OuterRef("pk"))), word__in=names)
    found = ((_("讲话人"), speakers), (_("会议"), meetings_called(names, asked, visible)), (_("主题"), keywords))
    return [(kind, thing) for kind, things in found for thing in things[:OFFERED]]


def meetings_called(names: list[str], asked, visible):
    """Those whose name holds all of this, the newest first. The index knows them; a database would read every name."""
    node = query.joined(And, [Words(name, "meeting") for name in names])
    speeches = replace(asked.query, node=node, filters=Filters(), sort="newest", page=1, per_page=ENOUGH, facets=())
    ids = engine.current().search(speeches).ids
    return Meeting.objects.filter(pk__in=visible.filter(pk__in=ids).values("meeting"))


def names_in(node) -> list[str]:
    match node:
        case Words(text, field) | Phrase(text, field) if field in ("all", "speaker", "meeting", "topic"):
            return [text]
        case And(nodes) | Or(nodes):
            return [name for inner in nodes for name in names_in(inner)]
    return []
