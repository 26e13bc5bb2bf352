"""Whom speeches greet, and lines that only look like it."""
import pytest

from speeches.parsing.lines import is_salutation

GREETINGS = (
    "同志们：|同志们、朋友们：|各位代表！|各位委员、同志们：|尊敬的各位领导、各位来宾，女士们、先生们：|老师们、同学们：|主任、各位副主任、各位委员:|县委陈书记、各位领导、同志们："
    "|王组长、巡察组各位领导，同志们：|首长和同志们：|全体官兵：|各位指战员：|白衣战士们：|新闻界的朋友们：|姐妹们、同志们：|各位股东、各位董事：|各位评委、各位选手：|小朋友们：|同胞们、同志们、朋友们："
    "|各民主党派、工商联负责人，无党派人士，同志们：|各位裁判员、运动员、教练员：|各位法官、各位检察官：|各位领导、各位同仁：|全体师生员工：|各位乡贤、各位老乡："
)
OTHERS = (
    "同志们要明白：|会议要求：|主持人：张三|讲话人：李四|同志们的意见是：|老师们辛苦了！|乡亲们说：|代表们提出：|下面强调三点：|全县上下要做到：|县长陈立民：|我们：|他们说：|县委书记、县长要亲自抓："
    "|县委书记：张建国|局长：李××|人们常说：|各级党委书记，要当好第一责任人！"
)


@pytest.mark.parametrize("line", GREETINGS.split("|"))
def test_a_salutation(line):
    assert is_salutation(line)


@pytest.mark.parametrize("line", OTHERS.split("|"))
def test_no_salutation(line):
    assert not is_salutation(line)
