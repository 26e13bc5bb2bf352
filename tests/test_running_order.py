"""Who spoke before whom, as far as the words of the speeches tell."""
from datetime import date
from random import Random

import pytest

from speeches.running_order.cues import agenda_of, mentions
from speeches.running_order.naming import read_named
from speeches.running_order.order import Turn
from speeches.running_order.placing import place

DAY = date(2024, 7, 5)


def said(text, hosting=False):
    """When, what, and who as the text names them; n× for so many without a name."""
    found = mentions(1, [(1, text)], hosting)
    return [(mention.when, mention.does, *(f"{one.count}×" if one.count else one.words for one in mention.who)) for mention in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("刚才，苏明渠同志通报了提案办理进展。", (-1, "通报", "苏明渠同志")),
        ("刚才,明渠同志通报了提案办理进展,讲得很全面。", (-1, "通报", "明渠同志")),
        ("刚才，县水务局局长苏明渠同志就防汛准备情况作了通报。", (-1, "通报", "县水务局局长苏明渠同志")),
        ("刚才，县委常委、副县长苏明渠同志传达了全市会议精神。", (-1, "传达", "县委常委、副县长苏明渠同志")),
        ("刚才，县水务局、安溪镇和柳湾镇作了发言，讲得很好，我都赞成。", (-1, "发言", "县水务局", "安溪镇", "柳湾镇")),
        ("刚才，苏明渠、柳望春两位同志分别作了汇报。", (-1, "汇报", "苏明渠", "柳望春")),
        ("刚才，五个单位作了交流发言。", (-1, "交流发言", "5×")),
        ("刚才，县水务局等5个单位作了表态发言。", (-1, "表态发言", "县水务局", "4×")),
        ("刚才，柳湾、石坝、北岭三个村作了发言。", (-1, "发言", "柳湾", "石坝", "北岭")),
        ("刚才听了*两位同志对评议工作开展情况的通报", (-1, "通报", "2×")),
        ("刚才八位企业家发了言，提了十七条意见。", (-1, "发言", "8×")),
        ("刚才，7位代表作了很好的发言。", (-1, "发言", "7×")),
        ("刚才，苏明渠同志代表县政府作了工作报告。", (-1, "报告", "苏明渠同志")),
        ("刚才，张书记作了重要讲话。", (-1, "讲话", "张书记")),
        ("刚才，县委张书记的讲话站位很高。", (-1, "讲话", "县委张书记")),
        ("刚才，县委主要领导作了讲话，目标明确。", (-1, "讲话", "县委主要领导")),
        ("刚才，××同志作了发言。", (-1, "发言", "××同志")),
        ("前面，柳望春副县长已经作了部署。", (-1, "部署", "柳望春副县长")),
        ("刚才，我县水务局局长苏明渠同志作了表态发言。", (-1, "表态发言", "县水务局局长苏明渠同志")),
        ("刚才，县教育局、县民政局负责同志分别作了发言。", (-1, "发言", "县教育局", "县民政局负责同志")),
        ("刚才，苏明渠、柳望春等同志作了发言。", (-1, "发言", "苏明渠", "柳望春")),
        ("刚才，张书记和苏县长都作了重要讲话。", (-1, "讲话", "张书记", "苏县长")),
        ("刚才，苏县长传达学习了省委全会精神。", (-1, "传达", "苏县长")),
        ("刚才张局长讲的，我都同意。", (-1, "讲话", "张局长")),
        ("刚才，柳书记对抗旱工作提出了明确要求。", (-1, "讲话", "柳书记")),
        ("刚才，会议通报了去年的防汛情况，安溪镇、县委组织部作了表态发言。", (-1, "表态发言", "安溪镇", "县委组织部")),
        ("刚才，大会听取了县水务局的工作汇报。", (-1, "汇报", "县水务局")),
        ("刚才，县水务局的同志介绍了情况。", (-1, "介绍", "县水务局")),
        ("刚才，有六个乡镇作了发言。", (-1, "发言", "6×")),
        ("刚才，四个乡镇党委书记进行了述职。", (-1, "述职报告", "4×")),
        ("等会儿，苏县长还要就下一步工作作部署。", (1, "部署", "苏县长")),
        ("刚才，苏主席致了开幕词。", (-1, "致辞", "苏主席")),
        ("刚才，苏主任宣布了选举结果。", (-1, "宣布", "苏主任")),
        ("等下，县委书记苏明渠同志还要作重要讲话。", (1, "讲话", "县委书记苏明渠同志")),
        ("刚才，和安县、向阳镇的2位同志作了发言。", (-1, "发言", "和安县", "向阳镇")),
        ("下面，请县应急管理局局长苏明渠同志通报考核结果。", (1, "通报", "县应急管理局局长苏明渠同志")),
        ("下面请王副书记讲话。", (1, "讲话", "王副书记")),
        ("下面，让我们以热烈的掌声欢迎县委书记苏明渠同志作重要讲话！", (1, "讲话", "县委书记苏明渠同志")),
        ("最后，请县委书记苏明渠同志讲话。", (1, "讲话", "县委书记苏明渠同志")),
        ("下面，请向阳镇作交流发言。", (1, "交流发言", "向阳镇")),
        ("等会*书记还要讲话，我先说几句。", (1, "讲话", "*书记")),
        ("等会*还会作重要讲话。", (1, "讲话", "*")),
        ("一会儿，县委张书记还要作重要讲话，请大家认真领会。", (1, "讲话", "县委张书记")),
        ("待会儿苏县长要作总结讲话。", (1, "总结讲话", "苏县长")),
        ("稍后，苏明渠同志还将作工作报告。", (1, "报告", "苏明渠同志")),
        ("今天县委张书记还要作重要讲话，我先讲几点意见。", (1, "讲话", "县委张书记")),
        ("最后，××同志将作总结讲话。", (1, "总结讲话", "××同志")),
        ("今天的会议由县委副书记苏明渠同志主持。", (0, "主持", "县委副书记苏明渠同志")),
    ],
)
def test_words_that_name_somebody(text, expected):
    assert said(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "刚才，我讲了三个问题。",
        "刚才播放的警示片，触目惊心。",
        "刚才，我们观看了警示片，警示片通报了三起案件。",
        "刚才，大家作了很好的发言。",
        "刚才,各位的发言我都认真听了。",
        "刚才，几位同志作了发言。",
        "刚才讲到作风问题，这是个老问题。",
        "刚才的通报有表扬、有批评。",
        "刚才，我们学习了习近平总书记的重要讲话。",
        "下面，我讲三点意见。",
        "下面，请大家讨论。",
        "下面，请各乡镇依次汇报。",
        "现在请看大屏幕。",
        "刚才讲的这些，大家要记住。",
        "刚才我讲的，都是老实话。",
        "首先，有请苏明渠同志。",
        "张书记在接下来的讲话中还会强调这一点。",
        "由我传达会议精神。",
        "会议由我主持。",
        "县水务局还要向县政府作专题报告。",
        "会后，县水务局还要作表态发言。",
        "雨一会儿由西向东，一会儿由东向西。",
        "最后，请大家继续支持我们的工作。",
        "刚才，三个典型案例通报了，发人深省。",
        "刚才，两个文件作了说明。",
        "刚才，市委、市政府的表彰决定宣读了。",
        "刚才，市委宣布了调整的决定。",
        "刚才休息的时候，苏书记讲了一个故事。",
        "刚才，小组讨论时，苏明渠同志讲了意见。",
        "最后，请县财政局安排好资金。",
        "首先，由县水务局、县财政局作出安排。",
        "下面，请县财政局抓紧安排资金。",
        "去年的会议由苏县长主持。",
        "前天的座谈会由苏县长主持。",
        "社会治理由县委政法委主持。",
        "每月一次的例会由分管领导主持。",
        "组织生活会要由党委书记主持。",
        "下周，苏书记还将在全市大会上作重要讲话。",
        "今年以来，苏书记还多次作出批示，苏县长还要作讲话。",
        "刚才在路上，苏书记讲了个故事。",
        "苏明渠同志多次强调要把水看住。",
    ],
)
def test_words_that_name_nobody(text):
    assert said(text) == []


