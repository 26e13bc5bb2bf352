"""Keeping, removing and finding again, without the web and without Word."""
import os
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from search import engine
from search.engine import Phrase, Query
from speeches import archive
from speeches.filing import span_of
from speeches.models import Document, IndexTask, Keyword, Meeting, Paragraph, Speech, Upload
from speeches.parsing.drafts import (
    AppendixDraft,
    DocumentDraft,
    Dropped,
    Evidence,
    NoteDraft,
    ParagraphDraft,
    SectionDraft,
    SpeechDraft,
)
from speeches.visibility import visible_to

pytestmark = pytest.mark.django_db


def speech_draft(**fields):
    lines = ["在全县春灌工作推进会上的讲话", "同志们：", "今天的会很短。", "一、看水", "渠里的水要看住。①", "二、看人", "一是守闸的人。二是走渠的人。"]
    return SpeechDraft(
        **{
            "paragraphs": [ParagraphDraft(line, part="head" if n < 2 else "body") for n, line in enumerate(lines)],
            "title": lines[0],
            "salutation": "同志们：",
            "speaker": "温守渠",
            "date": "2024-03",
            "meeting": "全县春灌工作推进会",
            "meeting_type": "推进会",
            "keywords": ["春灌", "水渠"],
            "outline": [
                SectionDraft(1, "一", "看水", False, 4),
                SectionDraft(1, "二", "看人", False, 6),
                SectionDraft(2, "一是", "守闸的人", True, 7),
                SectionDraft(2, "二是", "走渠的人", True, 7),
            ],
            "notes": [NoteDraft("①", "指东干渠。", 5)],
            "appendices": [AppendixDraft("附件：值守表", ["东闸：王二", "西闸：李三"])],
            "evidence": {"start": Evidence("在全县春灌工作推进会上的讲话", "title_line", 0.9)},
        }
        | fields
    )


def document_draft(*speeches, **fields):
    return DocumentDraft(list(speeches) or [speech_draft()], **fields)


def waiting_upload(content=b"PK the bytes", name="春灌.docx"):
    return archive.receive(ContentFile(content, name))


def kept(draft=None, **upload):
    upload = waiting_upload(**upload)
    Upload.objects.filter(pk=upload.pk).update(state="reading")
    return archive.keep(upload, draft or document_draft())


def test_a_received_file_waits_on_disk_with_a_task_to_read_it():
    upload = waiting_upload()
    assert (upload.state, upload.size) == ("waiting", 12)
    assert upload.waiting_at.read_bytes() == b"PK the bytes"
    assert DBTaskResult.objects.get().args_kwargs["args"] == [upload.pk]


def test_a_file_that_is_too_large_is_refused_at_once_and_leaves_nothing(settings):
    settings.MAX_UPLOAD_BYTES = 10
    upload = waiting_upload()
    assert (upload.state, upload.code) == ("refused", "too_large")
    assert "请拆分后再上传" in upload.message
    assert not settings.INCOMING.exists()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize(
    ("sent", "shown"),
    [("C:\\会议\\讲话.docx", "讲话.docx"), ("e\u0301.docx", "é.docx"), ("长" * 200 + ".docx", "长" * 114 + "….docx"), (" ", "未命名.docx")],
)
def test_a_name_is_shown_composed_and_not_too_long(sent, shown):
    upload = archive.receive(FileNamed(sent))
    assert upload.name == shown


class FileNamed(ContentFile):
    """A file that has its name exactly as some client sent it."""

    def __init__(self, name):
        super().__init__(b"PK")
        self.name = name


def test_keeping_writes_everything_and_moves_the_original(settings):
    document = kept(document_draft(dropped=[Dropped("1、", "page_marker")]))
    speech = document.speeches.get()
    assert document.original.read_bytes() == b"PK the bytes"
    assert document.original.parent.parent == settings.ORIGINALS
    assert document.dropped == [{"text": "1、", "reason": "page_marker", "at": None}]
    assert document.uploads.get().state == "ready"
    assert (speech.meeting.type.name, speech.speaker.name) == ("推进会", "温守渠")
    assert [filed.keyword.word for filed in speech.speechkeyword_set.all()] == ["春灌", "水渠"]
    assert speech.evidence["start"]["rule"] == "title_line"


