"""Taking out of the archive: a deleted document can come back for thirty days, then it is gone for good."""
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from speeches.keeping import mark_for_index
from speeches.models import Document, Upload

KEPT_FOR = timedelta(days=30)
FORGOTTEN_AFTER = timedelta(hours=1)  # far longer than any request takes


class AlreadyThere(Exception):
    """The bytes of a deleted document have been kept again since; `document` says where."""

    def __init__(self, document: Document):
        super().__init__(str(document))
        self.document = document


@transaction.atomic
def remove(document: Document, by=None):
    """Take a document out of every list and out of the index; restore brings it back."""
    document.deleted_at, document.deleted_by = timezone.now(), by
    document.save(update_fields=["deleted_at", "deleted_by"])
    mark_for_index(document)


def restore(document: Document):
    try:
        with transaction.atomic():
            document.deleted_at = document.deleted_by = None
            document.save(update_fields=["deleted_at", "deleted_by"])
            mark_for_index(document)
    except IntegrityError:
        document.refresh_from_db()
        same = Document.objects.kept().exclude(pk=document.pk)
        raise AlreadyThere(
            same.filter(sha256=document.sha256).first() if document.sha256 else same.get(source_id=document.source_id)
        ) from None


def purge() -> int:
    """Forget for good what was deleted or refused more than thirty days ago; returns how much. Run daily by the worker."""
    now = timezone.now()
    documents = list(Document.objects.filter(deleted_at__lt=now - KEPT_FOR))
    for document in documents:
        forget(document)
    refused, _ = Upload.objects.filter(state=Upload.State.REFUSED, finished_at__lt=now - KEPT_FOR).delete()
    sweep_incoming(now - FORGOTTEN_AFTER)
    return len(documents) + refused


@transaction.atomic
def forget(document: Document):
    original = document.original
    document.uploads.all().delete()
    document.delete()
    if original and not Document.objects.filter(sha256=document.sha256).exists():
        original.unlink(missing_ok=True)


def sweep_incoming(before):
    """Remove what a kill left behind: files that no waiting upload speaks of."""
    if not settings.INCOMING.exists():
        return
    waiting = set(Upload.objects.pending().values_list("incoming", flat=True))
    for file in settings.INCOMING.iterdir():
        if file.name not in waiting and file.stat().st_mtime < before.timestamp():
            file.unlink(missing_ok=True)
