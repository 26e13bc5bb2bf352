"""Search in a browser: from a question to the marked paragraph, with and without scripts, wide and narrow."""
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.small_archive import CANAL, HARVEST, SINGING, draft, keep_speeches

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def speeches(archive_folder, transactional_db):
    keep_speeches(CANAL, SINGING, HARVEST)


def ask(page, q):
    page.goto("/search/")
    page.get_by_label("检索讲话稿").fill(q)
    page.get_by_role("button", name="检索").click()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_question_to_the_marked_paragraph(new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    ask(page, "“民主监督”")
    expect(page.locator(".hit")).to_have_count(1)
    page.get_by_role("link", name="二、把人用好").first.click()
    page.wait_for_url(re.compile("/speeches/.*#p9$"))
    assert page.locator("#p9 mark").inner_text() == "民"
    assert page.locator("#p10 mark").inner_text() == "主监督"


def test_a_filter_and_back(page):
    ask(page, "监督")
    page.get_by_role("link", name="调度会 1").click()
    expect(page.locator(".hit h2")).to_have_text([HARVEST.title])
    page.get_by_role("link", name="去掉条件：调度会").click()
    expect(page.locator(".hit")).to_have_count(3)


def test_a_new_question_keeps_the_filters_and_starts_on_page_one(page):
    page.goto("/search/?q=监督&level=县&page=3&in=text")
    page.get_by_label("检索讲话稿").fill("守闸")
    page.get_by_role("button", name="检索").click()
    assert "level=%E5%8E%BF" in page.url
    assert "in=text" in page.url
    assert "page=" not in page.url


def test_dates_are_typed_beside_the_other_filters(page):
    page.goto("/search/?q=监督")
    page.get_by_label("从").fill("2024")
    page.get_by_role("button", name="按日期筛选").click()
    expect(page.locator(".hit h2")).to_have_text([CANAL.title])
    assert page.get_by_label("检索讲话稿").input_value() == "监督"


def test_on_a_phone_the_filters_are_a_sheet(new_page):
    page = new_page(width=390, height=844)
    page.goto("/search/?q=监督")
    assert not page.locator("#filters").is_visible()
    page.get_by_role("link", name="筛选", exact=True).click()
    page.get_by_role("link", name="县 1").click()
    page.get_by_role("link", name="筛选 · 已选 1").wait_for()
    expect(page.locator(".hit")).to_have_count(1)


@pytest.mark.parametrize("path", ["/search/?q=监督", "/search/?q=“，", "/search/?q=守闸 航天&level=县", "/search/", "/speeches/", "/help/search/"])
@pytest.mark.parametrize("options", [{"color_scheme": "dark", "width": 390, "height": 844}, {"color_scheme": "light", "width": 1440}])
def test_a_page_is_accessible_and_never_wider_than_the_screen(new_page, path, options):
    page = new_page(**options)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= options["width"]
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_a_very_long_title_and_many_filters_fit_a_phone(new_page):
    keep_speeches(*[draft([f"第{number}渠监督。"], title=f"题{number}" * 60, speaker=f"闸工{number}", meeting=f"会{number}" * 40) for number in range(25)])
    page = new_page(width=320, height=640)
    page.goto("/search/?q=监督")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator(".pages a").count() >= 2


def test_the_description_of_the_interface_opens(page):
    page.goto("/api/docs")
    page.get_by_text("检索讲话，带片段和计数").wait_for()
