"""Many Word files at once. Returns when all that was kept can be found."""
import json
import logging
import signal
import threading
from collections import Counter, defaultdict
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from speeches.intake.importing import TROUBLE, Import, Outcome
from speeches.intake.progress import Bar
from speeches.intake.sources import find
from speeches.models import Document

log = logging.getLogger(__name__)
INTERRUPTED = 130
ALIKE = 3  # documents that a file looks like, of which it is said
LISTED = 20  # skipped files of one kind that are named
STUCK = "写不进档案，请看看磁盘满没满、数据库在不在运行。排除以后再运行一次，会接着做。"


class Command(BaseCommand):
    help = "导入 Word 文件：文件、文件夹和 .zip 都可以；库里已有的跳过，中断后再运行一次会接着做"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--recursive", action="store_true", help="子文件夹也进去")
        parser.add_argument("--dry-run", action="store_true", help="只读，不保存")
        parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")

    def handle(self, *, paths, recursive, dry_run, json: bool, **options):
        sources, told = list(find(paths, recursive)), Told()
        bar = Bar(self.stderr, len(sources))
        with stopping() as stopped:
            try:
                for outcome in Import(dry_run=dry_run, stopped=stopped).run(sources):
                    told.add(outcome)
                    if json:
                        bar.clear()
                        self.stdout.write(as_line(outcome))
                    bar.step()
            except BrokenPipeError:  # nobody listens any more: import_docx --json | head
                raise SystemExit(1) from None
            except TROUBLE as problem:
                bar.clear()
                log.exception("import_docx stopped")
                raise CommandError(STUCK) from problem
            bar.clear()
            if not json:
                self.stdout.write("\n".join(told.lines(dry_run)))
            if stopped():
                self.stderr.write(f"已按要求停下，还剩 {len(sources) - bar.done:,} 个文件。再运行一次，会接着做。")
                raise SystemExit(INTERRUPTED)
        if told.refused:
            raise SystemExit(1)


@contextmanager
def stopping():
    """Let the first Ctrl-C end the work after the file at hand; a second one cuts it off."""
    told = []

    def hear(number, frame):
        told.append(number)
        signal.signal(number, before[number])

    before = {}
    if threading.current_thread() is threading.main_thread():
        before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield lambda: bool(told)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def as_line(outcome: Outcome) -> str:
    document = outcome.document
    line = {
        "file": outcome.file,
        "state": outcome.state,
        "document_id": document.pk if document else None,
        "speeches": list(document.speeches.order_by("position").values_list("pk", flat=True)) if document else [],
        "titles": outcome.titles,
        "warnings": (document.warnings if document else []) + [looks_like(other) for other in outcome.looks_like],
        "same_bytes_as": outcome.same_bytes_as or None,
        "looks_like": [other.pk for other in outcome.looks_like],
        "skipped": outcome.why or None,
        "error": {"code": outcome.error.code, "message": outcome.error.message} if outcome.error else None,
    }
    return json.dumps(line, ensure_ascii=False)


def looks_like(other: Document) -> dict:
    return {"code": "looks_like", "message": f"文字和“{other.name}”一字不差。", "paragraph": None}


class Told:
    """What has to be said in the end."""

    def __init__(self):
        self.states, self.speeches = Counter(), 0
        self.alike, self.refused = [], []
        self.skipped = defaultdict(list)

    def add(self, outcome: Outcome):
        self.states[outcome.state] += 1
        if outcome.state == "ready":
            self.speeches += len(outcome.titles)
            self.alike += [f"  {outcome.file}：{looks_like(other)['message']}" for other in outcome.looks_like[:ALIKE]]
        elif outcome.state == "refused":
            self.refused.append(f"  {outcome.file}  {outcome.error.code}  {outcome.error.message}")
        elif outcome.state == "skipped":
            self.skipped[outcome.why].append(outcome.file)

    def lines(self, dry_run: bool) -> list[str]:
        read, known = self.states["ready"], self.states["known"]
        done = "试读（没有保存）了" if dry_run else "导入"
        lines = [f"{done} {read:,} 个文件，{self.speeches:,} 篇讲话" + ("。" if dry_run else "，都已可以检索。")]
        lines += [f"库里已有 {known:,} 个，没有再存。"] if known else []
        lines += ["看着像库里已有的：" if dry_run else "看着像库里已有的，仍然收下："] + self.alike if self.alike else []
        for why, files in self.skipped.items():
            more = f"……共 {len(files):,} 个" if len(files) > LISTED else ""
            lines += [f"跳过 {len(files):,} 个，{why}", *(f"  {file}" for file in files[:LISTED]), *([f"  {more}"] if more else [])]
        lines += [f"没有收 {len(self.refused):,} 个：", *self.refused] if self.refused else []
        return lines
