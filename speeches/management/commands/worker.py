"""Works off one queue until told to stop."""
from django.core.management.base import BaseCommand

from speeches.worker import QUEUES, QueueWorker


class Command(BaseCommand):
    help = "Work off a queue of background tasks: `default` reads uploads, `index` keeps the index up to date."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--queue", choices=QUEUES, default=QUEUES[0])
        parser.add_argument("--batch", action="store_true", help="end when nothing is left to do")

    def handle(self, *, queue, batch, **options):
        QueueWorker(queue, batch=batch).start()
