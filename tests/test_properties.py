"""What must hold of every file whatsoever: no letter lost, none made up, every place right, every decision undone without a trace."""
from collections import Counter
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speeches.parsing.decisions import Decisions
from speeches.parsing.drafts import Block, DocumentDraft, Reading
from speeches.parsing.pipeline import parse_reading, read
from speeches.parsing.retouching import INSERTED, JOINED, KEPT, PARTED, RawLine, retouched
from tests.made_lines import FIXTURES, PLAIN, READINGS, harmed, sample

FILES = st.one_of(READINGS, PLAIN, harmed())
ALWAYS = []  # functions of a file and a way to draw: what each asserts holds of any file


def always(function):
    ALWAYS.append(function)
    return function


def looking_at(files: int, the_same: bool = False):
    return settings(max_examples=files, derandomize=the_same, deadline=None, suppress_health_check=list(HealthCheck))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def said(draft: DocumentDraft) -> list[tuple[int, str]]:
    """The lines of all speeches with their places, in order."""
    lines = []
    for speech in draft.speeches:
        lines += [(paragraph.at, paragraph.text) for paragraph in speech.paragraphs]
        for appendix in speech.appendices:
            lines += zip(appendix.places, [appendix.title, *appendix.paragraphs], strict=True)
    return lines


def faults(reading: Reading, draft: DocumentDraft) -> list[str]:
    """What is wrong between a file and what came of it."""
    whole = letters("".join(block.text for block in reading.blocks))
    dropped = [(piece.at, letters(piece.text)) for piece in draft.dropped if piece.at is not None]
    pieces = dropped + [(at, letters(text)) for at, text in said(draft)]
    taken, found = [""] * len(whole), []
    for number, (at, text) in enumerate(pieces):  # what was taken out of a line comes before the line
        here = list(islice((place for place in range(at, len(whole)) if not taken[place]), len(text)))
        if "".join(whole[place] for place in here) != text or (here and "line" in taken[at : here[0]]):
            found.append(f"{text[:9]} does not stand at {at}")
        for place in here:
            taken[place] = "dropped" if number < len(dropped) else "line"
    if not all(taken):
        found.append("not everything is accounted for")
    if sorted(whole) != sorted("".join(text for _, text in pieces)):
        found.append("letters lost or made up")
    if any(warning.code == "unaccounted" for warning in draft.warnings):
        found.append("unaccounted")
    places = [at for at, _ in said(draft)]
    if places != sorted(places):
        found.append("out of order")
    notes = [note.text for block in reading.blocks for note in block.notes]
    outside = [piece.text for piece in draft.dropped[len(reading.dropped) :] if piece.at is None]
    kept = [note.text for speech in draft.speeches for note in speech.notes] + outside
    if sorted(notes) != sorted(kept):
        found.append("notes lost or made up")
    lines = retouched(reading, draft)
    if [raw_text(line) for line in lines] != [block.text for block in reading.blocks]:
        found.append("the lines of the file are not shown as they are")
    if clean_texts(lines) != [text for _, text in said(draft)]:
        found.append("the paragraphs do not come out of the lines as shown")
    if any(not speech.paragraphs for speech in draft.speeches):
        found.append("an empty speech")
    return found


def raw_text(line: RawLine) -> str:
    return "".join(segment.text for segment in line.segments if segment.state not in (INSERTED, JOINED, PARTED))


def clean_texts(lines: list[RawLine]) -> list[str]:
    """What was kept and put in, paragraph by paragraph."""
    texts: dict[tuple[int, int], str] = {}
    for segment in [segment for line in lines for segment in line.segments if segment.state in (KEPT, INSERTED)]:
        place = (segment.speech, segment.paragraph)
        texts[place] = texts.get(place, "") + segment.text
    assert list(texts) == sorted(texts)
    return list(texts.values())


@always
def every_letter_comes_out_once_in_order_and_at_its_place(reading, draw):
    assert faults(reading, parse_reading(reading, "来稿.docx", ranked=False)) == []


