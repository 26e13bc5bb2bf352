"""Bytes become a clean, bounded package, or a refusal that says why. The only file that trusts nobody.

Only the parts that hold text, styles and numbers are read. The document goes into a new zip without links, pictures and
macros, and python-docx opens that; of the others their trees are enough.
"""
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from posixpath import join, normpath

import docx
from docx.opc.constants import RELATIONSHIP_TYPE as KINDS
from lxml import etree

from speeches.parsing.container import Container
from speeches.parsing.drafts import Warning
from speeches.parsing.limits import LIMITS, Limits
from speeches.parsing.refusals import refusal
from speeches.parsing.sniffing import check_kind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# The parts beside the document that are read, by the end of their relationship.
PARTS = {"styles", "numbering", "settings", "footnotes", "endnotes", "header", "footer"}
# ISO's strict namespaces, which python-docx does not know, begin like this; Word writes the others.
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMESPACE = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
ENCODINGS = re.compile(rb"^(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-1|windows-125\d|gb2312|gbk|gb18030|big5)$", re.I)
DECLARED = re.compile(rb"^[^<]*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")


@dataclass(slots=True)
class Package:
    document: "docx.document.Document"
    parts: dict[str, list] = field(default_factory=dict)  # kind → the roots of its parts: styles, numbering, footnotes …
    warnings: list[Warning] = field(default_factory=list)
    limits: Limits = LIMITS

    @property
    def body(self):
        return self.document.element.body

    def root(self, kind: str):
        """Return the root element of a part of which there is one, or None."""
        return next(iter(self.parts.get(kind, [])), None)


def open_package(data: bytes, name: str = "", limits: Limits = LIMITS) -> Package:
    """Open a .docx safely. Raises Refusal with one of the contract's codes."""
    check_kind(data, name, limits)
    container = Container(data, limits)
    main = main_part(container)
    check_main_type(container, main)
    related = relationships(container, main)
    if any(kind == "vbaProject" for kind, _ in related):
        raise refusal("macro")
    package = Package(opened(clean_document(container.read(main), limits)), limits=limits)
    read = {main}
    for kind, target in related:
        if kind not in PARTS or target in read:
            continue
        if target in container:
            read.add(target)
            package.parts.setdefault(kind, []).append(clean_tree(container.read(target), limits))
        elif kind in ("styles", "numbering", "footnotes", "endnotes"):
            package.warnings.append(Warning("missing_part", "这个文件缺少样式、编号或注释的部分，格式或注释可能不全。"))
    return package


def opened(clean: bytes):
    """Have python-docx open a document that stands alone in a new package."""
    try:
        document = docx.Document(packed(clean))
    except etree.XMLSyntaxError:
        raise refusal("xml_damaged") from None
    if document.element.find(W + "body") is None:
        raise refusal("no_text")
    return document


def main_part(container: Container) -> str:
    """Return the name of the part that is the document."""
    for kind, target in relationships(container, ""):
        if kind == "officeDocument" and target in container:
            return target
    if "word/document.xml" in container:
        return "word/document.xml"
    raise refusal("not_docx")


def relationships(container: Container, part: str) -> list[tuple[str, str]]:
    """Return (end of the type, target) of the internal relationships of a part; "" is the package itself."""
    folder, _, name = part.rpartition("/")
    rels = join(folder, "_rels", name + ".rels")
    if rels not in container:
        return []
    root = parsed(container.read(rels), container.limits)
    found = []
    for link in root.iter("{*}Relationship"):
        if link.get("TargetMode") != "External":
            target = link.get("Target", "").replace("\\", "/").partition("#")[0]
            path = target if target.startswith("/") else join("/", folder, target)
            found.append((link.get("Type", "").rsplit("/", 1)[-1], normpath(path).lstrip("/").lower()))
    return found


def check_main_type(container: Container, main: str):
    """Judge by the main part only: a good document may embed a workbook. Templates are documents too."""
    if "[Content_Types].xml" not in container:
        return
    root = parsed(container.read("[Content_Types].xml"), container.limits)
    kinds = {(e.get("PartName") or "").lstrip("/").lower(): e.get("ContentType", "") for e in root.iter("{*}Override")}
    usual = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in root.iter("{*}Default")}
    kind = kinds.get(main, "")
    if "macroenabled" in (kind or usual.get(main.rpartition(".")[2], "")).lower():
        raise refusal("macro")
    if kind and "wordprocessingml" not in kind and not kind.endswith("/xml"):
        raise refusal("not_docx")


def parser():
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def parsed(content: bytes, limits: Limits):
    """Parse one part. No document type, no odd encoding, not too many tags, not too deep."""
    if not content.strip():
        raise refusal("xml_damaged")
    declared = DECLARED.match(content[:1000])
    if declared and not ENCODINGS.match(declared[1]):
        raise refusal("xml_damaged")
    if b"<!DOCTYPE" in content[:65_536].replace(b"\0", b"").upper():
        raise refusal("dtd_forbidden")
    if content.count(b"<") > limits.tags:
        raise refusal("too_complex")
    try:
        root = etree.fromstring(content, parser())
    except etree.XMLSyntaxError as error:
        raise refusal(code_of(str(error))) from None
    except MemoryError:
        raise refusal("too_complex") from None
    if root.getroottree().docinfo.doctype:
        raise refusal("dtd_forbidden")
    return root


def code_of(complaint: str) -> str:
    """What libxml2 complained of, as a code."""
    if "Excessive depth" in complaint:
        return "too_deep"
    if "XML_PARSE_HUGE" in complaint or "memory" in complaint.lower():
        return "too_complex"
    return "xml_damaged"


def clean_document(content: bytes, limits: Limits) -> bytes:
    """Return the main part as plain UTF-8 in the usual namespaces."""
    tree = parsed(content, limits)
    if usual(tree.tag.encode()) != (W + "document").encode():
        raise refusal("not_docx")
    return usual(etree.tostring(tree, encoding="UTF-8"))


def clean_tree(content: bytes, limits: Limits):
    """Return the root of any other part, in the usual namespaces."""
    tree = parsed(content, limits)
    if STRICT in content.replace(b"\0", b""):  # it may be UTF-16
        return parsed(usual(etree.tostring(tree, encoding="UTF-8")), limits)
    return tree


def usual(xml: bytes) -> bytes:
    return STRICT_NAMESPACE.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", xml) if STRICT in xml else xml


def packed(document: bytes) -> BytesIO:
    """Write a new stored zip: fresh content types, one document, nothing else."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{DOCUMENT}"/></Types>',
        )
        package.writestr(
            "_rels/.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{KINDS.OFFICE_DOCUMENT}" Target="word/document.xml"/></Relationships>',
        )
        package.writestr("word/document.xml", document)
    stream.seek(0)
    return stream
