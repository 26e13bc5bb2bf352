"""The page of one topic: how its word was used over the years, by whom and where, first and last, and what is filed under it."""
import re

import pytest
from django.contrib.auth.models import User

from speeches.indexing import index_pending
from speeches.models import Keyword
from speeches.parsing.drafts import ParagraphDraft
from speeches.quotes import sentence_round
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
ADDRESS = "/topics/渠长制/"
FILLER = "水到渠成。" * 250  # 1,000 letters


def speak(*lines, title="讲话", **more):
    paragraphs = [ParagraphDraft(title, part="head"), *(ParagraphDraft(line) for line in lines)]
    return shelve(paragraphs=paragraphs, title=title, outline=[], notes=[], appendices=[], **{"keywords": ["渠长制"]} | more)


def page_of(client):
    index_pending()
    return client.get(ADDRESS).text


def part(html, name) -> str:
    """What stands under a heading."""
    section = html[html.index(f"<h2>{name}") :]
    return section[: section.index("</section>")]


def rows(html, name) -> list[list[str]]:
    return [re.sub("<[^>]+>", " ", row).split() for row in re.findall("<tr><th scope=\"row\">(.*?)</tr>", part(html, name), re.S)]


def test_years_are_compared_by_ten_thousand_characters(client):
    speak(FILLER, "渠长制。渠长制。", date="2022")
    speak(FILLER, FILLER, FILLER, date="2023-05")
    speak(FILLER, FILLER, FILLER, "渠长制。渠长制。", date="2024-05-01")
    html = page_of(client)
    assert rows(html, "历年用了多少") == [
        ["2022", "1", "1,008", "2", "19.8"], ["2023", "1", "3,002", "0", "0"], ["2024", "1", "3,008", "2", "6.6"]
    ]  # fmt: skip
    assert 'aria-label="2022 年：每万字 19.8 次"' in html
    assert "每万字 5.7 次" in html


def test_a_column_leads_to_the_speeches_that_hold_the_word(client):
    speak("渠长制。", date="2022")
    speak("渠长制。", date="2024")
    link = re.search('href="(/search/[^"]*year=2022)" aria-label', page_of(client))[1].replace("&amp;", "&")
    assert "1 篇" in client.get(link).text


def test_many_years_share_columns_and_a_time_without_speeches_is_empty(client):
    speak("渠长制。", date="1951")
    speak("渠长制。", date="2024")
    html = page_of(client)
    assert "5 年合成一柱" in html
    assert 'aria-label="1955—1959 年：没有讲话"' in html
    assert "from=1951&amp;to=1954" in html


def test_the_first_and_the_last_sentence_are_quoted_and_linked(client):
    first = speak("今天的会很短。我们全面推行渠长制！", title="早的", date="2019-03")
    speak("渠长制在中间。", date="2021")
    last = speak("渠长制要常抓。", "散会前再说一次渠长制。", title="晚的", date="2024-05-01")
    html = part(page_of(client), "最早和最近")
    assert f'<q>我们全面推行<mark>渠长制</mark>！</q>，<a href="{first.get_absolute_url()}?q=' in html
    assert f"<q>散会前再说一次<mark>渠长制</mark>。</q>，<a href=\"{last.get_absolute_url()}?q=%E6%B8%A0%E9%95%BF%E5%88%B6#p3\">" in html
    assert "2019-03" in html
    assert "中间" not in html


def test_a_word_across_two_paragraphs_has_no_sentence(client):
    speak("我们推行渠", "长制。", date="2019")
    assert "这个词跨在两段之间" in page_of(client)


def test_without_dates_nothing_is_first(client):
    speak("渠长制。", date=None)
    html = page_of(client)
    assert "最早和最近" not in html
    assert "都没有写明年份" in html


def test_some_without_a_date_are_said(client):
    speak("渠长制。", date="2019")
    speak("渠长制。", date=None)
    html = page_of(client)
    assert "另有 1 篇没有写明年份" in html
    assert rows(html, "历年用了多少")[-1][:2] == ["年份不详", "1"]


def test_a_topic_that_no_text_holds_says_so(client):
    speak("水到渠成。", date="2019")
    html = page_of(client)
    assert "文字里没有这个词，只用来归类" in html
    assert "1 篇归在这里" in html
    assert "历年用了多少" not in html


def test_who_uses_it_is_compared_by_length(client):
    for _ in range(2):
        speak(FILLER, FILLER, "渠长制。渠长制。", speaker="何必达")
        speak(FILLER, "渠长制。渠长制。", speaker="柳望春")
        speak("渠成。", speaker="温守渠")
    assert rows(page_of(client), "谁说得多") == [["柳望春", "19.8", "4", "2"], ["何必达", "10.0", "4", "2"]]


