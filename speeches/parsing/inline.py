"""What one paragraph says: its runs in order, with fields, symbols, breaks, notes, and what is set aside."""
import re
from typing import NamedTuple

from speeches.parsing.form import Look, Style, Styles, W, is_on

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
SKIPPED = {
    W + name
    for name in ["pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rt", "rubyPr", "fldData", "sectPr"]
}
CHANGED_AWAY = {W + "del", W + "moveFrom"}
CIRCLE = re.compile(r"\\o\s*(?:\\a[clr]\s*)?[(（]\s*(?:[○〇◯]\s*[,，;；]\s*(\w{1,2})|(\w{1,2})\s*[,，;；]\s*[○〇◯])\s*[)）]", re.I)
PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    V + "imagedata",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
}
DRAWINGS = {W + "drawing", W + "pict", W + "object"}
LONGEST_INSTRUCTION = 500
CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-", W + "softHyphen": ""}
# Private codes of the symbol fonts that stand in texts → the same sign in Unicode.
SYMBOLS = {
    ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■", ("wingdings", 0x75): "◆", ("wingdings", 0xA8): "□",
    ("wingdings", 0xB2): "☆", ("wingdings", 0xAB): "★", ("wingdings", 0xD8): "➢", ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFE): "☑", ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x50): "✓", ("symbol", 0xB7): "•",
}


PLAIN = Look()


class Piece(NamedTuple):
    """A part of a paragraph. kind: text, line (soft break), page, note, box (text box), deleted, hidden, seen (for a count)."""

    kind: str
    value: object = ""
    look: Look = PLAIN


class Field:
    """An open complex field: its instruction until `separate`, then its result."""

    __slots__ = ("instruction", "shown", "result")

    def __init__(self):
        self.instruction, self.shown, self.result = "", False, False


def choice(alternatives):
    """Return the branch of an mc:AlternateContent to read: the first Choice, else the Fallback."""
    found = alternatives.find(MC + "Choice")
    return found if found is not None else alternatives.find(MC + "Fallback")


class Line:
    """Reads the children of a paragraph into pieces."""

    def __init__(self, styles: Styles, style: Style):
        self.styles, self.style = styles, style
        self.pieces: list[Piece] = []
        self.fields: list[Field] = []  # of this paragraph only, so that a lost end cannot swallow the file
        self.unshown = 0  # how many of them are still at their instruction

    def read(self, node):
        for child in node:
            tag = child.tag
            if tag in SKIPPED or not isinstance(tag, str):
                continue
            if tag == W + "r":
                self.run(child)
            elif tag in CHANGED_AWAY:
                self.add("deleted", all_text(child))
            elif tag == MC + "AlternateContent":
                chosen = choice(child)
                if chosen is not None:
                    self.read(chosen)
            elif tag == W + "fldSimple":
                self.simple_field(child)
            elif tag == M + "t":
                self.text(child.text or "", PLAIN)
            elif tag == W + "txbxContent":
                self.add("box", child)
            elif tag in (W + "p", W + "tbl"):
                self.add("box", [child])
            else:
                if tag == W + "hyperlink" and child.get(R + "id"):
                    self.add("seen", "links")
                self.read(child)

    def run(self, run):
        look = self.styles.look(run.find(W + "rPr"), self.style)
        self.inside(run, look)

    def inside(self, node, look):
        for child in node:
            tag = child.tag
            if tag in SKIPPED or not isinstance(tag, str):
                continue
            if tag == W + "t":
                self.text(child.text or "", look)
            elif tag in CHARACTERS:
                self.text(CHARACTERS[tag], look)
            elif tag in (W + "br", W + "cr"):
                self.add("page" if child.get(W + "type") == "page" else "line", "", look)
            elif tag == W + "sym":
                self.text(symbol(child), look)
            elif tag == W + "fldChar":
                self.field(child.get(W + "fldCharType"), look)
            elif tag == W + "instrText":
                if self.fields and len(self.fields[-1].instruction) < LONGEST_INSTRUCTION:
                    self.fields[-1].instruction += child.text or ""
            elif tag == W + "delText":
                self.add("deleted", child.text or "")
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self.add("note", child)
            elif tag == MC + "AlternateContent":
                chosen = choice(child)
                if chosen is not None:
                    self.inside(chosen, look)
            elif tag == W + "txbxContent":
                self.add("box", child)
            elif tag == V + "textpath":
                self.text(child.get("string") or "", look)
            elif tag == W + "r":
                self.run(child)
            elif tag in CHANGED_AWAY:
                self.add("deleted", all_text(child))
            elif tag == W + "commentReference":
                self.add("seen", "comments")
            else:
                if tag in DRAWINGS and next(child.iter(*PICTURES), None) is not None:
                    self.add("seen", "pictures")
                self.inside(child, look)

    def text(self, text: str, look: Look):
        if not text:
            return
        if look.hidden or self.unshown:
            self.add("hidden", text, look)
            return
        if self.fields:
            self.fields[-1].result = True
        self.add("text", text, look)

    def add(self, kind: str, value="", look: Look = PLAIN):
        if value != "" or kind in ("line", "page"):
            self.pieces.append(Piece(kind, value, look))

    def field(self, kind: str, look: Look):
        if kind == "begin":
            self.fields.append(Field())
            self.unshown += 1
        elif kind == "separate" and self.fields and not self.fields[-1].shown:
            self.fields[-1].shown = True
            self.unshown -= 1
        elif kind == "end" and self.fields:
            closed = self.fields.pop()
            self.unshown -= not closed.shown
            if closed.result and self.fields:
                self.fields[-1].result = True
            elif not closed.result:
                self.text(circled(closed.instruction), look)

    def simple_field(self, node):
        before = len(self.pieces)
        self.read(node)
        if not any(piece.kind == "text" for piece in self.pieces[before:]):
            self.text(circled(node.get(W + "instr") or ""), self.styles.look(None, self.style))


def circled(instruction: str) -> str:
    """Return ① for the field that 带圈字符 makes of it, EQ \\o\\ac(○,1); "" for any other field without a result."""
    match = CIRCLE.search(instruction) if instruction.strip().upper().startswith("EQ") else None
    return circle(match[1] or match[2]) if match else ""


def circle(inner: str) -> str:
    """Put a number or a character into a circle where Unicode has it, else leave it as it is."""
    if inner.isdecimal():
        n = int(inner)
        for first, last, start in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
            if first <= n <= last:
                return chr(start + n - first)
    at = "一二三四五六七八九十".find(inner)
    return chr(0x3280 + at) if at >= 0 and len(inner) == 1 else inner


def symbol(element) -> str:
    """Return the character of a w:sym."""
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    font = (element.get(W + "font") or "").lower()
    if 0xF000 <= code <= 0xF0FF and (font, code - 0xF000) in SYMBOLS:
        return SYMBOLS[font, code - 0xF000]
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code <= 0xDFFF else ""


def all_text(node) -> str:
    """Return every character below a node, deleted ones too, a text box once."""
    texts = []
    for child in node:
        if child.tag in (W + "t", W + "delText"):
            texts.append(child.text or "")
        elif child.tag == MC + "AlternateContent":
            chosen = choice(child)
            texts.append(all_text(chosen) if chosen is not None else "")
        elif isinstance(child.tag, str) and child.tag != W + "instrText":
            texts.append(all_text(child))
    return "".join(texts)


def has_switch(properties, *path: str) -> bool:
    """Whether a chain of children is there and not switched off."""
    element = properties
    for name in path:
        element = element.find(W + name) if element is not None else None
    return is_on(element)

