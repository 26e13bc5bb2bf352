import re

import pytest

from tests.shelf import shelve

pytestmark = pytest.mark.django_db


def test_an_empty_archive_says_what_it_is_for(client):
    html = client.get("/").text
    assert "这里还没有讲话稿" in html
    assert 'href="/accounts/login/?next=/upload/"' in html


def test_whoever_is_signed_in_can_upload_from_the_empty_page(admin_client):
    assert '<form method="post" action="/upload/" enctype="multipart/form-data">' in admin_client.get("/").text


def test_the_archive_is_shown_in_numbers(client):
    shelve()
    shelve(title="在全县春灌总结会上的讲话", meeting="全县春灌总结会", meeting_type="总结会", date="2021-11-05")
    html = client.get("/").text
    tally = re.sub(r"<[^>]+>", "", re.search(r'<p class="tally">.*?</p>', html)[0])
    assert tally == "2篇讲话2次会议1位讲话人2021—2024年"


def test_families_lead_to_the_speeches_of_their_types(client):
    shelve()
    shelve(meeting="全县春灌调度会", meeting_type="调度会")
    html = client.get("/").text
    assert 'href="/speeches/?type=%E6%8E%A8%E8%BF%9B%E4%BC%9A&amp;type=%E8%B0%83%E5%BA%A6%E4%BC%9A"><span>推进督办</span>' in html


def test_speeches_without_a_type_have_a_value_of_their_own(client):
    shelve(meeting=None)
    assert 'href="/speeches/?type=-"><span>类型未写明</span>' in client.get("/").text


def test_years_are_bars_without_gaps(client):
    shelve(date="2021")
    shelve(date="2023-05")
    bars = re.findall(r'aria-label="(\d+) 年 (\d) 篇"', client.get("/").text)
    assert bars == [("2021", "1"), ("2022", "0"), ("2023", "1")]


def test_years_long_ago_share_a_bar(client):
    shelve(date="1958")
    shelve(date="1986")
    shelve(date="2024")
    html = client.get("/").text
    assert 'href="/speeches/?to=2004" aria-label="更早 2 篇"' in html
    assert html.count('class="year"') == 21


def test_speeches_without_a_year_are_counted_beside_the_bars(client):
    shelve()
    shelve(date="2023")
    shelve(date=None)
    assert '<a href="/speeches/?year=-">另有 1 篇没有写明年份</a>' in client.get("/").text


def test_the_newest_comes_first(client):
    shelve(title="先收入的讲话")
    shelve(title="后收入的讲话")
    html = client.get("/").text
    assert html.index("后收入的讲话") < html.index("先收入的讲话")


def test_what_is_hidden_is_neither_shown_nor_counted(client, admin_client):
    shelve()
    shelve(visibility="hidden", title="不公开的讲话", keywords=["密件"], date="1999")
    html = client.get("/").text
    assert "<b>1</b>篇讲话" in html
    assert not re.search("不公开的讲话|密件|1999", html)
    assert "<b>2</b>篇讲话" in admin_client.get("/").text


def test_home_asks_six_times_however_much_there_is(client, django_assert_num_queries):
    for year in range(2000, 2012):
        shelve(date=str(year), title=f"{year}年的讲话", keywords=[str(year)])
    with django_assert_num_queries(6):
        client.get("/")
