"""Remembered answers, and what must not grow faster than the text: told by counting, not by the clock."""
from collections import Counter

from speeches.parsing.drafts import Block
from speeches.parsing.remembering import LONGEST, MOST, remembered
from speeches.parsing.repair.page_markers import MOST_TRIES, run_from
from speeches.parsing.repair.page_markers import set_aside as without_page_markers
from speeches.parsing.splitting.contents import page_in


def counted():
    asked = []
    return remembered(lambda text: asked.append(text) or len(text)), asked


def test_a_line_is_looked_at_once():
    length, asked = counted()
    assert [length("修水渠"), length("修水渠")] == [3, 3]
    assert len(asked) == 1


def test_long_texts_are_not_kept_and_no_more_lines_than_a_few_thousand():
    length, asked = counted()
    for text in ["渠" * (LONGEST + 1)] * 2 + [str(n) for n in range(MOST + 1)]:
        length(text)
    length("0")
    assert len(asked) == 2 + MOST + 2


def test_ten_thousand_lists_before_one_2_are_not_all_followed():
    tried = Counter()
    runs = [run_from({1: list(range(10_000)), 2: [10_000]}, first, tried) for first in range(10_000)]
    assert sum(bool(run) for run in runs) == MOST_TRIES
    lines = [Block("1、修水渠。", source=n) for n in range(50)]
    assert without_page_markers(lines)[0] == lines


def test_only_a_line_that_could_be_an_entry_has_a_page():
    assert page_in("在全县水利会上的讲话……………12")["title"] == "在全县水利会上的讲话"
    assert page_in("." * 200_000 + "9") is None
    assert page_in("在全县水利会上的讲话") is None
