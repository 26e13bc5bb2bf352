"""Every page for everybody: axe finds nothing, it has landmarks and one head, it works enlarged and by keyboard."""
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.files.base import ContentFile

from speeches import archive
from speeches.models import Keyword, MeetingType, Speech, Upload
from tests.shelf import shelve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SAMPLES = Path(__file__).parent.parent.parent / "fixtures"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
YEARS = range(1998, 2025)  # more bars than fit beside each other on a phone
WIDE, PHONE, ENLARGED = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 256}


@pytest.fixture
def wen(django_user_model):
    return django_user_model.objects.create_superuser("wen", first_name="温守渠")


@pytest.fixture
def speech(wen):
    """A full archive: two files of several speeches, one refused, and a speech a year; returned is one with doubts."""
    for number in ("02", "05"):
        path = next(SAMPLES.glob(f"{number}*.docx"))
        archive.read_upload(archive.receive(ContentFile(path.read_bytes(), path.name), by=wen).pk)
    archive.read_upload(archive.receive(ContentFile(b"hello", "坏了的.docx"), by=wen).pk)
    archive.receive(ContentFile(path.read_bytes() + b" ", "等着的.docx"), by=wen)
    for year in YEARS:
        shelve(f"{year}.docx", date=f"{year}-03", speaker=f"温守渠{year % 3 or ''}")
    archive.rebuild_index()
    return Speech.objects.filter(document__name__startswith="02").order_by("position").last()


def open_to_all(speech) -> list[str]:
    here = speech.get_absolute_url()
    return [
        "/", "/search/", "/search/?q=渠", "/search/?q=渠&year=2001&level=县", "/search/?q=没有这样的话", "/search/?q=(渠", "/speeches/",
        "/speeches/?year=2001", here, f"{here}?q=河", Speech.objects.get(document__name="2001.docx").get_absolute_url(), f"{here}cite/",
        "/meetings/", speech.meeting.get_absolute_url(), "/meeting-types/", MeetingType.objects.get(name="推进会").get_absolute_url(),
        "/speakers/", Speech.objects.get(document__name="2001.docx").speaker.get_absolute_url(), "/topics/",
        Keyword.objects.get(word="春灌").get_absolute_url(), "/timeline/", "/help/search/", "/accounts/login/", "/nowhere/",
    ]  # fmt: skip


def for_keepers(speech) -> list[str]:
    document = f"/documents/{speech.document_id}"
    refused = Upload.objects.get(state=Upload.State.REFUSED).get_absolute_url()
    return [
        "/", "/upload/", "/uploads/", refused, f"{document}/", f"{document}/lines/1/", f"{document}/raw/1/", f"{document}/again/",
        f"{document}/delete/", "/review/", "/questions/", "/questions/clear/", speech.get_absolute_url(),
    ]  # fmt: skip


def faults(page) -> list[str]:
    """What axe finds, and what it does not look for: one head, one main part, a way past the menu, nothing to the side."""
    found = [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]}).response["violations"]]
    for selector in ("h1", "main", "header", "footer", "a.skip"):
        if (count := page.locator(f"{selector}:visible").count()) != 1:
            found.append(f"{count} × {selector}")
    return found + ([] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["wider than the window"])


def visit(page, address):
    page.goto(address)
    page.problems[:] = [problem for problem in page.problems if "/nowhere/" not in page.url or "404" not in problem]


def faults_of(page, addresses, *looks) -> dict:
    found = {}
    for address in addresses:
        visit(page, address)
        for window, scheme in looks:
            page.set_viewport_size(window)
            page.emulate_media(color_scheme=scheme)
            if wrong := faults(page):
                found[address, window["width"], scheme] = wrong
    return found


def test_axe_finds_nothing_on_the_pages_of_readers(page, speech):
    looks = [(WIDE, "light"), (PHONE, "dark")]
    assert faults_of(page, open_to_all(speech), *looks) == {}


def test_axe_finds_nothing_on_the_pages_of_keepers(page, sign_in, wen, speech):
    sign_in(page, wen)
    looks = [(WIDE, "dark"), (PHONE, "light")]
    assert faults_of(page, for_keepers(speech), *looks) == {}


@pytest.mark.long
def test_axe_finds_nothing_on_any_page_in_any_look(page, new_page, sign_in, wen, speech):
    looks = [(window, scheme) for window in (WIDE, PHONE) for scheme in ("light", "dark")]
    assert faults_of(page, open_to_all(speech), *looks) == {}
    keeper = new_page()
    sign_in(keeper, wen)
    assert faults_of(keeper, for_keepers(speech), *looks) == {}


def test_axe_finds_nothing_in_an_empty_archive(page, db):
    archive.rebuild_index()
    addresses = ["/", "/search/?q=渠", "/speeches/", "/meetings/", "/meeting-types/", "/speakers/", "/topics/", "/timeline/"]
    assert faults_of(page, addresses, (PHONE, "light")) == {}


def test_enlarged_four_times_every_page_still_fits(page, sign_in, wen, speech):
    """1280 px at 400 % are 320 px: nothing may need scrolling in two directions (WCAG 1.4.10)."""
    readers, keepers = open_to_all(speech), for_keepers(speech)
    page.set_viewport_size(ENLARGED)
    for address in readers:
        visit(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"], address
    sign_in(page, wen)
    for address in keepers:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= ENLARGED["width"], address


STOPS = """() => {
    const here = document.activeElement;
    if (here === document.body) return null;
    const box = here.getClientRects()[0] ?? here.getBoundingClientRect(), style = getComputedStyle(here);
    const top = document.elementFromPoint(box.x + Math.min(box.width, 20) / 2, box.y + box.height / 2);
    const ring = [here, here.closest("label")].some((one) => one && getComputedStyle(one).outlineStyle !== "none");
    return {
        name: here.outerHTML.slice(0, 120), ring,
        seen: box.y >= 0 && box.y + Math.min(box.height, 24) <= innerHeight && (!top || here.contains(top) || top.contains(here)),
    };
}"""


@pytest.mark.parametrize("window", [WIDE, PHONE], ids=["wide", "phone"])
def test_focus_is_seen_wherever_tab_leads(page, speech, window):
    """A ring round it, in the window, and no bar over it (WCAG 2.4.7 and 2.4.11)."""
    page.set_viewport_size(window)
    lost = []
    for address in ("/", "/search/?q=渠", f"{speech.get_absolute_url()}?q=河", "/meetings/"):
        page.goto(address)
        for _ in range(60):
            page.keyboard.press("Tab")
            stop = page.evaluate(STOPS)
            if stop is None:
                break
            if not (stop["ring"] and stop["seen"]):
                lost.append((address, stop["name"]))
    assert lost == []


@pytest.mark.parametrize("address", ["/", "/search/?q=渠", "/speeches/", "/meetings/"])
def test_the_first_key_leads_past_the_menu(page, speech, address):
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.locator("a.skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('main')")


def test_nothing_moves_for_those_who_asked_for_rest(page, speech):
    page.goto(f"{speech.get_absolute_url()}?q=河")
    moving = "[...document.querySelectorAll('*')].filter((one) => parseFloat(getComputedStyle(one).transitionDuration)).length"
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"  # hits lie many screens apart


def test_marks_and_choices_are_told_apart_in_the_colours_of_the_system(page, speech):
    page.emulate_media(forced_colors="active")
    page.goto("/search/?q=渠")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.locator("mark").first.evaluate("mark => getComputedStyle(mark).backgroundImage") != "none"
    assert page.locator(".choice [aria-current]").evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    assert paper
