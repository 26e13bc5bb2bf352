"""The page of results in a browser: years drawn by mouse, finger and keys, and the box that narrows."""
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from speeches import counting
from tests.asking import ask, gather
from tests.desk_files import make_editor
from tests.small_archive import draft, keep_speeches

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
YEARS = (2019, 2020, 2020, 2021, 2022)


@pytest.fixture(autouse=True)
def speeches(archive_folder, transactional_db):
    keep_speeches(*[draft([f"第{n}篇：渠水清。"], title=f"水事{n}", date=str(year)) for n, year in enumerate(YEARS)])


@pytest.fixture
def results(page):
    page.goto("/search/?q=渠水清&year=2019&sort=newest&page=1")
    return page


def middle(page, year):
    box = page.get_by_role("link", name=f"{year} 年 ").first.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def asked(page):
    return {name: values[0] if len(values) == 1 else values for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_a_range_of_years_is_drawn_with_the_mouse(results):
    results.mouse.move(*middle(results, 2021))
    results.mouse.down()
    results.mouse.move(*middle(results, 2020), steps=5)
    assert results.locator(".range output").inner_text() == "2020—2021：3 篇，松开或按回车只看这些年"
    assert results.locator(".bars .drawn").count() == 2
    results.mouse.up()
    results.wait_for_url("**to=2021")
    assert asked(results) == {"q": "渠水清", "sort": "newest", "from": "2020", "to": "2021"}
    expect(results.locator(".hit")).to_have_count(3)
    results.get_by_role("link", name="去掉条件：2020 至 2021").click()
    expect(results.locator(".hit")).to_have_count(5)


def test_a_click_on_a_bar_is_a_click(results):
    results.get_by_role("link", name="2021 年 1 篇").click()
    assert asked(results)["year"] == ["2019", "2021"]


def test_a_range_of_years_is_drawn_with_the_keys(results):
    results.get_by_role("link", name="2020 年 2 篇").focus()
    results.keyboard.press("Shift+ArrowRight")
    results.keyboard.press("Shift+ArrowRight")
    assert results.evaluate("document.activeElement.getAttribute('aria-label')") == "2022 年 1 篇"
    assert results.get_by_role("status").filter(has_text="2020—2022：4 篇").count() == 1
    results.keyboard.press("Shift+ArrowLeft")
    results.keyboard.press("Enter")
    results.wait_for_url("**to=2021")
    assert asked(results)["from"] == "2020"


def test_escape_gives_the_drawn_years_up(results):
    results.get_by_role("link", name="2021 年 1 篇").focus()
    results.keyboard.press("Shift+ArrowLeft")
    assert results.locator(".bars .drawn").count() == 2
    results.keyboard.press("Escape")
    assert results.locator(".bars .drawn").count() == 0
    results.keyboard.press("Shift+ArrowLeft")
    assert results.locator(".bars .drawn").count() == 2
    results.get_by_label("检索讲话稿").focus()
    assert results.locator(".bars .drawn").count() == 0


def test_a_range_of_years_is_drawn_with_a_finger(new_page):
    page = new_page(width=390, height=844, has_touch=True, is_mobile=True)
    page.goto("/search/?q=渠水清")
    touch = page.context.new_cdp_session(page)
    (x, y), (to_x, to_y) = middle(page, 2019), middle(page, 2020)
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": (x + to_x) / 2, "y": y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": to_x, "y": to_y}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_url("**to=2020")
    expect(page.locator(".hit")).to_have_count(3)


@pytest.mark.parametrize("scripts", [True, False])
def test_the_box_inside_the_results_narrows_them(new_page, scripts):
    page = new_page(java_script_enabled=scripts)
    page.goto("/search/?q=渠水清 OR 秋收&sort=oldest")
    page.get_by_label("在结果中找").fill("第3篇")
    page.get_by_label("在结果中找").press("Enter")
    expect(page.locator(".hit")).to_have_count(1)
    assert asked(page) == {"q": "(渠水清 OR 秋收) 第3篇", "sort": "oldest"}
    assert page.get_by_label("检索讲话稿").input_value() == "(渠水清 OR 秋收) 第3篇"


