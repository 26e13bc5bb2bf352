"""Home, timeline and types in a browser: pictures that a thumb, a keyboard and a reader by ear can use."""
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from speeches import archive
from speeches.models import SpeechReads
from tests.shelf import shelve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PATHS = ["/", "/timeline/", "/timeline/?year=2024", "/meeting-types/", "/meeting-types/推进会/"]
# What is less than 44 pixels high for a thumb; links within a sentence, a line of facts or a row of bars aside.
SMALL = """() => [...document.querySelectorAll("main a, main button, main summary")]
  .filter((each) => each.checkVisibility() && !each.closest(".facts, .bars, p:not(.words)"))
  .filter((each) => each.getBoundingClientRect().height < 42)
  .map((each) => each.outerHTML)"""


@pytest.fixture(autouse=True)
def speeches(archive_folder, transactional_db):
    for number, year in enumerate((1962, 2019, 2020, 2022, 2024, 2024)):
        kind = "动员会" if year == 2020 else "推进会"
        speech = shelve(title=f"第{number}次讲话", date=f"{year}-0{number + 1}-05", meeting=f"第{number}次{kind}", meeting_type=kind)
        SpeechReads.objects.create(speech=speech, read_on=timezone.localdate(), times=number + 1)
    shelve(title="没有日期的讲话", date=None)
    archive.index_pending()


@pytest.mark.parametrize("path", PATHS)
def test_a_thumb_hits_everything(new_page, path):
    page = new_page(width=360, height=740, has_touch=True, is_mobile=True)
    page.goto(path)
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("options", [{"color_scheme": "dark", "width": 390}, {"color_scheme": "light", "width": 1440}])
def test_axe_finds_nothing(new_page, options):
    page = new_page(**options)
    for path in PATHS:
        page.goto(path)
        for fold in page.locator("main details.more > summary").all():
            fold.click()
        assert Axe().run(page).response["violations"] == [], path


def test_a_dot_is_reached_by_keys_says_its_number_and_leads_there(page):
    page.goto("/")
    page.get_by_role("link", name="2020—2024 年推进督办 3 篇").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/speeches/?**")
    assert page.get_by_role("heading", name="3 篇讲话").is_visible()


def test_without_scripts_the_numbers_of_a_picture_unfold(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/timeline/")
    numbers = page.locator("table.figures")
    assert not numbers.is_visible()
    page.get_by_text("用数字看").click()
    assert numbers.is_visible()


def test_a_newcomer_tries_an_example(page):
    page.goto("/")
    page.locator(".hero .words a").first.click()
    page.locator(".hit").first.wait_for()
