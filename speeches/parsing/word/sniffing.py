"""What a file is by its first bytes; names and content types are hints only."""
import re
from typing import NamedTuple

from speeches.parsing.limits import LIMITS, Limits
from speeches.parsing.refusals import refusal

OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
ZIP = b"PK\x03\x04"
ZIP_END = b"PK\x05\x06"


class Kind(NamedTuple):
    """A kind of file that is kept."""

    sign: bytes  # how it begins
    names: tuple[str, ...]  # what such a file may be called
    type: str  # for a browser


SUFFIXES = {
    ".docx": Kind(ZIP, (".docx",), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".doc": Kind(OLE2, (".doc", ".dot", ".wps", ".wpt"), "application/msword"),
    ".rtf": Kind(b"{\\rtf", (".rtf", ".doc", ".wps"), "application/rtf"),
}
SIGN = 64  # bytes that tell these apart
BLANKS = b"\xef\xbb\xbf \t\r\n"  # with a byte order mark; they may stand before a text

# What the first characters of a text file say that it is, a byte order mark and blanks before them left aside.
TEXTS = [
    ("rtf", re.compile(rb"\{\\rtf")),
    ("pdf", re.compile(rb".{0,1000}?%PDF-", re.S)),
    ("mht", re.compile(rb"(mime-version:|from: |content-type: *multipart|content-location:)", re.I)),
    ("flat_xml", re.compile(rb"<\?xml.{0,1000}?(<pkg:package|<w:wordDocument|mso-application progid=.Word)", re.I | re.S)),
    ("html", re.compile(rb"(<\?xml[^>]*>\s*)?(<!--.{0,500}?-->\s*)?<(!doctype\s+html|html|head|meta|body|title)\b", re.I | re.S)),
]


def suffix_of(start: bytes) -> str:
    """Return the suffix of a file that was read, by its first bytes."""
    return next((suffix for suffix, kind in SUFFIXES.items() if start.lstrip(BLANKS).startswith(kind.sign)), ".docx")


def check_kind(data: bytes, name: str, limits: Limits = LIMITS):
    """Refuse whatever cannot be a .docx, each kind with its own reason."""
    if not data:
        raise refusal("empty_file")
    if len(data) > limits.upload:
        raise refusal("too_large")
    if not data.startswith(ZIP):
        raise refusal(kind_of(data, name))


def kind_of(data: bytes, name: str) -> str:
    """Return the code for bytes that do not start like a .docx."""
    if is_lock_file(data, name):
        return "lock_file"
    if data.startswith(OLE2):
        return kind_of_ole2(data)
    start = data[:4000].lstrip(BLANKS)
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start[2:].replace(b"\0", b"")
    for code, pattern in TEXTS:
        if pattern.match(start):
            return code
    return "prefixed_zip" if ZIP in data and ZIP_END in data else "not_docx"


def kind_of_ole2(data: bytes) -> str:
    """A password makes an OLE2 file of a .docx; a stream named WordDocument is the old .doc, and .wps too."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "encrypted"
    if "WordDocument".encode("utf-16-le") not in data:
        return "not_docx"
    return "encrypted" if is_locked_doc(data) else "legacy_doc"


def is_locked_doc(data: bytes) -> bool:
    """Whether an old .doc has a password: a bit of the block that its text begins with, after the first sector (MS-DOC 2.5.2)."""
    start = data[512:524]
    return start[:2] == b"\xec\xa5" and len(start) == 12 and bool(start[11] & 0x01)


def is_lock_file(data: bytes, name: str) -> bool:
    """Word's ~$ owner file: 162 bytes, the length of the owner's name, the name, blanks, and it all again in UTF-16."""
    if name.rsplit("/", 1)[-1].startswith("~$") and len(data) <= 1024:
        return True
    return 150 <= len(data) <= 170 and 0 < data[0] < 54 and not data[1 + data[0] : 54].strip(b" \0")
