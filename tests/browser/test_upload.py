"""Sending files in a browser: bars, rows that follow by themselves, and the same without scripts."""
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from speeches import archive
from speeches.models import Document, Upload

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect = pytest.importorskip("playwright.sync_api").expect
expect.set_options(timeout=30_000)  # a busy machine reads slowly
SAMPLES = Path(__file__).parent.parent.parent / "fixtures"
ZONES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def tasks(settings):
    """Choose what becomes of tasks: `immediate` does them at once, `dummy` never."""

    def run(backend):
        name = f"django_tasks.backends.{backend}.{backend.title()}Backend"
        settings.TASKS = {"default": {"BACKEND": name, "QUEUES": ["default", "index"]}}

    run("immediate")
    return run


@pytest.fixture
def wen(django_user_model, tasks):
    return django_user_model.objects.create_superuser("wen", first_name="温守渠")


@pytest.fixture
def upload_page(page, sign_in, wen):
    sign_in(page, wen)
    page.goto("/upload/")
    return page


def samples(*numbers):
    return [next(SAMPLES.glob(f"{number}*.docx")) for number in numbers]


def choose(page, *files):
    page.set_input_files("[name=files]", list(files))


def test_chosen_files_become_speeches_without_a_reload(upload_page, tmp_path):
    broken = tmp_path / "坏了的.docx"
    broken.write_bytes(b"hello")
    upload_page.evaluate("window.mark = 1")
    choose(upload_page, *samples("02", "06"), broken)
    expect(upload_page.locator("#this-time li.ready")).to_have_count(2)
    expect(upload_page.locator("#this-time li.refused p")).to_contain_text("请确认它是 .docx 格式")
    expect(upload_page.locator("#upload-summary")).to_have_text("3 个文件，2 个已好，1 个没有收")
    assert upload_page.evaluate("window.mark") == 1


def test_a_row_follows_its_file_to_the_end(upload_page, tasks):
    tasks("dummy")
    choose(upload_page, *samples("06"))
    expect(upload_page.locator("#this-time .state")).to_have_text("排队")
    archive.read_upload(Upload.objects.get().pk)
    expect(upload_page.locator("#this-time .state")).to_have_text("1 篇讲话")
    upload_page.locator("#this-time li.ready div a").click()
    expect(upload_page).to_have_url(f"{upload_page.url.split('/documents')[0]}{Document.objects.get().get_absolute_url()}")


def test_files_dropped_anywhere_are_sent(upload_page):
    files = upload_page.evaluate_handle(
        "bytes => { const all = new DataTransfer(); all.items.add(new File([new Uint8Array(bytes)], '拖来的.docx')); return all }",
        list(samples("07")[0].read_bytes()),
    )
    upload_page.dispatch_event("body", "drop", {"dataTransfer": files})
    expect(upload_page.locator("#this-time li.ready")).to_contain_text("拖来的.docx")


def test_a_file_that_is_too_large_is_not_even_sent(upload_page):
    upload_page.evaluate("document.getElementById('upload-form').dataset.max = 10")
    choose(upload_page, *samples("06"))
    expect(upload_page.locator("#this-time li.refused p")).to_contain_text("请删去图片或拆分后再上传")
    assert not Upload.objects.exists()


def test_a_broken_line_is_told_and_the_file_can_be_sent_again(upload_page):
    upload_page.route("**/upload/", lambda route: route.abort())
    choose(upload_page, *samples("06"))
    expect(upload_page.locator("#this-time li.refused p")).to_contain_text("请检查网络")
    upload_page.unroute("**/upload/")
    upload_page.get_by_role("button", name="再传一次").click()
    expect(upload_page.locator("#this-time li")).to_have_count(1)
    expect(upload_page.locator("#this-time li.ready")).to_have_count(1)
    assert [problem for problem in upload_page.problems if "ERR_FAILED" not in problem] == []
    upload_page.problems.clear()


def test_who_was_signed_out_meanwhile_is_told(upload_page):
    upload_page.context.clear_cookies()
    choose(upload_page, *samples("06"))
    expect(upload_page.locator("#this-time li.refused p")).to_contain_text("请重新登录")
    upload_page.problems.clear()  # the server's 403 is one


def test_without_scripts_the_form_does_the_same(new_page, sign_in, wen):
    page = new_page(java_script_enabled=False)
    sign_in(page, wen)
    page.goto("/upload/")
    choose(page, *samples("06", "07"))
    page.get_by_role("button", name="上传选好的文件").click()
    expect(page).to_have_url(page.url.replace("/upload/", "/uploads/"))
    expect(page.locator("li.ready")).to_have_count(2)


def test_without_scripts_a_waiting_page_comes_again_by_itself(new_page, sign_in, wen, tasks):
    tasks("dummy")
    page = new_page(java_script_enabled=False)
    sign_in(page, wen)
    page.goto("/upload/")
    choose(page, *samples("06"))
    page.get_by_role("button", name="上传选好的文件").click()
    expect(page.locator("li.waiting")).to_have_count(1)
    archive.read_upload(Upload.objects.get().pk)
    expect(page.locator("li.ready")).to_have_count(1)


def test_a_document_is_deleted_and_taken_back(upload_page):
    choose(upload_page, *samples("02"))
    upload_page.locator("#this-time li.ready div a").click()
    upload_page.get_by_role("link", name="删除这份文档").click()
    upload_page.get_by_role("button", name="删除").click()
    expect(upload_page.locator(".note.alert").first).to_contain_text("三十天内可以恢复")
    upload_page.get_by_role("button", name="恢复").click()
    expect(upload_page.get_by_role("status").first).to_contain_text("已经恢复")


def test_the_original_comes_down_as_it_went_up(upload_page, tmp_path):
    choose(upload_page, *samples("06"))
    upload_page.locator("#this-time li.ready div a").click()
    with upload_page.expect_download() as download:
        upload_page.get_by_role("link", name="原文件").click()
    assert Path(download.value.path()).read_bytes() == samples("06")[0].read_bytes()


def test_the_back_office_works_under_the_content_policy(upload_page):
    upload_page.goto("/admin/speeches/meeting/add/")
    upload_page.locator(".select2").first.click()
    expect(upload_page.locator(".select2-results__option").first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_on_these_pages(new_page, sign_in, wen, scheme, width, tmp_path):
    page = new_page(width=width, color_scheme=scheme)
    sign_in(page, wen)
    page.goto("/upload/")
    broken = tmp_path / "坏了的.docx"
    broken.write_bytes(b"hello")
    choose(page, *samples("02", "05"), broken)
    expect(page.locator("#this-time li.ready")).to_have_count(2)
    document = Document.objects.first()
    for address in (None, "/uploads/", document.get_absolute_url(), f"/documents/{document.pk}/delete/"):
        if address:
            page.goto(address)
        found = Axe().run(page, options={"runOnly": ZONES})
        assert not found.response["violations"], found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
