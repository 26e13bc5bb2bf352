"""Dates of title blocks: as precise as written, or none."""
import pytest

from speeches.parsing.metadata.dates import date_in, find_date, looks_like_date, without_dates


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
        ("二OO六年十月二十日", "2006-10-20"),
        ("二00九年三月十七日", "2009-03-17"),
        ("二〇一三年三月廿二日", "2013-03-22"),
        ("2024年2月17日（农历正月初八）", "2024-02-17"),
        ("时间：2009年", "2009"),
        ("（2013年于青石）", "2013"),
        ("（青石，2013年）", "2013"),
        ("——一九七五年在第四届代表大会上", "1975"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(line, date):
    assert date_in(line) == date


@pytest.mark.parametrize("line", ["202x年3月5日", "20XX年3月", "3月5日", "2024年4月31日", "2024年度工作要点", "在2024年收心会上", "１２３４５热线", "农历二〇二四年三月五日", "甲辰年正月初八", "2024年X月X日", "2024年，我们再出发"])
def test_what_is_blanked_or_not_whole_is_no_date(line):
    assert date_in(line) is None


def test_the_words_of_a_date_are_kept_as_evidence():
    assert find_date("时间：2024年3月5日上午") == ("2024-03-05", "2024年3月5日")


@pytest.mark.parametrize("text", ["202x年7月3日", "××××年×月×日", "3月5日", "17年4月28日", "甲辰年正月初八", "农历二〇一八年七月三", "2024年 月 日", "2010年X月X日，县委礼堂"])
def test_what_stands_for_a_date_is_no_title(text):
    assert looks_like_date(text)


@pytest.mark.parametrize("text", ["2024年度述职报告", "2023年工作回顾", "在2024年收心会上的讲话", "十年树木", "五月的鲜花", "2024年，我们再出发"])
def test_a_title_that_begins_with_a_year_is_no_date(text):
    assert not looks_like_date(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [("张三　2024年3月5日", "张三"), ("（张三 ××××年×月×日）", "（张三"), ("2006．7．12　张三", "张三"), ("张三（2010年5月18日（星期二））", "张三"), ("3月14日 张三", "张三"), ("2024年度", "2024年度")],
)
def test_a_line_without_its_date(text, rest):
    assert without_dates(text) == rest
