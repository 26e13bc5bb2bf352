"""A zip full of documents: counted before it is listed, each entry read with a bound, nothing ever written by its name."""
import mmap
import zipfile
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path

from django.conf import settings

from speeches.parsing.drafts import Refusal
from speeches.parsing.limits import MB, Limits
from speeches.parsing.refusals import refusal
from speeches.parsing.word.container import DAMAGE, METHODS, check_end, check_overlap

ROOM = Limits(entries=20_000, directory=16 * MB)
IS_UTF_8 = 0x800
IS_ENCRYPTED = 0x1
SENTENCES = {
    "empty_file": "这个压缩包是空的。",
    "too_many_entries": "这个压缩包里的文件太多，请拆成几个再导入。",
    "prefixed_zip": "这个压缩包的开头多出了别的内容，请解压后再导入。",
    "zip_overlap": "这个压缩包的结构不正常，请解压后再导入。",
    "zip_encrypted": "压缩包里的这个文件有密码，请解压后再导入。",
    "zip_method": "这个压缩包的压缩方式不常见，请解压后再导入。",
    "zip_damaged": "这个压缩包不完整或已损坏，请重新下载或复制后再导入。",
}


def refused(code: str) -> Refusal:
    return Refusal(code, SENTENCES[code])


def entries(path: Path) -> list[tuple[str, Callable[[], bytes]]]:
    """Return each file's name and how it is read. Raises Refusal."""
    if not path.stat().st_size:
        raise refused("empty_file")
    opened.cache_clear()  # another one may have lain there
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            check_end(content, ROOM)
            files = [info for info in opened(path).infolist() if not info.is_dir()]
            check_overlap(content, files)
    except Refusal as reason:
        raise refused(reason.code) from None
    except DAMAGE:
        raise refused("zip_damaged") from None
    return [(name_of(info), partial(read, path, info)) for info in files]


@lru_cache(maxsize=2)  # files of one zip are read one after the other
def opened(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


def read(path: Path, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & IS_ENCRYPTED:
        raise refused("zip_encrypted")
    if info.compress_type not in METHODS:
        raise refused("zip_method")
    most = settings.MAX_UPLOAD_BYTES
    if info.file_size > most:
        raise refusal("too_large")
    try:
        with opened(path).open(info) as entry:
            return entry.read(most + 1)
    except DAMAGE:
        raise refused("zip_damaged") from None


def name_of(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: old zip programs of Windows write it in the code of the machine, which is GBK in China."""
    try:
        raw = info.filename.encode("utf-8" if info.flag_bits & IS_UTF_8 else "cp437")
    except UnicodeEncodeError:  # it stood in UTF-8 beside the old one, or is broken
        raw = info.filename.encode("utf-8", "replace")
    return "/".join(part for part in readable(raw).replace("\\", "/").split("/") if part not in ("", ".", ".."))


def readable(name: bytes) -> str:
    """Return a name in its likeliest encoding, without what a terminal would obey."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = name.decode(encoding)
            break
        except UnicodeDecodeError:
            text = name.decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in text)
