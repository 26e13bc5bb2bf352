"""Drafts become rows. Whatever is called here happens whole or not at all."""
import calendar
import os
import shutil
from dataclasses import asdict
from datetime import date, timedelta
from itertools import zip_longest
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from speeches import tasks
from speeches.models import (
    Document,
    IndexTask,
    Keyword,
    Meeting,
    MeetingType,
    Paragraph,
    Section,
    Speaker,
    Speech,
    SpeechKeyword,
    Upload,
)
from speeches.parsing.drafts import DocumentDraft, SpeechDraft, Warning

PARSER_VERSION = "1"
SAME_MEETING = timedelta(days=7)
DEEPEST = 9


def letters(text: str) -> int:
    """Count what may never get lost: letters and digits. Blanks and punctuation are not counted."""
    return sum(map(str.isalnum, text))


def keep(upload: Upload, draft: DocumentDraft) -> Document | None:
    """Turn a read upload into a document with all that hangs on it. None = somebody else settled the upload meanwhile."""
    placed = None
    try:
        with transaction.atomic():
            if not Upload.objects.select_for_update().filter(pk=upload.pk, state=Upload.State.READING).exists():
                return None
            document = Document.objects.create(
                name=upload.name,
                sha256=upload.sha256,
                size=upload.size,
                by=upload.by,
                parser_version=PARSER_VERSION,
                characters=draft.characters,
                dropped=[asdict(piece) for piece in draft.dropped],
                warnings=[asdict(warning) for warning in draft.warnings],
            )
            for position, speech in enumerate(draft.speeches, 1):
                write_speech(Speech(document=document, position=position), speech)
            upload.document, upload.state, upload.finished_at = document, Upload.State.READY, timezone.now()
            upload.save(update_fields=["document", "state", "finished_at"])
            mark_for_index(document)
            placed = place(upload.waiting_at, document.original)
    except BaseException:
        if placed and not Document.objects.filter(sha256=upload.sha256).exists():
            placed.unlink()
        raise
    return document


