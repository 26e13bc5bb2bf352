"""Small .docx files written as raw XML, one feature each."""
import zipfile
from io import BytesIO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
NAMESPACES = " ".join(
    [
        f'xmlns:w="{W}"',
        f'xmlns:r="{OFFICE}"',
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
        'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
        'xmlns:v="urn:schemas-microsoft-com:vml"',
    ]
)
ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "footnotes": "footnotes", "endnotes": "endnotes",
         "header": "hdr", "footer": "ftr"}


def r(text: str, form: str = "") -> str:
    """A run; `form` is what stands in its w:rPr."""
    return f'<w:r><w:rPr>{form}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str = "", form: str = "") -> str:
    """A paragraph of one run, or of raw XML; `form` is what stands in its w:pPr."""
    inner = text if text.startswith("<") or not text else r(text)
    return f"<w:p><w:pPr>{form}</w:pPr>{inner}</w:p>"


def document_xml(body: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def docx_of(body: str, **parts: str) -> bytes:
    """A whole file: the body's XML, and what stands inside its styles, numbering, footnotes, header … parts."""
    files = {"word/document.xml": document_xml(body)}
    for kind, inner in parts.items():
        files[f"word/{kind}.xml"] = f"<w:{ROOTS[kind]} {NAMESPACES}>{inner}</w:{ROOTS[kind]}>"
    return zip_of(files | links_and_types(parts))


def links_and_types(parts, main: str = MAIN + "document.main+xml") -> dict[str, str]:
    """The three files that say what is what in a package."""
    links = "".join(f'<Relationship Id="{kind}" Type="{OFFICE}/{kind}" Target="{kind}.xml"/>' for kind in parts)
    types = "".join(f'<Override PartName="/word/{kind}.xml" ContentType="{MAIN}{kind}+xml"/>' for kind in parts)
    packages = "http://schemas.openxmlformats.org/package/2006"
    return {
        "[Content_Types].xml": f'<Types xmlns="{packages}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{packages}/relationships"><Relationship Id="d" Type="{OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{packages}/relationships">{links}</Relationships>',
    }


def zip_of(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()
