"""What a browser has to fetch for a page, on the first visit and on the second, and whether anything moves while it comes.

As `manage.py up` serves it, and as a server does after collectstatic.
"""
import os
import re
import sqlite3
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.conf import settings

from tests.running_up import Up

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("up")]
FIRST, SECOND = 120_000, 30_000  # bytes as transferred, heads included
STILL = 0.01  # of the screen
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
PAGES = [
    "/", "/speeches/{speech}/", "/search/?q=工作", "/speeches/", "/speeches/?type={type}", "/meetings/", "/meetings/{meeting}/",
    "/meeting-types/", "/meeting-types/{type}/", "/speakers/", "/speakers/{speaker}/", "/topics/", "/topics/{topic}/", "/timeline/",
    "/documents/{document}/", "/help/search/", "/accounts/login/",
]  # fmt: skip
SERVED = {"as up serves it": PAGES, "after collectstatic": PAGES[:3]}  # there only the names of the files are others
CHOSEN = """
    SELECT speech.id, meeting_id, speaker_id, document_id, type.name, keyword.word
    FROM speeches_speech speech JOIN speeches_meeting meeting ON meeting.id = meeting_id JOIN speeches_meetingtype type ON type.id = type_id
    JOIN speeches_speechkeyword filed ON filed.speech_id = speech.id JOIN speeches_keyword keyword ON keyword.id = keyword_id
    WHERE speaker_id IS NOT NULL ORDER BY speech.characters DESC LIMIT 1
"""
SHIFTS = """
    window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((shift) => window.shifted += shift.value))
        .observe({type: "layout-shift", buffered: true});
"""
SCRIPTS = "() => performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.endsWith('.js'))"
SETTLED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(window.shifted), 20))))"


@pytest.fixture(scope="module", params=SERVED)
def archive(request, tmp_path_factory):
    """The samples, served, and which of their pages are looked at."""
    folder = tmp_path_factory.mktemp("archive") / "data"
    with pytest.MonkeyPatch.context() as environment:
        if request.param == "after collectstatic":
            environment.setenv("HASHED_STATIC", "true")
            environment.setenv("STATIC_ROOT", str(folder.parent / "static"))
            own = {**os.environ, "ARCHIVE_DATA": str(folder)}
            subprocess.run([sys.executable, settings.ROOT / "manage.py", "collectstatic", "--no-input", "-v0"], env=own, check=True)
        up = Up(folder)
        try:
            up.said("就绪")
            yield up, SERVED[request.param]
        finally:
            up.end()


@pytest.fixture(scope="module")
def addresses(archive):
    up, pages = archive
    with sqlite3.connect(up.folder / "archive.sqlite3") as database:
        names = "speech", "meeting", "speaker", "document", "type", "topic"
        chosen = dict(zip(names, database.execute(CHOSEN).fetchone(), strict=True))
    return [up.address + quote(page.format(**chosen), safe="/?=") for page in pages]


@pytest.fixture
def open_page(browser):
    """Open pages in browsers that know nothing yet."""
    contexts = []

    def open_in(size):
        contexts.append(browser.new_context(viewport=size, locale="zh-CN"))
        page = contexts[-1].new_page()
        page.add_init_script(SHIFTS)
        return page

    yield open_in
    for context in contexts:
        context.close()


def visit(page, address) -> tuple[int, float]:
    """Go there; return how many bytes came over the line, and how far things moved."""
    network, sizes = page.context.new_cdp_session(page), []
    network.send("Network.enable")
    network.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
    assert page.goto(address).ok, address
    shifted = page.evaluate(SETTLED)
    network.detach()
    return round(sum(sizes)), shifted


def test_a_page_is_light_at_first_lighter_the_second_time_and_nothing_moves(addresses, open_page):
    visits = {}
    for address in addresses:
        page = open_page(WIDE)
        visits[address] = [visit(page, address), visit(page, address)]
        scripts = [re.sub(r"\.[0-9a-f]{12}\.", ".", script) for script in page.evaluate(SCRIPTS)]
        assert len(set(scripts)) == len(scripts), scripts  # none is imported under another name and runs twice
        page.set_viewport_size(NARROW)
        visits[address].append(visit(page, address))
    assert not {address: seen for address, seen in visits.items() if seen[0][0] > FIRST or seen[1][0] > SECOND}
    assert not {address: seen for address, seen in visits.items() if max(shifted for _bytes, shifted in seen) > STILL}
    assert all(seen[0][0] > 3_000 for seen in visits.values()), visits  # something was counted
