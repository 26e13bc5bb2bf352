"""Text that somebody pasted becomes a Word file, and from there on it is a file like any other."""
import re
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

from django.core.files.base import ContentFile
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0; \v and \f end lines
LONGEST_START = 20
EPOCH = (1980, 1, 1, 0, 0, 0)
SLASHES = str.maketrans("/\\", "／＼")


def file_of(text: str, name: str = "") -> tuple[ContentFile, int]:
    """Return the text as a .docx, a paragraph a line, and how many characters a file like this cannot hold.

    The same text gives the same bytes, so that it is known when it comes again.
    """
    text, unfit = FORBIDDEN.subn("", text)
    lines = LINE_ENDS.split(text)
    return ContentFile(docx_of(lines), name_of(lines, FORBIDDEN.sub("", name))), unfit


def name_of(lines: list[str], name: str) -> str:
    name = name.strip().removesuffix(".docx")
    first = next((line.strip() for line in lines if line.strip()), "")
    return f"{name or '粘贴：' + first[:LONGEST_START]}.docx".translate(SLASHES)


def docx_of(lines: list[str]) -> bytes:
    document = Document()
    paragraphs = "".join(f"<w:p>{run(line)}</w:p>" for line in lines)
    body = parse_xml(f"<w:body {nsdecls('w')}>{paragraphs}</w:body>")
    body.extend(document.element.body)  # its page
    document.element.replace(document.element.body, body)
    written = BytesIO()
    document.save(written)
    return without_clock(written)


def run(line: str) -> str:
    parts = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
    return f"<w:r>{parts}</w:r>" if line else ""


def without_clock(written: BytesIO) -> bytes:
    """The same package with no trace of when it was made."""
    still = BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as taken:
        for entry in given.namelist():
            taken.writestr(zipfile.ZipInfo(entry, EPOCH), given.read(entry), zipfile.ZIP_DEFLATED)
    return still.getvalue()
