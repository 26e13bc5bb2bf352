"""The sample speeches of fixtures/, read like any upload."""
from django.conf import settings
from django.core.files import File
from django.core.management.base import BaseCommand

from speeches import archive
from speeches.models import Document, Upload
from speeches.worker import QueueWorker

SAMPLES = settings.ROOT / "fixtures"


class Command(BaseCommand):
    help = "Load the sample speeches into an empty archive; one that has or had documents is left alone."
    requires_system_checks = ()

    def handle(self, **options):
        if Document.objects.exists() or Upload.objects.exists():
            return
        for path in sorted(SAMPLES.glob("*.docx")):
            with path.open("rb") as file:
                archive.receive(File(file, name=path.name), by=None)
        QueueWorker("default", batch=True).run()
        for upload in Upload.objects.exclude(state=Upload.State.READY):
            self.stderr.write(f"{upload.name}：{upload.message or upload.get_state_display()}")
