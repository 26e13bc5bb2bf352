"""Drafts become rows, new ones or those that are there: a speech keeps its address as long as it is the same speech."""
import hashlib
from dataclasses import asdict, replace
from datetime import datetime
from itertools import zip_longest
from typing import NamedTuple

from django.db.models import F

from speeches.filing import file_under, letters, set_fields
from speeches.models import Document, FormerSpeech, Paragraph, Section, Speech
from speeches.parsing.drafts import DocumentDraft, SpeechDraft
from speeches.parsing.fingerprint import fingerprint, texts_of
from speeches.parsing.pipeline import rank_keywords

DEEPEST = 9
OUT_OF_THE_WAY = 1_000_000  # where positions wait while they are dealt out anew


class Seen(NamedTuple):
    """Who said 看过了 of a speech, and when."""

    when: datetime
    by_id: int | None


def write_document(document: Document, draft: DocumentDraft, seen: dict[int, Seen] | None = None, ranked: bool = True) -> list[int]:
    """Make the document's rows what the draft says; returns the ids of the speeches that changed, came or went.

    A speech whose draft is what it was is not written again. One that is no more leaves word where its text went.
    """
    number(draft)
    rows, gone = match(document, draft)
    document.dropped = [asdict(piece) for piece in draft.dropped]
    document.warnings = [asdict(warning) for warning in draft.warnings]
    document.characters = draft.characters
    document.text_sha256 = fingerprint(texts_of(draft.speeches))
    document.save(update_fields=["dropped", "warnings", "characters", "text_sha256"])
    changed = [speech.pk for speech in gone]
    FormerSpeech.objects.bulk_create(FormerSpeech(pk=speech.pk, document=document, at=speech.at) for speech in gone)
    Speech.objects.filter(pk__in=changed).delete()
    document.former_speeches.filter(pk__in=[speech.pk for speech in rows if speech.pk]).delete()
    if any(not speech._state.adding and speech.position != position for position, speech in enumerate(rows, 1)):
        document.speeches.update(position=F("position") + OUT_OF_THE_WAY)
    for position, (speech, part) in enumerate(zip(rows, draft.speeches, strict=True), 1):
        if write_if_changed(speech, part, position, (seen or {}).get(start_of(part)), ranked):
            changed.append(speech.pk)
    return changed


def write_if_changed(speech: Speech, draft: SpeechDraft, position: int, seen: Seen | None, ranked: bool) -> bool:
    """Returns whether the index has to follow."""
    speech.position = position
    speech.seen_at, speech.seen_by_id = seen or (None, None)
    fingerprint_now = digest(draft)
    if speech.digest != fingerprint_now:
        if not ranked:
            rank_keywords(draft)
        speech.digest = fingerprint_now
        write_speech(speech, draft)
        return True
    speech.to_check = bool(speech.doubts) and not speech.seen_at
    speech.save(update_fields=["position", "seen_at", "seen_by", "to_check"])
    return False


def match(document: Document, draft: DocumentDraft) -> tuple[list[Speech], list[Speech]]:
    """Return a row for each speech of the draft, new ones unsaved, and the rows that none of them continues.

    The same beginning is the same speech; else the one with which it shares most letters, else one that was merged
    away and comes back, else a new one.
    """
    there = list(document.speeches.order_by("position")) if document.pk else []
    old = {speech.at: speech for speech in there}
    if len(old) < len(there):
        return match_by_position(document, draft, there)
    starts = [start_of(speech) for speech in draft.speeches]
    rows = {start: old.pop(start) for start in starts if start in old}
    former = dict(document.former_speeches.filter(at__in=starts).order_by("pk").values_list("at", "pk")) if document.pk else {}
    spans, left = spans_of(starts), spans_of(sorted([*old, *rows]))
    for start in starts:
        if start in rows:
            continue
        if start in former:
            rows[start] = Speech(pk=former[start], document=document)
        elif shared := [(overlap(spans[start], left[at]), at) for at in old if overlap(spans[start], left[at])]:
            rows[start] = old.pop(max(shared)[1])
        else:
            rows[start] = Speech(document=document)
    return [rows[start] for start in starts], list(old.values())