@always
def the_same_lines_give_the_same_speeches(reading, draw):
    first = parse_reading(reading, "来稿.docx", ranked=False)
    assert parse_reading(reading, "来稿.docx", ranked=False) == first


def drawn_decisions(draw, reading: Reading) -> Decisions:
    """Any decisions at all, at lines and in the middle of them, and beyond the end."""
    base = parse_reading(reading, "来稿.docx", ranked=False)
    known = [at for at, _ in said(base)] + [piece.at for piece in base.dropped if piece.at is not None]
    places = st.one_of(st.sampled_from(known), st.integers(0, len(letters("".join(b.text for b in reading.blocks))) + 3))
    values = {"title": st.sampled_from(["新题", None]), "speaker": st.sampled_from(["李小满", None]), "complete": st.booleans(), "keywords": st.just(["水渠"])}
    return draw(
        st.builds(
            Decisions,
            starts=st.dictionaries(places, st.booleans(), max_size=4),
            aside=st.lists(st.tuples(places, places), max_size=2),
            back=st.sets(places, max_size=3),
            headings=st.dictionaries(places, st.integers(0, 9), max_size=4),
            fields=st.dictionaries(places, st.fixed_dictionaries({}, optional=values), max_size=3),
            speech=st.booleans(),
        )
    )


@always
def whatever_people_decide_no_letter_is_lost_and_undone_it_leaves_no_trace(reading, draw):
    before = parse_reading(reading, "来稿.docx", ranked=False)
    decisions = drawn_decisions(draw, reading)
    draft = parse_reading(reading, "来稿.docx", decisions, ranked=False)
    assert faults(reading, draft) == []
    assert all(1 <= section.level <= 9 and section.heading for speech in draft.speeches for section in speech.outline)
    assert parse_reading(reading, "来稿.docx", ranked=False) == before


@always
def a_speech_begins_wherever_a_person_says_so(reading, draw):
    before = parse_reading(reading, "来稿.docx", Decisions(speech=True), ranked=False)
    at = draw(st.sampled_from([at for at, text in said(before) if letters(text)] or [0]))
    draft = parse_reading(reading, "来稿.docx", Decisions(starts={at: True}, speech=True), ranked=False)
    assert faults(reading, draft) == []
    assert at in [first_letter(speech) for speech in draft.speeches]
    assert dropped_letters(draft, without="frame") <= dropped_letters(before)  # 篇二： before its title is a frame


@always
def a_speech_ends_up_in_the_one_before_when_a_person_says_so(reading, draw):
    before = parse_reading(reading, "来稿.docx", ranked=False)
    starts = [first_letter(speech) for speech in before.speeches[1:]]
    at = draw(st.sampled_from(starts or [0]))
    draft = parse_reading(reading, "来稿.docx", Decisions(starts={at: False}), ranked=False)
    assert faults(reading, draft) == []
    assert len(draft.speeches) < len(before.speeches) or not starts


@always
def speeches_that_a_person_has_seen_stay_as_they_are(reading, draw):
    before = parse_reading(reading, "来稿.docx", ranked=False)
    if any(not letters("".join(paragraph.text for paragraph in speech.paragraphs)) for speech in before.speeches):
        return  # a line without letters has no place of its own
    draft = parse_reading(reading, "来稿.docx", Decisions(starts={first_letter(speech): True for speech in before.speeches}), ranked=False)
    for speech in before.speeches + draft.speeches:
        speech.evidence.pop("start", None)
    assert draft.speeches == before.speeches
    assert draft.dropped == before.dropped


@always
def what_was_set_aside_comes_back_when_a_person_says_so(reading, draw):
    before = parse_reading(reading, "来稿.docx", ranked=False)
    pieces = [piece for piece in before.dropped if piece.at is not None and letters(piece.text)]
    if pieces:
        piece = draw(st.sampled_from(pieces))
        draft = parse_reading(reading, "来稿.docx", Decisions(back={piece.at}), ranked=False)
        assert faults(reading, draft) == []
        assert (piece.at, piece.text) not in [(other.at, other.text) for other in draft.dropped]


