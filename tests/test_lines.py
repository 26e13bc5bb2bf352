import pytest

from speeches.parsing import lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("同志们：", True),
        ("　　各位代表！", True),
        ("尊敬的各位来宾、朋友们：", True),
        ("主任、各位副主任、各位委员:", True),
        ("各位企业家朋友，同志们：", True),
        ("老师们、同学们：", True),
        ("位代表：", True),  # the first character was lost in copying
        ("各位代表：现在，我代表市政府报告工作。", False),
        ("我们要紧紧依靠各位委员：", False),
        ("同志们，今天的会议很重要", False),
        ("一、各位同志要做到：", False),
    ],
)
def test_a_salutation_addresses_somebody_and_stands_alone(text, expected):
    assert lines.is_salutation(text) is expected


def test_a_salutation_glued_to_the_text_is_read_off():
    assert lines.salutation_in("各位代表：现在，我代表市政府报告工作。") == "各位代表："
    assert lines.salutation_in("各位代表提出了三条意见：一是修路。") == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（2024年3月5日）", True),
        ("二〇二三年五月十八日", True),
        ("——2024年1月16日在青溪市第五届人民代表大会第三次会议上", True),
        ("(2024 年 1 月 29 日，青溪)", True),
        ("2024年4月", True),
        ("2024.3.5", True),
        ("2024年工作回顾", False),
        ("2025年青溪省政府工作报告", False),
        ("2024年3月5日，我们召开了动员会。", False),
    ],
)
def test_a_date_line_is_a_date_and_hardly_anything_else(text, expected):
    assert lines.is_date_line(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县委书记　陈立民", True),
        ("张　三", True),
        ("云岭市人民政府市长　周 慧", True),
        ("东部工业园管委会主任", True),
        ("讲话人：王某某", True),
        ("县长 李××", True),
        ("同志们", False),
        ("名词解释", False),
        ("在全县教育工作会议上的讲话", False),
    ],
)
def test_a_speaker_line_is_a_post_a_name_or_both(text, expected):
    assert lines.is_speaker_line(text) is expected


@pytest.mark.parametrize(
    ("text", "genre", "occasion"),
    [
        ("在县委经济工作会议上的讲话（2024年3月5日）", "讲话", True),
        ("全县消防工作会议主持词", "主持词", True),
        ("政协大会闭幕词1", "闭幕词", True),
        ("在农村工作会上的讲话(送审稿)修改稿(1)", "讲话", True),
        ("政 府 工 作 报 告", "政府工作报告", False),
        ("认真学习讲话", "讲话", False),
        ("关于修路的几点想法", "", False),
    ],
)
def test_a_title_names_its_genre_and_often_its_occasion(text, genre, occasion):
    assert lines.genre_of(text) == genre
    assert lines.names_an_occasion(text) is occasion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("谢谢大家！", True),
        ("我的讲话完了，谢谢。", True),
        ("散会！", True),
        ("让我们为建设美丽青溪而团结奋斗！", True),
        ("以上报告，请予审议。", True),
        ("要感谢大家的支持，更要看到差距。", False),
    ],
)
def test_a_closing_ends_a_speech(text, expected):
    assert lines.is_closing(text) is expected


def test_blanks_between_characters_mean_nothing():
    assert lines.bare("政　府 工\u2003作\u00a0报\ufeff告") == "政府工作报告"


@pytest.mark.parametrize(
    ("text", "salutation"),
    [("青年朋友们：", "青年朋友们："), ("农民朋友们！", "农民朋友们！"), ("主持人：县委副书记、县长 罗敏", ""), ("报告人：镇长　顾小满", "")],
)
def test_friends_of_a_kind_are_addressed_and_a_label_addresses_nobody(text, salutation):
    assert lines.salutation_in(text) == salutation
