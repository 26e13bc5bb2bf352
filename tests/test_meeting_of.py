"""Which meeting a speech belongs to: its name and its day tell, not the file it came in."""
from datetime import date, timedelta

import pytest

from speeches.filing import meeting_of
from speeches.parsing.metadata.meetings import tidy

pytestmark = pytest.mark.django_db
DAY = date(2024, 3, 5)


def meetings(*named, type_=None, apart=0):
    """How many meetings these names make, the second some days after the first."""
    days = [DAY + timedelta(days=apart * n) for n in range(len(named))]
    return len({meeting_of(name, type_, day, day).pk for name, day in zip(named, days, strict=True)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县委常委（扩大）会议", "县委常委(扩大)会议"),
        ("“不忘初心”主题教育总结大会", '"不忘初心"主题教育总结大会'),
        ("全县 经济工作会议", "全县经济工作会议"),
        ("２０２４年全县收心会", "2024年全县收心会"),
        ("2024年全县收心会", "全县收心会"),
    ],
)
def test_one_meeting_written_in_two_ways(one, other):
    assert meetings(one, other) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("县政府第三次常务会议", "县政府第四次常务会议"), ("2024年全县收心会", "2023年全县收心会"), ("全县收心会", "全市收心会")],
)
def test_two_meetings_of_one_day(one, other):
    assert meetings(one, other) == 2


@pytest.mark.parametrize(
    ("name", "type_", "apart", "number"),
    [
        ("县委常委会会议", "常委会会议", 7, 2),
        ("县政府工作例会", "工作会议", 7, 2),
        ("县十八届人大三次会议", "人代会", 7, 1),
        ("全县重点项目推进会", "推进会", 1, 1),
        ("全县重点项目推进会", None, 30, 2),
    ],
)
def test_what_meets_every_week_is_another_meeting_the_next_time(name, type_, apart, number):
    assert meetings(name, name, type_=type_, apart=apart) == number


@pytest.mark.parametrize(
    ("name", "tidied"),
    [("第二届 Maker 大会", "第二届Maker大会"), ("A B 论坛", "A B论坛"), ("县委常委(扩大)会议", "县委常委（扩大）会议"), ('学习"两山"理论座谈会', "学习“两山”理论座谈会")],
)
def test_a_name_is_tidied(name, tidied):
    assert tidy(name) == tidied