def test_one_sentence_may_name_several_turns():
    text = "刚才，明渠同志通报了情况，县水务局和安溪镇作了发言，去年县林业局作了报告。"
    assert said(text) == [(-1, "通报", "明渠同志"), (-1, "发言", "县水务局", "安溪镇")]


def test_a_host_calls_people_up_without_many_words():
    text = "会议有三项议程：一是请县水务局汇报；二是安溪镇、柳湾镇两个单位作发言；三是苏县长讲话。"
    assert said(text, hosting=True) == [(1, "汇报", "县水务局"), (1, "发言", "安溪镇", "柳湾镇"), (1, "讲话", "苏县长")]
    assert said("请县水务局局长苏明渠同志发言，安溪镇做准备。", hosting=True) == [(1, "发言", "县水务局局长苏明渠同志")]
    assert said("请县水务局局长苏明渠同志发言，安溪镇做准备。") == []
    assert said("首先，有请苏明渠同志。", hosting=True) == [(1, "发言", "苏明渠同志")]
    assert said("现在，请各组组长到台上来。", hosting=True) == []
    assert said("让我们以热烈的掌声，欢迎柳书记作重要讲话！", hosting=True) == [(1, "讲话", "柳书记")]
    assert said("会后，请县水务局安排专人负责。", hosting=True) == []
    assert said("第一项是听取县水务局关于防汛工作的汇报。", hosting=True) == [(1, "汇报", "县水务局")]


