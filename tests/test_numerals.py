"""What a number as typed is worth."""
import pytest

from speeches.parsing.marks import number_of


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("十一", 11), ("一〇一", 101), ("１２", 12), ("2.10", 10), ("③", 3), ("㈡", 2), ("其次", 2), ("一5", 0), ("1.一", 0)],
)
def test_a_number_has_its_value_and_what_is_none_has_none(numeral, value):
    assert number_of(numeral) == value
