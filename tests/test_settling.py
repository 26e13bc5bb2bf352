"""What a person decided about a file, as parsing follows it."""
import json

import pytest

from speeches.parsing.decisions import Decisions
from speeches.parsing.drafts import Block, Form, Reading
from speeches.parsing.pipeline import parse_reading
from speeches.parsing.travel import pack, unpack

BODY = "水渠修好了，水还要有人看；谁家的段谁家看，看不住的，年底要在会上说清楚。"
ONE = ["在全县春灌工作推进会上的讲话", "（2024年3月5日）", "同志们：", BODY, "一、把水渠修好", BODY, "（一）先修主渠", BODY, "二、把水管好", BODY, "谢谢大家！"]
TWO = ["在柳河镇防汛动员会上的讲话", "同志们：", BODY, "各家各户", BODY]


def at(lines: list[str], number: int) -> int:
    return sum(map(str.isalnum, "".join(lines[:number])))


def parsed(lines: list[str], **decisions):
    return parse_reading(Reading([Block(text, source=n) for n, text in enumerate(lines)]), "来稿.docx", Decisions(**decisions), ranked=False)


def lines_of(draft) -> list[list[str]]:
    return [[paragraph.text for paragraph in speech.paragraphs] for speech in draft.speeches]


def outline_of(speech) -> list[tuple]:
    return [(section.level, section.label, section.heading) for section in speech.outline]


def test_every_paragraph_knows_how_many_letters_stand_before_it():
    draft = parsed(ONE + TWO)
    assert [p.at for speech in draft.speeches for p in speech.paragraphs] == [at(ONE + TWO, n) for n in range(len(ONE + TWO))]


def test_two_speeches_are_one_when_a_person_denies_the_second():
    assert lines_of(parsed(ONE + TWO)) == [ONE, TWO]
    assert lines_of(parsed(ONE + TWO, starts={at(ONE + TWO, len(ONE)): False})) == [ONE + TWO]


def test_nothing_stands_before_the_first_speech_to_join_it_to():
    assert lines_of(parsed(ONE + TWO, starts={0: False})) == [ONE, TWO]


def test_a_beginning_moves_down_with_its_title_or_up_to_a_line_above():
    lines = ONE + TWO
    start = at(lines, len(ONE))
    below = parsed(lines, starts={start: False, at(lines, len(ONE) + 2): True})
    above = parsed(lines, starts={start: False, at(lines, len(ONE) - 1): True})
    assert lines_of(below) == [lines[: len(ONE) + 2], lines[len(ONE) + 2 :]]
    assert lines_of(above) == [lines[: len(ONE) - 1], lines[len(ONE) - 1 :]]


def test_a_speech_begins_by_hand_with_a_short_line_as_its_title():
    draft = parsed(ONE + TWO, starts={at(ONE + TWO, len(ONE) + 3): True})
    speech = draft.speeches[2]
    assert (speech.title, speech.evidence["start"].rule, speech.evidence["start"].confidence) == ("各家各户", "by_hand", 1.0)


def test_a_long_first_line_is_no_title():
    speech = parsed(ONE + TWO, starts={at(ONE + TWO, 7): True}).speeches[1]
    assert (speech.title, speech.paragraphs[0].text, speech.paragraphs[0].part) == (None, BODY, "body")


def test_a_place_inside_a_line_means_the_line():
    assert lines_of(parsed(ONE, starts={at(ONE, 7) + 5: True})) == [ONE[:7], ONE[7:]]


def test_a_line_above_its_title_can_begin_a_speech():
    lines = [*ONE, "柳河镇人民政府", *TWO]
    draft = parsed(lines, starts={at(lines, len(ONE)): True})
    assert lines_of(draft) == [ONE, ["柳河镇人民政府", *TWO]]


def test_lines_set_aside_by_hand_are_in_no_speech_and_not_lost():
    draft = parsed(ONE, aside=[(at(ONE, 3), at(ONE, 5))])
    assert lines_of(draft) == [ONE[:3] + ONE[5:]]
    assert [(piece.text, piece.reason, piece.at) for piece in draft.dropped] == [(ONE[3], "by_hand", at(ONE, 3)), (ONE[4], "by_hand", at(ONE, 4))]


def test_lines_set_aside_by_hand_stay_aside_when_the_rules_have_joined_them_to_others():
    lines = [*ONE[:3], "".join([BODY, "乱码乱码。", BODY]), *ONE[4:]]
    start = at(lines, 3) + at([BODY], 1)
    draft = parsed(lines, aside=[(start, start + 4)])
    assert lines_of(draft) == [[*ONE[:3], BODY, BODY, *ONE[4:]]]
    assert [(piece.text, piece.at) for piece in draft.dropped] == [("乱码乱码。", start)]


def test_a_file_set_aside_as_a_whole_has_no_speech():
    draft = parsed(ONE, aside=[(0, 1000)])
    assert (draft.speeches, len(draft.dropped)) == ([], len(ONE))


def test_one_page_number_comes_back_the_others_stay_away():
    lines = [*ONE[:4], "— 1 —", *ONE[4:6], "— 2 —", *ONE[6:]]
    assert [piece.text for piece in parsed(lines).dropped] == ["— 1 —", "— 2 —"]
    assert [piece.text for piece in parsed(lines, back={at(lines, 4)}).dropped] == ["— 2 —"]


