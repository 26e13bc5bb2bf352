"""A paragraph as it is shown: cut where a mark, an emphasis or a blank begins or ends. Joined, the pieces are the text."""
import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

BLANK = re.compile(r"[*＊]+|[×Ⅹ]{2,}")  # names that the file itself leaves out: 等会*书记还要讲话, ××县
LEAD = re.compile(r"\s+(?=\S)")  # typed indents; the page has its own
RUN = re.compile(r"(?<=[。！？；：，:;,])[一二三四五六七八九十]{1,2}(?:是|要)(?=[^不否])|^[一二三四五六七八九十]{1,2}(?:是|要)")
STOP = "。！？!?：:；;"


@dataclass(slots=True)
class Piece:
    text: str
    hit: int = 0  # number of the hit it belongs to
    opens: bool = False  # its hit begins here
    run: bool = False  # a heading that runs into its paragraph; 一是, 二是
    blank: bool = False
    note: object = None  # the note whose mark it is
    lead: bool = False  # the indent that somebody typed
    hung: bool = False  # the mark of a note that is not in the text


@dataclass(slots=True)
class Line:
    position: int
    part: str
    label: str
    text: str
    pieces: list[Piece]
    refers_to: int | None = None
    hits: int = 0  # how many begin in it
    is_branch = False

    @property
    def is_marked(self) -> bool:
        """Whether a hit or a part of one lies in it."""
        return any(piece.hit for piece in self.pieces)

    @property
    def is_plain(self) -> bool:
        """Whether its text is all there is to it."""
        return not self.pieces


def lines_of(paragraphs, sections, marks) -> list[Line]:
    """Cut the paragraphs of a speech. marks: position → [(start, end, number of the hit)], in order.

    A line with nothing to cut has no pieces.
    """
    run_in, notes, seen, lines = {}, {}, set(), []
    for section in sections:
        if section.run_in:
            run_in.setdefault(section.paragraph, []).append(section)
    for paragraph in paragraphs:
        if paragraph.part == "note":
            notes.setdefault(paragraph.refers_to, []).append(paragraph)
    for paragraph in paragraphs:
        pieces = pieces_of(paragraph, marks.get(paragraph.position, []), run_in, notes, seen)
        hits = sum(piece.opens for piece in pieces)
        lines.append(Line(paragraph.position, paragraph.part, paragraph.label, paragraph.text, pieces, paragraph.refers_to, hits))
    return lines


def pieces_of(paragraph, marks, run_in: dict, notes: dict, seen: set[int]) -> list[Piece]:
    text, part = paragraph.text, paragraph.part
    runs = heading_spans(text, run_in[paragraph.position]) if paragraph.position in run_in else []
    if part == "body":
        runs += [found.span() for found in RUN.finditer(text)]
    own = note_spans(text, notes[paragraph.position]) if part != "note" and paragraph.position in notes else []
    if not (marks or runs or own or BLANK.search(text) or LEAD.match(text)):
        return []
    hung = [Piece(note.label, note=note, hung=True) for start, end, note in own if start == end]
    return cut(text, marks, runs, own, seen) + hung


def heading_spans(text: str, sections) -> list[tuple[int, int]]:
    """Where the headings of a paragraph lie, each with its number; of one that was cut short only the number."""
    spans, begin = [], 0
    for section in sections:
        at = text.find(section.heading, begin)
        if at < 0:
            continue
        start = max(text.find(section.label, begin, at), begin) if section.label else at
        end = at + len(section.heading)
        whole = text[end : end + 1] in STOP  # also at the end of the text
        spans.append((start if spans else 0, min(end + 1, len(text)) if whole else at))
        begin = end
    return spans


def note_spans(text: str, notes) -> list[tuple[int, int, object]]:
    """Where the marks of the notes stand; one that Word counts (1, 2, a) is not in the text and stands at its end."""
    spans, begin = [], 0
    for note in notes:
        at = text.find(note.label, begin) if note.label and not note.label.isascii() else -1
        spans.append((at, at + len(note.label), note) if at >= 0 else (len(text), len(text), note))
        begin = at + 1 if at >= 0 else begin
    return spans


def cut(text: str, marks, runs, notes, seen: set[int]) -> list[Piece]:
    """Cut a text at every border. `seen`: the hits that began already, here or in an earlier paragraph."""
    blanks = [found.span() for found in BLANK.finditer(text)]
    lead = found.end() if (found := LEAD.match(text)) else 0
    borders = {0, lead, len(text)}
    for start, end, *_ in [*marks, *runs, *blanks, *notes]:
        borders |= {start, end}
    borders = sorted(borders)
    pieces, begins = [], [mark[0] for mark in marks]
    in_runs, in_blanks, in_notes = (within(spans, borders) for spans in (runs, blanks, notes))
    for start, end in zip(borders, borders[1:], strict=False):
        last = bisect_right(begins, start) - 1  # of thousands of marks the one that may reach here
        hit = marks[last][2] if last >= 0 and start < marks[last][1] else 0
        note = notes[in_notes[start]][2] if start in in_notes else None
        opens = bool(hit) and hit not in seen
        seen.add(hit)
        pieces.append(Piece(text[start:end], hit, opens, start in in_runs, start in in_blanks, note, start < lead))
    return pieces


def within(spans, borders: list[int]) -> dict[int, int]:
    """Return in which span each piece lies, by where it begins; of two spans the first."""
    found = {}
    for nth, (first, last, *_) in enumerate(spans):
        for at in borders[bisect_left(borders, first) : bisect_left(borders, last)]:
            found.setdefault(at, nth)
    return found
