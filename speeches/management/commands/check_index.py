"""Does the index hold exactly what the archive holds? Exit 1 and a list where they differ."""
from django.core.management.base import BaseCommand

from speeches import archive


class Command(BaseCommand):
    help = "比较检索索引与档案，列出不一致之处"

    def handle(self, **options):
        found = archive.check_index()
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            self.stderr.write(f"有 {len(found)} 处不一致，请运行 manage.py rebuild_index。")
            raise SystemExit(1)
        self.stdout.write("索引与档案一致。")