def test_the_words_are_quoted_as_they_stand():
    text = "同志们：刚才,苏明渠同志通报了进展, 我赞成。下面，请大家以热烈的掌声欢迎柳书记讲话！"
    assert [mention.cue.words for mention in mentions(1, [(1, text)], False)] == ["刚才,苏明渠同志通报了进展", "下面，请大家以热烈的掌声欢迎柳书记讲话"]
    assert [mention.cue.words for mention in mentions(1, [(1, "5日下午，座谈会由柳书记主持。")], False)] == ["座谈会由柳书记主持"]


def test_the_agenda_is_announced():
    assert agenda_of(1, 3, "同志们，今天会议的议程有六项，请掌握时间。").words == "今天会议的议程有六项"
    assert agenda_of(1, 3, "这项议程很重要。") is None


@pytest.mark.parametrize(("text", "posts"), [("县委书记", ["县委书记"]), ("安平镇党委书记", ["安平镇党委书记"]), ("常务副县长", ["常务副县长"])])
def test_a_post_alone_has_no_surname(text, posts):
    assert [(one.surname, one.post) for one in read_named(text)] == [("", post) for post in posts]


# ── placing ──


def turn(speech, kind="讲话", speaker="", post="", lines=(), title="", day=DAY):
    return Turn(speech, title, kind, speaker, post, day, day, tuple(enumerate(lines, 1)))


def places(*turns):
    """The order: numbers of speeches, names of gaps; behind a stroke what has no place."""
    order = place(turns)
    return [found.speech or f"{found.who} {found.missing}" for found in order.places], order.unplaced


HOST = ["会议有三项议程：一是通报情况；二是县水务局、安溪镇两个单位作发言；三是苏县长讲话。", "下面进行第一项议程，请柳望春同志通报情况。"]
BUREAU, TOWN = turn(3, "表态发言", "", "县水务局局长"), turn(4, "交流发言", "", "", title="安溪镇的发言")


def test_speeches_without_cues_have_no_order():
    assert places(turn(1), turn(2)) == ([], [1, 2])


def test_a_host_places_all_who_are_called_up_and_who_is_missing():
    found = places(turn(2, "讲话", "苏明渠", "县长"), TOWN, turn(1, "主持词", "何必达", lines=HOST), BUREAU, turn(9))
    assert found == ([1, "柳望春同志 1", 3, 4, 2], [9])


def test_who_spoke_just_now_stands_before_and_who_speaks_soon_behind():
    leader = turn(2, "讲话", "苏明渠", "县长", ["刚才，县水务局、安溪镇作了发言。等会*书记还要讲话。"])
    assert places(leader, BUREAU, TOWN) == ([3, 4, 2, "*书记 1"], [])


def test_a_name_is_met_by_its_speaker():
    for words in ("柳望春同志", "望春同志", "望春书记", "柳书记", "县委柳书记", "县委书记柳望春同志"):
        later = turn(1, lines=[f"刚才，{words}作了讲话。"], speaker="苏明渠")
        assert places(later, turn(2, "讲话", "柳望春", "县委书记")) == ([2, 1], []), words


def test_another_of_that_name_or_post_is_not_met():
    later = turn(1, lines=["刚才，县委柳书记作了讲话。"])
    assert places(later, turn(2, "讲话", "苏望春", "县委书记")) == (["县委柳书记 1", 1], [2])
    later = turn(1, lines=["刚才，县长作了讲话。"])
    assert places(later, turn(2, "讲话", "苏望春", "副县长")) == (["县长 1", 1], [2])
    assert places(turn(1, lines=["等会*书记还要讲话。"]), turn(2, "表态发言", "", "安溪镇党委书记")) == ([1, "*书记 1"], [2])


def test_who_may_be_either_of_two_speeches_is_left_open():
    later = turn(1, lines=["刚才，柳望春同志作了讲话。"])
    assert places(later, turn(2, "讲话", "柳望春"), turn(3, "讲话", "柳望春")) == ([], [1, 2, 3])
    assert places(later, turn(2, "讲话", "柳望春"), turn(3, "主持词", "柳望春")) == ([3, 2, 1], [])


def test_a_speech_of_another_day_is_not_meant():
    later = turn(1, lines=["刚才，柳望春同志作了讲话。"])
    assert places(later, turn(2, "讲话", "柳望春", day=date(2024, 7, 1))) == (["柳望春同志 1", 1], [2])