def place(source: Path, target: Path) -> Path | None:
    """Give the bytes their lasting place, the old one stays until all is settled. None = they were there already."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        return None
    try:
        os.link(source, target)
    except OSError:  # a file system without hard links
        half = target.with_suffix(".part")
        shutil.copyfile(source, half)
        half.replace(target)
    return target


@transaction.atomic
def keep_text(record: dict, draft: SpeechDraft) -> Document:
    """Keep one line of import_texts: a document without original, one speech. A known id updates in place.

    The index task is written here; whoever imports many calls index_pending once at the end.
    """
    source_id = str(record.get("id") or "")
    document = Document.objects.kept().filter(source_id=source_id).first() if source_id else None
    document = document or Document(source_id=source_id)
    document.name = (record.get("title") or draft.title or source_id or "无题")[:255]
    document.source = record.get("source") or ""
    document.size = len(record["text"].encode())
    document.characters = letters(record["text"])
    document.parser_version = PARSER_VERSION
    document.save()
    write_speech(document.speeches.first() or Speech(document=document, position=1), draft)
    mark_for_index(document, wake=False)
    return document


def write_speech(speech: Speech, draft: SpeechDraft):
    """Write a draft into a speech, new or old; an old one keeps its address."""
    if speech.pk:
        speech.sections.all().delete()
        speech.paragraphs.all().delete()
        speech.speechkeyword_set.all().delete()
    set_fields(speech, draft)
    speech.save()
    sections = Section.objects.bulk_create(section_rows(speech, draft))
    Paragraph.objects.bulk_create(paragraph_rows(speech, draft, sections))
    file_under(speech, draft.keywords)


def set_fields(speech: Speech, draft: SpeechDraft):
    """Take over what the draft states. What does not fit into its column was misread: it stays empty and is told."""
    warnings = list(draft.warnings)

    def fitting(model, name, value):
        value, longest = value or "", model._meta.get_field(name).max_length
        if longest and len(value) > longest:
            title = model._meta.get_field(name).verbose_name
            warnings.append(Warning("too_long", f"读出的{title}有 {len(value)} 个字，不像是对的，没有采用。"))
            return ""
        return value

    speech.title = draft.title or ""
    speech.subtitle = draft.subtitle or ""
    speech.salutation = draft.salutation or ""
    for name in ("post", "organ", "kind", "level", "place"):
        setattr(speech, name, fitting(Speech, name, getattr(draft, name)))
    speech.date_from, speech.date_to, speech.date_precision = span_of(draft.date)
    speaker = fitting(Speaker, "name", draft.speaker)
    speech.speaker = Speaker.objects.get_or_create(name=speaker, distinction="")[0] if speaker else None
    meeting = fitting(Meeting, "name", draft.meeting)
    speech.meeting = meeting_of(meeting, draft.meeting_type, speech.date_from, speech.date_to) if meeting else None
    speech.complete = draft.complete
    speech.characters = sum(letters(paragraph.text) for paragraph in draft.paragraphs)
    speech.attached = sum(letters(note.text) for note in draft.notes) + sum(
        letters(text) for appendix in draft.appendices for text in [appendix.title, *appendix.paragraphs]
    )
    speech.evidence = {name: asdict(evidence) for name, evidence in draft.evidence.items()}
    speech.warnings = [asdict(warning) for warning in warnings]


def span_of(day: str | None) -> tuple[date | None, date | None, str]:
    """2024-03 → its first day, its last day, "month"."""
    match [int(part) for part in (day or "").split("-") if part]:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31), Speech.Precision.YEAR
        case [year, month]:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Speech.Precision.MONTH
        case [year, month, day]:
            return date(year, month, day), date(year, month, day), Speech.Precision.DAY
    return None, None, ""


def meeting_of(name: str, type_name: str | None, start: date | None, end: date | None) -> Meeting:
    """Return the meeting of this name and time. Both ends within a week of another's: one meeting on several days."""
    type = MeetingType.objects.filter(name=type_name).first() if type_name else None
    namesakes = Meeting.objects.filter(name=name)
    if start is None:
        meeting = namesakes.filter(date_from=None).first()
    else:
        near = namesakes.filter(date_from__range=(start - SAME_MEETING, start + SAME_MEETING))
        near = [m for m in near if m.date_from == start or abs((m.date_to or m.date_from) - end) <= SAME_MEETING]
        meeting = min(near, key=lambda m: abs(m.date_from - start), default=None)
    if meeting is None:
        return Meeting.objects.create(name=name, type=type, date_from=start, date_to=end)
    meeting.type = meeting.type or type
    if start:
        meeting.date_from, meeting.date_to = min(start, meeting.date_from), max(end, meeting.date_to or end)
    meeting.save()
    return meeting


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
        add(paragraph.text, paragraph.part, label=paragraph.label[:longest], section=section)
    for appendix in draft.appendices:
        if appendix.title:
            add(appendix.title, Paragraph.Part.APPENDIX_TITLE)
        for text, label in zip_longest(appendix.paragraphs, appendix.labels, fillvalue=""):
            add(text, Paragraph.Part.APPENDIX, label=label[:longest])
    for note in draft.notes:
        add(note.text, Paragraph.Part.NOTE, label=note.mark[:longest], refers_to=note.paragraph or None)
    return rows


def file_under(speech: Speech, words: list[str]):
    """File a speech under its words, the weightiest first."""
    words = list(dict.fromkeys(word[:50] for word in words if word))
    Keyword.objects.bulk_create([Keyword(word=word) for word in words], ignore_conflicts=True)
    known = {keyword.word: keyword for keyword in Keyword.objects.filter(word__in=words)}
    SpeechKeyword.objects.bulk_create(
        SpeechKeyword(speech=speech, keyword=known[word], position=position) for position, word in enumerate(words, 1)
    )


def mark_for_index(document: Document, wake: bool = True):
    """Say in this very transaction that the index has to follow."""
    mark_speeches(document.speeches.values_list("pk", flat=True), wake)


def mark_speeches(speech_ids, wake: bool = True):
    IndexTask.objects.bulk_create([IndexTask(speech_id=pk) for pk in speech_ids], batch_size=500)
    if wake:
        tasks.update_index.enqueue()
