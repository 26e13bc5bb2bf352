"""Fills the archive in ARCHIVE_DATA with made speeches: `SPEECH_TEST_DATA=… ARCHIVE_DATA=… python tests/benchmarks/made_archive.py NUMBER`.

The rows are those of import_texts, but many are inserted at a time, and a made meeting is simply the one of its name and day:
the command needs about a third of an hour for 50,000, this needs a few minutes. What is there already stays; the index is
not touched.
"""
import itertools
import os
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from made_speeches import records  # noqa: E402

from speeches import filing, rules, texts  # noqa: E402
from speeches.models import Document, Keyword, Meeting, MeetingType, Paragraph, Section, Speaker, Speech, SpeechKeyword  # noqa: E402
from speeches.parsing.drafts import DocumentDraft  # noqa: E402
from speeches.parsing.fingerprint import fingerprint, texts_of  # noqa: E402
from speeches.writing import digest, number, paragraph_rows, section_rows  # noqa: E402

AT_ONCE = 1_000


class Shelf:
    """Rows that many speeches share, made once."""

    def __init__(self):
        self.types = {type.name: type for type in MeetingType.objects.all()}
        self.speakers = {speaker.name: speaker for speaker in Speaker.objects.all()}
        self.meetings = {(meeting.name, meeting.date_from): meeting for meeting in Meeting.objects.all()}
        self.keywords = {keyword.word: keyword for keyword in Keyword.objects.all()}

    def speaker(self, name):
        if name and name not in self.speakers:
            self.speakers[name] = Speaker.objects.create(name=name)
        return self.speakers.get(name)

    def meeting(self, draft, first, last):
        key = draft.meeting and filing.tidy(draft.meeting), first
        if key[0] and key not in self.meetings:
            self.meetings[key] = Meeting.objects.create(name=key[0], type=self.types.get(draft.meeting_type), date_from=first, date_to=last)
        return self.meetings.get(key)

    def keyword(self, word):
        if word not in self.keywords:
            self.keywords[word] = Keyword.objects.create(word=word)
        return self.keywords[word]


def main(wanted: int):
    call_command("migrate", interactive=False, verbosity=0)
    there, shelf = Document.objects.count(), Shelf()
    rest = itertools.islice(records(wanted) if there < wanted else (), there, None)
    while some := list(itertools.islice(rest, AT_ONCE)):
        with transaction.atomic():
            add(some, shelf)
        print(Document.objects.count(), flush=True)


def add(some: list[dict], shelf: Shelf):
    drafts = [texts.draft_of(dict(record)) for record in some]
    documents, speeches = [], []
    for record, draft in zip(some, drafts, strict=True):
        number(DocumentDraft([draft]))
        characters = filing.letters(record["text"])
        documents.append(Document(
            source_id=record["id"], name=record["title"][:255], source=record["source"], size=len(record["text"].encode()),
            parser_version=rules.version(), characters=characters, text_sha256=fingerprint(texts_of([draft])),
        ))  # fmt: skip
        first, last, precision = filing.span_of(draft.date)
        speeches.append(Speech(
            document=documents[-1], position=1, title=draft.title, post=draft.post or "", kind=draft.kind, place=draft.place,
            date_from=first, date_to=last, date_precision=precision, speaker=shelf.speaker(draft.speaker),
            meeting=shelf.meeting(draft, first, last), characters=characters, digest=digest(draft),
        ))  # fmt: skip
    Document.objects.bulk_create(documents)
    Speech.objects.bulk_create(speeches)
    pairs = list(zip(speeches, drafts, strict=True))
    sections = {speech: section_rows(speech, draft) for speech, draft in pairs}
    Section.objects.bulk_create(itertools.chain.from_iterable(sections.values()))
    Paragraph.objects.bulk_create(row for speech, draft in pairs for row in paragraph_rows(speech, draft, sections[speech]))
    SpeechKeyword.objects.bulk_create(
        SpeechKeyword(speech=speech, keyword=shelf.keyword(word[:50]), position=position)
        for speech, draft in pairs
        for position, word in enumerate(dict.fromkeys(draft.keywords), 1)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
