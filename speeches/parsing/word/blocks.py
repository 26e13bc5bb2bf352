"""A package becomes blocks: every paragraph that a reader sees, in the order of the file, once, with its form."""
import re
from collections import Counter

from speeches.parsing.drafts import Block, Dropped, NoteDraft, Warning
from speeches.parsing.refusals import refusal
from speeches.parsing.word.form import Styles, W, form_of, paragraph_values
from speeches.parsing.word.inline import (
    CHANGED_AWAY,
    MC,
    PROPERTIES,
    SKIPPED,
    A,
    Line,
    Piece,
    all_text,
    choice,
    has_switch,
)
from speeches.parsing.word.notes import Notes
from speeches.parsing.word.numbering import Labels
from speeches.parsing.word.toc import field_paragraphs, is_contents_control, is_contents_style, is_entry

INLINE = {W + name for name in "r hyperlink fldSimple smartTag bdo dir".split()} | {A + "p"}
# Control characters, byte order marks, zero-width blanks and direction marks: nobody sees them, and they break words.
UNSEEN = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff"
INVISIBLE = re.compile(rf"[{UNSEEN}]|(?<=[\u3400-\u9fff])[\u200c\u200d]+(?=[\u3400-\u9fff])")  # they join letters of other scripts and emoji
IN_TEXT = str.maketrans({"\n": " ", "\r": " ", "\x0b": " ", "\x0c": " ", "\x85": " ", "\u2028": " ", "\u2029": " "})
ODD = re.compile(rf"[{UNSEEN}\u200c\u200d\n\r\x0b\x0c\x85\u2028\u2029]")  # most texts hold none of all these
PARAGRAPH, TABLES = W + "p", (W + "tbl", W + "tc")
# What was counted on the way → what the reader is told.
COUNTED = {
    "alt_chunk": "正文里嵌入了另一个文件，其中的文字没有读到：请用 Word 打开，另存为 .docx 后再上传。",
    "sub_documents": "{} 个子文档存在别的文件里，其中的文字没有读到：请在 Word 的主控文档里展开子文档，另存为 .docx 后再上传。",
    "pictures": "{} 张图片、图表或嵌入对象没有收入，只保留了文字。",
    "comments": "{} 条批注没有收入。",
    "links": "{} 个超链接只保留了文字。",
    "invisible": "去掉了 {} 个看不见的控制字符。",
}


def read_blocks(package) -> tuple[list[Block], list[Dropped], list[Warning]]:
    styles = Styles(package.root("styles"))
    reader = Reader(package, styles, Labels(package), Notes(package), field_paragraphs(package.body))
    reader.flow(package.body, "body")
    reader.finish()
    for kind in ("header", "footer"):
        reader.margins(package.parts.get(kind, []))
    warnings = [Warning(code, COUNTED[code].format(n)) for code, n in reader.counts.items() if n]
    return reader.blocks, reader.dropped, package.warnings + warnings


