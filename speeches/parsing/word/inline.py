"""What one paragraph says: its runs in order, with fields, symbols, breaks, notes, and what is set aside."""
from typing import NamedTuple

from speeches.parsing.word.fields import shown
from speeches.parsing.word.form import Look, Style, Styles, W, is_on
from speeches.parsing.word.symbols import sign_of

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
V = "{urn:schemas-microsoft-com:vml}"
SKIPPED = {
    W + name
    for name in ["pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "rt", "rubyPr", "fldData", "sectPr"]
}
CHANGED_AWAY = {W + "del", W + "moveFrom"}
PICTURES = {
    "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic",
    "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart",
    "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds",
    V + "imagedata",
    "{urn:schemas-microsoft-com:office:office}OLEObject",
}
DRAWINGS = {W + "drawing", W + "pict", W + "object"}
LONGEST_INSTRUCTION = 500
# Tags put together once: a file of 100 pages has some 20,000 runs.
RUN, TEXT, PROPERTIES, RUN_PROPERTIES = W + "r", W + "t", W + "pPr", W + "rPr"
TEXTS = {TEXT, M + "t", A + "t"}
OTHER_RUNS, BREAKS, NOTES = {M + "r", A + "r"}, {W + "br", W + "cr"}, {W + "footnoteReference", W + "endnoteReference"}
BOX, BLOCKS = W + "txbxContent", {W + "p", W + "tbl"}
BOXES = {BOX, A + "txBody"}
ALTERNATIVES, SIMPLE_FIELD, FIELD_MARK, INSTRUCTION = MC + "AlternateContent", W + "fldSimple", W + "fldChar", W + "instrText"
CHARACTERS = {W + "tab": "\t", W + "ptab": "\t", W + "noBreakHyphen": "-", W + "softHyphen": ""}


PLAIN = Look()


class Piece(NamedTuple):
    """A part of a paragraph. kind: text, line (soft break), page, note, box (text box), deleted, hidden, seen (for a count),
    sheet (where Word last began a new page)."""

    kind: str
    value: object = ""
    look: Look = PLAIN


class Field:
    """An open complex field: its instruction until `separate`, then its result."""

    __slots__ = ("begin", "instruction", "shown", "result")

    def __init__(self, begin):
        self.begin, self.instruction, self.shown, self.result = begin, "", False, False


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
            if tag == RUN:
                self.run(child)
            elif tag in SKIPPED or not isinstance(tag, str):
                continue
            elif tag in CHANGED_AWAY:
                self.add("deleted", all_text(child))
            elif tag == ALTERNATIVES:
                chosen = choice(child)
                if chosen is not None:
                    self.read(chosen)
            elif tag == SIMPLE_FIELD:
                self.simple_field(child)
            elif tag in OTHER_RUNS:
                self.inside(child, PLAIN)
            elif tag == A + "br":
                self.add("line")
            elif tag == BOX:
                self.add("box", child)
            elif tag in BLOCKS:
                self.add("box", [child])
            else:
                if tag == W + "hyperlink" and child.get(R + "id"):
                    self.add("seen", "links")
                elif tag == W + "subDoc":
                    self.add("seen", "sub_documents")
                self.read(child)

    def run(self, run):
        look = self.styles.look(next(run.iterchildren(RUN_PROPERTIES), None), self.style)
        self.inside(run, look)

    def inside(self, node, look):
        for child in node:
            tag = child.tag
            if tag in TEXTS:
                self.text(child.text or "", look)
            elif tag in SKIPPED or not isinstance(tag, str):
                continue
            elif tag in CHARACTERS:
                self.text(CHARACTERS[tag], look)
            elif tag in BREAKS:
                self.add("page" if child.get(W + "type") == "page" else "line", "", look)
            elif tag == W + "sym":
                self.text(symbol(child), look)
            elif tag == FIELD_MARK:
                self.field(child, look)
            elif tag == INSTRUCTION:
                if self.fields and len(self.fields[-1].instruction) < LONGEST_INSTRUCTION:
                    self.fields[-1].instruction += child.text or ""
            elif tag == W + "delText":
                self.add("deleted", child.text or "")
            elif tag in NOTES:
                self.add("note", child)
            elif tag == ALTERNATIVES:
                chosen = choice(child)
                if chosen is not None:
                    self.inside(chosen, look)
            elif tag in BOXES:
                self.add("box", child)
            elif tag == V + "textpath":
                self.text(child.get("string") or "", look)
            elif tag == RUN:
                self.run(child)
            elif tag in CHANGED_AWAY:
                self.add("deleted", all_text(child))
            elif tag == W + "commentReference":
                self.add("seen", "comments")
            elif tag == W + "lastRenderedPageBreak":
                self.add("sheet", True)
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
        self.pieces.append(Piece("text", text, look))

    def add(self, kind: str, value="", look: Look = PLAIN):
        if value != "" or kind in ("line", "page"):
            self.pieces.append(Piece(kind, value, look))

    def field(self, mark, look: Look):
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self.fields.append(Field(mark))
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
                self.text(shown(closed.instruction, closed.begin), look)

    def simple_field(self, node):
        before = len(self.pieces)
        self.read(node)
        if not any(piece.kind == "text" for piece in self.pieces[before:]):
            self.text(shown(node.get(W + "instr") or ""), self.styles.look(None, self.style))


def symbol(element) -> str:
    """Return the character of a w:sym."""
    try:
        code = int(element.get(W + "char") or "", 16)
    except ValueError:
        return ""
    return sign_of(element.get(W + "font") or "", code)


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

