"""A passage of a speech: selected, copied, linked to, and found again by its link, wherever it stands by now."""
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from speeches.citing.passages import check_of
from speeches.models import Paragraph
from speeches.parsing.drafts import ParagraphDraft
from tests.shelf import shelve

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def speech():
    return shelve()


@pytest.fixture
def reader(new_page):
    return new_page(permissions=["clipboard-read", "clipboard-write"])


def select(page, first, start, last, end):
    """Select from a place in the paragraph with this id to one in another, as a mouse would; offsets in its text node."""
    page.evaluate(
        """([first, start, last, end]) => {
            const text = (id) => [...document.getElementById(id).childNodes].filter((node) => node.nodeType === 3).at(-1);
            getSelection().setBaseAndExtent(text(first), start, text(last), end);
        }""",
        [first, start, last, end],
    )
    page.get_by_role("toolbar", name="选中的文字").wait_for()


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def picked(page):
    return page.evaluate("[...document.querySelectorAll('.picked')].map((lit) => lit.textContent).join('|')")


def link_of(page):
    page.get_by_role("button", name="复制链接").click()
    page.get_by_role("button", name="已复制").wait_for()
    return clipboard(page)


def test_what_is_selected_is_copied_with_its_source(reader, speech):
    reader.goto(speech.get_absolute_url())
    select(reader, "p5", 0, "p5", 7)
    reader.get_by_role("button", name="复制并附出处").click()
    reader.get_by_role("button", name="已复制").wait_for()
    words, source, link = clipboard(reader).splitlines()
    assert words == "今天的会很短，"
    assert source.startswith("——温守渠：《在全县春灌工作推进会上的讲话》")
    assert re.fullmatch(r"http://localhost:\d+/speeches/\d+/\?s=6-\w+#p5:0-7", link)


def test_copied_paragraphs_keep_their_own_marks_and_no_blanks_around(reader):
    reader.goto(shelve(paragraphs=[ParagraphDraft(line) for line in ("　　他说“水比‘油’贵”。", "　　散会。")], outline=[]).get_absolute_url())
    select(reader, "p1", 0, "p2", 3)
    reader.get_by_role("button", name="复制并附出处").click()
    reader.get_by_role("button", name="已复制").wait_for()
    assert clipboard(reader).splitlines()[:2] == ["他说“水比‘油’贵”。", "散会。"]


def test_a_link_lights_exactly_what_was_selected(reader, speech):
    reader.goto(speech.get_absolute_url())
    select(reader, "p8", 0, "p8", 4)
    link = link_of(reader)
    assert link.endswith(f"?s={check_of('三月的水')}#p8:0-4")
    reader.goto("about:blank")
    reader.goto(link)
    assert picked(reader) == "三月的水"
    assert reader.get_by_role("status").count() == 0
    reader.keyboard.press("Escape")
    assert picked(reader) == ""


def test_a_selection_over_paragraphs_is_one_link(reader, speech):
    reader.goto(speech.get_absolute_url())
    select(reader, "p5", 7, "p8", 2)
    link = link_of(reader)
    assert link.endswith("#p5:7-p8:2")
    reader.goto("about:blank")
    reader.goto(link)
    assert picked(reader).startswith("把春灌的水看住。")
    assert picked(reader).endswith("三月")


