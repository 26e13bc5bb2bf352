"""Parse .docx files without storing anything."""
import json
from pathlib import Path

from django.core.management.base import BaseCommand

from speeches.parsing.drafts import Refusal
from speeches.parsing.pipeline import parse


class Command(BaseCommand):
    help = "读取 .docx 文件并显示结果，不保存"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="每个文件一行 JSON")

    def handle(self, *args, files, **options):
        refused = 0
        for file in files:
            try:
                found = parse(Path(file).read_bytes(), Path(file).name).as_json()
            except Refusal as error:
                found = {"error": {"code": error.code, "message": error.message}}
                refused += 1
            self.stdout.write(json.dumps({"file": file, **found}, ensure_ascii=False))
        if refused:
            raise SystemExit(1)
