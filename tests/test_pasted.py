"""Text that is pasted instead of a file."""
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document as WordFile
from hypothesis import given, settings, strategies

from speeches.intake.pasted import file_of
from speeches.models import Document, Upload
from speeches.parsing.pipeline import parse

LINES = ["在云溪县春季造林动员会上的讲话", "同志们：", "今天的会议很重要。", "", "一、早动手", "山要\t早上 < 5 & 6。", "  二、勤管护", "树要常看。𠮷"]
TEXT = "\r\n".join(LINES)


def lines_of(file) -> list[str]:
    return [paragraph.text for paragraph in WordFile(BytesIO(file.read())).paragraphs]


def test_every_line_is_a_paragraph_of_a_word_file():
    file, unfit = file_of(TEXT)
    assert (lines_of(file), unfit) == (LINES, 0)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\v", "\f", "\u2028", "\u2029", "\x85"])
def test_lines_end_as_any_program_ends_them(end):
    assert lines_of(file_of(f"甲{end}乙")[0]) == ["甲", "乙"]


def test_what_a_word_file_cannot_hold_is_left_out_and_counted():
    file, unfit = file_of("甲\x00乙\x07丙\ufffe丁\udc80")
    assert (lines_of(file), unfit) == (["甲乙丙丁"], 4)


def fits(character: str) -> bool:
    """What XML 1.0 allows and no program ends a line with."""
    allowed = character == "\t" or " " <= character <= "\ud7ff" or "\ue000" <= character <= "\ufffd" or character >= "\U00010000"
    return allowed and character not in "\x85\u2028\u2029"


@settings(max_examples=60, deadline=None)
@given(strategies.text(strategies.characters(exclude_categories=[])))
def test_no_character_is_lost_and_none_invented(text):
    file, unfit = file_of(text)
    assert "".join(lines_of(file)) == "".join(filter(fits, text))
    assert unfit == sum(not fits(character) and character not in "\n\r\v\f\x85\u2028\u2029" for character in text)


def test_what_looks_like_xml_stays_text():
    assert lines_of(file_of("</w:t><w:br/>&amp; ]]>")[0]) == ["</w:t><w:br/>&amp; ]]>"]


@pytest.mark.parametrize(
    ("text", "name", "called"),
    [
        (TEXT, "", "粘贴：在云溪县春季造林动员会上的讲话.docx"),
        ("\n  \n 一二三四五六七八九十一二三四五六七八九十一二", "", "粘贴：一二三四五六七八九十一二三四五六七八九十.docx"),
        (TEXT, " 造林讲话 ", "造林讲话.docx"),
        (TEXT, "造林讲话.docx", "造林讲话.docx"),
        ("2024/25 年度", "", "粘贴：2024／25 年度.docx"),
    ],
)
def test_it_is_called_as_told_or_after_its_first_line(text, name, called):
    assert file_of(text, name)[0].name == called


def test_the_same_text_gives_the_same_bytes():
    assert file_of(TEXT)[0].read() == file_of(TEXT)[0].read()


def test_it_is_read_like_any_file():
    file, _ = file_of(TEXT)
    speech = parse(file.read(), file.name).speeches[0]
    assert speech.title == LINES[0]
    assert [section.heading for section in speech.outline] == ["早动手", "勤管护"]


# ---- the page ----

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default", "index"]}}


@pytest.fixture
def wen(django_user_model, client):
    user = django_user_model.objects.create_user("wen")
    client.force_login(user)
    return user


def paste(client, text, name=""):
    return client.post(reverse("upload"), {"text": text, "name": name}, follow=True)


def test_pasted_text_leads_to_its_own_page_with_its_speech(client, wen):
    page = paste(client, TEXT)
    upload = Upload.objects.get()
    assert page.redirect_chain == [(upload.get_absolute_url(), 302)]
    assert "1 篇讲话" in page.text
    assert (upload.by, upload.name) == (wen, "粘贴：在云溪县春季造林动员会上的讲话.docx")
    assert Document.objects.get().speeches.get().title == LINES[0]
    assert Document.objects.get().original.exists()


def test_the_same_text_again_leads_to_the_document_that_is_there(client, wen):
    paste(client, TEXT)
    assert "库里已有" in paste(client, TEXT).text
    assert Document.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   ", "\r\n \r\n"])
def test_without_text_the_form_says_so(client, wen, text):
    page = paste(client, text)
    assert page.status_code == 400
    assert "还没有粘贴文字" in page.text
    assert "还没有选文件" not in page.text
    assert not Upload.objects.exists()


def test_text_without_a_letter_is_refused_like_a_file(client, wen):
    assert "没有在这个文件里找到文字" in paste(client, "……").text
    assert not Document.objects.exists()


def test_one_endless_line_is_refused_in_words(client, wen):
    assert "结构太复杂" in paste(client, "山&" * 3_000_000).text
    assert not Document.objects.exists()


def test_characters_that_could_not_be_taken_are_told(client, wen):
    assert "有 2 个看不见的控制字符" in paste(client, f"{TEXT}\x01\x02").text
    assert Document.objects.exists()


def test_text_longer_than_a_file_may_be_is_not_taken(client, wen, settings):
    settings.MAX_UPLOAD_BYTES = 1024**2
    page = paste(client, "山" * 400_000)
    assert page.status_code == 400
    assert "粘贴的文字超过 1 MB" in page.text
    assert not Upload.objects.exists()


def test_far_too_much_text_is_told_in_words(client, wen, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024**2
    page = paste(client, "山" * 400_000)
    assert page.status_code == 413
    assert "送来的内容太大" in page.text


def test_pasted_html_is_text(client, wen):
    page = paste(client, "<script>alert(1)</script>")
    assert "<script>alert" not in page.text


def test_who_is_not_signed_in_cannot_paste(client):
    assert "/accounts/login/" in paste(client, TEXT).redirect_chain[0][0]
    assert not Upload.objects.exists()
