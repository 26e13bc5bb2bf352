"""Corrections: what a person decides holds, through further corrections and a new parse, and can be taken back."""
import json

import pytest

from speeches import archive
from speeches.models import Document, FormerSpeech, IndexTask, Paragraph, Speech
from speeches.texts import draft_of, record_of
from tests.desk_files import CANAL, FOREST, send, titles

pytestmark = pytest.mark.django_db

NAMED = ["补充一点", "还有一件事，就是夜里也要有人值守。"]


@pytest.fixture
def document():
    document = send([*CANAL, *FOREST, *NAMED])
    archive.index_pending()
    return document


def at(document, text):
    return paragraph(document, text).at


def paragraph(document, text):
    return Paragraph.objects.get(speech__document=document, text=text)


def lines(document):
    return [row.text for speech in document.speeches.order_by("position") for row in speech.paragraphs.order_by("position")]


def unaccounted(document):
    document.refresh_from_db()
    aside = sum(map(str.isalnum, "".join(piece["text"] for piece in document.dropped)))
    return document.characters - aside - sum(speech.characters + speech.attached for speech in document.speeches.all())


def test_a_line_becomes_the_beginning_of_a_speech_of_its_own(document):
    archive.correct(document, "start", at(document, "补充一点"))
    assert titles(document) == [CANAL[0], FOREST[0], "补充一点"]
    assert paragraph(document, NAMED[1]).speech.position == 3
    assert unaccounted(document) == 0


def test_a_merged_speech_is_part_of_the_one_before_and_its_address_leads_there(document, client):
    merged = document.speeches.get(position=2)
    archive.correct(document, "merge", merged.at)
    assert titles(document) == [CANAL[0]]
    assert lines(document) == [*CANAL, *FOREST, *NAMED]
    assert client.get(merged.get_absolute_url()).url.endswith("#p10")


def test_undoing_a_merge_gives_the_speech_back_under_its_old_address(document):
    merged = document.speeches.get(position=2)
    archive.correct(document, "merge", merged.at)
    archive.undo(document)
    assert document.speeches.get(position=2).pk == merged.pk
    assert (titles(document), FormerSpeech.objects.count()) == ([CANAL[0], FOREST[0]], 0)


def test_a_beginning_moves_and_the_speech_stays_the_same(document):
    speech = document.speeches.get(position=2)
    archive.correct(document, "fields", speech.at, {"speaker": "温守林"})
    archive.correct(document, "move", speech.at, {"to": at(document, "守闸的人要选准。")})
    moved = Speech.objects.get(pk=speech.pk)
    assert (moved.position, moved.speaker.name) == (2, "温守林")
    assert moved.paragraphs.first().text == "守闸的人要选准。"
    assert unaccounted(document) == 0


def test_lines_are_set_aside_and_put_back(document):
    before = lines(document)
    archive.correct(document, "aside", None, {"places": [at(document, text) for text in NAMED]})
    document.refresh_from_db()
    assert lines(document) == before[:-2]
    assert [(piece["text"], piece["reason"]) for piece in document.dropped] == [(text, "by_hand") for text in NAMED]
    assert unaccounted(document) == 0
    archive.correct(document, "back", document.dropped[1]["at"])
    assert lines(document) == [*before[:-2], NAMED[1]]


def test_a_heading_becomes_body_and_body_a_heading(document):
    speech = document.speeches.get(position=1)
    archive.correct(document, "heading", at(document, "二、把人用好"), {"level": 0})
    archive.correct(document, "heading", at(document, "守闸的人要选准。"), {"level": 2})
    assert [(section.level, section.heading) for section in speech.sections.order_by("position")] == [
        (1, "把账算清"), (2, "守闸的人要选准"),
    ]  # fmt: skip


def test_fields_that_a_person_set_are_filed_and_say_so(document):
    speech = document.speeches.get(position=1)
    archive.correct(document, "fields", speech.at, {"speaker": "温守渠", "level": "县", "date": "2024-03", "keywords": ["水利"]})
    speech.refresh_from_db()
    assert (speech.speaker.name, speech.level, speech.date_precision) == ("温守渠", "县", "month")
    assert [filed.keyword.word for filed in speech.speechkeyword_set.all()] == ["水利"]
    assert speech.evidence["speaker"]["rule"] == "by_hand"


def test_a_field_that_a_person_emptied_stays_empty(document):
    speech = document.speeches.get(position=1)
    archive.correct(document, "fields", speech.at, {"date": None})
    archive.correct(document, "heading", at(document, "二、把人用好"), {"level": 0})
    speech.refresh_from_db()
    assert speech.date_from is None


def test_what_was_seen_is_no_longer_to_check_and_stays_as_it_was(document):
    Speech.objects.update(to_check=True, doubts=["date"])
    speech = document.speeches.get(position=1)
    archive.see(document, [speech])
    speech.refresh_from_db()
    assert (speech.to_check, bool(speech.seen_at)) == (False, True)
    assert archive.read_anew(document).changes == []


