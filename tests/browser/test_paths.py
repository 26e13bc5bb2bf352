"""The paths people walk, from a file to a citation: real processes read, index and answer, a real browser asks."""
import re
from itertools import count
from pathlib import Path

import pytest

from tests.conftest import pages_at
from tests.docx_files import docx_of, p
from tests.running_up import Up, until

expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=30_000)  # a busy machine reads slowly
pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.xdist_group("paths")]
PHONE = {"width": 390, "height": 844, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
NAME, PASSWORD = "jiansuo", "chun-guan-2024"
TITLE, WORD = "在全县春灌工作推进会上的讲话", "走渠人"
NUMBERS = count(1)


@pytest.fixture(scope="module")
def up(browser, tmp_path_factory):
    up = Up(tmp_path_factory.mktemp("paths") / "data", "--no-samples")
    try:
        with pages_at(browser, up.address) as open_page:
            become_administrator(open_page(), up.said(r"/accounts/first/[\w-]+/"))
        yield up
    finally:
        up.end()


def become_administrator(page, link):
    page.goto(link)
    page.get_by_role("button", name="进入讲话稿库").click()
    page.get_by_label("用户名").fill(NAME)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("密码确认").fill(PASSWORD)
    page.get_by_role("button", name="保存").click()
    page.get_by_text("账户设好了").wait_for()


@pytest.fixture
def new_page(browser, up):
    with pages_at(browser, up.address) as open_page:
        yield open_page


@pytest.fixture
def file(tmp_path) -> Path:
    """A speech of its own for each path: the same bytes twice would be known already."""
    lines = [
        TITLE, f"（2024年3月{next(NUMBERS)}日）", "同志们：", "今天只讲一件事，把水看住。", "一、看水要勤", f"夜里也要有{WORD}，一个渠口一个渠口地看。",
        "二、看人要准", f"守闸的要准，{WORD}要稳。{WORD}不到，水就不到。", "谢谢大家！",
    ]  # fmt: skip
    path = tmp_path / f"春灌{next(NUMBERS)}.docx"
    path.write_bytes(docx_of("".join(map(p, lines))))
    return path


def sign_in(page):
    page.goto("/accounts/login/")
    page.get_by_label("用户名").fill(NAME)
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("banner").get_by_text(NAME)).to_be_visible()


def correct(page, speaker):
    """On the desk: who spoke is not in the file, so a person writes it."""
    page.locator("#f1").get_by_role("link", name="改这一篇").click()
    page.get_by_label("讲话人").fill(speaker)
    page.get_by_role("button", name="保存这一篇").last.click()
    expect(page.locator("#f1 .facts")).to_contain_text(speaker)


def found(page, up, speaker):
    """Ask until the index worker has put in what was corrected: the page shows the speaker beside the hit."""

    def shown():
        page.goto(f"/search/?q={WORD}+讲话人:{speaker}")
        return page.locator(".hit").count() == 1

    until(shown, up)


def test_from_a_file_to_a_citation(new_page, up, file):
    page = new_page()
    sign_in(page)
    page.get_by_role("link", name="上传").first.click()
    page.set_input_files("[name=files]", file)
    page.locator("#this-time li.ready").get_by_role("link", name=file.name).click()
    correct(page, "温守渠")
    page.locator("#f1").get_by_role("link", name="通读").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    found(page, up, "温守渠")
    page.get_by_label("检索讲话稿").fill(f"{WORD} 讲话人:温守渠")
    page.get_by_role("button", name="检索", exact=True).click()
    page.locator(".passage .path").first.click()
    expect(page.locator("mark[id]").first).to_have_text(WORD)
    following = page.get_by_role("link", name="下一处命中")
    for _ in range(2):
        following.click()
    expect(page.locator("mark.current")).to_be_in_viewport()
    expect(page.get_by_role("status").or_(page.locator(".stepper output")).first).to_contain_text("/ 3")
    page.get_by_role("link", name="引用").first.click()
    expect(page.locator("#cite")).to_be_in_viewport()
    expect(page.locator("#cite")).to_contain_text(f"温守渠：《{TITLE}》")


