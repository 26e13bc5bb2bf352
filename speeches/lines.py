"""A paragraph as it is shown: cut where a mark, an emphasis or a blank begins or ends. Joined, the pieces are the text."""
import re
from dataclasses import dataclass, field

BLANK = re.compile(r"[*＊]+|[×Ⅹ]{2,}")  # names that the file itself leaves out: 等会*书记还要讲话, ××县
RUN = re.compile(r"(?<=[。！？；：，:;,])[一二三四五六七八九十]{1,2}(?:是|要)(?=[^不否])|^[一二三四五六七八九十]{1,2}(?:是|要)")
STOP = "。！？!?：:；;"


@dataclass(slots=True)
class Piece:
    text: str
    hit: int = 0  # number of the hit it belongs to
    opens: bool = False  # its hit begins here
    run: bool = False  # the heading that runs into its paragraph, 一是 and 二是
    blank: bool = False


@dataclass(slots=True)
class Line:
    position: int
    part: str
    label: str
    text: str
    pieces: list[Piece]
    notes: list = field(default_factory=list)  # the notes whose mark stands in this paragraph
    refers_to: int | None = None
    is_branch = False

    @property
    def hits(self) -> int:
        return sum(piece.opens for piece in self.pieces)


def lines_of(paragraphs, sections, marks) -> list[Line]:
    """Cut the paragraphs of a speech. marks: position → [(start, end, number of the hit)], in order."""
    run_in = {section.paragraph: section for section in sections if section.run_in}
    notes, seen = {}, set()
    for paragraph in paragraphs:
        if paragraph.part == "note":
            notes.setdefault(paragraph.refers_to, []).append(paragraph)
    lines = []
    for paragraph in paragraphs:
        runs = [heading_span(paragraph, run_in[paragraph.position])] if paragraph.position in run_in else []
        if paragraph.part == "body":
            runs += [found.span() for found in RUN.finditer(paragraph.text)]
        pieces = cut(paragraph.text, marks.get(paragraph.position, []), runs, seen)
        own = notes.get(paragraph.position, []) if paragraph.part != "note" else []
        line = Line(paragraph.position, paragraph.part, paragraph.label, paragraph.text, pieces, own, paragraph.refers_to)
        lines.append(line)
    return lines


def heading_span(paragraph, section) -> tuple[int, int]:
    """Where the heading sentence of a paragraph lies; of one that was cut short only the number."""
    at = paragraph.text.find(section.heading)
    end = at + len(section.heading)
    if at >= 0 and paragraph.text[end : end + 1] in STOP:
        return 0, end + (end < len(paragraph.text))
    return 0, max(at, 0)


def cut(text: str, marks, runs, seen: set[int]) -> list[Piece]:
    """Cut a text at every border. `seen`: the hits that began already, here or in an earlier paragraph."""
    blanks = [found.span() for found in BLANK.finditer(text)]
    borders = {0, len(text)}
    for start, end, *_ in [*marks, *runs, *blanks]:
        borders |= {start, end}
    borders = sorted(borders)
    pieces = []
    for start, end in zip(borders, borders[1:], strict=False):
        hit = next((hit for a, b, hit in marks if a <= start < b), 0)
        opens = bool(hit) and hit not in seen
        seen.add(hit)
        inside = [any(a <= start < b for a, b in spans) for spans in (runs, blanks)]
        pieces.append(Piece(text[start:end], hit, opens, *inside))
    return pieces