def test_paragraphs_are_numbered_on_through_appendices_and_notes():
    parts = kept().speeches.get().paragraphs.values_list("position", "part", "text")
    assert list(parts)[:2] == [(1, "head", "在全县春灌工作推进会上的讲话"), (2, "head", "同志们：")]
    assert list(parts)[7:] == [
        (8, "appendix_title", "附件：值守表"),
        (9, "appendix", "东闸：王二"),
        (10, "appendix", "西闸：李三"),
        (11, "note", "指东干渠。"),
    ]
    assert Paragraph.objects.get(part="note").refers_to == 5


def test_a_paragraph_hangs_on_its_innermost_section():
    rows = kept().speeches.get().paragraphs.values_list("position", "section__label")
    assert dict(rows) == {1: None, 2: None, 3: None, 4: "一", 5: "一", 6: "二", 7: "二是", 8: None, 9: None, 10: None, 11: None}


def test_the_letters_of_speeches_and_what_hangs_on_them_are_counted():
    speech = kept().speeches.get()
    assert speech.characters == len("在全县春灌工作推进会上的讲话同志们今天的会很短一看水渠里的水要看住①二看人一是守闸的人二是走渠的人")
    assert speech.attached == len("附件值守表东闸王二西闸李三指东干渠")


@pytest.mark.parametrize(
    ("stated", "span"),
    [
        ("2024", (date(2024, 1, 1), date(2024, 12, 31), "year")),
        ("2024-02", (date(2024, 2, 1), date(2024, 2, 29), "month")),
        ("2024-02-05", (date(2024, 2, 5), date(2024, 2, 5), "day")),
        (None, (None, None, "")),
    ],
)
def test_a_date_is_as_long_as_the_text_is_precise(stated, span):
    assert span_of(stated) == span


@pytest.mark.parametrize(
    ("first", "second", "meetings"),
    [
        ("2024-03-05", "2024-03-06", 1),
        ("2024-03-05", "2024-03-13", 2),
        ("2023-03-05", "2024-03-05", 2),
        (None, None, 1),
        (None, "2024-03-05", 2),
        ("2024", "2024-01-03", 2),
        ("2024-03", "2024-03-01", 1),  # one name cannot start twice on one day
    ],
)
def test_two_speeches_share_a_meeting_of_one_name_within_a_week(first, second, meetings):
    kept(document_draft(speech_draft(date=first), speech_draft(date=second)))
    assert Meeting.objects.count() == meetings


def test_a_meeting_of_several_days_runs_from_its_first_to_its_last_speech():
    kept(document_draft(speech_draft(date="2024-03-06"), speech_draft(date="2024-03-05")))
    assert Meeting.objects.values_list("date_from", "date_to").get() == (date(2024, 3, 5), date(2024, 3, 6))


def test_a_value_that_does_not_fit_stays_empty_and_is_told():
    speech = kept(document_draft(speech_draft(speaker="这哪里是一个人的名字" * 6))).speeches.get()
    assert speech.speaker is None
    assert "读出的姓名有 60 个字" in speech.warnings[0]["message"]


def test_when_keeping_fails_nothing_of_it_stays(settings):
    upload = waiting_upload()
    Upload.objects.filter(pk=upload.pk).update(state="reading")
    with pytest.raises(ValueError, match="month"):
        archive.keep(upload, document_draft(speech_draft(), speech_draft(date="2024-13-05")))
    assert [model.objects.count() for model in (Document, Speech, IndexTask)] == [0, 0, 0]
    assert not settings.ORIGINALS.exists()
    assert upload.waiting_at.exists()


def test_a_settled_upload_is_not_kept_again():
    upload = waiting_upload()
    Upload.objects.filter(pk=upload.pk).update(state="known")
    assert archive.keep(upload, document_draft()) is None
    assert not Document.objects.exists()


def test_an_imported_text_is_updated_in_place_when_its_id_comes_again():
    first = archive.keep_text({"id": "水-1", "text": "甲", "source": "水报"}, speech_draft())
    speech = first.speeches.get()
    second = archive.keep_text({"id": "水-1", "text": "乙"}, speech_draft(title="改过的标题", keywords=["渠长"]))
    assert (second, second.speeches.get()) == (first, speech)
    assert second.speeches.get().title == "改过的标题"
    assert second.speeches.get().paragraphs.count() == 11
    assert list(speech.keywords.values_list("word", flat=True)) == ["渠长"]
    assert second.sha256 == ""


