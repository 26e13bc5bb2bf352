import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from speeches.models import Document, MeetingType, Speech, Upload


@pytest.fixture
def document(db):
    return Document.objects.create(name="讲话.docx", sha256="a" * 64, parser_version="1")


def test_the_first_meeting_types_come_with_the_migration(db):
    assert MeetingType.objects.get(name="推进会").family == "推进督办"


def test_two_documents_cannot_share_an_original_unless_one_is_deleted(document):
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.create(name="又一份.docx", sha256="a" * 64, parser_version="1")
    Document.objects.update(deleted_at="2024-01-01T00:00Z")
    Document.objects.create(name="又一份.docx", sha256="a" * 64, parser_version="1")


def test_a_refused_upload_must_say_why(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Upload.objects.create(name="a.docx", size=1, state="refused")


def test_half_a_date_is_no_date(document):
    with pytest.raises(IntegrityError), transaction.atomic():
        Speech.objects.create(document=document, position=1, date_from="2024-03-01")


def test_migrations_match_the_models(db):
    call_command("makemigrations", check=True, dry_run=True)


def test_a_date_without_its_end_is_no_date(document):
    with pytest.raises(IntegrityError), transaction.atomic():
        Speech.objects.create(document=document, position=1, date_from="2024-03-01", date_precision="day")
