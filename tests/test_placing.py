"""Places through cutting and joining: what every repair does with them."""
import pytest

from speeches.parsing.accounting import unaccounted
from speeches.parsing.drafts import Block, NoteDraft
from speeches.parsing.placing import joined, piece, place_of, placed, spans_of, without
from speeches.parsing.repair.glue import share_notes

LINE = Block("3、水渠要修，要看。", at=100)


def test_a_place_is_the_number_of_letters_before():
    assert [block.at for block in placed([Block("水渠，"), Block("……"), Block("一、看 2 里")])] == [0, 2, 2]


def test_a_line_that_lost_its_marker_keeps_its_place_and_knows_where_its_letters_are():
    rest, [marker] = without(LINE, [(0, 2)], "page_marker")
    assert (rest.text, rest.at, spans_of(rest)) == ("水渠要修，要看。", 100, [(101, 107)])
    assert (marker.text, marker.at) == ("3、", 100)


def test_a_piece_of_a_line_stands_where_its_first_letter_stands():
    assert [piece(LINE, start, 11).at for start in (0, 1, 6, 7)] == [100, 101, 105, 105]


def test_letters_behind_a_gap_are_counted_on_from_there():
    whole = joined([Block("水渠", at=10), Block("要修", at=13)], ["，"])
    assert (whole.text, whole.at, spans_of(whole)) == ("水渠，要修", 10, [(10, 12), (13, 15)])
    assert [place_of(whole, index) for index in range(6)] == [10, 11, 13, 13, 14, 15]
    again = piece(joined([whole, Block("要看", at=20)], [""]), 3, 7)
    assert (again.text, again.at, spans_of(again)) == ("要修要看", 13, [(13, 15), (20, 22)])


def test_a_note_goes_once_to_the_part_with_its_mark_or_to_the_last():
    notes = [NoteDraft("①", "见县志。"), NoteDraft("②", "见村史。")]
    parts = share_notes([Block("水①渠"), Block("路①"), Block("桥")], notes)
    assert [[note.mark for note in part.notes] for part in parts] == [["①"], [], ["②"]]


@pytest.mark.parametrize(
    ("pieces", "astray"),
    [
        ([(2, "3"), (0, "水渠要看")], 0),
        ([(0, "水渠要看")], 1),
        ([(2, "3"), (0, "水渠要看看")], 1),
        ([(2, "3"), (0, "水渠看要")], 1),
        ([(0, "水渠3要看"), (2, "3")], 1),
    ],
)
def test_what_is_lost_put_in_exchanged_or_doubled_is_counted(pieces, astray):
    assert unaccounted("水渠3要看", pieces) == astray
