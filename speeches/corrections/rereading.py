"""Parsing a document again with the rules of today: first the difference, then, if a person wants it, the change."""
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from speeches import rules
from speeches.corrections import Settled, fold, shifted
from speeches.corrections.readings import Source, Unfit, locked, read_again, source_of
from speeches.facts import values_of
from speeches.filing import remove_orphans
from speeches.keeping import mark_speeches
from speeches.models import Correction, Document, Paragraph, Reading, Speech
from speeches.parsing.decisions import FIELDS
from speeches.parsing.drafts import DocumentDraft, SpeechDraft
from speeches.writing import match, write_document


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what stands and what would stand. `speech` is None for one that is new."""

    speech: Speech | None
    title: str
    field: str  # a field, "paragraphs", "outline", "new", "gone", or "set_aside"
    old: object = None
    new: object = None


@dataclass(slots=True)
class Reread:
    """What the rules of today make of a document, with everything that people decided."""

    source: Source
    kept: list[Correction]
    settled: Settled
    draft: DocumentDraft
    changes: list[Change] = field(default_factory=list)
    lost: list[Correction] = field(default_factory=list)  # their place is not in the file any more


def read_anew(document: Document) -> Reread:
    """Read the original again and compare; nothing is written. Raises Refusal, FileNotFoundError."""
    source = read_again(document)
    kept, lost = placed(document, source_of(document), source)
    settled = fold(kept)
    draft = source.draft(settled, ranked=True)
    return Reread(source, kept, settled, draft, changes_of(document, draft), lost)


@transaction.atomic
def parse_again(document: Document) -> Reread:
    """Let the rules of today hold. What a person set stays as it is."""
    document = locked(document)
    again = read_anew(document)
    take_over(document, again)
    Correction.objects.filter(pk__in=[correction.pk for correction in again.lost]).update(undone_at=timezone.now())
    document.speeches.update(digest="")  # everything is written anew, keywords too
    let_stand(document, again.draft, again.settled)
    return again


def catch_up(document: Document):
    """Before a correction: the rules of today make the same of the document, or a person has to look first. Raises Unfit."""
    if document.parser_version == rules.version():
        return
    again = read_anew(document)
    if again.changes or again.lost:
        raise Unfit(_("整理的规则更新过，这份文件会有些不同。请先按“重新整理”看一看，再接着改。"))
    take_over(document, again)


def take_over(document: Document, again: Reread):
    """From now on corrections are made on what was read this time."""
    Reading.objects.filter(document=document).update(packed=again.source.packed)
    Correction.objects.bulk_update(again.kept, ["at", "value"])
    document.parser_version = rules.version()
    document.save(update_fields=["parser_version"])


def let_stand(document: Document, draft: DocumentDraft, settled: Settled, ranked: bool = True):
    """Write a draft over what stands, and everything that follows from it."""
    meetings = list(document.speeches.exclude(meeting=None).values_list("meeting_id", flat=True))
    changed = write_document(document, draft, settled.seen, ranked)
    remove_orphans(meetings)
    mark_speeches(changed)


def placed(document: Document, old: Source, new: Source) -> tuple[list[Correction], list[Correction]]:
    """The corrections that hold, at the places which their words have in the new reading; and those without a place."""
    corrections = list(document.corrections.live())
    if old.letters == new.letters:
        return corrections, []
    kept, lost, letters = [], [], new.letters
    for correction in corrections:
        if correction.at is None:
            kept.append(correction)
        elif (at := nearest(letters, correction.words, correction.at)) is not None:
            kept.append(shifted(correction, at - correction.at))
        else:
            lost.append(correction)
    return kept, lost


def nearest(letters: str, words: str, at: int) -> int | None:
    """Where these words stand, as near to the old place as can be."""
    before, after = letters.rfind(words, 0, at + len(words)), letters.find(words, at)
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - at)) if words and found else None


def changes_of(document: Document, draft: DocumentDraft) -> list[Change]:
    """Every difference, in the order of the file."""
    rows, gone = match(document, draft)
    changes = [Change(speech, str(speech), "gone") for speech in gone]
    for speech, part in zip(rows, draft.speeches, strict=True):
        title = part.title or document.name
        if speech._state.adding:
            changes.append(Change(None, title, "new", None, part.title))
        else:
            changes += [Change(speech, title, name, old, new) for name, old, new in differences(speech, part)]
    old, new = [(piece["reason"], piece["text"]) for piece in document.dropped], [(piece.reason, piece.text) for piece in draft.dropped]
    if old != new:
        changes.append(Change(None, "", "set_aside", len(old), len(new)))
    return changes


def differences(speech: Speech, draft: SpeechDraft):
    """(name, old, new) of every field, of the paragraphs and of the outline that would not stay what it is."""
    old = values_of(speech)
    for name in FIELDS:
        new = getattr(draft, name)
        if old[name] != (new if name in ("complete", "keywords") else new or None):
            yield name, old[name], new
    parts = (Paragraph.Part.HEAD, Paragraph.Part.BODY)
    lines = list(speech.paragraphs.filter(part__in=parts).order_by("position").values_list("text", flat=True))
    new_lines = [paragraph.text for paragraph in draft.paragraphs]
    if lines != new_lines:
        yield "paragraphs", len(lines), len(new_lines)
    outline = [f"{s.level} {s.label} {s.heading}" for s in speech.sections.order_by("position")]
    new_outline = [f"{s.level} {s.label} {s.heading}" for s in draft.outline]
    if outline != new_outline:
        yield "outline", outline, new_outline
