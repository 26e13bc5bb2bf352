"""What the index worker starts beside itself: mends, brings up to date, merges."""
import os

from django.core.management.base import BaseCommand

from speeches import archive


class Command(BaseCommand):
    help = "整理检索索引：损坏或过时的重建，零碎的合并；平时由后台进程自动运行"
    requires_system_checks = ()

    def handle(self, **options):
        os.nice(5)  # whoever searches or commits goes first
        archive.tend_index()
