"""The sample speeches of fixtures/, read like any upload."""
import logging

from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand

from speeches import archive
from speeches.models import Document, Upload

SAMPLES = settings.ROOT / "fixtures"
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Load the sample speeches into an empty archive; one that has or had documents is left alone."
    requires_system_checks = ()

    def handle(self, **options):
        if Document.objects.exists() or Upload.objects.exists():
            return
        uploads = []
        for path in sorted(SAMPLES.glob("*.docx")):
            with path.open("rb") as file:
                uploads.append(archive.receive(File(file, name=path.name)))
        for upload in uploads:
            try:
                archive.read_upload(upload.pk)
            except Exception:  # it stays in the queue, and the archive starts all the same
                log.exception("Sample %s could not be read", upload.name)
