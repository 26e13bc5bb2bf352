"""The page of one file, its original, and taking it out."""
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.files.base import ContentFile

from search import engine
from search.engine import Phrase, Query
from speeches import account, archive
from speeches.models import Document, Upload
from speeches.parsing.drafts import (
    AppendixDraft,
    DocumentDraft,
    Dropped,
    Evidence,
    NoteDraft,
    ParagraphDraft,
    SectionDraft,
    SpeechDraft,
    Warning,
)
from speeches.visibility import visible_to

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "fixtures"


def speech(title, confidence=0.9, **fields):
    return SpeechDraft(
        [ParagraphDraft(title, part="head"), ParagraphDraft("一、看住闸门"), ParagraphDraft("人不离闸。")],
        title=title,
        outline=[SectionDraft(1, "一", "看住闸门", False, 2)],
        evidence={"start": Evidence(title, "genre, closing before", confidence)},
        **fields,
    )


def kept(*speeches, **fields):
    upload = archive.receive(ContentFile(b"PK the bytes", fields.pop("name", "守闸.docx")))
    Upload.objects.filter(pk=upload.pk).update(state="reading")
    return archive.keep(upload, DocumentDraft(list(speeches), **fields))


@pytest.fixture
def document():
    doubt = Warning("no_end", "最后一段断在半句。", 3)
    return kept(
        speech("在守闸会上的讲话"),
        speech("守闸小组的汇报", confidence=0.4, warnings=[doubt], appendices=[AppendixDraft("附件", ["东闸"])], notes=[NoteDraft("①", "西闸", 3)]),
        dropped=[Dropped("第 2 页", "page_marker"), Dropped("本文由会员分享", "site_text")],
        characters=len("在守闸会上的讲话一看住闸门人不离闸守闸小组的汇报一看住闸门人不离闸附件东闸西闸第2页本文由会员分享"),
    )


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_user("wen")
    user.groups.add(Group.objects.get(name="编辑"))
    client.force_login(user)
    return user


def test_the_page_shows_each_speech_with_its_outline_and_why_it_starts_there(client, document):
    page = client.get(document.get_absolute_url()).text
    assert "在守闸会上的讲话" in page
    assert "一、看住闸门" in page
    assert "标题行，以文种结尾" in page
    assert "前一篇已经收尾" in page


def test_a_doubtful_start_and_a_warning_are_shown_as_what_they_are(client, document):
    page = client.get(document.get_absolute_url()).text
    assert page.count("boundary unsure") == 1
    assert "最后一段断在半句。" in page
    assert "#p3" in page


def test_what_was_set_aside_is_shown_struck_with_its_reason(client, document):
    page = client.get(document.get_absolute_url()).text
    assert "<span>页码</span><del>第 2 页</del>" in page
    assert "<span>网站的话</span><del>本文由会员分享</del>" in page


def test_all_characters_are_accounted_for(client, document):
    sum_of = account.of(document, list(document.speeches.all()))
    assert (sum_of.whole, sum_of.speeches, sum_of.attached, sum_of.set_aside, sum_of.missing) == (49, 33, 6, 10, 0)


@pytest.mark.parametrize(
    ("characters", "told"), [(17, "0 字未交代"), (20, "3 字未交代"), (15, "多出 2 字"), (None, "收入时没有点数")]
)
def test_the_sum_says_what_is_missing_only_where_something_is(client, characters, told):
    document = kept(speech("在守闸会上的讲话"), characters=characters)
    assert told in client.get(document.get_absolute_url()).text


def test_a_speech_without_a_title_goes_by_the_name_of_its_file(client):
    document = kept(SpeechDraft([ParagraphDraft("人不离闸。")]))
    assert "取自文件名" in client.get(document.get_absolute_url()).text


def test_the_page_asks_the_database_as_often_for_many_speeches_as_for_one(client, django_assert_num_queries):
    document = kept(*[speech(f"第{n}次守闸会上的讲话") for n in range(30)])
    with django_assert_num_queries(5):
        client.get(document.get_absolute_url())