def match_by_position(document: Document, draft: DocumentDraft, there: list[Speech]) -> tuple[list[Speech], list[Speech]]:
    """Kept before places were known: the first is the first."""
    more = [Speech(document=document) for _ in draft.speeches[len(there) :]]
    return [*there, *more][: len(draft.speeches)], there[len(draft.speeches) :]


def number(draft: DocumentDraft):
    """Give places to a draft that was not made from the lines of a file: an imported text."""
    starts = [start_of(speech) for speech in draft.speeches]
    if starts == sorted(set(starts)) and any(paragraph.at for speech in draft.speeches for paragraph in speech.paragraphs):
        return
    at = 0
    for speech in draft.speeches:
        for paragraph in speech.paragraphs:
            paragraph.at, at = at, at + letters(paragraph.text)


def spans_of(starts: list[int]) -> dict[int, tuple[float, float]]:
    return {start: (start, end) for start, end in zip(starts, [*starts, float("inf")][1:], strict=True)}


def overlap(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def start_of(draft: SpeechDraft) -> int:
    return draft.paragraphs[0].at if draft.paragraphs else 0


def digest(draft: SpeechDraft) -> str:
    """Equal for equal drafts. Keywords count where a person gave them, else they follow from the rest."""
    keywords = draft.keywords if draft.is_by_hand("keywords") else []
    return hashlib.sha256(repr(replace(draft, keywords=keywords)).encode("utf-8", "replace")).hexdigest()


def write_speech(speech: Speech, draft: SpeechDraft):
    """Write a draft into a speech, new or old; an old one keeps its address."""
    if speech.pk and not speech._state.adding:
        speech.sections.all().delete()
        speech.paragraphs.all().delete()
        speech.speechkeyword_set.all().delete()
    set_fields(speech, draft)
    speech.at = start_of(draft)
    speech.to_check = bool(speech.doubts) and not speech.seen_at
    speech.save()
    sections = Section.objects.bulk_create(section_rows(speech, draft))
    Paragraph.objects.bulk_create(paragraph_rows(speech, draft, sections))
    file_under(speech, draft.keywords)


def section_rows(speech: Speech, draft: SpeechDraft) -> list[Section]:
    longest = Section._meta.get_field("label").max_length
    return [
        Section(
            speech=speech,
            position=position,
            level=min(section.level, DEEPEST),
            label=section.label[:longest],
            heading=section.heading,
            run_in=section.run_in,
            paragraph=section.paragraph,
            confidence=section.confidence,
        )
        for position, section in enumerate(draft.outline, 1)
    ]


def paragraph_rows(speech: Speech, draft: SpeechDraft, sections: list[Section]) -> list[Paragraph]:
    """Number every paragraph through: head and body, appendices, notes. Each of the body hangs on its innermost section."""
    rows = []
    longest = Paragraph._meta.get_field("label").max_length

    def add(text, part, **more):
        rows.append(Paragraph(speech=speech, position=len(rows) + 1, part=part, text=text, **more))

    begun = {section.paragraph: section for section in sections}  # of several in one paragraph, the last
    section = None
    for number, paragraph in enumerate(draft.paragraphs, 1):
        section = begun.get(number, section)
        add(paragraph.text, paragraph.part, label=paragraph.label[:longest], section=section, at=paragraph.at)
    for appendix in draft.appendices:
        places = iter(appendix.places)
        if appendix.title:
            add(appendix.title, Paragraph.Part.APPENDIX_TITLE, at=next(places, None))
        for text, label in zip_longest(appendix.paragraphs, appendix.labels, fillvalue=""):
            add(text, Paragraph.Part.APPENDIX, label=label[:longest], at=next(places, None))
    for note in draft.notes:
        add(note.text, Paragraph.Part.NOTE, label=note.mark[:longest], refers_to=note.paragraph or None)
    return rows