def test_parsing_again_finds_nothing_new_and_keeps_what_people_set(document):
    first, second = document.speeches.order_by("position")
    archive.correct(document, "fields", first.at, {"title": "修渠的事"})
    archive.correct(document, "merge", second.at)
    again = archive.parse_again(document)
    assert again.changes == []
    assert titles(document) == ["修渠的事"]


def test_parsing_again_shows_the_difference_before_it_makes_one(document):
    """As if an older version of the rules had not known the date."""
    Speech.objects.filter(position=1).update(date_from=None, date_to=None, date_precision="")
    assert [(change.field, change.old, change.new) for change in archive.read_anew(document).changes] == [("date", None, "2024-03-05")]
    assert Speech.objects.get(position=1).date_from is None
    archive.parse_again(document)
    assert str(Speech.objects.get(position=1).date_from) == "2024-03-05"


def test_a_correction_finds_its_place_when_more_is_read_before_it(document):
    """As if an older version had not read the first paragraph at all."""
    archive.correct(document, "start", at(document, "补充一点"))
    content = document.reading.content
    content["blocks"] = content["blocks"][1:]
    document.reading.packed = document.reading.pack(content)
    document.reading.save()
    correction = document.corrections.get()
    correction.at -= 12
    correction.save()
    archive.parse_again(document)
    assert titles(document) == [CANAL[0], FOREST[0], "补充一点"]


def test_only_the_speeches_that_changed_are_indexed_again(document):
    IndexTask.objects.all().delete()
    first = document.speeches.get(position=1)
    archive.correct(document, "fields", first.at, {"speaker": "温守渠"})
    assert list(IndexTask.objects.values_list("speech_id", flat=True)) == [first.pk]


@pytest.mark.parametrize(("kind", "value"), [("start", None), ("merge", None), ("move", {"to": 5}), ("heading", {"level": 1}), ("back", None)])
def test_what_is_not_there_cannot_be_corrected(document, kind, value):
    with pytest.raises(archive.Unfit):
        archive.correct(document, kind, 99_999, value)
    assert not document.corrections.exists()


def test_not_everything_can_be_set_aside(document):
    with pytest.raises(archive.Unfit, match="至少留下一段"):
        archive.correct(document, "aside", None, {"places": list(Paragraph.objects.values_list("at", flat=True))})
    assert lines(document) == [*CANAL, *FOREST, *NAMED]


def test_undo_goes_back_step_by_step(document):
    before = lines(document), titles(document)
    archive.correct(document, "merge", document.speeches.get(position=2).at)
    archive.correct(document, "heading", at(document, "二、把人用好"), {"level": 0})
    archive.undo(document)
    archive.undo(document)
    assert (lines(document), titles(document)) == before
    assert archive.undo(document) is None


def test_an_imported_text_is_described_but_not_split():
    record = record_of('{"id": "7", "text": "今天讲两点。\\n一、修渠\\n先修渠。"}'.encode())
    document = archive.keep_text(record, draft_of(record))
    archive.correct(document, "fields", 0, {"title": "讲两点"})
    archive.correct(document, "heading", paragraph(document, "先修渠。").at, {"level": 2})
    speech = document.speeches.get()
    assert speech.title == "讲两点"
    assert [section.level for section in speech.sections.order_by("position")] == [1, 2]
    with pytest.raises(archive.Unfit, match="不能拆分"):
        archive.correct(document, "start", paragraph(document, "一、修渠").at)


def test_a_text_imported_again_keeps_what_people_set():
    record = {"id": "7", "title": "讲两点", "text": "今天讲两点。", "date": "2024"}
    document = archive.keep_text(record, draft_of(record_of(json.dumps(record).encode())))
    archive.correct(document, "fields", 0, {"title": "修渠的两点"})
    record = record_of(json.dumps(record | {"date": "2025", "text": "今天再讲两点。"}).encode())
    archive.keep_text(record, draft_of(record))
    speech = document.speeches.get()
    assert (speech.title, speech.date_from.year, speech.paragraphs.get().text) == ("修渠的两点", 2025, "今天再讲两点。")


def test_under_new_rules_that_see_the_same_a_correction_goes_on(document):
    Document.objects.update(parser_version="older")
    archive.correct(document, "start", at(document, "补充一点"))
    assert len(titles(document)) == 3


def test_under_new_rules_that_see_something_else_a_person_looks_first(document):
    Document.objects.update(parser_version="older")
    Speech.objects.filter(position=1).update(date_from=None, date_to=None, date_precision="")
    with pytest.raises(archive.Unfit, match="重新整理"):
        archive.correct(document, "start", at(document, "补充一点"))
    archive.parse_again(document)
    archive.correct(document, "start", at(document, "补充一点"))
    assert len(titles(document)) == 3


def test_parsing_an_imported_text_again_keeps_what_is_set_on_it():
    record = record_of('{"id": "7", "title": "讲两点", "text": "今天讲两点。"}'.encode())
    document = archive.keep_text(record, draft_of(record))
    archive.correct(document, "fields", 0, {"title": "修渠的两点"})
    assert archive.parse_again(document).changes == []
    archive.undo(document)
    assert titles(document) == ["讲两点"]