class Reader:
    """Walks through the body and collects blocks. What it carries from one paragraph to the next stands in __init__."""

    def __init__(self, package, styles: Styles, labels: Labels | None = None, notes: Notes | None = None, contents=()):
        self.package, self.styles, self.labels, self.notes, self.contents = package, styles, labels, notes, contents
        self.blocks: list[Block] = []
        self.dropped: list[Dropped] = []
        self.counts = Counter()
        self.source = 0
        self.new_page = False  # a page or section break was met since the last block
        self.carried: list[Piece] = []  # text of paragraphs whose mark was deleted: Word joins it to the next
        self.waiting: list[NoteDraft] = []  # notes whose mark stands in an empty line

    def flow(self, container, place: str):
        """Read whatever holds paragraphs: body, cell, content control, text box."""
        for child in container:
            tag = child.tag
            if not isinstance(tag, str) or tag in SKIPPED:
                continue
            if tag == PARAGRAPH:
                self.paragraph(child, place)
            elif tag in CHANGED_AWAY or is_deleted(child):
                self.set_aside(all_text(child), "deleted")
            elif tag in TABLES:
                self.flow(child, "table" if place == "body" else place)
                self.end_of_flow(place)
            elif tag == MC + "AlternateContent":
                chosen = choice(child)
                if chosen is not None:
                    self.flow(chosen, place)
            elif tag == W + "sdt":
                self.flow(child, "contents" if is_contents_control(child) else place)
            elif tag == W + "altChunk":
                self.counts["alt_chunk"] += 1
            elif tag in INLINE:
                self.loose(child, place)
            else:
                self.flow(child, place)

    def paragraph(self, p, place: str):
        said = paragraph_values(next(p.iterchildren(PROPERTIES), None))
        style = self.styles.named(said.get("style"))
        values = style.whole | said
        line = Line(self.styles, style)
        line.read(p)
        if said.get("mark_deleted") or values.get("drop_cap"):
            self.carried += line.pieces
        else:
            pieces, self.carried = self.carried + line.pieces, []
            self.new_page |= bool(values.get("page_break"))
            if is_contents_style(style.name) or p in self.contents:
                place = "contents"
            elif values.get("frame") and place == "body":
                place = "frame"
            label = self.labels.next(said.get("list", {}), style) if self.labels else ""
            self.lines(pieces, label, values, style, place)
        if said.get("section"):
            self.new_page = True
            if self.notes:
                self.notes.next_section()

    def loose(self, run, place: str):
        """A run outside of any paragraph: no Word writes it, but its text can be read."""
        line = Line(self.styles, self.styles.default)
        line.read([run])
        self.lines(line.pieces, "", {}, self.styles.default, place)

    def lines(self, pieces, label: str, values, style, place: str):
        """Turn the pieces of one paragraph into blocks: one for each line between soft breaks."""
        source, self.source = self.source, self.source + 1
        self.check_size(pieces)
        runs, boxes, written = [], [], False
        for kind, value, look in [*pieces, Piece("line")]:
            if kind == "text":
                runs.append((value, look))
                written = written or bool(value.strip())
            elif kind in ("deleted", "hidden"):
                self.set_aside(value, kind)
            elif kind == "seen":
                self.counts[value] += 1
            elif kind == "note":
                self.note(value)
            elif kind == "sheet" and self.notes:
                self.notes.next_page()
            elif kind == "box" and written:
                boxes.append(value)
            elif kind == "box":
                self.box(value)
            elif kind in ("line", "page"):
                if self.line(runs, label, values, style, place, source):
                    label = ""
                runs, written = [], False
                self.new_page |= kind == "page"
        for box in boxes:
            self.box(box)

    def line(self, runs, label: str, values, style, place: str, source: int) -> bool:
        """Keep one line as a block, unless there is nothing in it."""
        runs = [(self.cleaned(text), look) for text, look in runs]
        text = "".join(text for text, _ in runs)
        if not text.strip():
            return False
        if place == "contents" and not is_entry(text):
            place = "body"
        block = Block(text, label, form_of(values, style, runs), place, source, self.new_page, self.waiting)
        self.new_page, self.waiting = False, []
        self.blocks.append(block)
        return True

    def box(self, content):
        """Read a text box: before the text of the paragraph that it hangs on, or after it where text stands before it."""
        waiting, self.waiting = self.waiting, []
        carried, self.carried = self.carried, []
        self.flow(content, "textbox")
        self.end_of_flow("textbox")
        self.waiting, self.carried = waiting + self.waiting, carried

    def note(self, reference):
        """Keep a note for the block that carries its mark."""
        mark, note = self.notes.take(reference) if self.notes else ("", None)
        if note is not None:
            mark = mark or self.cleaned(all_text(reference.getparent())).strip()
            self.waiting.append(NoteDraft(mark, self.apart(note)))

    def apart(self, container) -> str:
        """Return the text of a note or a page margin, read by the same rules as the body."""
        reader = Reader(self.package, self.styles)
        reader.flow(container, "body")
        reader.finish()
        self.dropped += reader.dropped
        self.counts += reader.counts
        return "\n".join(block.text.strip() for block in reader.blocks)

    def margins(self, roots):
        """Headers and footers are no part of a speech; their words are set aside, once. A page number is no word."""
        texts = dict.fromkeys(self.apart(root) for root in roots)
        for text in texts:
            if any(character.isalpha() for character in text):
                self.set_aside(text, "header")

    def cleaned(self, text: str) -> str:
        if not ODD.search(text):
            return text
        clean = INVISIBLE.sub("", text)
        self.counts["invisible"] += len(text) - len(clean)
        return clean.translate(IN_TEXT)

    def end_of_flow(self, place: str):
        """A cell, box or body ends: text that waited for the next paragraph has none."""
        if self.carried:
            pieces, self.carried = self.carried, []
            self.lines(pieces, "", {}, self.styles.default, place)

    def finish(self):
        self.end_of_flow("body")
        if self.waiting and self.blocks:
            self.blocks[-1].notes += self.waiting
        elif self.waiting:  # a file of notes alone
            notes, self.waiting = self.waiting, []
            for note in notes:
                self.lines([Piece("text", note.text)], "", {}, self.styles.default, "body")

    def set_aside(self, text: str, reason: str):
        if text.strip():
            self.dropped.append(Dropped(text, reason))

    def check_size(self, pieces):
        letters = sum([len(value) for kind, value, _ in pieces if kind == "text"])
        if self.source > self.package.limits.paragraphs or letters > self.package.limits.characters:
            raise refusal("too_complex")


def is_deleted(element) -> bool:
    """A table row or cell that tracked changes took out."""
    if element.tag == W + "tr":
        return has_switch(element, "trPr", "del")
    return element.tag == W + "tc" and has_switch(element, "tcPr", "cellDel")
