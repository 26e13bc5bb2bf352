"""The 拆分台 in a browser: with keys, without scripts, wide and narrow, light and dark."""
import pytest
from axe_playwright_python.sync_playwright import Axe

from speeches import archive
from speeches.models import Correction, Document, Section
from tests.desk_files import CANAL, FOREST, SITE, UNTITLED, at, make_editor, send, titles

expect = pytest.importorskip("playwright.sync_api").expect
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def document():
    return send([SITE, *CANAL, *FOREST])


@pytest.fixture
def editor(django_user_model, page, sign_in):
    user = make_editor(django_user_model)
    sign_in(page, user)
    return user


def headings():
    return list(Section.objects.order_by("speech__position", "position").values_list("level", "heading"))


def test_a_merge_is_undone_with_a_key(page, editor, document):
    page.goto(document.get_absolute_url())
    page.get_by_role("button", name="并入上一篇").click()
    page.get_by_text("改好了。").wait_for()
    page.wait_for_load_state()  # keys work from then on
    assert titles(document) == [CANAL[0]]
    page.keyboard.press("u")
    page.get_by_text("已经撤销。").wait_for()
    assert titles(document) == [CANAL[0], FOREST[0]]


def test_what_was_done_and_how_to_undo_it_is_in_view_wherever_one_is(page, editor, document):
    page.goto(f"{document.get_absolute_url()}#f2")
    page.locator("#f2").get_by_role("button", name="看过了").click()
    page.wait_for_url("**#f2")
    page.wait_for_function("document.querySelector('.desk-said p')")
    box = page.locator(".desk-last button").bounding_box()
    assert 0 <= box["y"] < 900
    assert page.locator("#f2 h2").bounding_box()["y"] > box["y"] + box["height"]


def test_the_list_shows_the_speech_that_one_is_at(page, editor, document):
    page.goto(f"{document.get_absolute_url()}#f1")
    page.get_by_role("table").get_by_role("link", name="第 2 篇").click()
    expect(page.locator(".ledger [aria-current=location]")).to_have_text("第 2 篇")


def test_a_speech_is_described_by_hand(page, editor, document):
    page.goto(document.get_absolute_url())
    page.locator("#f2").get_by_role("link", name="改这一篇").click()
    page.get_by_label("讲话人").fill("温守渠")
    page.get_by_label("日期").fill("去年")
    page.get_by_label("日期").press("Enter")
    page.get_by_text("日期写成 2024、2024-03 或 2024-03-05 的样子。").wait_for()
    page.problems.clear()  # the browser notes that the answer was 400
    page.get_by_label("日期").fill("2023-11")
    page.locator("form.describe .button").click()
    page.wait_for_url("**#f2")
    assert Correction.objects.get().value == {"speaker": "温守渠", "date": "2023-11"}


def test_an_impatient_double_click_corrects_once(page, editor, document):
    page.goto(document.get_absolute_url())
    page.locator("#f1").get_by_role("button", name="看过了").dblclick()
    page.get_by_text("改好了。").wait_for()
    assert Correction.objects.count() == 1


def test_lines_are_gone_through_ticked_and_changed_with_keys(page, editor, document):
    page.goto(f"{document.get_absolute_url()}lines/1/")
    page.keyboard.press("x")
    for _ in range(7):
        page.keyboard.press("j")
    page.keyboard.press("2")
    page.wait_for_url("**#p8")
    assert (2, "守闸的人要选准") in headings()
    page.keyboard.press("k")
    page.keyboard.press("x")
    page.keyboard.press("0")
    page.wait_for_url("**#p7")
    assert "把人用好" not in [heading for _, heading in headings()]
    page.keyboard.press("u")
    page.get_by_text("已经撤销。").wait_for()
    assert "把人用好" in [heading for _, heading in headings()]


def test_a_run_of_lines_is_ticked_with_shift(page, editor, document):
    page.goto(f"{document.get_absolute_url()}lines/1/")
    boxes = page.locator(".lines input")
    boxes.nth(3).click()
    boxes.nth(6).click(modifiers=["Shift"])
    assert page.locator(".lines input:checked").count() == 4
    boxes.nth(4).press("x")
    assert page.locator(".lines input:checked").count() == 3


def test_the_keys_of_a_page_are_listed(page, editor, document):
    page.goto(f"{document.get_absolute_url()}lines/1/")
    page.keyboard.press("?")
    assert page.get_by_text("从这段起另成一篇、开头移到这段、搁在一边").is_visible()


def test_without_scripts_tab_space_and_enter_do_it_all(new_page, sign_in, django_user_model, document):
    page = new_page(java_script_enabled=False)
    sign_in(page, make_editor(django_user_model))
    page.goto(f"{document.get_absolute_url()}lines/1/")
    page.get_by_role("checkbox").nth(4).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.get_by_text("勾了 1 段。请选要做的事。").wait_for()
    page.problems.clear()  # the browser notes that the answer was 400
    expect(page.get_by_role("button", name="从这段起另成一篇")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/lines/2/#p1")
    assert document.speeches.count() == 3
    page.get_by_role("button", name="撤销").click()
    page.get_by_text("已经撤销。").wait_for()
    assert document.speeches.count() == 2


def test_on_a_phone_the_speeches_are_a_sheet(new_page, sign_in, django_user_model, document):
    page = new_page(width=390, height=844)
    sign_in(page, make_editor(django_user_model))
    page.goto(document.get_absolute_url())
    page.get_by_role("link", name="各篇").click()
    page.locator("#ledger").get_by_role("link", name="第 2 篇").click()
    assert page.evaluate("getComputedStyle(document.getElementById('ledger')).position") == "static"
    assert page.evaluate("scrollY") > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(new_page, sign_in, django_user_model, document, scheme, width):
    user = make_editor(django_user_model)
    send(UNTITLED, "关于堤防的讲话.docx")
    archive.correct(document, "fields", at(CANAL[0]), {"speaker": "温守渠"}, user)
    archive.correct(document, "aside", None, {"places": [at("守闸的人要选准。")]}, user)
    page = new_page(width=width, color_scheme=scheme)
    sign_in(page, user)
    paths = [document.get_absolute_url() + more for more in ("", "?edit=1", "lines/1/", "lines/2/", "again/", "raw/", "raw/2/")]
    paths += ["/review/", "/review/?doubt=start", Document.objects.latest("pk").get_absolute_url()]
    for path in paths:
        page.goto(path)
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert not found.response["violations"], f"{path}: {found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
