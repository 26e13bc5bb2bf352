"""Read .docx files and say what is in them. Nothing is stored and no database is needed."""
import json
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.core.management.base import BaseCommand

from speeches.intake.converting import read_file
from speeches.parsing.drafts import DocumentDraft, Refusal
from speeches.parsing.limits import LIMITS
from speeches.parsing.refusals import refusal
from speeches.parsing.sandbox import Fault

FACTS = [
    ("speaker", "讲话人"),
    ("post", "职务"),
    ("meeting", "会议"),
    ("meeting_type", "会议类型"),
    ("kind", "类别"),
    ("date", "日期"),
    ("place", "地点"),
    ("level", "层级"),
]


class Command(BaseCommand):
    help = "读取 .docx 文件，显示其中的讲话，不保存"
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="每个文件输出一行 JSON")

    def handle(self, *, files, json: bool, **options):
        refused = 0
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 4)) as readers:
            for file, found in zip(files, readers.map(read, files), strict=True):
                refused += isinstance(found, Refusal)
                self.stdout.write(as_line(file, found) if json else as_summary(file, found))
        if refused:
            raise SystemExit(1)


def read(file: str) -> DocumentDraft | Refusal:
    try:
        with open(file, "rb") as stream:
            return read_file(stream.read(LIMITS.upload + 1), Path(file).name)
    except OSError:
        return Refusal("not_docx", "无法打开这个文件：请检查路径和权限。")
    except Fault:
        return refusal("fault")
    except Refusal as error:
        return error


def as_line(file: str, found: DocumentDraft | Refusal) -> str:
    error = isinstance(found, Refusal)
    content = {"error": {"code": found.code, "message": found.message}} if error else found.as_json()
    return json.dumps({"file": file, **content}, ensure_ascii=False)


def as_summary(file: str, found: DocumentDraft | Refusal) -> str:
    """Tell in a few lines what was found in a file."""
    if isinstance(found, Refusal):
        return f"{file}\n  {found.message}"
    lines = [f"{file}：{len(found.speeches)} 篇讲话"]
    for speech in found.speeches:
        lines.append(f"  {speech.title or '（没有标题）'}")
        facts = [f"{word}：{getattr(speech, name)}" for name, word in FACTS if getattr(speech, name)]
        lines += [f"    {' · '.join(facts)}"] if facts else []
        lines += [f"    {'  ' * section.level}{section.label} {section.heading}" for section in speech.outline]
        lines += [f"    ！{warning.message}" for warning in speech.warnings]
    lines += [f"  ！{warning.message}" for warning in found.warnings]
    return "\n".join(lines)
