"""The page of a speech in a browser, with and without scripts, light and dark, wide and narrow."""
import pytest
from axe_playwright_python.sync_playwright import Axe

from speeches.models import Keyword, Speech
from tests.shelf import shelve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def address():
    return shelve().get_absolute_url()


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href')")


def folds(page):
    return page.evaluate("[...document.querySelectorAll('#speech section > details')].map(fold => fold.open)")


def test_everything_folds_up_and_unfolds_again(page, address):
    page.goto(address)
    page.get_by_role("link", name="收起到一级").click()
    assert folds(page) == [False, False]
    assert not page.get_by_text("先算后放").is_visible()
    page.keyboard.press("e")
    assert folds(page) == [True, True]


def test_the_address_says_what_is_folded_and_brings_it_back(page, address):
    page.goto(address + "?q=渠#p7")
    page.keyboard.press("e")
    assert page.url.endswith("?q=%E6%B8%A0&closed=level1#p7")
    page.locator("#s1 > details > summary").click()
    page.wait_for_url("**closed=4#p7")
    assert page.get_by_role("link", name="收起到一级").get_attribute("aria-current") is None
    page.goto(page.url.replace("q=%E6%B8%A0&", ""))
    assert folds(page) == [True, False]
    page.get_by_role("link", name="全部展开").click()
    assert folds(page) == [True, True]
    assert "closed" not in page.url


def test_paper_has_no_folds(page, address):
    page.goto(address + "?closed=all")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folds(page) == [True, True]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert folds(page) == [False, False]


def test_an_address_opens_what_hides_it(page, address):
    page.goto(address)
    page.keyboard.press("e")
    page.evaluate("location.hash = 'p9'")
    page.get_by_text("先算后放").wait_for(state="visible")
    assert folds(page) == [True, False]


def test_a_click_in_the_outline_opens_the_section(page, address):
    page.goto(address)
    page.keyboard.press("e")
    page.get_by_role("navigation", name="提纲").get_by_role("link", name="看人要准").click()
    page.get_by_text("谢谢大家").wait_for(state="visible")


def test_hits_are_stepped_through_and_come_round(page, address):
    page.goto(address + "?q=渠")
    count = page.locator("mark[id]").count()
    assert count > 2
    page.keyboard.press("n")
    assert page.locator(".stepper output").inner_text() == f"1 / {count}"
    page.keyboard.press("p")
    assert page.locator(".stepper output").inner_text() == f"{count} / {count}"
    assert page.locator("mark.current").get_attribute("id") == f"m{count}"
    assert page.url.endswith(f"#m{count}")


def test_a_folded_hit_is_opened(page, address):
    page.goto(address + "?q=先算后放")
    page.keyboard.press("e")
    page.get_by_role("link", name="下一处命中").click()
    page.get_by_text("先算后放", exact=True).last.wait_for(state="visible")


def test_the_outline_shows_where_one_is(new_page, address):
    page = new_page(height=400)
    page.goto(address + "#s4")
    page.locator("#outline a[href='#s4'][aria-current='location']").wait_for()


def test_keys_go_from_section_to_section(page, address):
    page.goto(address)
    page.keyboard.press("j")
    assert page.evaluate("location.hash") in ("#s1", "#s2")
    page.keyboard.press("o")
    assert focused(page).startswith("#s")


def test_keys_are_only_letters_while_one_types(page, address):
    page.goto(address)
    page.keyboard.press("/")
    assert focused(page) == "q0"
    page.keyboard.type("een/?")
    assert page.locator("#q0").input_value() == "een/?"
    assert folds(page) == [True, True]


def test_keys_can_be_looked_up_and_switched_off(page, address):
    page.goto(address)
    page.keyboard.press("?")
    page.get_by_label("使用这些按键").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert folds(page) == [True, True]


def test_a_citation_is_copied(new_page, address):
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(address)
    page.get_by_role("button", name="复制").first.click()
    page.get_by_role("button", name="已复制").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").startswith("温守渠：《在全县春灌工作推进会上的讲话》")


def test_evidence_opens_and_escape_closes_it(page, address):
    page.goto(address)
    page.locator(".fact summary").click()
    page.locator(".evidence blockquote").wait_for(state="visible")
    page.keyboard.press("Escape")
    assert not page.locator(".evidence blockquote").is_visible()