def test_of_five_without_names_the_rest_is_missing():
    leader = turn(2, lines=["刚才，五个单位作了交流发言。"])
    assert places(leader, BUREAU, TOWN) == ([3, 4, "五个单位 3", 2], [])
    assert place([leader, BUREAU, TOWN]).missing == 3
    assert places(turn(2, lines=["刚才，7位代表作了很好的发言。"])) == (["7位代表 7", 2], [])


def test_one_gap_is_named_once_whoever_speaks_of_it():
    first = turn(1, speaker="苏明渠", post="县长", lines=["刚才，望春同志通报了情况。"])
    second = turn(2, speaker="何必达", post="县委书记", lines=["刚才，柳望春同志通报了情况，苏县长作了讲话。"])
    assert places(second, first) == (["柳望春同志 1", 1, 2], [])


def test_a_host_weighs_more_than_a_speaker():
    host = turn(1, "主持词", lines=["首先，请县水务局发言。", "下面，请苏县长讲话。"])
    wrong = turn(3, "表态发言", "", "县水务局局长", ["刚才，苏县长作了讲话。"])
    assert places(host, wrong, turn(2, "讲话", "苏明渠", "县长")) == ([1, 3, 2], [])


def test_openings_come_first_and_closings_last():
    assert places(turn(1, "闭幕词"), turn(2, "开幕词"), turn(3)) == ([2, 1], [3])


def test_who_was_in_the_chair_comes_first():
    later = turn(1, "讲话", "苏明渠", lines=["今天的会议由柳望春同志主持。"])
    assert places(later, turn(2, "主持词", "柳望春")) == ([2, 1], [])
    assert places(later, turn(2, "讲话", "柳望春")) == (["柳望春同志 1", 1], [2])


def test_it_is_said_where_nothing_tells_which_of_two_came_first():
    leader = turn(2, lines=["刚才，县水务局、安溪镇作了发言。"])
    assert [found.loose for found in place([leader, BUREAU, TOWN]).places] == [False, True, False]


def test_contradicting_words_do_not_break_the_order():
    one = turn(1, "讲话", "苏明渠", lines=["刚才，柳望春同志作了讲话。"])
    other = turn(2, "讲话", "柳望春", lines=["刚才，苏明渠同志作了讲话。"])
    assert places(one, other) == ([2, 1], [])


WORDS = ["刚才，{}同志作了发言。", "等会{}同志还要讲话。", "刚才，三个单位作了交流发言。", "下面，请{}同志讲话。", "会议由{}同志主持。", "我讲三点意见。"]
PEOPLE = ["苏明渠", "柳望春", "何必达", "温守渠"]


@pytest.mark.parametrize("seed", range(60))
def test_whatever_they_say_each_speech_stands_there_once(seed):
    chance = Random(seed)
    turns = [
        turn(number, chance.choice(["讲话", "主持词", "交流发言", "闭幕词"]), chance.choice([*PEOPLE, ""]), "", [chance.choice(WORDS).format(chance.choice(PEOPLE)) for _ in range(2)])
        for number in range(1, 9)
    ]  # fmt: skip
    order = place(turns)
    assert sorted([found.speech for found in order.places if found.speech] + order.unplaced) == list(range(1, 9))
    assert all(found.missing > 0 and found.cues for found in order.places if not found.speech)
    assert place(turns) == order


def test_half_a_name_and_the_other_half_are_one_where_they_spoke_of_the_same():
    host = turn(1, "主持词", lines=["请苏县长通报提案办理进展。"])
    assert places(host, turn(2, lines=["刚才，明渠同志通报了提案办理进展。"])) == ([1, "苏县长 1", 2], [])
    assert places(host, turn(2, lines=["刚才，明渠同志通报了春灌情况。"])) == ([1, "苏县长 1", "明渠同志 1", 2], [])


@pytest.mark.parametrize("endless", ["的" * 50_000, "会" * 50_000, "作了" * 25_000, "赵和" * 25_000])
def test_of_a_sentence_without_end_only_the_beginning_is_read(endless):
    assert said(f"等会张书记还要讲话，{endless}") == [(1, "讲话", "张书记")]
    assert said(f"刚才，张书记作了讲话，{endless}")[0] == (-1, "讲话", "张书记")


def test_who_calls_up_a_whole_town_is_followed_for_two_hundred():
    names = [f"苏{chr(0x4E00 + number)}" for number in range(3_000)]
    order = place([Turn(1, kind="主持词", first=DAY, last=DAY, lines=((1, "。".join(f"请{name}同志发言" for name in names)),))])
    assert 100 < len(order.places) <= 201
