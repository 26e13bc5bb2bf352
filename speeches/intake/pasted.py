"""Text that somebody pasted becomes a Word file, and from there on it is a file like any other."""
import re
import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from docx import Document
from docx.oxml import OxmlElement

LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0; \v and \f end lines
LONGEST_START = 20
EPOCH = (1980, 1, 1, 0, 0, 0)
KEEP_BLANKS = "{http://www.w3.org/XML/1998/namespace}space"
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
    end = document.element.body[-1]  # what says how its pages are
    for line in lines:
        end.addprevious(paragraph_of(line))
    written = BytesIO()
    document.save(written)
    return without_clock(written)


def paragraph_of(line: str):
    paragraph = OxmlElement("w:p")
    if line:
        run = OxmlElement("w:r")
        paragraph.append(run)
        for number, part in enumerate(line.split("\t")):
            if number:
                run.append(OxmlElement("w:tab"))
            text = OxmlElement("w:t", {KEEP_BLANKS: "preserve"})
            text.text = part
            run.append(text)
    return paragraph


def without_clock(written: BytesIO) -> bytes:
    """The same package with no trace of when it was made."""
    still = BytesIO()
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(still, "w", zipfile.ZIP_DEFLATED) as taken:
        for entry in given.namelist():
            taken.writestr(zipfile.ZipInfo(entry, EPOCH), given.read(entry), zipfile.ZIP_DEFLATED)
    return still.getvalue()
