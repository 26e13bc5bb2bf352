"""What was read comes into the archive. Whatever is called here happens whole or not at all."""
import os
import shutil
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from speeches import figures, rules, tasks
from speeches.corrections import fold
from speeches.corrections.readings import Source
from speeches.filing import letters
from speeches.models import Document, IndexTask, Reading, Upload
from speeches.parsing.drafts import DocumentDraft, SpeechDraft
from speeches.parsing.word.sniffing import SIGN, suffix_of
from speeches.writing import write_document


def keep(upload: Upload, draft: DocumentDraft, wake: bool = True) -> Document | None:
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
                parser_version=rules.version(),
            )
            write_document(document, draft)
            if draft.reading:
                Reading.objects.create(document=document, packed=Reading.pack(draft.reading))
            upload.document, upload.state, upload.finished_at = document, Upload.State.READY, timezone.now()
            upload.save(update_fields=["document", "state", "finished_at"])
            mark_for_index(document, wake)
            with upload.waiting_at.open("rb") as file:
                suffix = suffix_of(file.read(SIGN))
            placed = place(upload.waiting_at, document.original_as(suffix))
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
    document.parser_version = rules.version()
    document.save()
    source = Source(document.name, record=record)
    if Reading.objects.filter(document=document).update(packed=source.packed):  # somebody has corrected it
        settled = fold(document.corrections.live())
        write_document(document, source.draft(settled, ranked=True), settled.seen)
    else:
        write_document(document, DocumentDraft([draft], characters=letters(record["text"])))
    mark_for_index(document, wake=False)
    return document


def mark_for_index(document: Document, wake: bool = True):
    """Say in this very transaction that the index has to follow."""
    mark_speeches(document.speeches.values_list("pk", flat=True), wake)


def mark_speeches(speech_ids, wake: bool = True):
    """Say in this very transaction that these speeches, or what they are filed under, are others now; without any, that pages are."""
    IndexTask.objects.bulk_create([IndexTask(speech_id=pk) for pk in speech_ids], batch_size=500)
    figures.changed()
    if wake:
        tasks.update_index.enqueue()