@pytest.mark.parametrize("options", [{"color_scheme": "dark", "width": 390, "height": 844}, {"color_scheme": "light", "width": 1440}])
def test_many_years_are_accessible_and_never_wider_than_the_screen(new_page, options):
    keep_speeches(*[draft([f"第{n}篇：渠水清。"], title=f"水史{n}", date=str(1999 + n)) for n in range(24)])
    page = new_page(**options)
    page.goto("/search/?q=渠水清")
    page.get_by_text("各年篇数").click()
    assert page.locator(".bars li").count() == 24
    assert page.evaluate("document.documentElement.scrollWidth") <= options["width"]
    narrowest = page.evaluate("Math.min(...[...document.querySelectorAll('.bars li')].map((bar) => bar.getBoundingClientRect().width))")
    assert narrowest >= 24  # a thumb's least; on a phone the bars scroll within their own box
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_who_goes_by_keys_gets_past_the_filters(results):
    results.keyboard.press("Tab")
    assert results.evaluate("document.activeElement.textContent") == "跳到正文"
    results.keyboard.press("Enter")
    results.keyboard.press("Tab")
    assert results.evaluate("document.activeElement.id") == "q"


# What is less than 44 pixels high for a thumb; links within a sentence or a line of facts aside.
SMALL = """() => [...document.querySelectorAll("main a, main button, main summary, main input:not([type=hidden]), .foot a, .head a")]
  .filter((each) => each.checkVisibility() && !each.closest(".facts, .skip, .bars, p:not(.words, .chips, .buttons), .sr"))
  .filter((each) => each.getBoundingClientRect().height < 42)
  .map((each) => each.outerHTML)"""


@pytest.mark.parametrize("path", ["/search/?q=渠水清", "/search/?q=渠水清&level=-&year=2020#filters", "/search/?q=航天&year=2020", "/speeches/", "/help/search/", "/"])
def test_a_thumb_hits_everything(new_page, path):
    page = new_page(width=360, height=740, has_touch=True, is_mobile=True)
    page.goto(path)
    assert page.evaluate(SMALL) == []


def test_the_button_of_the_filters_covers_no_link_at_the_end(new_page):
    page = new_page(width=360, height=740, has_touch=True, is_mobile=True)
    page.goto("/search/?q=渠水清")
    page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    button = page.get_by_role("link", name="筛选", exact=True).bounding_box()
    links = [link.bounding_box() for link in page.locator(".foot a").all()]
    assert links
    assert all(link["y"] + link["height"] <= button["y"] for link in links)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_long_question_leaves_the_bar_over_a_speech_on_one_line(new_page, width):
    page = new_page(width=width, height=800)
    page.goto("/search/?q=渠水清 OR " + "很长很长的话" * 20)
    page.locator(".hit h2 a").first.click()
    page.wait_for_url("**/speeches/**")
    assert page.locator(".stepper output").inner_text() == "共 1 处"
    assert page.locator(".reader-bar").bounding_box()["height"] < 62
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("options", [{"color_scheme": "dark", "width": 360, "height": 740}, {"color_scheme": "light", "width": 1280}])
def test_the_record_of_questions_keeps_its_columns(new_page, sign_in, django_user_model, options, monkeypatch):
    monkeypatch.setattr(counting, "SETTLED", 0)
    ask("渠水清", found=4, times=12)
    ask("“很长很长的一句原话，库里没有”" + "又一个词" * 20, found=0)
    gather()
    page = new_page(**options)
    sign_in(page, make_editor(django_user_model, is_staff=True))
    page.goto("/questions/")
    assert page.locator("tbody tr").count() == 2
    assert all(head.bounding_box()["height"] < 48 for head in page.locator("th.num").all())
    assert page.evaluate("document.documentElement.scrollWidth") <= options["width"]
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
