"""Files to import, and import_docx as one runs it."""
import json
import zipfile
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from tests.docx_files import docx_of, p

LINES = ["在全县春灌工作会议上的讲话", "（2024年3月5日）", "临溪县副县长 温守渠", "同志们：", "一、看水要勤", "夜里也要有人走渠。"]


def word(number=0, form="") -> bytes:
    return docx_of("".join(p(line, form) for line in [*LINES, f"这是第{number}份。"]))


def lay_out(folder: Path) -> Path:
    """Two good files, an old one, and what else lies about in a folder of an office."""
    folder = folder / "讲话"
    (folder / "2023年").mkdir(parents=True)
    (folder / "甲.docx").write_bytes(word(1))
    (folder / "乙.DOCX").write_bytes(word(2))
    (folder / "丙.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"))
    (folder / "~$甲.docx").write_bytes(b"\x03abc")
    (folder / "照片.jpg").write_bytes(b"\xff\xd8")
    (folder / "2023年" / "丁.docx").write_bytes(word(3))
    return folder


def run(*arguments, status=0) -> str:
    """What the command says; it has to end with this status."""
    said, ended = StringIO(), 0
    try:
        call_command("import_docx", *map(str, arguments), stdout=said, stderr=said)
    except SystemExit as end:
        ended = end.code
    assert ended == status, said.getvalue()
    return said.getvalue()


def run_json(*arguments, status=0) -> list[dict]:
    return [json.loads(line) for line in run(*arguments, "--json", status=status).splitlines()]


def found(words: str) -> int:
    return json.loads(search(words))["total"]


def search(words: str) -> str:
    said = StringIO()
    call_command("search", words, "--json", stdout=said)
    return said.getvalue()


def zip_with(path, entries: dict[str, bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return path
