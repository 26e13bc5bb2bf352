"""A package becomes blocks: every paragraph that a reader sees, in the order of the file, once, with its form."""
import re

from speeches.parsing.drafts import Block, Dropped, NoteDraft, Warning
from speeches.parsing.form import VAL, W, Styles, form_of, paragraph_values
from speeches.parsing.inline import CHANGED_AWAY, MC, SKIPPED, Line, Piece, all_text, choice, has_switch
from speeches.parsing.numbering import Labels
from speeches.parsing.refusals import refusal

INLINE = {W + name for name in "r hyperlink fldSimple smartTag bdo dir".split()}
CONTENTS_STYLE = re.compile(r"^(toc|目录)\s*(heading|标题|\d)$")
# Control characters, byte order marks, zero-width blanks and direction marks: nobody sees them, and they break words.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]")
IN_TEXT = str.maketrans({"\n": " ", "\r": " ", "\x85": " "})


def read_blocks(package) -> tuple[list[Block], list[Dropped], list[Warning]]:
    reader = Reader(package)
    reader.flow(package.body, "body")
    reader.finish()
    return reader.blocks, reader.dropped, package.warnings + reader.warnings()


class Reader:
    """Walks through the body and collects blocks. What it carries from one paragraph to the next stands in __init__."""

    def __init__(self, package):
        self.package = package
        self.styles = Styles(package.root("styles"))
        self.labels = Labels(package, self.styles)
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self.source = 0
        self.new_page = False  # a page or section break was met since the last block
        self.carried: list[Piece] = []  # text of paragraphs whose mark was deleted: Word joins it to the next
        self.waiting: list[NoteDraft] = []  # notes whose mark stands in an empty line
        self.invisible = 0
        self.alt_chunks = 0

    def flow(self, container, place: str):
        """Read whatever holds paragraphs: body, cell, content control, text box."""
        for child in container:
            tag = child.tag
            if not isinstance(tag, str) or tag in SKIPPED:
                continue
            if tag == W + "p":
                self.paragraph(child, place)
            elif tag in CHANGED_AWAY or is_deleted(child):
                self.set_aside(all_text(child), "deleted")
            elif tag in (W + "tbl", W + "tc"):
                self.flow(child, "table" if place == "body" else place)
                self.end_of_flow(place)
            elif tag == MC + "AlternateContent":
                chosen = choice(child)
                if chosen is not None:
                    self.flow(chosen, place)
            elif tag == W + "sdt":
                self.flow(child, "contents" if is_contents(child) else place)
            elif tag == W + "altChunk":
                self.alt_chunks += 1
            elif tag in INLINE:
                self.loose(child, place)
            else:
                self.flow(child, place)

    def paragraph(self, p, place: str):
        properties = p.find(W + "pPr")
        style = self.styles.of(properties)
        values = self.styles.defaults | style.values | paragraph_values(properties)
        line = Line(self.styles, style)
        line.read(p)
        self.count()
        gone = has_switch(properties, "rPr", "del") or has_switch(properties, "rPr", "moveFrom")
        joined = gone or has_switch(properties, "rPr", "specVanish") or values.get("drop_cap")
        if joined:
            self.carried += line.pieces
        else:
            pieces, self.carried = self.carried + line.pieces, []
            self.new_page |= bool(values.get("page_break"))
            self.lines(pieces, self.labels.of(p), values, style, self.place(place, style, values))
        if properties is not None and properties.find(W + "sectPr") is not None:
            self.new_page = True

    def loose(self, run, place: str):
        """A run outside of any paragraph: no Word writes it, but its text can be read."""
        line = Line(self.styles, self.styles.default)
        line.read([run])
        self.lines(line.pieces, "", {}, self.styles.default, place)

    def place(self, place: str, style, values) -> str:
        if CONTENTS_STYLE.match(style.name):
            return "contents"
        return "frame" if values.get("frame") and place == "body" else place

    def lines(self, pieces, label: str, values, style, place: str):
        """Turn the pieces of one paragraph into blocks: one for each line between soft breaks."""
        source, self.source = self.source, self.source + 1
        runs, notes, boxes = [], [], []
        for kind, value, look in [*pieces, Piece("line")]:
            if kind == "text":
                runs.append((value.translate(IN_TEXT), look))
            elif kind in ("deleted", "hidden"):
                self.set_aside(value, kind)
            elif kind == "note":
                notes.append(value)
            elif kind == "box":
                if any(text.strip() for text, _ in runs):
                    boxes.append(value)
                else:
                    self.flow(value, "textbox")
                    self.end_of_flow("textbox")
            elif kind in ("line", "page"):
                if self.line(runs, label, values, style, place, source):
                    label = ""
                runs = []
                self.new_page |= kind == "page"
        for box in boxes:
            self.flow(box, "textbox")
            self.end_of_flow("textbox")

    def line(self, runs, label: str, values, style, place: str, source: int) -> bool:
        """Keep one line as a block, unless there is nothing in it."""
        runs = [(self.cleaned(text), look) for text, look in runs]
        text = "".join(text for text, _ in runs)
        if not text.strip():
            return False
        block = Block(text, label, form_of(values, style, runs), place, source, self.new_page, self.waiting)
        self.new_page, self.waiting = False, []
        self.blocks.append(block)
        return True

    def cleaned(self, text: str) -> str:
        clean = INVISIBLE.sub("", text)
        self.invisible += len(text) - len(clean)
        return clean

    def end_of_flow(self, place: str):
        """A cell, box or body ends: text that waited for the next paragraph has none."""
        if self.carried:
            pieces, self.carried = self.carried, []
            self.lines(pieces, "", {}, self.styles.default, place)

    def finish(self):
        self.end_of_flow("body")
        if self.waiting and self.blocks:
            self.blocks[-1].notes += self.waiting

    def set_aside(self, text: str, reason: str):
        if text.strip():
            self.dropped.append(Dropped(text, reason))

    def count(self):
        if self.source >= self.package.limits.paragraphs:
            raise refusal("too_complex")

    def warnings(self) -> list[Warning]:
        found = []
        if self.alt_chunks:
            found.append(Warning("alt_chunk", "正文里嵌入了另一个文件，其中的文字没有读到：请用 Word 打开，另存后再上传。"))
        if self.invisible:
            found.append(Warning("invisible", f"去掉了 {self.invisible} 个看不见的控制字符。"))
        return found


def is_contents(control) -> bool:
    """Whether a content control is the table of contents that Word made."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def is_deleted(element) -> bool:
    """A table row or cell that tracked changes took out."""
    if element.tag == W + "tr":
        return has_switch(element, "trPr", "del")
    return element.tag == W + "tc" and has_switch(element, "tcPr", "cellDel")
