"""How speeches of one type are built: every number and every pattern stands on speeches that the reader may see."""
import re
from html import unescape
from urllib.parse import unquote

import pytest

from speeches import archive
from speeches.building import by_points, first_word, usual_number
from speeches.lengths import spread
from speeches.models import MeetingType
from speeches.parsing.drafts import ParagraphDraft, SectionDraft
from tests.shelf import HEAD, shelve

pytestmark = pytest.mark.django_db
PAGE = "/meeting-types/推进会/"


def spoken(*body, points=(), **fields):
    """A speech of these paragraphs, whose headings are those that stand among them."""
    paragraphs = [ParagraphDraft(line, part="head") for line in HEAD] + [ParagraphDraft(line) for line in body]
    outline = [SectionDraft(1, label, heading, False, len(HEAD) + 1 + body.index(f"{label}、{heading}")) for label, heading in points]
    return shelve(paragraphs=paragraphs, outline=outline, notes=[], appendices=[], **fields)


def block(html, heading) -> str:
    return re.search(rf"<h2>{heading}.*?</section>\s*(?=<section|<div id|{'$'})", html, re.S)[0]


# ── numbers ──


def test_quarters_and_tenths_of_lengths():
    lengths = spread(list(range(0, 1010, 10)))
    assert (lengths.low, lengths.first, lengths.median, lengths.third, lengths.high) == (100, 250, 500, 750, 900)


def test_of_three_speeches_no_length_is_usual():
    assert spread([1, 2, 3]) is None


def test_the_most_frequent_number_of_points_is_the_usual_one_and_none_is_no_number():
    assert usual_number([0, 0, 0, 1, 1, 3, 3, 4]) == 3
    assert usual_number([4, 4, 3, 3]) == 3
    assert usual_number([0, 1]) == 0


def test_points_are_columns_from_none_to_ten_and_more():
    columns = by_points([0, 3, 3, 12, 40])
    assert [(column.name, column.number) for column in columns][:4] == [("0", "1"), ("1", "0"), ("2", "0"), ("3", "2")]
    assert [columns[number].said for number in (0, 3, -1)] == ["不分点：1 篇", "3 点：2 篇", "10 点以上：2 篇"]
    assert by_points([]) == []


@pytest.mark.parametrize(
    ("heading", "word"),
    [("提高认识，把水看住", "提高"), ("切实加强组织领导", "切实"), ("把渠水看住", "把"), ("要把水看住", "要"), ("我的水", ""), ("GDP", ""), ("", "")],
)
def test_what_a_heading_begins_with(heading, word):
    assert first_word(heading) == word


# ── the page ──


def test_a_type_without_speeches_shows_no_pictures(client):
    html = client.get("/meeting-types/党课/").text
    assert "还没有这样的讲话" in html
    assert "<svg class=\"meter\"" not in html


def test_how_long_such_speeches_are_is_compared_with_all(client):
    for number in range(8):
        spoken("渠" * (100 * number + 100) + "。", title=f"第{number}篇", meeting_type="推进会" if number % 2 else "动员会", meeting=f"会{number}")
    rows = re.findall(r'<th scope="row">([^<]+)</th><td><svg class="meter".*?<p class="help">([^<]+)', client.get(PAGE).text)
    assert [name for name, _said in rows] == ["推进会", "全部讲话"]
    assert all(re.fullmatch(r"一半在 [\d,]+—[\d,]+ 字，正中 [\d,]+ 字，讲约 \d+ 分钟", said) for _name, said in rows)
    assert rows[0][1] != rows[1][1]


def test_real_outlines_of_the_usual_number_of_points_stand_side_by_side(client):
    two = [("一", "看水要勤"), ("二", "看人要准")]
    for date, first in (("2024", "看水要勤"), ("2023", "看渠要早"), ("2022", "看水要勤")):
        points = [("一", first), two[1]]
        spoken("今天的会很短。", f"一、{first}", "二、看人要准", points=points, title=f"{date}年的", date=date)
    spoken("今天的会很短。", "一、只有一点", points=[("一", "只有一点")], title="一点的")
    sketches = re.search(r'常见的提纲：2 点.*?<div class="sketches"[^>]*>(.*?)</div>', client.get(PAGE).text, re.S)[1]
    assert re.findall(r"<h3><a [^>]*>([^<]+)", sketches) == ["2024年的", "2023年的"]
    assert re.findall(r"#s(\d)\">([^<]+)", sketches)[:2] == [("1", "一、看水要勤"), ("2", "二、看人要准")]


def test_words_that_headings_begin_with_find_such_headings(client):
    for number in range(4):
        spoken("今天的会很短。", "一、提高认识", points=[("一", "提高认识")], title=f"第{number}篇", meeting=f"会{number}")
    archive.index_pending()
    address, word = re.search(r'起头 <a href="([^"]+)">([^<]+)</a>', client.get(PAGE).text).groups()
    assert word == "提高"
    assert "q=提纲:提高&type=推进会" in unquote(unescape(address))
    assert "4 篇讲话" in client.get(unescape(address)).text


