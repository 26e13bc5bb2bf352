"""Finished pages for who has not signed in: kept in this process until something changes, as the numbers on them are.

Most readers never sign in and see the same pages. A kept one costs one query, and nothing is sent again to a browser that has it.
"""
import gzip
from functools import wraps
from time import time
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

from search import engine
from speeches.figures import Figures, digest

OF_A_PERSON = {settings.SESSION_COOKIE_NAME, "messages"}  # cookies that make a page somebody's own
AT_MOST = 600  # seconds: some pages tell what is read lately
RELEASE = uuid4().hex  # other code may make other pages


def kept(view):
    """Keep what this view answers to a visitor whom nothing tells from others. It may read the archive, the index and the address."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        if is_own(request) or engine.current().state() != "ready":
            return view(request, *args, **kwargs)
        name = name_of(request)
        if unchanged := get_conditional_response(request, etag=f'W/"{name}"'):
            return sendable(unchanged, name)
        if found := as_kept(name, request):
            return sendable(found, name)
        response = view(request, *args, **kwargs)
        if response.status_code != 200 or request.META.get("CSRF_COOKIE_NEEDS_UPDATE"):
            return response
        caches["pages"].set(name, gzip.compress(response.content, 6, mtime=0), AT_MOST)
        return sendable(response, name)

    return answer


def is_own(request) -> bool:
    """By a cookie, or because a proxy has said who it is."""
    return request.method != "GET" or request.htmx or not OF_A_PERSON.isdisjoint(request.COOKIES) or request.user.is_authenticated


def name_of(request) -> str:
    """All that a visitor's page depends on."""
    figures = Figures(AnonymousUser())
    moment = int(time()) // AT_MOST
    known = RELEASE, figures.state, figures.reader, engine.current().stamp(), get_language(), moment, request.build_absolute_uri()
    return digest(repr(known))


def as_kept(name: str, request) -> HttpResponse | None:
    """Compressed; whoever takes nothing compressed, no browser does that, gets it unpacked, and that is kept too."""
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        packed = caches["pages"].get(name)
        return packed and HttpResponse(packed, headers={"Content-Encoding": "gzip"})
    plain = f"{name}-plain"
    page = caches["pages"].get(plain)
    if page is None and (packed := caches["pages"].get(name)):
        caches["pages"].set(plain, page := gzip.decompress(packed), AT_MOST)
    return page and HttpResponse(page)


def sendable(response, name: str):
    """With what lets a browser ask whether the page it has is still right."""
    response["ETag"] = f'W/"{name}"'
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return response
