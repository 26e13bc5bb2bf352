"""What a person typed, and what the archive makes of it."""
from datetime import date

import pytest
from django.http import QueryDict

from search.asking.query import NOTHING, in_words, read
from search.engine import UNKNOWN, And, Near, Not, Or, Phrase, Prefix, Words

EVERYBODY = frozenset({"public"})


def ask(q="", **others):
    params = QueryDict(mutable=True)
    for name, value in {"q": q, **others}.items():
        params.setlist(name, value if isinstance(value, list) else [value])
    return read(params, EVERYBODY)


def node(q):
    asked = ask(q)
    assert asked.problems == []
    return asked.query.node


@pytest.mark.parametrize("q", ['"照好镜子"', "“照好镜子”", "「照好镜子」", "『照好镜子』", "＂照好镜子＂", "”照好镜子“", '"照好镜子”'])
def test_every_kind_of_quotation_marks_quotes(q):
    assert node(q) == Phrase("照好镜子")


def test_a_quotation_may_hold_a_quotation():
    assert node("“深入“两个走遍”活动”") == Phrase("深入“两个走遍”活动")
    assert node('"深入“两个走遍”活动" 山区') == And((Phrase("深入“两个走遍”活动"), Words("山区")))


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("民主 监督", And((Words("民主"), Words("监督")))),
        ("监督 -评议", And((Words("监督"), Not(Words("评议"))))),
        ("监督 －“评议会”", And((Words("监督"), Not(Phrase("评议会"))))),
        ("推进会 OR 调度会", Or((Words("推进会"), Words("调度会")))),
        ("推进会 ＯＲ 调度会｜现场会", Or((Words("推进会"), Words("调度会"), Words("现场会")))),
        ("春灌 (推进会 OR 调度会)", And((Words("春灌"), Or((Words("推进会"), Words("调度会")))))),
        ("春灌 （推进会 OR 调度会）", And((Words("春灌"), Or((Words("推进会"), Words("调度会")))))),
        ("a b OR c", Or((And((Words("a"), Words("b"))), Words("c")))),
        ("标题:动员", Words("动员", "title")),
        ("标题： 动员", Words("动员", "title")),
        ("标题:“动员大会”", Phrase("动员大会", "title")),
        ("标题:(动员 OR 部署)", Or((Words("动员", "title"), Words("部署", "title")))),
        ("-标题:动员", Not(Words("动员", "title"))),
        ("讲话人：温守渠　会议:全会", And((Words("温守渠", "speaker"), Words("全会", "meeting")))),
        ("类型:推进会 主题:水利", And((Words("推进会", "type"), Words("水利", "topic")))),
        ("层级:县级", Words("县", "level")),
        ("层级:区", Words("县", "level")),
        ("类别:致辞", Words("致辞", "kind")),
        ("年:2024", Words("2024", "year")),
        ("年：２０２４年", Words("2024", "year")),
        ("年:2021..2023", Or((Words("2021", "year"), Words("2022", "year"), Words("2023", "year")))),
        ("年:2022－2021", Or((Words("2021", "year"), Words("2022", "year")))),
        ("强调：要快", Words("强调：要快")),
        ("2024-03-05", Words("2024-03-05")),
        ("OR工厂", Words("OR工厂")),
        ("民主，，监督 ——", Words("民主，，监督")),
        ("监", Words("监")),
        ("经济*", Prefix("经济")),
        ("经济＊", Prefix("经济")),
        ("标题:经济*", Prefix("经济", "title")),
        ("讲话人：陈*", Prefix("陈", "speaker")),
        ("年:202*", Prefix("202", "year")),
        ("水利 -经济*", And((Words("水利"), Not(Prefix("经济"))))),
        ("（经济* OR 社会*）", Or((Prefix("经济"), Prefix("社会")))),
        ("渠里水*", Or((Prefix("渠里水"), Phrase("渠里水")))),  # jieba has no word that begins so
        ("“经济*”", Phrase("经济*")),
        ("层级:县级市 年:２０２１～２０２２", And((Words("县", "level"), Or((Words("2021", "year"), Words("2022", "year")))))),
    ],
)
def test_signs_are_read(q, tree):
    assert node(q) == tree


