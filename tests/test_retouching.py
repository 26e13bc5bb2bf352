"""Raw beside cleaned: what a reader sees struck through, joined and put in."""
import pytest

from speeches.parsing.decisions import Decisions
from speeches.parsing.drafts import Block, Reading
from speeches.parsing.pipeline import parse_reading
from speeches.parsing.retouching import repairs, retouched
from tests.test_properties import faults
from tests.test_repair import PAGES, PRINTED

BODY = "水渠修好了，水还要有人看；谁家的段谁家看，看不住的，年底要在会上说清楚。"


def parsed(*texts, decisions=None):
    return parse_reading(Reading([Block(text, source=n) for n, text in enumerate(texts)]), "来稿.docx", decisions, ranked=False)


def seen(*texts, decisions=None):
    draft = parsed(*texts, decisions=decisions)
    return retouched(draft.reading, draft)


def marks(lines) -> list[list[tuple]]:
    return [[(segment.text, segment.state) for segment in line.segments] for line in lines]


def test_a_line_that_nothing_happened_to_is_one_segment_with_its_paragraph():
    lines = seen("在全县春灌工作推进会上的讲话", "同志们：", BODY)
    assert marks(lines) == [[("在全县春灌工作推进会上的讲话", "kept")], [("同志们：", "kept")], [(BODY, "kept")]]
    assert [(line.at, line.speech, line.paragraph) for line in lines] == [(0, 1, 1), (14, 1, 2), (17, 1, 3)]


def test_a_page_marker_is_struck_through_and_the_lines_round_it_are_joined():
    first, second, *_ = lines = seen(*PAGES)
    assert repairs(lines, parsed(*PAGES))["page_marker"] == sum(text[1] == "、" for text in PAGES)
    assert [(segment.text, segment.state) for segment in second.segments][0] == ("2、", "page_marker")
    assert (first.segments[-1].state, first.segments[-2].paragraph) == ("joined", second.paragraph)


def test_printed_lines_show_where_their_ends_went():
    lines = seen("在全镇森林防火工作会上的讲话", "副镇长　马德山", "同志们：", *PRINTED)
    joined = [segment.text for line in lines for segment in line.segments if segment.state == "joined"]
    assert len(joined) == len(lines) - len({line.paragraph for line in lines})
    assert set(joined) == {"↵"}


def test_a_line_that_was_parted_shows_where_paragraphs_begin_in_it():
    line = seen("在全县春灌工作推进会上的讲话同志们：" + BODY * 12)[0]
    assert [(segment.text, segment.state) for segment in line.segments][:4] == [
        ("在全县春灌工作推进会上的讲话", "kept"), ("↵", "parted"), ("同志们：", "kept"), ("↵", "parted"),
    ]  # fmt: skip
    assert [segment.paragraph for segment in line.segments if segment.state == "kept"] == [1, 2, 3]


def test_a_broken_times_is_struck_through_and_the_cross_is_shown_as_put_in():
    line = seen("在全县春灌工作推进会上的讲话", "同志们：", "县委书记times;times;同志来过这里。")[2]
    assert marks([line])[0] == [
        ("县委书记", "kept"), ("times;times;", "site_text"), ("××", "inserted"), ("同志来过这里。", "kept"),
    ]  # fmt: skip


def test_page_numbers_inside_a_line_are_struck_through_with_their_dashes():
    line = seen("在全县春灌工作推进会上的讲话", "同志们：", "水渠修到 — 7 — 村口，又修到 — 8 — 村尾，再修到 — 9 — 山上。")[2]
    assert [text for text, state in marks([line])[0] if state == "page_marker"] == ["— 7 —", "— 8 —", "— 9 —"]


def test_places_are_right_behind_what_was_cut_out_of_a_line_that_was_joined_and_parted():
    draft = parsed(*PAGES)
    assert [warning.code for warning in draft.warnings if warning.code in ("page_markers", "glued")] == ["page_markers", "glued"]
    assert faults(draft.reading, draft) == []


@pytest.mark.parametrize("removed", ["　", "  "])
def test_a_blank_line_is_a_blank_that_no_paragraph_has(removed):
    assert marks(seen("在全县春灌工作推进会上的讲话", removed, BODY))[1] == [(removed, "removed")]


def test_what_a_person_sets_aside_is_struck_through_by_hand():
    lines = seen("在全县春灌工作推进会上的讲话", "同志们：", BODY, "打印：张三", decisions=Decisions(aside=[(48, 50)]))
    assert lines[3].at == 48
    assert marks(lines)[3] == [("打印：张三", "by_hand")]
    assert lines[3].speech == 0
