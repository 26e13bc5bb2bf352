from dataclasses import dataclass

import pytest

from speeches.outline_tree import fold


@dataclass
class Heading:
    level: int
    paragraph: int
    run_in: bool = False


@dataclass
class Text:
    position: int
    text: str = "字"
    hits: int = 0


def shape(branch):
    """[1, ("2", [3])]: lines by number, branches as their heading's number and what hangs on them."""
    return [(p.heading and p.heading.position, shape(p)) if p.is_branch else p.position for p in branch.parts]


@pytest.fixture
def lines():
    for line in (texts := [Text(n) for n in range(1, 8)]):
        line.is_branch = False
    return texts


def test_a_lower_heading_hangs_on_the_higher_one_before_it(lines):
    sections = [Heading(1, 2), Heading(2, 3), Heading(1, 6)]
    assert shape(fold(sections, lines)) == [1, (2, [(3, [4, 5])]), (6, [7])]


def test_a_run_in_heading_keeps_its_paragraph_as_text(lines):
    assert shape(fold([Heading(1, 2), Heading(2, 3, run_in=True)], lines[:4])) == [1, (2, [(None, [3, 4])])]


def test_a_level_that_is_skipped_still_comes_back_to_its_parent(lines):
    assert shape(fold([Heading(1, 1), Heading(3, 2), Heading(2, 4)], lines[:5])) == [(1, [(2, [3]), (4, [5])])]


def test_two_headings_in_one_paragraph_show_it_once(lines):
    assert shape(fold([Heading(1, 2, True), Heading(1, 2, True)], lines[:3])) == [1, (None, []), (None, [2, 3])]


def test_no_headings_give_the_text_as_it_is(lines):
    assert shape(fold([], lines)) == [1, 2, 3, 4, 5, 6, 7]