def near(*words, distance=10, field="all"):
    return Near(tuple(map(Phrase, words)), distance, field)


@pytest.mark.parametrize(
    ("q", "tree"),
    [
        ("近(监督, 评议, 10)", near("监督", "评议")),
        ("近(监督,评议)", near("监督", "评议")),
        ("近（监督，评议，２５）", near("监督", "评议", distance=25)),
        ("近（监督、评议；水渠、3字）", near("监督", "评议", "水渠", distance=3)),
        ("近(监督, 评议, 0)", near("监督", "评议", distance=0)),
        ("近(“民主，监督”, 评议)", near("民主，监督", "评议")),
        ("近(监督, “2020”)", near("监督", "2020")),
        ("近(1993年, 2020, 8)", near("1993年", "2020", distance=8)),
        ("标题:近(监督, 评议)", near("监督", "评议", field="title")),
        ("水 -近(监督, 评议)", And((Words("水"), Not(near("监督", "评议"))))),
        ("近(a, b) OR 近(c, d)", Or((near("a", "b"), near("c", "d")))),
        ("最近(三年)", And((Words("最近"), Words("三年")))),
        ("近三年", Words("近三年")),
    ],
)
def test_nearness_is_read(q, tree):
    assert node(q) == tree


@pytest.mark.parametrize(
    ("q", "tree", "said"),
    [
        ("*经济", Words("经济"), "星号只能紧跟在词的后面"),
        ("经*济", Words("经济"), "星号只能紧跟在词的后面"),
        ("经济 *", Words("经济"), "星号只能紧跟在词的后面"),
        ("“经济”*", Phrase("经济"), "星号只能紧跟在词的后面"),
        ("*标题:经济", Words("经济", "title"), "星号只能紧跟在词的后面"),
        ("近(监督)", Phrase("监督"), "至少要有两个不同的词"),
        ("近(监督, 10)", Phrase("监督"), "至少要有两个不同的词"),
        ("近(监督, 监督)", Phrase("监督"), "至少要有两个不同的词"),
        ("近(监督 评议 5)", near("监督", "评议", distance=5), "要用逗号隔开"),
        ("近(监督,, 评议)", near("监督", "评议"), "空着的一项"),
        ("近(监督, 评议, 900)", near("监督", "评议", distance=200), "最多 200 字"),
        ("近(监督, 评议, -3)", near("监督", "评议"), "要写成整数"),
        ("近(监督, 评议, 1.5)", near("监督", "评议"), "要写成整数"),
        ("近(a, b, c, d, e, f, g)", near(*"abcdef"), "最多写 6 个词"),
        ("近(监督, 评议", near("监督", "评议"), "左括号没有配对"),
        ("近((水 OR 渠), 监督, 8)", And((Or((Words("水"), Words("渠"))), Words("监督"))), "当作普通的检索"),
        ("近(监*, -评议)", And((Prefix("监"), Not(Words("评议")))), "当作普通的检索"),
        ("标题:近(监督, (水))", And((Words("监督", "title"), Words("水", "title"))), "当作普通的检索"),
        ("民主 AND 监督", And((Words("民主"), Words("监督"))), "AND 不用写"),
        ("民主 & 监督", And((Words("民主"), Words("监督"))), "AND 不用写"),
        ("监督 NOT 评议", And((Words("监督"), Not(Words("评议")))), "NOT 当作减号"),
        ("民主 （）", Words("民主"), "括号里没有字"),
        ("年:去年", Words("去年"), "不像年份"),
        ("层级:厅局", Words("厅局"), "不是层级"),
        ("标题:" * 40 + "水", Words("水", "title"), "叠得太多"),
        ('"民主监督', Phrase("民主监督"), "引号没有配对"),
        ("(民主 OR 监督", Or((Words("民主"), Words("监督"))), "左括号没有配对"),
        ("民主)监督", And((Words("民主"), Words("监督"))), "右括号没有配对"),
        ("OR 民主", Words("民主"), "OR 的两边"),
        ("民主 OR", Words("民主"), "OR 的两边"),
        ("民主 - 监督", And((Words("民主"), Words("监督"))), "减号要紧挨着"),
        ("民主 标题:", Words("民主"), "“标题：”后面没有写"),
        ("民主 “，。”", Words("民主"), "引号里没有字"),
        ("(" * 40 + "民主" + ")" * 40, Words("民主"), "括号套得太深"),
    ],
)
def test_what_is_malformed_is_explained_and_its_best_reading_answered(q, tree, said):
    asked = ask(q)
    assert asked.query.node == tree
    assert said in " ".join(asked.problems)


