"""The values that travel through parsing. Plain data: no Django, no lxml, all of it fits into JSON.

bytes → package.open → blocks.read → repair.mend → splitting.split → outline, metadata, keywords → DocumentDraft
"""
from dataclasses import asdict, dataclass, field

from speeches.parsing.decisions import BY_HAND


@dataclass(slots=True)
class Form:
    """How a paragraph looks in Word, styles followed to their end. None = the file does not say."""

    centred: bool = False
    size: float | None = None  # points
    font: str = ""  # the East Asian face: 方正小标宋简体, 黑体, 楷体_GB2312 …
    bold: bool = False  # the whole line
    bold_prefix: int = 0  # characters at its start that are bold, 黑体 or 楷体 while the rest is not
    outline_level: int | None = None  # 0–8; None = body text
    style: str = ""  # the style's name, lower case: title, heading 1, 标题 1, toc 1 …
    indented: bool = False  # first line


@dataclass(slots=True)
class Block:
    """One line that a reader of the .docx sees: a paragraph, or a part of one between two soft breaks.

    Joining the texts of all blocks, dropped ones included, gives every visible character once and in order.
    """

    text: str
    label: str = ""  # the number that Word counts by itself: 一、 （一） 1.
    form: Form = field(default_factory=Form)
    place: str = "body"  # body, table, textbox, frame, contents (a TOC field or style)
    source: int = 0  # number of its paragraph in the file, from 0; soft-broken lines share one
    breaks_before: bool = False  # a page or section break stands before it
    notes: list["NoteDraft"] = field(default_factory=list)  # notes whose mark stands in this line
    at: int = 0  # letters and digits of the file before it: its place, the same for every version of the rules
    pinned: bool = False  # a person wants it in the text: nothing of it is set aside
    jumps: list[tuple[int, int]] = field(default_factory=list)  # (character, place): from there on its text goes on elsewhere
    begins: bool | None = None  # what a person decided: a speech begins here, or none does
    heading: int | None = None  # what a person decided: a heading of this level, 0 = none


@dataclass(slots=True)
class NoteDraft:
    mark: str  # ①
    text: str
    paragraph: int = 0  # number of the paragraph that carries the mark, from 1; 0 = not placed yet


@dataclass(slots=True)
class Dropped:
    """Text that was set aside, and why: page_marker, contents, site_text, frame, deleted, hidden, header, by_hand."""

    text: str
    reason: str
    at: int | None = None  # its place, as of a Block; None = it stands outside of the text (deleted, hidden, header)


@dataclass(slots=True)
class Warning:
    code: str
    message: str  # Chinese, for a reader
    paragraph: int | None = None


@dataclass(slots=True)
class Evidence:
    text: str  # the words of the document that a value rests on
    rule: str  # the name of the rule that fired
    confidence: float  # 0–1; below 0.6 it is shown as 待核
    value: str | None = None  # only for a guess: the value that was not put into the field


@dataclass(slots=True)
class ParagraphDraft:
    text: str
    label: str = ""
    part: str = "body"  # head (title block, up to and without the salutation), body
    at: int = 0  # its place in the file, as of a Block


@dataclass(slots=True)
class SectionDraft:
    """A heading. Flat: the tree is folded from level when it is shown."""

    level: int  # nesting inside the speech, from 1
    label: str  # 一, （一）, 1., 第一, 一是; "" = a heading without a number
    heading: str
    run_in: bool  # the heading is the first sentence of its paragraph
    paragraph: int  # number of its paragraph in the speech, from 1
    confidence: float = 1.0


@dataclass(slots=True)
class AppendixDraft:
    title: str
    paragraphs: list[str]
    labels: list[str] = field(default_factory=list)  # what Word counts before each of them; [] = before none
    places: list[int] = field(default_factory=list)  # the place of its title (where it has one), then of each paragraph


@dataclass(slots=True)
class SpeechDraft:
    """One speech. None = the document does not state it."""

    paragraphs: list[ParagraphDraft]
    title: str | None = None
    subtitle: str | None = None
    salutation: str | None = None
    speaker: str | None = None
    post: str | None = None
    organ: str | None = None
    date: str | None = None  # 2024, 2024-03 or 2024-03-05
    place: str | None = None
    meeting: str | None = None
    meeting_type: str | None = None
    kind: str | None = None
    level: str | None = None
    complete: bool = True  # False: it breaks off or is an excerpt
    keywords: list[str] = field(default_factory=list)
    outline: list[SectionDraft] = field(default_factory=list)
    notes: list[NoteDraft] = field(default_factory=list)
    appendices: list[AppendixDraft] = field(default_factory=list)
    evidence: dict[str, Evidence] = field(default_factory=dict)  # by field name; "start" = why it starts here
    warnings: list[Warning] = field(default_factory=list)

    def is_by_hand(self, name: str) -> bool:
        """Whether a person stands for this field."""
        return name in self.evidence and self.evidence[name].rule == BY_HAND

    def as_json(self) -> dict:
        """This speech in the form that `parse_docx --json` prints and `/api/speeches/<id>/` answers."""
        whole = asdict(self)
        whole["paragraphs"] = [p.text for p in self.paragraphs]
        whole["labels"] = {str(n): p.label for n, p in enumerate(self.paragraphs, 1) if p.label}
        for appendix in whole["appendices"]:
            del appendix["places"]
            appendix["labels"] = {str(n): label for n, label in enumerate(appendix["labels"], 1) if label}
        for section in whole["outline"]:
            del section["confidence"]
        return whole


@dataclass(slots=True)
class Reading:
    """A file as first read, before any rule about speeches: what the rules can be run on again without the file."""

    blocks: list[Block]
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)


@dataclass(slots=True)
class DocumentDraft:
    speeches: list[SpeechDraft]
    dropped: list[Dropped] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    characters: int | None = None  # letters and digits of the whole file as first read, set-aside ones included
    reading: Reading | None = None  # what it was made from

    def as_json(self) -> dict:
        return {
            "speeches": [speech.as_json() for speech in self.speeches],
            "dropped": [asdict(piece) for piece in self.dropped],
            "warnings": [asdict(warning) for warning in self.warnings],
        }


class Refusal(Exception):
    """A file that cannot be read. `code` is one of the contract's codes, `message` the Chinese sentence for a person."""

    def __init__(self, code: str, message: str):
        super().__init__(code)
        self.code, self.message = code, message
