import re

import pytest

from speeches.models import Keyword, Meeting, Speaker
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
LISTS = ["/meetings/", "/meeting-types/", "/speakers/", "/topics/"]


@pytest.fixture
def addresses():
    """One page of every kind, with something on it."""
    speech = shelve()
    pages = [speech.meeting, speech.meeting.type, speech.speaker, Keyword.objects.get(word="春灌")]
    return LISTS + [page.get_absolute_url() for page in pages]


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_so_and_shows_a_way_on(client, address):
    html = client.get(address).text
    assert "这里还是空的" in html
    assert f'href="/accounts/login/?next={address}"' in html


def test_every_page_shows_its_speech_or_leads_to_it(client, addresses):
    for address, expected in zip(addresses, ["全县春灌工作推进会", "推进会", "温守渠", "春灌", *4 * ["在全县春灌工作推进会上的讲话"]], strict=True):
        assert expected in client.get(address).text, address


def test_a_hidden_speech_shows_on_no_page(client, admin_client, addresses):
    hidden = {"title": "不公开的讲话", "speaker": "暗里人", "meeting": "不公开会议", "meeting_type": "动员会", "keywords": ["春灌", "密件"]}
    speech = shelve(visibility="hidden", **hidden)
    for address in addresses:
        html = client.get(address).text
        assert not any(word in html for word in ("不公开", "暗里人", "密件", "动员会")), address
    for page in (speech.meeting, speech.speaker):
        assert client.get(page.get_absolute_url()).status_code == 404
        assert admin_client.get(page.get_absolute_url()).status_code == 200
    assert client.get("/topics/密件/").status_code == 404


def test_what_is_hidden_is_not_counted(client):
    shelve()
    shelve(visibility="hidden")
    assert "温守渠</a></td><td class=\"num\">2024</td><td class=\"num\">1</td>" in client.get("/speakers/").text
    assert "春灌<small>1</small>" in client.get("/topics/").text
    assert "收到 1 篇" in client.get(Meeting.objects.get().get_absolute_url()).text


def test_posts_are_held_between_the_years_of_their_speeches(client):
    shelve(date="2019")
    shelve(date="2021-05-03")
    shelve(date="2024", post="临溪县县长")
    html = client.get(Speaker.objects.get().get_absolute_url()).text
    posts = re.sub("<svg.*?</svg>", "", html)
    assert '<td>临溪县县长</td><td class="num">2024</td><td class="num">1</td>' in posts
    assert '<td>临溪县副县长</td><td class="num">2019—2021</td><td class="num">2</td>' in posts


def test_the_same_meeting_of_another_year_is_linked(client):
    shelve()
    other = shelve(date="2022-03-01").meeting
    speech = shelve(date="2024-03-09")
    html = client.get(speech.meeting.get_absolute_url()).text
    assert f'<a href="{other.get_absolute_url()}">2022-03-01</a>' in html


def test_a_list_goes_on_page_by_page(client):
    for number in range(21):
        shelve(title=f"第{number}次讲话", date=f"2024-01-{number + 1:02}")
    address = Speaker.objects.get().get_absolute_url()
    assert 'rel="next" href="?page=2"' in client.get(address).text
    assert "第0次讲话" in client.get(f"{address}?page=2").text
    assert client.get(f"{address}?page=many").status_code == 200


def test_a_list_leads_to_the_filters(client):
    shelve(date="2022")
    speech = shelve()
    assert 'href="/speeches/?speaker=%E6%B8%A9%E5%AE%88%E6%B8%A0">继续筛选' in client.get(speech.speaker.get_absolute_url()).text
    assert 'href="/speeches/?type=%E6%8E%A8%E8%BF%9B%E4%BC%9A&amp;year=2024"' in client.get("/meeting-types/推进会/").text


def test_a_topic_may_hold_any_sign(client):
    shelve(keywords=["5G/物联网?"])
    word = Keyword.objects.get()
    assert client.get(word.get_absolute_url()).status_code == 200
    assert word.get_absolute_url() in client.get("/topics/").text


def test_a_type_that_nobody_knows_is_not_found(client):
    assert client.get("/meeting-types/没有的会/").status_code == 404


def test_a_type_without_speeches_says_so(client):
    assert "还没有这样的讲话" in client.get("/meeting-types/党课/").text
