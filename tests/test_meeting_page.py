"""The page of one meeting: who spoke in which order, by whose words, and what is missing."""
import re

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache

from speeches.parsing.drafts import ParagraphDraft
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
MEETING = {"meeting": "全县春灌工作推进会", "date": "2024-03-05", "outline": [], "notes": [], "appendices": []}
TEXT = re.compile("<[^>]+>|\\s+")


def speak(title, speaker=None, kind="讲话", lines=("春水贵如油。",), post=None, **more):
    paragraphs = [ParagraphDraft(title, part="head"), *(ParagraphDraft(line) for line in lines)]
    return shelve(paragraphs=paragraphs, title=title, speaker=speaker, post=post, kind=kind, **MEETING | more)


def page_of(client, speech):
    return client.get(speech.meeting.get_absolute_url()).text


def order(html):
    """Number and name of each place, as a reader sees them."""
    return [TEXT.sub(" ", found).split()[0:2] for found in re.findall(r'<span class="place">.*?</h3>', html, re.S)]


@pytest.fixture
def host():
    speak("石坝镇的表态发言", kind="表态发言")
    speak("讲话", "温守渠", post="临溪县县长", lines=["刚才，明渠同志通报了情况。等会*书记还要讲。"])
    return speak("推进会主持词", "何必达", "主持词", ["会议有两项议程：一是石坝镇作发言；二是温县长讲话。"])


def test_speeches_stand_in_the_order_in_which_they_were_given(client, host):
    speak("书面意见", "柳望春")
    html = page_of(client, host)
    assert order(html) == [["1", "推进会主持词"], ["2", "石坝镇的表态发言"], ["3", "明渠同志"], ["4", "讲话"], ["5", "*书记"]]
    assert html.index("没有写明先后") < html.index("书面意见")
    assert "还缺 2 篇" in html


def test_the_words_of_each_place_are_quoted_and_linked(client, host):
    html = page_of(client, host)
    assert f'<q>二是温县长讲话</q>，<a href="{host.get_absolute_url()}#p2">第 2 段</a>' in html
    assert "温守渠讲：<q>等会*书记还要讲</q>" in html


def test_five_without_a_name_are_one_line_that_counts_them(client):
    speech = speak("讲话", "温守渠", lines=["刚才，五个单位作了交流发言。"])
    speak("东闸的交流发言", kind="交流发言")
    html = page_of(client, speech)
    assert order(html) == [["1", "东闸的交流发言"], ["2", "五个单位"], ["3", "讲话"]]
    assert "没有收到 4 篇" in html


def test_without_such_words_there_is_no_order(client):
    html = page_of(client, speak("讲话", "温守渠"))
    assert "会上的讲话" in html
    assert 'class="place"' not in html
    assert "还缺" not in html


def test_who_spoke_and_of_what_stands_beside(client, host):
    html = page_of(client, host)
    assert f'<a href="{host.speaker.get_absolute_url()}">何必达<small>1</small></a>' in html
    assert "春灌<small>3</small>" in html


@pytest.mark.parametrize(("reader", "sees"), [("nobody", ["public"]), ("reader", ["public", "internal"]), ("keeper", ["public", "internal", "hidden"])])
def test_words_of_a_speech_that_one_may_not_see_place_nothing(client, reader, sees):
    speech = speak("公开的讲话", "温守渠", post="临溪县县长")
    speak("内部的讲话", "柳望春", lines=["刚才，内甲同志作了发言，温县长作了讲话。"], visibility="internal")
    speak("不公开的讲话", "何必达", lines=["刚才，暗乙同志作了发言，温县长作了讲话。"], visibility="hidden")
    if reader != "nobody":
        client.force_login(User.objects.create_user(reader, is_superuser=reader == "keeper"))
    html = page_of(client, speech)
    assert f"收到 {len(sees)} 篇" in html
    for visibility, words in [("internal", "内甲同志"), ("hidden", "暗乙同志")]:
        assert (words in html) == (visibility in sees), words
    assert ('class="place"' in html) == (len(sees) > 1)


def test_what_was_hidden_a_moment_ago_is_no_longer_quoted(client):
    speech = speak("公开的讲话", "温守渠", post="临溪县县长")
    other = speak("另一篇", "柳望春", lines=["刚才，温县长作了讲话。"])
    assert "柳望春讲" in page_of(client, speech)
    other.document.visibility = "hidden"
    other.document.save()
    cache.clear()
    assert "柳望春" not in page_of(client, speech)


def test_speeches_without_a_place_go_on_page_by_page(client):
    speech = speak("推进会主持词", "何必达", "主持词", ["会议有两项议程。"])
    for number in range(22):
        speak(f"第{number}份发言", f"温{'甲乙丙丁戊己庚辛壬癸子'[number % 11]}")
    html = page_of(client, speech)
    assert order(html) == [["1", "推进会主持词"]]
    assert 'href="?page=2"' in html
    second = client.get(f"{speech.meeting.get_absolute_url()}?page=2").text
    assert "第21份发言" in second
    assert 'class="place"' not in second


@pytest.mark.parametrize("more", [0, 30])
def test_it_asks_a_fixed_number_of_times(client, host, django_assert_num_queries, more):
    for number in range(more):
        speak(f"第{number}份发言", f"温{'甲乙丙丁戊'[number % 5]}", lines=["刚才，温县长作了讲话。"])
    address = host.meeting.get_absolute_url()
    with django_assert_num_queries(10):
        client.get(address)
    with django_assert_num_queries(4):
        client.get(address)


def test_a_hidden_speech_of_one_who_is_named_changes_nothing(client):
    speech = speak("讲话", "温守渠", lines=["刚才，柳望春同志作了讲话，三个单位作了交流发言。"])
    before = page_of(client, speech)
    assert "柳望春同志" in before
    speak("柳望春的讲话", "柳望春", visibility="hidden")
    speak("东闸的交流发言", kind="交流发言", visibility="hidden")
    assert page_of(client, speech) == before
