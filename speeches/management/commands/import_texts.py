"""Many plain texts at once. Returns when all of them can be found."""
import zlib
from hashlib import sha256
from itertools import islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from speeches import archive
from speeches.texts import UnreadableLine, draft_of, read_records


class Command(BaseCommand):
    help = "导入纯文本：每行一个 JSON（id, title, speaker, post, date, meeting, place, kind, source, text）"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE.jsonl[.gz]")
        parser.add_argument("--limit", type=int, metavar="N", help="只读前 N 行")

    def handle(self, *, file: Path, limit: int | None, **options):
        kept, unread, known = 0, [], {}
        try:
            for number, record in islice(read_records(file), limit):
                if isinstance(record, UnreadableLine):
                    unread.append(f"第 {number} 行：{record}")
                    continue
                first = known.setdefault(sha256(record["text"].encode()).digest(), number)
                if first != number:
                    self.stdout.write(f"第 {number} 行的正文与第 {first} 行相同，两篇都保留。")
                archive.keep_text(record, draft_of(record))
                kept += 1
                self.show(kept)
        except (OSError, EOFError, zlib.error):
            raise CommandError(f"无法读取 {file}：请检查路径，以及文件是否完整。") from None
        finally:
            archive.index_pending()
        self.stdout.write(f"导入 {kept} 篇，都已可以检索。")
        if unread:
            raise CommandError("\n".join(["有几行没有导入：", *unread]))

    def show(self, kept):
        if self.stderr.isatty():
            self.stderr.write(f"\r已读 {kept} 篇", ending="")