def test_openings_and_closings_are_quoted_with_the_paragraph_they_stand_in(client):
    speech = spoken("今天，我们召开全县春灌工作推进会。", "把水看住。", "我就讲这些，谢谢大家！", title="头一篇")
    html = client.get(PAGE).text
    link = speech.get_absolute_url()
    assert f'<q lang="zh-Hans">今天，我们召开全县春灌工作推进会。</q> <a href="{link}#p5">头一篇</a>' in html
    assert f'<q lang="zh-Hans">我就讲这些，谢谢大家！</q> <a href="{link}#p7">头一篇</a>' in html
    assert [name for name in ("说今天开的是什么会", "谢谢大家", "说讲完了") if f"<b>{name}</b>" in html] == ["说今天开的是什么会", "谢谢大家", "说讲完了"]
    assert "<b>别的写法</b>" not in html


def test_patterns_are_counted_and_the_same_sentence_is_quoted_once(client):
    for number in range(5):
        spoken("今天，我们召开全县春灌工作推进会。", "把水看住。", title=f"第{number}篇", meeting=f"会{number}")
    spoken("渠水不等人。", "把水看住。", title="另一篇")
    openings = re.findall(r"<li><b>([^<]+)</b> <small[^>]*>([^<]+)</small>(.*?)</li>", client.get(PAGE).text, re.S)
    assert [(name, count) for name, count, _examples in openings] == [("说今天开的是什么会", "5 篇"), ("别的写法", "1 篇")]
    assert openings[0][2].count("<q ") == 1


def test_how_a_speech_ends_is_read_only_where_it_is_whole(client):
    spoken("今天的会很短。", "谢谢大家！", complete=False)
    assert "怎么结尾" not in client.get(PAGE).text


def test_kinds_levels_years_people_and_meetings_lead_to_such_speeches(client):
    shelve(date="2023-02")
    shelve(kind="主持词", level="市", date="2024-03-01", speaker="苏走渠", meeting="全市春灌调度推进会")
    html = client.get(PAGE).text
    leads = {unquote(unescape(address)) for address in re.findall(r'href="/speeches/\?([^"]+)"', html)}
    assert {f"type=推进会&{filter}" for filter in ("year=2023", "year=2024", "kind=讲话", "kind=主持词", "level=县", "level=市")} <= leads
    assert "全市春灌调度推进会</a>" in html
    assert "苏走渠<small>1</small>" in html


def test_what_is_hidden_is_neither_quoted_nor_counted(client, admin_client):
    for number in range(4):
        spoken("今天，我们召开推进会。", "一、看水要勤", "谢谢大家！", points=[("一", "看水要勤")], title=f"第{number}篇")
    spoken(
        "刚才，保密的话说完了。", "一、保密要紧", "散会！", points=[("一", "保密要紧")], visibility="hidden", title="不公开的",
        speaker="暗里人", meeting="保密会", kind="主持词", level="国家",
    )  # fmt: skip
    html = client.get(PAGE).text
    assert not re.search("保密|暗里人|不公开|主持词|国家|散会", html)
    assert "4 篇讲话" in html
    assert "保密要紧" in admin_client.get(PAGE).text


def test_later_pages_are_the_list_alone(client):
    for number in range(25):
        shelve(title=f"第{number}篇", meeting=f"会{number}")
    first, second = client.get(PAGE).text, client.get(f"{PAGE}?page=2").text
    assert "怎么开头" in first
    assert "怎么开头" not in second
    assert second.count("<h3>") == 5


def test_only_the_newest_are_looked_into_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr("speeches.building.MOST", 2)
    for year in (2021, 2022, 2023):
        spoken("今天的会很短。", f"谢谢大家！{year}", title=f"{year}年的", date=str(year))
    html = client.get(PAGE).text
    assert "怎么写，看最新的 2 篇" in html
    assert "2021年的</a></p>" not in html


@pytest.mark.parametrize("more", [1, 30])
def test_the_database_is_asked_as_often_however_much_there_is(client, django_user_model, django_assert_num_queries, more):
    for number in range(more):
        shelve(title=f"第{number}篇", meeting=f"会{number}", date=str(1990 + number), kind=f"第{number}类", speaker=f"第{number}人")
    client.force_login(django_user_model.objects.create_user("reader"))
    client.get(PAGE)
    with django_assert_num_queries(9):
        client.get(PAGE)
    client.get("/meeting-types/")
    with django_assert_num_queries(6):
        client.get("/meeting-types/")


def test_types_are_shown_as_a_picture_with_their_families(client):
    shelve()
    shelve(meeting="全县春灌动员会", meeting_type="动员会", date="2022-02-01")
    html = client.get("/meeting-types/").text
    assert 'aria-label="2024 年推进督办 1 篇"' in html
    assert MeetingType.objects.get(name="动员会").get_absolute_url() in html