@always
def lines_go_aside_when_a_person_says_so(reading, draw):
    before = parse_reading(reading, "来稿.docx", ranked=False)
    at, text = draw(st.sampled_from([line for line in said(before) if letters(line[1])] or [(0, "")]))
    draft = parse_reading(reading, "来稿.docx", Decisions(aside=[(at, at + len(letters(text)))]), ranked=False)
    assert faults(reading, draft) == []
    assert not text or at not in [at for at, text in said(draft) if letters(text)]


@always
def decisions_about_places_that_are_not_there_change_nothing(reading, draw):
    before = parse_reading(reading, "来稿.docx", ranked=False)
    at = len(letters("".join(block.text for block in reading.blocks))) + draw(st.integers(1, 9))
    nowhere = Decisions({at: True, at + 1: False}, [(at, at + 9)], {at}, {at: 2, at + 1: 0}, {at: {"title": "新题"}})
    assert parse_reading(reading, "来稿.docx", nowhere, ranked=False) == before


def first_letter(speech) -> int:
    """The place of the first line of a speech that has a letter."""
    return next((p.at for p in speech.paragraphs if letters(p.text)), speech.paragraphs[0].at)


def dropped_letters(draft: DocumentDraft, without: str = "") -> Counter:
    return Counter(letters("".join(piece.text for piece in draft.dropped if piece.at is not None and piece.reason != without)))


@pytest.mark.parametrize("holds", ALWAYS, ids=lambda function: function.__name__)
@looking_at(files=25, the_same=True)
@given(st.data(), FILES)
def test_of_any_file(holds, data, reading):
    holds(reading, data.draw)


@pytest.mark.long
@pytest.mark.parametrize("holds", ALWAYS, ids=lambda function: function.__name__)
@looking_at(files=2_000)
@given(st.data(), FILES)
def test_of_very_many_files(holds, data, reading):
    holds(reading, data.draw)


def alone(speech) -> Reading:
    return Reading([Block(paragraph.text, source=number) for number, paragraph in enumerate(speech.paragraphs)])


def read_again_alike(draft: DocumentDraft) -> bool:
    """Whether the paragraphs of each speech, plain and alone, are read as the same paragraphs of one speech."""
    for speech in draft.speeches:
        if "nature" in speech.evidence:  # a form or a list has cells, and these are no lines of a speech
            continue
        again = parse_reading(alone(speech), "来稿.docx", ranked=False)
        if [text for _, text in said(again)] != [paragraph.text for paragraph in speech.paragraphs] or len(again.speeches) != 1:
            return False
    return True


@pytest.mark.parametrize("file", FIXTURES, ids=lambda file: file.stem)
def test_the_text_of_a_speech_is_read_as_the_same_speech(file):
    assert read_again_alike(parse_reading(sample(file), file.name, ranked=False))


@pytest.mark.long
def test_the_text_of_a_real_speech_is_read_as_the_same_speech(test_data):
    files = [file for folder in ("real-docx", "derived-docx", "written-docx") for file in sorted((test_data / folder).rglob("*.docx"))]
    assert [file.name for file in files if not read_again_alike(parse_reading(read(file.read_bytes(), file.name), file.name, ranked=False))] == []
    assert len(files) >= 80


@pytest.mark.long
def test_every_letter_of_a_real_file_is_at_its_place_and_shown(test_data):
    files = [file for folder in ("real-docx", "derived-docx", "written-docx") for file in sorted((test_data / folder).rglob("*.docx"))]
    found = {}
    for file in files:
        reading = read(file.read_bytes(), file.name)
        if wrong := faults(reading, parse_reading(reading, file.name, ranked=False)):
            found[file.name] = wrong
    assert found == {}