def test_equal_texts_without_an_id_are_two_documents():
    for _ in range(2):
        archive.keep_text({"text": "甲"}, speech_draft())
    assert Document.objects.count() == 2
    assert Keyword.objects.filter(word="春灌").count() == 1


# ── the index follows ──


def found(words):
    """The ids that a visitor finds, out of the index alone."""
    query = Query(Phrase(words), visible_to(AnonymousUser()))
    return engine.current().search(query).ids


def test_a_kept_speech_is_found_once_the_index_has_followed():
    speech = kept().speeches.get()
    assert IndexTask.objects.get().speech_id == speech.pk
    assert archive.index_pending() == 1
    assert found("渠里的水要看住") == [speech.pk]
    assert found("西闸：李三") == [speech.pk]
    assert not IndexTask.objects.exists()


def test_a_deleted_document_is_gone_from_the_index_and_comes_back_when_restored(django_user_model):
    document = kept()
    archive.index_pending()
    archive.remove(document, by=django_user_model.objects.create(username="温"))
    archive.index_pending()
    assert found("渠里的水") == []
    archive.restore(document)
    archive.index_pending()
    assert found("渠里的水") == [document.speeches.get().pk]
    assert document.deleted_by is None


def test_an_entry_says_what_the_speech_says():
    (entry,) = archive.entries_of([kept().speeches.get().pk])
    assert (entry.meeting, entry.type, entry.speaker) == ("全县春灌工作推进会", "推进会", "温守渠")
    assert entry.headings == ("看水", "看人", "守闸的人", "走渠的人")
    assert entry.topics == ("春灌", "水渠")
    assert (entry.date_from, entry.date_to) == (date(2024, 3, 1), date(2024, 3, 31))
    assert entry.text.split("\n")[-1] == "指东干渠。"


def test_all_entries_are_read_in_few_queries(django_assert_num_queries):
    for number in range(3):
        archive.keep_text({"id": number, "text": "甲"}, speech_draft())
    archive.remove(Document.objects.first())
    with django_assert_num_queries(5):
        assert len(list(archive.entries())) == 2


def test_a_rebuilt_index_agrees_with_the_archive():
    archive.keep_text({"id": 1, "text": "甲"}, speech_draft())
    archive.rebuild_index()
    assert found("走渠的人")
    assert archive.check_index() == []


def test_a_hidden_document_is_not_found_by_a_reader():
    document = kept()
    Document.objects.update(visibility="hidden")
    archive.mark_for_index(document)
    archive.index_pending()
    assert found("渠里的水") == []


# ── what goes for good ──


def ago(days):
    return timezone.now() - timedelta(days=days)


def test_a_deleted_document_is_forgotten_after_thirty_days_with_its_original():
    old, young = kept(content=b"PK one"), kept(content=b"PK two")
    for document, days in ((old, 31), (young, 29)):
        archive.remove(document)
        Document.objects.filter(pk=document.pk).update(deleted_at=ago(days))
    archive.purge()
    assert list(Document.objects.all()) == [young]
    assert (old.original.exists(), young.original.exists()) == (False, True)


def test_an_original_stays_while_another_document_has_the_same_bytes():
    old = kept()
    archive.remove(old)
    new = kept()
    Document.objects.filter(pk=old.pk).update(deleted_at=ago(31))
    archive.purge()
    assert new.original.exists()
    assert Document.objects.get() == new


def test_a_document_does_not_come_back_beside_its_twin():
    old = kept()
    archive.remove(old)
    new = kept()
    with pytest.raises(archive.AlreadyThere) as there:
        archive.restore(old)
    assert there.value.document == new


def test_a_refused_upload_is_forgotten_after_thirty_days_and_a_lost_file_after_one(settings):
    settings.MAX_UPLOAD_BYTES = 10
    waiting_upload()
    Upload.objects.update(finished_at=ago(31))
    settings.MAX_UPLOAD_BYTES = 100
    waiting = waiting_upload()
    lost = settings.INCOMING / "lost.docx"
    lost.touch()
    for file in (lost, waiting.waiting_at):
        os.utime(file, (ago(2).timestamp(),) * 2)
    archive.purge()
    assert list(Upload.objects.all()) == [waiting]
    assert (lost.exists(), waiting.waiting_at.exists()) == (False, True)
