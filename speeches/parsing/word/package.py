"""Bytes become a clean, bounded package, or a refusal that says why. The only file that trusts nobody.

Only the parts that hold text, styles and numbers are read. python-docx gets the document alone, as a part of a new package
without links, pictures and macros; of the others their trees are enough.
"""
import re
from dataclasses import dataclass, field
from posixpath import join, normpath

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.parser import element_class_lookup
from docx.package import Package as NewPackage
from docx.parts.document import DocumentPart
from lxml import etree

from speeches.parsing.drafts import Warning
from speeches.parsing.limits import LIMITS, Limits
from speeches.parsing.refusals import refusal
from speeches.parsing.word.container import Container
from speeches.parsing.word.sniffing import check_kind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The parts beside the document that are read, by the end of their relationship.
PARTS = {"styles", "numbering", "settings", "footnotes", "endnotes", "header", "footer"}
# ISO's strict namespaces, which python-docx does not know, begin like this; Word writes the others.
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_NAMESPACE = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
ENCODINGS = re.compile(rb"^(utf-?8|utf-?16(le|be)?|us-ascii|ascii|iso-8859-1|windows-125\d|gb2312|gbk|gb18030|big5)$", re.I)
DECLARED = re.compile(rb"^[^<]*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")


@dataclass(slots=True)
class Package:
    document: Document
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
    package = Package(opened(container.read(main), limits), limits=limits)
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


def opened(content: bytes, limits: Limits) -> Document:
    """Make a document of python-docx out of the main part, which nothing stands beside."""
    root = clean_tree(content, limits, python_docx_parser)
    if root.tag != W + "document":
        raise refusal("not_docx")
    if root.find(W + "body") is None:
        raise refusal("no_text")
    return DocumentPart(PackURI("/word/document.xml"), CONTENT_TYPE.WML_DOCUMENT_MAIN, root, NewPackage()).document


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


def python_docx_parser():
    bounded = parser()
    bounded.set_element_class_lookup(element_class_lookup)
    return bounded


def parsed(content: bytes, limits: Limits, parser_of=parser):
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
        root = etree.fromstring(content, parser_of())
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


def clean_tree(content: bytes, limits: Limits, parser_of=parser):
    """Return the root of a part, in the usual namespaces."""
    tree = parsed(content, limits, parser_of)
    if STRICT not in content.replace(b"\0", b""):  # it may be UTF-16
        return tree
    xml = STRICT_NAMESPACE.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", etree.tostring(tree, encoding="UTF-8"))
    return parsed(xml, limits, parser_of)
