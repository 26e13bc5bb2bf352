"""Which files an import is about: what lies in folders and zips, each read within a bound; what is passed over says why."""
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.conf import settings

from speeches.intake import zips
from speeches.intake.names import OLD_WORD, WORD, kind_of
from speeches.parsing.drafts import Refusal

NOT_WORD = "不是 Word 文档。"
LOCK = "是 Word 打开文档时留下的临时文件。"
TRACE = "是系统自己的文件。"
NESTED = "是压缩包里的压缩包，没有打开，请先解压。"
FOLDER = "是子文件夹，没有进去；要一起导入，请加 --recursive。"
LINK = "是指向别处的文件夹，没有进去。"
UNREADABLE = Refusal("not_docx", "无法打开这个文件：请检查路径和权限。")
LOCKED = Refusal("not_docx", "无法打开这个文件夹：请检查路径和权限。")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to be read. Its name is the way to it: 打包.zip/县委/讲话.docx."""

    name: str
    read: Callable[[], bytes]  # raises OSError or Refusal


@dataclass(frozen=True, slots=True)
class PassedOver:
    name: str
    why: str


def find(paths: Iterable[Path], recursive: bool) -> Iterator[Source | PassedOver]:
    for path in paths:
        if path.is_dir():
            yield from in_folder(path, recursive)
        else:
            yield from in_file(path)


def in_folder(folder: Path, recursive: bool) -> Iterator[Source | PassedOver]:
    locked = []
    for place, folders, files in os.walk(folder, onerror=locked.append):
        folders.sort()
        yield from (PassedOver(readable(Path(place, name)), LINK) for name in folders if Path(place, name).is_symlink())
        for name in sorted(files):
            path = Path(place, name)
            why = passed_over(readable(path), also=("zip",))
            yield from [PassedOver(readable(path), why)] if why else in_file(path)
        if not recursive:
            yield from (PassedOver(readable(Path(place, name)), FOLDER) for name in folders if not Path(place, name).is_symlink())
            break
    yield from (Source(readable(Path(error.filename)), partial(refuse, LOCKED)) for error in locked)


def in_file(path: Path) -> Iterator[Source | PassedOver]:
    if path.suffix.lower() != ".zip" or not path.is_file():
        yield Source(readable(path), partial(read_file, path))
        return
    try:
        entries = zips.entries(path)
    except Refusal as refusal:
        yield Source(readable(path), partial(refuse, refusal))
        return
    for name, read in entries:
        name = f"{readable(path)}/{name}"
        why = passed_over(name)
        yield PassedOver(name, why) if why else Source(name, read)


def passed_over(name: str, also=()) -> str:
    """Say why a file that nobody named is not read, or nothing."""
    *folders, last = name.split("/")
    kind = kind_of(last)
    if "__MACOSX" in folders or last.startswith("._"):
        return TRACE
    if last.startswith(("~$", ".~")):
        return LOCK
    if kind in WORD | OLD_WORD or kind in also:
        return ""
    return NESTED if kind == "zip" else NOT_WORD


def read_file(path: Path) -> bytes:
    if not path.is_file():  # a pipe would never end
        raise UNREADABLE
    with path.open("rb") as file:
        return file.read(settings.MAX_UPLOAD_BYTES + 1)


def refuse(refusal: Refusal):
    raise refusal


def readable(path: Path) -> str:
    """A path as a person reads it, whatever its bytes are."""
    return zips.readable(os.fsencode(path))