def test_odd_characters_have_the_same_check_in_both_languages(reader):
    odd = "𠮷野家１２３，ａｂ　（é）ⅳ㈠\u200b“水”😀渠"
    Paragraph.objects.filter(speech=(speech := shelve()), position=5).update(text=odd)
    reader.goto(speech.get_absolute_url())
    select(reader, "p5", 0, "p5", len(odd.encode("utf-16-le")) // 2)
    link = link_of(reader)
    assert link.endswith(f"?s={check_of(odd)}#p5:0-{len(odd)}")
    reader.goto("about:blank")
    reader.goto(link)
    assert picked(reader) == odd


def test_words_that_moved_are_found_again_and_it_is_said(reader, speech):
    words = "守闸的人"
    reader.goto(f"{speech.get_absolute_url()}?s={check_of(words)}#p5:0-4")
    assert picked(reader) == words
    assert reader.get_by_role("status").inner_text() == "这段话挪了地方，已经找到。"


def test_a_link_that_lost_its_end_on_the_way_lights_its_words_too(reader, speech):
    reader.goto(f"{speech.get_absolute_url()}?s={check_of('三月的水')}")
    assert picked(reader) == "三月的水"
    assert reader.get_by_role("status").count() == 0
    reader.goto(f"{speech.get_absolute_url()}#p8%3A0-2")
    assert picked(reader) == "三月"


def test_an_address_that_is_none_breaks_nothing(reader, speech):
    reader.goto(f"{speech.get_absolute_url()}#%E0%A4%A")
    reader.keyboard.press("e")
    assert "closed=level1" in reader.url


def test_words_that_changed_are_said_to_have(reader, speech):
    reader.goto(f"{speech.get_absolute_url()}?s={check_of('四月的水')}#p8:0-4")
    assert picked(reader) == ""
    assert "这段话后来改过" in reader.get_by_role("status").inner_text()
    assert reader.locator("#p8").is_visible()


def test_words_that_are_gone_are_said_to_be(reader, speech):
    reader.goto(f"{speech.get_absolute_url()}?s={check_of('四月的水')}#p88:0-4")
    assert "现在找不到了" in reader.get_by_role("status").inner_text()


def test_a_link_without_a_check_lights_its_place(reader, speech):
    reader.goto(f"{speech.get_absolute_url()}?closed=all#p8:0-4")
    assert picked(reader) == "三月的水"
    assert reader.locator("#p8").is_visible()


def test_the_keyboard_reaches_the_bar_and_leads_to_the_citation(reader, speech):
    reader.goto(speech.get_absolute_url())
    select(reader, "p8", 0, "p8", 4)
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.name") == "copy"
    for _button in range(3):
        reader.keyboard.press("Tab")
    reader.keyboard.press("Enter")
    reader.wait_for_url("**/cite/?passage=8:0-4")
    assert "三月的水" in reader.locator("blockquote").inner_text()


def test_a_selection_over_paragraphs_is_cited_whole(reader, speech):
    reader.goto(speech.get_absolute_url())
    select(reader, "p5", 8, "p8", 2)
    reader.get_by_role("toolbar", name="选中的文字").get_by_role("link", name="引用").click()
    reader.wait_for_url("**/cite/?passage=5:8-8:2")
    assert "第5—8段" in reader.locator("#plain").inner_text()


def test_escape_puts_the_bar_away(reader, speech):
    reader.goto(speech.get_absolute_url())
    select(reader, "p8", 0, "p8", 4)
    reader.keyboard.press("Escape")
    assert not reader.get_by_role("toolbar", name="选中的文字").is_visible()


def test_a_browser_without_a_clipboard_of_its_own_copies_too(reader, speech):
    reader.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    reader.goto(speech.get_absolute_url())
    select(reader, "p8", 0, "p8", 4)
    reader.get_by_role("button", name="复制", exact=True).first.click()
    reader.get_by_role("button", name="已复制").wait_for()
    reader.locator("#find").focus()
    reader.keyboard.press("Control+v")
    assert reader.locator("#find").input_value() == "三月的水"


def test_a_clipboard_that_refuses_is_gone_round(reader, speech):
    reader.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))")
    reader.goto(speech.get_absolute_url())
    select(reader, "p8", 0, "p8", 4)
    assert re.search(r"\?s=4-\w+#p8:0-4$", link_of(reader))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_with_bar_settings_and_light(new_page, speech, scheme, width):
    page = new_page(width=width, color_scheme=scheme)
    page.goto(f"{speech.get_absolute_url()}?q=渠#p8:0-4")
    select(page, "p5", 0, "p5", 4)
    bar = Axe().run(page)
    page.goto(f"{speech.get_absolute_url()}?s={check_of('四月')}#p8:0-4")
    page.locator(".preferences summary").click()
    settings = Axe().run(page)
    rules = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
    for found in (bar, settings):
        assert not [each for each in found.response["violations"] if set(rules) & set(each["tags"])], found.generate_report()


def test_text_is_copied_without_numbers_and_signs_of_the_page(reader, speech):
    reader.goto(speech.get_absolute_url())
    reader.evaluate("getSelection().selectAllChildren(document.getElementById('s1'))")
    reader.keyboard.press("Control+c")
    assert [line for line in clipboard(reader).splitlines() if line][:2] == ["一、看水要勤", "（一）渠里的水。夜里也要有人走渠，等会*局长还要讲。"]


def test_on_a_phone_the_bar_lies_over_the_other(new_page, speech):
    page = new_page(width=390, height=844, permissions=["clipboard-read", "clipboard-write"])
    page.goto(speech.get_absolute_url())
    select(page, "p5", 0, "p5", 4)
    bar, below = page.locator("#selection").bounding_box(), page.locator(".reader-bar").bounding_box()
    assert bar["x"] >= 0
    assert bar["x"] + bar["width"] <= 390
    assert bar["y"] + bar["height"] <= below["y"] + 1