def test_a_divider_comes_back_and_its_title_keeps_its_place():
    lines = ["篇一：" + ONE[0], *ONE[1:], "篇二：" + TWO[0], *TWO[1:]]
    start = at(lines, len(ONE))
    draft = parsed(lines, back={start}, fields={start: {"speaker": "李小满"}})
    assert (draft.speeches[1].paragraphs[0].text, draft.speeches[1].speaker) == ("篇二：" + TWO[0], "李小满")
    assert parsed(lines).speeches[1].paragraphs[0].at == start


def test_contents_come_back_line_by_line():
    lines = ["目录", ONE[0] + "……1", TWO[0] + "……9", *ONE, *TWO]
    assert len(parsed(lines).dropped) == 3
    assert [piece.text for piece in parsed(lines, back={0}).dropped] == lines[1:3]


def test_a_beginning_on_a_line_that_was_set_aside_brings_it_back():
    lines = [*ONE, "— 1 —", *TWO]
    assert lines_of(parsed(lines, starts={at(lines, len(ONE)): True})) == [ONE, ["— 1 —", *TWO]]


@pytest.mark.parametrize(
    ("headings", "outline"),
    [
        ({}, [(1, "一", "把水渠修好"), (2, "（一）", "先修主渠"), (1, "二", "把水管好")]),
        ({4: 0}, [(1, "（一）", "先修主渠"), (1, "二", "把水管好")]),
        ({4: 2}, [(2, "一", "把水渠修好"), (3, "（一）", "先修主渠"), (1, "二", "把水管好")]),
        ({8: 2}, [(1, "一", "把水渠修好"), (2, "（一）", "先修主渠"), (2, "二", "把水管好")]),
        ({9: 2}, [(1, "一", "把水渠修好"), (2, "（一）", "先修主渠"), (1, "二", "把水管好"), (2, "", BODY[:-1])]),
    ],
)
def test_a_heading_is_made_moved_and_taken_away(headings, outline):
    speech = parsed(ONE, headings={at(ONE, number): level for number, level in headings.items()}).speeches[0]
    assert outline_of(speech) == outline
    assert all(section.confidence == 1.0 for section in speech.outline if section.paragraph - 1 in headings)


def test_a_heading_by_hand_runs_into_a_long_paragraph():
    lines = [*ONE[:4], "水要有人看。" + BODY, *ONE[4:]]
    section = parsed(lines, headings={at(lines, 4): 1}).speeches[0].outline[0]
    assert (section.heading, section.run_in) == ("水要有人看", True)


def test_fields_by_hand_win_and_say_so():
    values = {"speaker": "李小满", "date": "2024-03-05", "meeting": None, "keywords": ["水渠"], "complete": False}
    speech = parsed(ONE, fields={0: values}).speeches[0]
    assert {name: getattr(speech, name) for name in values} == values
    assert (speech.evidence["date"].text, speech.evidence["speaker"].text) == ("（2024年3月5日）", "")
    assert {speech.evidence[name].rule for name in values} == {"by_hand"}


def test_keywords_by_hand_are_not_ranked_again():
    reading = Reading([Block(text, source=n) for n, text in enumerate(ONE)])
    assert parse_reading(reading, "来稿.docx", Decisions(fields={0: {"keywords": ["看渠"]}})).speeches[0].keywords == ["看渠"]


def test_a_doubt_goes_when_a_person_fills_the_field():
    lines = [BODY, BODY, BODY[:-1]]
    assert {warning.code for warning in parsed(lines).speeches[0].warnings} == {"no_title", "incomplete"}
    assert parsed(lines, fields={0: {"title": "谈水", "complete": True}}).speeches[0].warnings == []


def test_fields_stay_with_their_speech_when_its_beginning_moves_up():
    lines = [*ONE, "柳河镇人民政府", *TWO]
    old, new = at(lines, len(ONE) + 1), at(lines, len(ONE))
    draft = parsed(lines, starts={old: False, new: True}, fields={old: {"speaker": "李小满"}})
    assert (draft.speeches[1].paragraphs[0].at, draft.speeches[1].speaker) == (new, "李小满")


def test_a_notice_is_a_speech_when_a_person_says_so():
    notice = ["关于召开春灌会议的通知", "各乡镇人民政府：", BODY, "特此通知。", "柳河镇人民政府"]
    assert [w.code for w in parsed(notice).warnings] == ["no_speech"]
    assert [w.code for w in parsed(notice, starts={0: True}).warnings] == ["no_speech"]
    assert parsed(notice, speech=True).warnings == []


def test_letters_that_a_stage_loses_are_said(monkeypatch):
    from speeches.parsing import repair

    monkeypatch.setattr(repair.glue, "part", lambda blocks: (blocks[1:], [], []))
    warning = parsed(ONE).warnings[-1]
    assert (warning.code, f" {at(ONE, 1)} 个字" in warning.message) == ("unaccounted", True)


def test_places_are_no_part_of_what_a_speech_looks_like_outside():
    draft = parsed([*ONE, "附件1", "任务清单", BODY])
    whole = draft.as_json()
    assert "reading" not in whole
    assert whole["speeches"][0]["appendices"] == [{"title": "附件1 任务清单", "paragraphs": [BODY], "labels": {}}]
    assert draft.speeches[0].appendices[0].places == [at([*ONE], len(ONE)), at([*ONE, "附件1", "任务清单"], len(ONE) + 2)]


def test_a_reading_is_kept_as_json_and_read_again_without_a_difference():
    blocks = [Block("一、水", "1.", Form(centred=True, size=16.0), "table", 3, True), Block("路")]
    packed = pack(Reading(blocks))
    assert json.loads(packed)["blocks"][1] == {"text": "路"}
    assert unpack(Reading, packed) == Reading(blocks)