def tab_to(page, name, most=150):
    """Press Tab until what has the focus is called so."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate("(document.activeElement.labels?.[0] ?? document.activeElement).innerText")
        if name in (here or ""):
            return
    pytest.fail(f"Tab never led to {name}")


def test_from_a_file_to_a_citation_by_keys_alone(new_page, up, file):
    page = new_page()
    press, write = page.keyboard.press, page.keyboard.type
    page.goto("/")
    tab_to(page, "登录")
    press("Enter")
    page.wait_for_url("**/accounts/login/**")
    tab_to(page, "用户名") if page.evaluate("document.activeElement.name") != "username" else None
    write(NAME)
    press("Tab")
    write(PASSWORD)
    press("Enter")
    expect(page.get_by_role("banner").get_by_text(NAME)).to_be_visible()
    tab_to(page, "上传")
    press("Enter")
    page.wait_for_url("**/upload/")
    with page.expect_file_chooser() as chooser:
        tab_to(page, "把 Word 文档拖到这里")
        press("Enter")
    chooser.value.set_files(file)
    expect(page.locator("#this-time li.ready")).to_contain_text(file.name)
    tab_to(page, file.name)
    press("Enter")
    page.wait_for_url("**/documents/**")
    tab_to(page, "改这一篇")
    press("Enter")
    page.wait_for_url("**edit=1**")
    tab_to(page, "讲话人")
    press("Control+A")
    write("郭走渠")
    press("Enter")
    expect(page.locator("#f1 .facts")).to_contain_text("郭走渠")
    tab_to(page, "通读")
    press("Enter")
    page.wait_for_url("**/speeches/**")
    found(page, up, "郭走渠")
    press("/")
    press("Control+A")
    write(f"{WORD} 讲话人:郭走渠")
    with page.expect_navigation():
        press("Enter")
    tab_to(page, "看水要勤")
    press("Enter")
    page.wait_for_url("**/speeches/**")
    expect(page.locator("mark[id]")).to_have_count(3)
    press("n")
    press("n")
    expect(page.locator(".stepper output")).to_contain_text("/ 3")
    expect(page.locator("mark.current")).to_be_in_viewport()
    press("c")
    expect(page.locator("#cite")).to_be_in_viewport()
    expect(page.locator("#cite")).to_contain_text(f"郭走渠：《{TITLE}》")


def test_from_a_file_to_a_citation_on_a_phone(new_page, up, file):
    page = new_page(**PHONE)
    sign_in(page)
    page.get_by_role("navigation", name="底部").get_by_role("link", name="上传").tap()
    page.set_input_files("[name=files]", file)
    page.locator("#this-time li.ready").get_by_role("link", name=file.name).tap()
    correct(page, "孟守闸")
    page.locator("#f1").get_by_role("link", name="通读").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    page.get_by_role("link", name="提纲").tap()
    page.locator("#outline").get_by_role("link", name="看人要准").tap()
    expect(page.locator("#s2")).to_be_in_viewport()
    found(page, up, "孟守闸")
    page.locator(".passage .path").first.tap()
    page.get_by_role("link", name="下一处命中").tap()
    expect(page.locator("mark.current")).to_be_in_viewport()
    page.get_by_role("link", name="不标命中").tap()
    page.get_by_role("link", name="引用").tap()
    expect(page.locator("#cite")).to_be_in_viewport()
    expect(page.locator("#cite")).to_contain_text(f"孟守闸：《{TITLE}》")


def test_from_a_file_to_a_citation_without_scripts(new_page, up, file):
    page = new_page(java_script_enabled=False)
    sign_in(page)
    page.get_by_role("link", name="上传").first.click()
    page.set_input_files("[name=files]", file)
    page.get_by_role("button", name="上传选好的文件").click()
    page.locator("li.ready").get_by_role("link", name=file.name).click()
    correct(page, "叶看水")
    page.locator("#f1").get_by_role("link", name="通读").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    found(page, up, "叶看水")
    page.locator(".passage .path").first.click()
    expect(page.locator("mark[id]")).to_have_count(3)
    page.get_by_role("link", name="下一处命中").click()
    expect(page).to_have_url(re.compile("#m1$"))
    expect(page.locator("#m1")).to_be_in_viewport()
    page.get_by_role("link", name="引用").first.click()
    expect(page.locator("#cite")).to_be_in_viewport()
    expect(page.locator("#cite")).to_contain_text(f"叶看水：《{TITLE}》")
