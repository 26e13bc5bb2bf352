"""Finding inside a speech without leaving it, and setting how one reads."""
from urllib.parse import quote

import pytest

from speeches.citing.passages import check_of
from tests.shelf import shelve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def address():
    return shelve().get_absolute_url()


def box(page):
    return page.get_by_role("searchbox", name="在这一篇里查找")


def test_what_is_typed_is_marked_without_leaving_the_page(page, address):
    page.goto(address)
    page.evaluate("window.stayed = true")
    page.keyboard.press("f")
    page.keyboard.type("先算後放")
    page.locator("mark.current", has_text="先算后放").wait_for()
    assert page.locator(".stepper output").inner_text() == "1 / 1"
    assert page.evaluate("window.stayed")
    assert "q=%E5%85%88%E7%AE%97%E5%BE%8C%E6%94%BE" in page.url
    assert page.evaluate("document.activeElement.id") == "find"


def test_a_hit_over_two_paragraphs_is_one(page, address):
    page.goto(address)
    box(page).fill("渠水不等人")
    box(page).press("Enter")
    page.locator("mark[data-hit='1']").nth(1).wait_for()
    assert page.locator(".stepper output").inner_text() == "1 / 1"


def test_a_hit_above_the_text_is_marked_and_stepped_to(page, address):
    page.goto(address)
    box(page).fill("温守渠")
    page.locator(".when mark.current").wait_for()
    assert page.locator(".stepper output").inner_text() == "1 / 1"


def test_enter_goes_on_and_shift_enter_back(page, address):
    page.goto(address)
    box(page).fill("渠")
    box(page).press("Enter")
    page.locator("mark.current").first.wait_for()
    count = page.locator("mark[id]").count()
    first = int(page.locator("mark.current").get_attribute("data-hit"))
    box(page).press("Enter")
    assert int(page.locator("mark.current").get_attribute("data-hit")) == first % count + 1
    box(page).press("Shift+Enter")
    assert int(page.locator("mark.current").get_attribute("data-hit")) == first


def test_what_is_nowhere_is_said_and_taken_away_again(page, address):
    page.goto(address)
    box(page).fill("火车")
    page.get_by_text("这一篇里没有").wait_for()
    page.get_by_role("link", name="不标命中").click()
    page.get_by_text("这一篇里没有").wait_for(state="detached")
    assert box(page).input_value() == ""
    assert "q=" not in page.url


def test_nothing_is_looked_for_while_an_input_method_composes(page, address):
    page.goto(address)
    page.evaluate("""() => {
        const box = document.getElementById("find");
        box.value = "qu"; box.dispatchEvent(new InputEvent("input", { isComposing: true }));
    }""")
    page.wait_for_timeout(700)
    assert "q=" not in page.url


def test_folds_outline_and_keys_go_on_after_the_text_was_exchanged(page, address):
    page.goto(address)
    box(page).fill("走渠")
    page.locator("mark.current").wait_for()
    assert page.locator("#outline small").count() > 0
    box(page).press("Escape")
    page.locator("mark").first.wait_for(state="detached")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("e")
    assert page.locator("#speech section > details[open]").count() == 0
    page.keyboard.press("j")
    page.locator("#outline [aria-current='location']").wait_for()


def test_typing_what_is_nowhere_moves_nothing(new_page, address):
    page = new_page(width=1200, height=300)
    page.goto(address + "#p9")
    page.keyboard.press("f")
    before = page.evaluate("scrollY")
    assert before > 300
    for typed in "火", "火车":
        page.keyboard.insert_text(typed[-1])
        page.wait_for_url(f"**q={quote(typed)}")
    assert page.evaluate("scrollY") == before


def test_each_further_letter_is_looked_for_from_where_one_began(new_page, address):
    page = new_page(width=1200, height=300)
    page.goto(address)
    page.keyboard.press("f")
    page.keyboard.insert_text("谢谢大家")
    page.locator("mark.current", has_text="谢谢大家").wait_for()
    assert page.evaluate("scrollY") > 300
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("渠")
    page.locator("mark.current#m1").wait_for()


def test_folding_keeps_the_words_looked_for_even_in_a_new_window(page, address):
    page.goto(address + "?q=渠")
    box(page).fill("走渠")
    page.locator("mark.current", has_text="走渠").wait_for()
    links = page.get_by_role("navigation", name="收起与展开").get_by_role("link").all()
    assert len(links) > 1
    assert all(f"q={quote('走渠')}" in link.get_attribute("href") for link in links)


def test_what_is_looked_for_takes_the_place_of_a_linked_passage(page, address):
    page.goto(f"{address}?s={check_of('三月的水')}#p8:0-4")
    page.keyboard.press("f")
    page.keyboard.insert_text("火车")
    page.get_by_text("这一篇里没有").wait_for()
    assert page.url.endswith(f"{address}?q={quote('火车')}")


def test_settings_for_reading_are_kept_in_this_browser(page, address):
    page.goto(address)
    size = "parseFloat(getComputedStyle(document.getElementById('speech')).fontSize)"
    before = page.evaluate(size)
    page.get_by_text("阅读设置").click()
    page.get_by_label("特大").check()
    page.get_by_label("黑体").check()
    page.get_by_label("标出").check()
    page.get_by_label("暗", exact=True).check()
    page.reload()
    assert page.evaluate(size) > before * 1.3
    assert "Serif" not in page.evaluate("getComputedStyle(document.getElementById('speech')).fontFamily")
    assert page.evaluate("getComputedStyle(document.querySelector('.pin')).opacity") == "1"
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != "rgb(251, 252, 251)"
    page.get_by_text("阅读设置").click()
    page.get_by_label("中", exact=True).check()
    page.reload()
    assert page.evaluate(size) == before


def test_settings_open_over_the_bar_of_a_phone(new_page, address):
    page = new_page(width=360, height=740)
    page.goto(address)
    page.locator(".preferences summary").click()
    panel = page.locator(".preferences > div").bounding_box()
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= 360
    assert panel["y"] >= 0


def test_on_a_phone_hits_are_stepped_through_beside_every_other_tool(new_page, address):
    page = new_page(width=360, height=740)
    page.goto(address + "?q=渠")
    bar = page.get_by_role("region", name="命中与工具")
    boxes = [one.bounding_box() for one in bar.locator("> a, > form, > div, > details").all()]
    assert len(boxes) == 5
    assert all(one["x"] >= 0 and one["x"] + one["width"] <= 360 for one in boxes)
    bar.get_by_role("link", name="下一处命中").click()
    assert page.locator(".stepper output").inner_text().startswith("1 / ")
    bar.get_by_role("link", name="引用").click()
    assert page.url.endswith("#cite")


def test_a_spoiled_memory_spoils_no_page(page, address):
    page.goto(address)
    page.evaluate("localStorage.setItem('reading', '{')")
    page.reload()
    assert page.get_by_text("阅读设置").is_visible()