@pytest.mark.parametrize("q", ["，。！", "——", "“”", "-", "OR", "()", "标题:", "。" * 5000, "😀"])
def test_a_question_without_a_letter_finds_nothing_and_says_so(q):
    asked = ask(q)
    assert asked.empty
    assert asked.query.node == NOTHING
    assert "没有可以检索的字" in asked.problems[-1]


def test_no_question_asks_for_everything():
    assert ask("").query.node is None
    assert not ask("   ").empty


def test_a_very_long_quotation_is_kept_whole():
    assert node(f"“{'渠' * 3000}”") == Phrase("渠" * 3000)


def test_too_many_words_are_cut_and_it_is_said():
    asked = ask(" ".join(f"词{number}" for number in range(300)))
    assert len(asked.query.node.nodes) == 200
    assert "只用了前 200 个" in asked.problems[0]


def test_filters_are_read_as_often_as_they_stand():
    asked = ask("渠", type=["推进会", "调度会"], year=["2024", UNKNOWN], level="县", sort="oldest", **{"in": "title"})
    assert asked.query.filters.type == {"推进会", "调度会"}
    assert asked.query.filters.year == {"2024", UNKNOWN}
    assert (asked.query.sort, asked.query.scope, asked.query.visible) == ("oldest", "title", EVERYBODY)


@pytest.mark.parametrize(
    ("first", "last", "dates"),
    [
        ("2024", "2024", (date(2024, 1, 1), date(2024, 12, 31))),
        ("2024-02", "2024-02", (date(2024, 2, 1), date(2024, 2, 29))),
        ("２０２４年３月５日", "2024/3/6", (date(2024, 3, 5), date(2024, 3, 6))),
        ("2025", "2023-06", (date(2023, 6, 1), date(2025, 12, 31))),
        ("", "2024-03-05", (None, date(2024, 3, 5))),
    ],
)
def test_dates_are_as_precise_as_they_were_typed(first, last, dates):
    filters = ask(**{"from": first, "to": last}).query.filters
    assert (filters.date_from, filters.date_to) == dates


@pytest.mark.parametrize("nonsense", ["去年", "2024-13", "2023-02-29", "0000", "-1", "9" * 400, "\0"])
def test_nonsense_in_any_parameter_is_no_failure(nonsense):
    names = ("q", "from", "to", "page", "per_page", "sort", "in", "year", "type", "level")
    asked = ask(**dict.fromkeys(names, nonsense))
    assert asked.query.filters.date_from is None
    assert 1 <= asked.query.per_page <= 100
    assert asked.query.page >= 1
    assert (asked.query.scope, asked.query.sort in ("relevance", "newest")) == ("all", True)


def test_a_page_holds_at_most_a_hundred():
    assert ask(per_page="1000").query.per_page == 100


def test_a_question_is_said_in_words():
    said = in_words(node("标题:动员 航天 -评议 (推进会 OR 类型:调度会)"))
    assert said == "标题里有“动员”、文中有“航天”、没有“评议”、（文中有“推进会”或会议类型是“调度会”）"
