"""The zip round a .docx, believed in nothing: counted before it is listed, listed before it is read, read with a bound."""
import re
import struct
import zipfile
import zlib
from io import BytesIO

from speeches.parsing.limits import LIMITS, Limits
from speeches.parsing.refusals import refusal

END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
LOCATOR_64 = struct.Struct("<4sLQL")
LOCAL = struct.Struct("<4s5H3L2H")
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, NotImplementedError, OSError, KeyError)
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
DRIVE = re.compile(r"^[a-zA-Z]:")


class Container:
    """A checked zip; `read` gives an entry by its name, whatever its letter case and slashes."""

    def __init__(self, data: bytes, limits: Limits = LIMITS):
        self.limits = limits
        check_end(data, limits)
        try:
            self.zip = zipfile.ZipFile(BytesIO(data))
        except UnicodeDecodeError:
            raise refusal("bad_entry_name") from None
        except DAMAGE:
            raise refusal("zip_damaged") from None
        files = [info for info in self.zip.infolist() if not info.filename.endswith(("/", "\\"))]
        check_entries(files, limits)
        check_overlap(data, files)
        self.files = {entry_name(info.filename): info for info in files}
        self.taken = 0

    def __contains__(self, name: str):
        return entry_name(name) in self.files

    def read(self, name: str) -> bytes:
        info = self.files[entry_name(name)]
        limit = min(self.limits.part, self.limits.parts - self.taken)
        if info.file_size > limit:
            raise refusal("part_too_large")
        try:
            with self.zip.open(info) as entry:
                content = entry.read(limit + 1)
        except DAMAGE:
            raise refusal("zip_damaged") from None
        if len(content) > limit:
            raise refusal("part_too_large")
        self.taken += len(content)
        return content


def entry_name(name: str) -> str:
    """Names of parts are equal whatever their case; old .NET code wrote them with backslashes."""
    return name.replace("\\", "/").lstrip("/").lower()


def check_end(data: bytes, limits: Limits):
    """Bound the number of entries and the size of the directory before a single one is turned into an object."""
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + END.size > len(data):
        raise refusal("zip_damaged")
    _, _, _, _, entries, size, offset, _ = END.unpack_from(data, at)
    start = at
    if entries == 0xFFFF or 0xFFFFFFFF in (size, offset):
        entries, size, offset, start = end_64(data, at)
    if entries > limits.entries or size > limits.directory:
        raise refusal("too_many_entries")
    if offset + size > start:
        raise refusal("zip_damaged")
    if offset + size < start:
        raise refusal("prefixed_zip")


def end_64(data: bytes, at: int) -> tuple[int, int, int, int]:
    """Return entries, directory size, its offset and its end from the zip64 record before the end record."""
    try:
        mark, _, where, _ = LOCATOR_64.unpack_from(data, at - LOCATOR_64.size)
        record = END_64.unpack_from(data, where)
    except struct.error:
        raise refusal("zip_damaged") from None
    if mark != b"PK\x06\x07" or record[0] != b"PK\x06\x06":
        raise refusal("zip_damaged")
    return record[7], record[8], record[9], where


def check_entries(files: list[zipfile.ZipInfo], limits: Limits):
    if any(info.flag_bits & 0x1 for info in files):
        raise refusal("zip_encrypted")
    if any(info.compress_type not in METHODS for info in files):
        raise refusal("zip_method")
    if not all(is_good_name(info.orig_filename) for info in files):
        raise refusal("bad_entry_name")
    if len({entry_name(info.filename) for info in files}) < len(files):
        raise refusal("duplicate_entry")
    if sum(info.file_size for info in files) > limits.declared:
        raise refusal("part_too_large")


def is_good_name(name: str) -> bool:
    path = name.replace("\\", "/")
    return len(name) <= 512 and "\0" not in name and ".." not in path.split("/") and not path.startswith("/") and not DRIVE.match(path)


def check_overlap(data: bytes, files: list[zipfile.ZipInfo]):
    """Two entries that share bytes are a bomb, or two readers would see two documents."""
    end = 0
    for info in sorted(files, key=lambda info: info.header_offset):
        try:
            local = LOCAL.unpack_from(data, info.header_offset)
        except struct.error:
            raise refusal("zip_damaged") from None
        if local[0] != b"PK\x03\x04":
            raise refusal("zip_damaged")
        if info.header_offset < end:
            raise refusal("zip_overlap")
        end = info.header_offset + LOCAL.size + local[9] + local[10] + info.compress_size
