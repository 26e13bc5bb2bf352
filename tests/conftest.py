"""Every test gets an archive of its own in a temporary folder; real test data where SPEECH_TEST_DATA points.

`page` is a browser on that archive: it knows no other host, and any error, warning or refused request fails the test.
"""
import gc
import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection

from search import engine

MOST_ENGINES = 50


@pytest.fixture(autouse=True)
def archive_folder(settings, tmp_path):
    """Point originals, incoming files and the index at a folder that only this test knows."""
    settings.DATA = tmp_path
    settings.ORIGINALS = tmp_path / "originals"
    settings.INCOMING = tmp_path / "incoming"
    settings.INDEX = tmp_path / "index"
    settings.CONVERT_OLD_FILES = False  # whether LibreOffice is on this machine matters only to its own tests
    for cache in caches.all():
        cache.clear()
    yield tmp_path
    if engine.engine_in.cache_info().currsize > MOST_ENGINES:  # each keeps the files of its index open
        engine.engine_in.cache_clear()
        gc.collect()


@pytest.fixture(scope="session")
def test_data() -> Path:
    """The folder of real Word files and texts that are not part of this repository."""
    folder = os.environ.get("SPEECH_TEST_DATA", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("SPEECH_TEST_DATA does not point to a folder of test data")
    return Path(folder)


CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
CHROMIUM_FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser(django_db_setup):
    playwright = pytest.importorskip("playwright.sync_api", reason="no playwright: run python3 manage.py test")
    if not CHROMIUM:
        pytest.skip("no chromium: apt-get install chromium fonts-noto-cjk")
    # Playwright keeps an event loop in this thread; without this live_server may not touch the database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # And inside that loop Django opens a connection of its own, which must know what a test starts with.
    start_of_tests = getattr(connection, "_test_serialized_contents", "[]")
    with playwright.sync_playwright() as started:
        connection._test_serialized_contents = start_of_tests
        chromium = started.chromium.launch(executable_path=CHROMIUM, headless=True, args=CHROMIUM_FLAGS)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def one_at_a_time(monkeypatch):
    """Answer one request after the other: all threads of the test server share the one connection of SQLite in memory."""
    answer, turn = WSGIHandler.__call__, threading.Lock()

    def in_turn(handler, environ, start_response):
        with turn:
            return answer(handler, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", in_turn)


@contextmanager
def pages_at(browser, address):
    """Open pages of the archive at an address; none may have had a problem in the end."""
    contexts, problems = [], []

    def hear(page):
        page.on("console", lambda line: line.type in ("error", "warning") and problems.append(line.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        # ERR_ABORTED is only a load cut short by the next navigation; a request to another host is ERR_FAILED.
        page.on(
            "requestfailed",
            lambda request: request.failure != "net::ERR_ABORTED" and problems.append(f"{request.failure} {request.url}"),
        )
        page.on("response", lambda answer: answer.status >= 500 and problems.append(f"{answer.status} {answer.url}"))
        return page

    def open_page(width=1280, height=900, **options):
        context = browser.new_context(
            base_url=address,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            viewport={"width": width, "height": height},
            **options,
        )
        context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
        contexts.append(context)
        page = hear(context.new_page())
        page.problems = problems
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, problems  # what the content security policy refuses arrives here as a console error


@pytest.fixture
def new_page(browser, django_db_serialized_rollback, one_at_a_time, live_server):
    """Open pages of the test's own archive, `new_page(width=390, height=844)`."""
    with pages_at(browser, live_server.url) as open_page:
        yield open_page


@pytest.fixture
def page(new_page):
    return new_page()


@pytest.fixture
def sign_in(client, live_server):
    """Sign a page in as a user, without the form."""

    def with_session(page, user):
        client.force_login(user)
        cookie = client.cookies["sessionid"]
        page.context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])

    return with_session
