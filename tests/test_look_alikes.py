"""Other bytes, the same words: kept, and said."""
import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from speeches import archive
from speeches.models import Document
from speeches.parsing.fingerprint import fingerprint
from speeches.parsing.pipeline import parse
from tests.docx_files import docx_of, p
from tests.shelf import shelve

LINES = ["在全县春灌工作会议上的讲话", "同志们：", "一、看水要勤", "夜里也要有人走渠。", "二、看人要准", "守闸的人不能走。"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (["一、看水"], ["一、", "看水。"], True),
        (["ＡＢＣ　１２"], ["abc 12"], True),
        (["看水要勤"], ["看水要准"], False),
        (["甲", "乙"], ["乙", "甲"], False),
    ],
)
def test_a_fingerprint_tells_words_and_not_their_layout(one, other, same):
    assert (fingerprint(one) == fingerprint(other)) is same


def test_what_has_no_letters_has_no_fingerprint():
    assert fingerprint(["……", " "]) == ""


def keep(name, lines=LINES, form=""):
    content = docx_of("".join(p(line, form) for line in lines))
    return archive.take_in(ContentFile(content, name), parse(content, name)).document


@pytest.mark.django_db
def test_a_document_names_those_with_the_same_words_and_is_named_by_them(client):
    first, second = keep("甲稿.docx"), keep("乙稿.docx", form="<w:jc w:val='left'/>")
    keep("丙稿.docx", [*LINES, "完了。"])
    for one, other in ((first, second), (second, first)):
        page = client.get(one.get_absolute_url())
        assert f'<a href="{other.get_absolute_url()}">{other.name}</a>' in page.text
        assert "丙稿" not in page.text


@pytest.mark.django_db
def test_an_imported_text_looks_like_the_file_it_was_taken_from():
    text = shelve()
    assert list(Document.objects.like(text.document)) == []
    twin = shelve(name="另一份.docx")
    assert list(Document.objects.like(text.document)) == [twin.document]


@pytest.mark.django_db
def test_a_hidden_or_deleted_document_is_not_named(client):
    first, second = keep("甲稿.docx"), keep("乙稿.docx", form="<w:jc w:val='left'/>")
    Document.objects.filter(pk=first.pk).update(visibility="hidden")
    assert "甲稿" not in client.get(second.get_absolute_url()).text
    Document.objects.filter(pk=first.pk).update(visibility="public")
    archive.remove(first)
    assert "甲稿" not in client.get(second.get_absolute_url()).text


@pytest.mark.django_db
def test_the_row_of_an_upload_says_it_too(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("wen"))
    first, second = keep("甲稿.docx"), keep("乙稿.docx", form="<w:jc w:val='left'/>")
    upload = second.uploads.get()
    upload.by_id = int(client.session["_auth_user_id"])
    upload.save()
    assert f"看着像<a href=\"{first.get_absolute_url()}\">甲稿.docx</a>" in client.get(upload.get_absolute_url()).text


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_documents_kept_before_get_their_fingerprint():
    document = keep("甲稿.docx")
    before = document.text_sha256
    MigrationExecutor(connection).migrate([("speeches", "0004_corrections")])
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    document.refresh_from_db()
    assert before
    assert document.text_sha256 == before
