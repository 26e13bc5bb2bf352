"""Build the index anew beside the live one, then swap."""
from django.core.management.base import BaseCommand

from search import engine
from speeches import archive


class Command(BaseCommand):
    help = "重建检索索引；建好之前，旧的照常使用"

    def handle(self, **options):
        archive.rebuild_index()
        self.stdout.write(f"索引已重建，共 {len(engine.current().numbers())} 篇讲话。")
