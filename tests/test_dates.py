"""Dates of title blocks: as precise as written, or none."""
import pytest

from speeches.parsing.dates import date_in, find_date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("（2024年3月5日）", "2024-03-05"),
        ("2024 年3 月5日", "2024-03-05"),
        ("２０２４年３月５日", "2024-03-05"),
        ("（二〇二三年五月十八日）", "2023-05-18"),
        ("二○一九年十一月三十日", "2019-11-30"),
        ("2024.3.5", "2024-03-05"),
        ("2024-03-05", "2024-03-05"),
        ("（2024年1月）", "2024-01"),
        ("（2024年9月 日）", "2024-09"),
        ("（2024年）", "2024"),
        ("——2024年1月10日在柳河县第十届人民代表大会第三次会议上", "2024-01-10"),
        ("2024年1月8日至10日", "2024-01-08"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(line, date):
    assert date_in(line) == date


@pytest.mark.parametrize("line", ["202x年3月5日", "20XX年3月", "3月5日", "2024年4月31日", "2024年度工作要点", "在2024年收心会上", "１２３４５热线"])
def test_what_is_blanked_or_not_whole_is_no_date(line):
    assert date_in(line) is None


def test_the_words_of_a_date_are_kept_as_evidence():
    assert find_date("时间：2024年3月5日上午") == ("2024-03-05", "2024年3月5日")
