"""What the worker does with a received file, whatever happens to it meanwhile."""
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from speeches import archive, tasks
from speeches.intake import receiving
from speeches.models import Document, IndexTask, Speech, Upload

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parent.parent / "fixtures"


@pytest.fixture
def compilation():
    return next(SAMPLES.glob("02*.docx")).read_bytes()


def received(content, name="汇编.docx"):
    return archive.receive(ContentFile(content, name))


def read(upload):
    tasks.read_upload.call(upload.pk)
    upload.refresh_from_db()
    return upload


def test_a_compilation_becomes_speeches_and_every_character_is_accounted_for(compilation):
    document = read(received(compilation)).document
    assert document.speeches.count() == 3
    set_aside = sum(map(str.isalnum, "".join(piece["text"] for piece in document.dropped)))
    assert sum(speech.characters + speech.attached for speech in document.speeches.all()) + set_aside == document.characters
    assert document.original.read_bytes() == compilation


def test_reading_twice_changes_nothing(compilation):
    upload = read(received(compilation))
    read(upload)
    assert (Document.objects.count(), upload.attempts) == (1, 1)


def test_the_place_where_a_file_waited_is_empty_in_the_end(compilation, settings):
    read(received(compilation))
    read(received(b"hello"))
    assert list(settings.INCOMING.iterdir()) == []


def test_a_file_that_is_no_docx_is_refused_in_words_and_leaves_only_its_upload(settings):
    upload = read(received(b"hello"))
    assert (upload.state, upload.code) == ("refused", "not_docx")
    assert "请确认它是 .docx 格式" in upload.message
    assert [model.objects.count() for model in (Document, Speech, IndexTask)] == [0, 0, 0]
    assert not settings.ORIGINALS.exists()


def test_bytes_that_the_archive_has_are_pointed_to(compilation):
    document = read(received(compilation)).document
    again = read(received(compilation, "汇编 (1).docx"))
    assert (again.state, again.document) == ("known", document)
    assert Document.objects.count() == 1


def test_bytes_of_a_deleted_document_are_kept_anew(compilation):
    first = read(received(compilation)).document
    archive.remove(first)
    again = read(received(compilation))
    assert again.state == "ready"
    assert again.document != first


def test_of_two_workers_with_the_same_bytes_one_keeps_and_one_points(compilation):
    slow = received(compilation)
    Upload.objects.update(state="reading")
    draft = receiving.parse(slow)  # read before the other one is there …
    document = read(received(compilation)).document
    receiving.keep_or_point(slow, draft)  # … and kept after
    slow.refresh_from_db()
    assert (slow.state, slow.document) == ("known", document)


def test_a_file_whose_worker_was_killed_is_read_again(compilation):
    upload = received(compilation)
    Upload.objects.update(state="reading", attempts=2, heartbeat_at=timezone.now())
    assert read(upload).state == "ready"


def test_a_kill_between_the_original_and_the_commit_does_no_harm(compilation):
    upload = received(compilation)
    original = Document(sha256=upload.sha256).original
    original.parent.mkdir(parents=True)
    original.hardlink_to(upload.waiting_at)
    assert read(upload).state == "ready"
    assert original.read_bytes() == compilation


def test_a_file_that_killed_ten_workers_is_given_up(compilation):
    upload = received(compilation)
    Upload.objects.update(state="reading", attempts=receiving.MOST_KILLS)
    assert read(upload).code == "timeout"


def test_what_fails_in_the_machine_is_tried_again_and_told_in_the_end(compilation):
    upload = received(compilation)
    upload.waiting_at.unlink()  # a disk that lost it
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            read(upload)
    assert read(upload).code == "fault"
    assert "管理员" in upload.message


def test_an_uploaded_speech_is_marked_for_the_index_and_the_task_works_it_off(compilation):
    read(received(compilation))
    assert IndexTask.objects.count() == 3
    tasks.update_index.call()
    assert not IndexTask.objects.exists()
