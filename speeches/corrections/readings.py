"""The lines that a document was made from, and the way from them to a draft again."""
from dataclasses import dataclass

from speeches.corrections import Settled
from speeches.intake.converting import read_file
from speeches.models import Document, Reading
from speeches.parsing import drafts, settling
from speeches.parsing.drafts import Block, DocumentDraft, SpeechDraft
from speeches.parsing.pipeline import parse_reading
from speeches.parsing.placing import letters_of
from speeches.parsing.travel import builder
from speeches.texts import draft_of, record_from
from speeches.writing import number


@dataclass(slots=True)
class Source:
    """What a document was made from: the lines of a file, or the record of an imported text."""

    name: str
    reading: drafts.Reading | None = None
    record: dict | None = None

    @property
    def is_text(self) -> bool:
        return self.record is not None

    @property
    def packed(self) -> bytes:
        return Reading.pack({"record": self.record} if self.is_text else self.reading)

    @property
    def letters(self) -> str:
        """Every letter and digit of the text in order: what places are counted in."""
        lines = [self.record["text"]] if self.is_text else [block.text for block in self.reading.blocks]
        return letters_of("".join(lines))

    def words_at(self, at: int, most: int) -> str:
        return self.letters[at : at + most]

    def draft(self, settled: Settled, ranked: bool) -> DocumentDraft:
        """Make the draft anew, with everything that people decided."""
        if self.is_text:
            draft = text_draft(self.record, settled)
        else:
            draft = parse_reading(self.reading, self.name, settled.decisions, ranked)
        settled.gather([speech.paragraphs[0].at for speech in draft.speeches])
        for speech in draft.speeches:
            confirm(speech, settled.confirmed.get(speech.paragraphs[0].at, {}))
        return draft


class Unfit(Exception):
    """A correction that makes no sense here. Its message is the Chinese sentence for a person."""


def locked(document: Document) -> Document:
    """Nobody else corrects this document until the transaction ends."""
    return Document.objects.select_for_update().get(pk=document.pk)


def confirm(speech: SpeechDraft, seen: dict):
    """What a person saw and found right stays, whatever the rules say by now."""
    settling.put(speech, {name: value for name, value in seen.items() if getattr(speech, name) != value})


def text_draft(record: dict, settled: Settled) -> DocumentDraft:
    """An imported text is one speech; its places are counted in the lines of its text."""
    speech = draft_of(record)
    draft = DocumentDraft([speech], characters=len(letters_of(record["text"])))
    number(draft)
    settling.put(speech, settled.decisions.fields.get(0, {}))
    lines = [Block(paragraph.text, at=paragraph.at) for paragraph in speech.paragraphs]
    speech.outline = settling.outline(speech.outline, settling.mark(lines, settled.decisions))
    return draft


def source_of(document: Document) -> Source:
    """What was stored when it came in; a document that is older than that is read again from its original."""
    if stored := stored_of(document):
        return stored
    source = read_again(document)
    Reading.objects.create(document=document, packed=source.packed)
    return source


def stored_of(document: Document) -> Source | None:
    stored = Reading.objects.filter(document=document).first()
    if stored is None:
        return None
    content = stored.content
    if "record" in content:
        return Source(document.name, record=content["record"])
    return Source(document.name, reading=builder(drafts.Reading)(content))


def read_again(document: Document) -> Source:
    """Read the original once more with the rules of today. Raises Refusal, FileNotFoundError."""
    if not document.original:
        return stored_of(document) or Source(document.name, record=record_from(document))
    return Source(document.name, reading=read_file(document.original.read_bytes(), document.name).reading)