def test_on_a_phone_the_outline_is_a_sheet(new_page, address):
    page = new_page(width=390, height=844)
    page.goto(address)
    assert not page.locator("#outline").is_visible()
    page.locator(".to-outline").click()
    page.locator("#outline").get_by_role("link", name="看人要准").click()
    assert not page.locator("#outline").is_visible()
    assert page.locator("#s4").is_visible()


def test_escape_closes_the_sheet_where_one_was(new_page, address):
    page = new_page(width=390, height=500)
    page.goto(address + "?closed=2")
    page.locator("#p8").scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    page.locator(".to-outline").click()
    page.locator("#outline a:focus").wait_for()
    assert page.evaluate("getComputedStyle(document.documentElement).overflowY") == "hidden"
    page.keyboard.press("Escape")
    page.locator(".to-outline:focus").wait_for()
    assert not page.locator("#outline").is_visible()
    assert page.evaluate("scrollY") == place
    assert page.url.endswith("?closed=2")


def test_a_touch_beside_the_sheet_closes_it_and_nothing_else(new_page, address):
    page = new_page(width=390, height=844)
    page.goto(address)
    page.locator(".to-outline").click()
    page.mouse.click(200, 10)
    assert not page.locator("#outline").is_visible()
    assert page.url.endswith(address)


def test_arrows_walk_along_the_outline_and_fold_it(page, address):
    page.goto(address)
    page.locator("#outline a[href='#s1']").focus()
    page.keyboard.press("ArrowDown")
    assert focused(page) == "#s2"
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "#s1"
    assert not page.locator("#outline a[href='#s2']").is_visible()
    page.keyboard.press("End")
    assert focused(page) == "#s4"


def folds_bare(page):
    return page.locator("#speech section > details[open]").count()


def test_without_scripts_everything_can_be_read_and_folded(new_page, address):
    page = new_page(java_script_enabled=False)
    page.goto(address + "?q=渠")
    assert page.get_by_text("谢谢大家").is_visible()
    assert page.get_by_role("button", name="复制").count() == 0
    assert not page.get_by_text("阅读设置").is_visible()
    page.goto(address)
    page.get_by_role("link", name="收起到一级").click()
    assert folds_bare(page) == 0
    page.get_by_role("searchbox", name="在这一篇里查找").fill("谢谢")
    page.keyboard.press("Enter")
    page.get_by_text("共 1 处").wait_for()
    assert page.locator("mark", has_text="谢谢").is_visible()
    page.get_by_role("link", name="全部展开").click()
    page.locator("#s4 > details > summary").click()
    assert not page.get_by_text("谢谢大家").is_visible()


def test_keys_walk_along_a_list(page, address):
    shelve(title="第二篇讲话")
    page.goto("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert focused(page) == address


LONG = "在全县推进农村饮水安全工程建设管理体制机制改革暨山洪灾害防治非工程措施运行维护管理工作现场会上的讲话" * 2


@pytest.mark.parametrize("width", [360, 768, 1024, 1920])
def test_no_page_is_wider_than_the_window(new_page, width):
    speech = shelve(title=LONG, subtitle=LONG, meeting=LONG)
    page = new_page(width=width)
    pages = [speech, speech.meeting, speech.speaker, speech.meeting.type, Keyword.objects.first()]
    for path in ["/", "/meetings/", "/meeting-types/", "/speakers/", "/topics/", *(each.get_absolute_url() for each in pages)]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(new_page, scheme, width):
    speech = shelve(evidence={}, complete=False)
    page = new_page(width=width, color_scheme=scheme)
    pages = [speech, speech.meeting, speech.speaker, speech.meeting.type, Keyword.objects.first()]
    paths = ["/", "/meetings/", "/meeting-types/", "/speakers/", "/topics/", "/accounts/login/"]
    for path in [*paths, *(each.get_absolute_url() for each in pages), speech.get_absolute_url() + "?q=渠"]:
        page.goto(path)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert not found.response["violations"], f"{path}: {found.generate_report()}"


def test_axe_finds_nothing_on_an_empty_archive(page):
    assert not Speech.objects.exists()
    page.goto("/")
    assert not Axe().run(page).response["violations"]