def test_the_original_comes_back_byte_for_byte_as_an_attachment(client):
    upload = archive.receive(ContentFile(next(SAMPLES.glob("06*.docx")).read_bytes(), "任职 发言.docx"))
    archive.read_upload(upload.pk)
    response = client.get(f"/documents/{Document.objects.get().pk}/original/")
    assert b"".join(response.streaming_content) == next(SAMPLES.glob("06*.docx")).read_bytes()
    assert response["Content-Type"] == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E4%BB%BB%E8%81%8C%20%E5%8F%91%E8%A8%80.docx"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


def test_an_original_never_comes_under_the_name_of_a_program(client):
    document = kept(speech("在守闸会上的讲话"), name="讲话.docx.exe")
    assert client.get(f"/documents/{document.pk}/original/")["Content-Disposition"].endswith(".exe.docx")


def test_an_imported_text_has_no_original(client):
    document = archive.keep_text({"id": "1", "text": "甲", "source": "守闸人报"}, speech("在守闸会上的讲话"))
    assert client.get(f"/documents/{document.pk}/original/").status_code == 404
    page = client.get(document.get_absolute_url()).text
    assert "original" not in page
    assert "守闸人报" in page


@pytest.mark.parametrize("address", ["/documents/{}/", "/documents/{}/original/"])
def test_what_somebody_may_not_see_is_not_there(client, document, django_user_model, address):
    address = address.format(document.pk)
    Document.objects.update(visibility="internal")
    assert client.get(address).status_code == 404
    client.force_login(django_user_model.objects.create_user("li"))
    assert client.get(address).status_code == 200
    Document.objects.update(visibility="hidden")
    assert client.get(address).status_code == 404


def test_an_editor_is_asked_once_and_then_the_document_is_gone(client, document, editor):
    asked = client.get(f"/documents/{document.pk}/delete/")
    assert "删除这份文档？" in asked.text
    client.post(f"/documents/{document.pk}/delete/")
    document.refresh_from_db()
    assert document.deleted_by == editor
    client.logout()
    assert client.get(document.get_absolute_url()).status_code == 404
    assert client.get(f"/documents/{document.pk}/original/").status_code == 404


def test_a_deletion_can_be_taken_back_on_the_page_it_leads_to(client, document, editor):
    page = client.post(f"/documents/{document.pk}/delete/", follow=True)
    assert f"/documents/{document.pk}/restore/" in page.text
    page = client.post(f"/documents/{document.pk}/restore/", follow=True)
    assert "已经恢复" in page.text
    client.logout()
    assert client.get(document.get_absolute_url()).status_code == 200


def test_a_document_that_was_sent_again_is_not_restored_beside_its_twin(client, document, editor):
    archive.remove(document)
    twin = kept(speech("在守闸会上的讲话"))
    page = client.post(f"/documents/{document.pk}/restore/", follow=True)
    assert page.redirect_chain == [(twin.get_absolute_url(), 302)]
    assert "后来又收了一份" in page.text


def test_a_reader_can_neither_delete_nor_restore(client, document, django_user_model):
    client.force_login(django_user_model.objects.create_user("li"))
    assert "delete" not in client.get(document.get_absolute_url()).text
    assert client.post(f"/documents/{document.pk}/delete/").status_code == 403
    assert client.post(f"/documents/{document.pk}/restore/").status_code == 403
    assert Document.objects.get().deleted_at is None


def test_a_deleted_document_is_gone_from_the_index_at_once(client, document, editor):
    query = Query(Phrase("人不离闸"), visible_to(AnonymousUser()))
    archive.index_pending()
    assert engine.current().search(query).total == 2
    client.post(f"/documents/{document.pk}/delete/")
    archive.index_pending()
    assert engine.current().search(query).total == 0
