"""Suggestions in a browser: by keys, by mouse and finger, and while an input method composes."""
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from search.helping import gathering
from speeches.models import Speech
from tests.small_archive import CANAL, HARVEST, SINGING, keep_speeches

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture(autouse=True)
def speeches(archive_folder, transactional_db):
    keep_speeches(CANAL, SINGING, HARVEST)
    gathering.gather()


def box(page, path="/search/"):
    page.goto(path)
    return page.get_by_role("combobox")


def options(page):
    page.get_by_role("option").first.wait_for()
    return [text.split("\n")[0] for text in page.get_by_role("option").all_inner_texts()]


@pytest.mark.parametrize("path", ["/", "/search/", "/search/?q=%E7%9B%91%E7%9D%A3", "/speeches/"])
def test_every_search_box_suggests(page, path):
    typing = box(page, path)
    typing.fill("")
    typing.press_sequentially("wsq")
    expect(page.get_by_role("option")).to_have_count(1)  # what the first letter alone brought is gone
    assert options(page) == ["温守渠"]
    assert typing.get_attribute("aria-expanded") == "true"


def test_arrows_walk_enter_goes_there_and_the_text_stays(page):
    typing = box(page)
    typing.press_sequentially("全县修渠")
    names = options(page)
    typing.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.inner_text().startswith(names[0])
    assert typing.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    typing.press("ArrowUp")
    assert page.locator("[role=option][aria-selected=true]").count() == 0
    assert typing.get_attribute("aria-activedescendant") is None
    typing.press("ArrowUp")
    assert chosen.inner_text().startswith(names[-1])
    typing.press("ArrowDown")
    typing.press("ArrowDown")
    assert typing.input_value() == "全县修渠"
    typing.press("Enter")
    page.wait_for_url(f"**/meetings/{Speech.objects.get(title=CANAL.title).meeting_id}/")


def test_enter_without_a_choice_searches(page):
    typing = box(page)
    typing.press_sequentially("监督")
    options(page)
    typing.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.locator(".hit")).to_have_count(3)


def test_a_word_keeps_the_filters_of_the_page(page):
    typing = box(page, "/search/?q=%E6%B8%A0&level=%E5%8E%BF")
    typing.fill("监")
    options(page)
    page.get_by_role("option", name="监督 词").first.click()
    page.wait_for_url(re.compile("q=%E7%9B%91%E7%9D%A3.*level=%E5%8E%BF|level=%E5%8E%BF.*q=%E7%9B%91%E7%9D%A3"))
    expect(page.locator(".hit")).to_have_count(1)


def test_escape_closes_the_list_and_leaves_the_text_and_tab_leaves(page):
    typing = box(page)
    typing.press_sequentially("温守")
    options(page)
    typing.press("Escape")
    assert page.get_by_role("listbox").count() == 0
    assert (typing.input_value(), typing.get_attribute("aria-expanded")) == ("温守", "false")
    typing.press("ArrowDown")
    assert options(page) == ["温守渠"]
    typing.press("Tab")
    assert page.get_by_role("listbox").count() == 0
    assert not typing.evaluate("box => box === document.activeElement")


def test_nothing_is_asked_while_an_input_method_composes_and_its_enter_submits_nothing(page):
    asked = []
    page.on("request", lambda request: "suggest/?" in request.url and asked.append(request.url))
    typing = box(page)
    typing.focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "wen", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(400)
    assert (typing.input_value(), asked) == ("wen", [])
    for kind in ("rawKeyDown", "keyUp"):
        keyboard.send("Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229})
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(200)
    assert (page.url.endswith("/search/"), asked) == (True, [])
    keyboard.send("Input.insertText", {"text": "温"})
    assert options(page) == ["温守渠"]
    assert len(asked) == 1
    assert page.url.endswith("/search/")


def test_enter_pressed_in_a_composition_does_not_submit(page):
    typing = box(page)
    typing.focus()
    page.context.new_cdp_session(page).send("Input.imeSetComposition", {"text": "jian", "selectionStart": 4, "selectionEnd": 4})
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert page.url.endswith("/search/")


def test_an_old_answer_does_not_replace_a_newer_one(page):
    held = []
    page.route("**/suggest/?q=%E6%B8%A9", lambda route: held.append(route))
    typing = box(page)
    typing.press_sequentially("温")
    page.wait_for_timeout(400)
    typing.fill("音乐")
    assert options(page)[-1] == "音乐节开幕致辞"
    for route in held:
        route.fulfill(body='<a role="option" id="hint-1" href="/">过时的答案</a>')
    page.wait_for_timeout(100)
    assert options(page)[-1] == "音乐节开幕致辞"
    assert held


def test_typing_quickly_asks_once(page):
    asked = []
    page.on("request", lambda request: "suggest/?" in request.url and asked.append(request.url))
    box(page).press_sequentially("wenshouqu", delay=10)
    assert options(page) == ["温守渠"]
    assert len(asked) == 1


def test_on_a_phone_a_tap_goes_there_and_the_list_fits(new_page):
    page = new_page(width=390, height=844, has_touch=True, is_mobile=True)
    typing = box(page, "/")
    typing.tap()
    typing.press_sequentially("qxxq")
    options(page)
    option = page.get_by_role("option", name="全县修渠推进会 会议")
    place = option.bounding_box()
    assert place["height"] >= 44
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 390
    option.tap()
    page.wait_for_url("**/meetings/*/")


@pytest.mark.parametrize("options_of_page", [{"color_scheme": "dark", "width": 390}, {"color_scheme": "light", "width": 1440}])
def test_the_open_list_is_accessible(new_page, options_of_page):
    page = new_page(**options_of_page)
    typing = box(page)
    typing.press_sequentially("渠")
    options(page)
    typing.press("ArrowDown")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= options_of_page["width"]


def test_without_scripts_the_box_is_a_plain_one(new_page):
    page = new_page(java_script_enabled=False)
    page.goto("/search/")
    assert page.get_by_role("combobox").count() == 0
    page.get_by_role("searchbox", name="检索讲话稿").fill("监督")
    page.get_by_role("button", name="检索").click()
    expect(page.locator(".hit")).to_have_count(3)