def test_where_it_is_used(client):
    speak(FILLER, "渠长制。", level="县", meeting_type="推进会")
    speak(FILLER, FILLER, "渠长制。", level="市", meeting="全市水利工作会议", meeting_type="工作会议")
    speak(FILLER, level="乡", meeting="渠口镇座谈会", meeting_type="座谈会")
    html = page_of(client)
    assert re.findall("<span>(.*?)</span>.*?<small>(.*?)</small>", part(html, "在哪一级")) == [("市", "5.0"), ("县", "10.0")]
    assert re.findall("<span>(.*?)</span>.*?<small>(.*?)</small>", part(html, "在哪类会上")) == [("推进督办", "10.0"), ("系统工作", "5.0")]
    assert "level=%E5%8E%BF" in part(html, "在哪一级")


def test_topics_filed_together_are_related(client):
    speak("渠长制。", keywords=["渠长制", "巡护"])
    speak("巡护。", keywords=["灌区"])
    html = part(page_of(client), "常归在一起的主题")
    assert "巡护<small>1</small>" in html
    assert "灌区" not in html
    assert "渠长制" not in html


def test_uses_are_counted_in_speeches_that_are_not_filed_under_it_too(client):
    speak("渠长制。", date="2022")
    speak("渠长制。", date="2023", keywords=[])
    html = page_of(client)
    assert "1 篇归在这里" in html
    assert "2 篇的文字里有" in html


@pytest.mark.parametrize(("reader", "using", "first", "last"), [("nobody", 2, "2020", "2022"), ("reader", 3, "2015", "2022"), ("keeper", 4, "2015", "2024")])
def test_what_one_may_not_see_is_not_used(client, reader, using, first, last):
    speak("公开说渠长制。", date="2020", title="公开一")
    speak("公开说渠长制。", date="2022", title="公开二")
    speak("内部说渠长制。", date="2015", title="内部", speaker="内甲", level="村", visibility="internal", keywords=["渠长制", "内账"])
    speak("暗里说渠长制。", date="2024", title="暗里", speaker="暗乙", level="省", visibility="hidden", keywords=["渠长制", "暗账"])
    if reader != "nobody":
        client.force_login(User.objects.create_user(reader, is_superuser=reader == "keeper"))
    html = page_of(client)
    assert f"{using} 篇归在这里" in html
    assert f"{using} 篇的文字里有" in html
    assert f"共 {using} 次" in html
    assert [found[0] for found in (rows(html, "历年用了多少")[0], rows(html, "历年用了多少")[-1])] == [first, last]
    for visible, words in [(reader != "nobody", ("内甲", "内账", "内部说", "2015")), (reader == "keeper", ("暗乙", "暗账", "暗里说", "2024"))]:
        assert [word in html for word in words] == [visible] * 4


def test_a_speech_hidden_before_the_index_knows_is_not_counted(client):
    speak("渠长制。", date="2022")
    speech = speak("渠长制。", date="2023")
    index_pending()
    speech.document.visibility = "hidden"
    speech.document.save()
    assert "1 篇的文字里有" in client.get(ADDRESS).text


@pytest.mark.parametrize(
    ("text", "place", "parts"),
    [
        ("前一句。我们推行渠长制，要快。后一句。", "渠长制", ("我们推行", "渠长制", "，要快。")),
        ("渠长制", "渠长制", ("", "渠长制", "")),
        ("他说：“推行渠长制。”大家同意。", "渠长制", ("他说：“推行", "渠长制", "。”")),
        ("推行渠。长制好。", "渠。长制", ("推行", "渠。长制", "好。")),
    ],
)
def test_the_sentence_round_a_word(text, place, parts):
    start = text.index(place)
    assert sentence_round(text, start, start + len(place)) == parts


@pytest.mark.parametrize("more", [0, 25])
def test_it_asks_a_fixed_number_of_times(client, django_assert_num_queries, more):
    for number in range(2 + more):
        speak("渠长制。", date=f"20{number + 1:02}", speaker=f"温{'甲乙丙丁'[number % 4]}", keywords=["渠长制", f"词{number}"])
    index_pending()
    client.force_login(User.objects.create_user("reader"))
    with django_assert_num_queries(15):
        client.get(ADDRESS)
    with django_assert_num_queries(9):
        client.get(ADDRESS)


def test_a_topic_of_hidden_speeches_alone_is_not_there(client):
    speak("渠长制。", visibility="hidden")
    index_pending()
    assert client.get(ADDRESS).status_code == 404
    assert Keyword.objects.filter(word="渠长制").exists()


def test_hidden_speeches_change_nothing_on_the_page(client):
    for year in (2020, 2022):
        speak(FILLER, "渠长制。", date=str(year), speaker="何必达", level="县")
    before = page_of(client)
    speak("渠长制。", date="2010", speaker="何必达", level="省", meeting="暗渠会议", meeting_type="座谈会", keywords=["渠长制", "暗渠"], visibility="hidden")
    assert page_of(client) == before
