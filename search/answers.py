"""The answers of the API, and of the command line, as plain values."""
from dataclasses import replace
from time import perf_counter

from search import engine
from search.asking import query
from search.showing.hits import Hit, hits_of, speeches_of
from speeches.models import Speech
from speeches.templatetags.facts import short_date
from speeches.visibility import visible_to


def search(params, user) -> dict:
    """The body of GET /api/search/."""
    started = perf_counter()
    asked = query.read(params, visible_to(user))
    results = engine.current().search(asked.query)
    hits = [hit_as_json(hit) for hit in hits_of(results.ids, asked.query, user)]
    return {
        "query": asked.text,
        "explained": " ".join(asked.problems) or None,
        "expanded": [{"name": one.name, "others": list(one.others)} for one in asked.expanded],
        "total": results.total,
        "page": results.page,
        "pages": results.pages,
        "took_ms": round((perf_counter() - started) * 1000, 1),
        "facets": {
            name: [{"value": value, "count": count} for value, count in results.facets.get(name, ())] for name in engine.FACETS
        },
        "hits": hits,
    }


def speeches(params, user) -> dict:
    """The body of GET /api/speeches/."""
    asked = query.read(params, visible_to(user))
    results = engine.current().search(replace(asked.query, facets=()))
    rows = [row(speech) for speech in speeches_of(results.ids, user)]
    return {"total": results.total, "page": results.page, "pages": results.pages, "speeches": rows}


def hit_as_json(hit: Hit) -> dict:
    return {
        "speech_id": hit.speech.pk,
        **facts(hit.speech),
        "title_marks": hit.title_marks,
        "matches": hit.found.matches,
        "passages": [
            {"anchor": passage.anchor, "path": list(passage.path), "text": passage.text, "marks": passage.marks}
            for passage in hit.found.passages
        ],
    }


def row(speech: Speech) -> dict:
    return {"id": speech.pk, **facts(speech), "level": speech.level or None, "kind": speech.kind or None}


def facts(speech: Speech) -> dict:
    meeting = speech.meeting
    return {
        "source_id": speech.document.source_id or None,
        "url": speech.get_absolute_url(),
        "title": speech.title or None,
        "speaker": str(speech.speaker) if speech.speaker else None,
        "meeting": meeting.name if meeting else None,
        "type": meeting.type.name if meeting and meeting.type else None,
        "date": short_date(speech) or None,
    }
