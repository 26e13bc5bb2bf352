"""What was said when: every dot says its number and leads to as many speeches; nothing is shown that its reader may not see."""
import re
from html import unescape

import pytest

from speeches import archive
from tests.shelf import shelve

pytestmark = pytest.mark.django_db


def dots(html) -> list[tuple[str, str]]:
    return [(unescape(address), said) for address, said in re.findall(r'<td><a href="([^"]+)" aria-label="([^"]+)">', html)]


def rows(html) -> list[str]:
    return re.findall(r'<th scope="row">(?:<a [^>]*>|<span>)([^<]+)', html)


def titles(html) -> list[str]:
    return re.findall(r'<h3><a [^>]*href="/speeches/\d+/">([^<]+)', html)


def months(html) -> list[tuple[str, str]]:
    return re.findall(r"<h2>([^<]+)<small>([^<]+)</small>", html)


def test_an_empty_archive_has_no_timeline(client):
    assert "这里还是空的" in client.get("/timeline/").text


def test_years_stand_below_each_other_the_newest_first_and_empty_ones_share_a_row(client):
    for date in ("2024-03-05", "2023", "2018-11", "2016-01-01"):
        shelve(date=date)
    assert rows(client.get("/timeline/").text)[:6] == ["2024 年", "2023 年", "2019—2022 年", "2018 年", "2017 年", "2016 年"]


def test_each_dot_says_its_month_and_number_and_leads_to_as_many(client):
    for date in ("2024-03-05", "2024-03", "2024-11-30", "2024", "2023-03-01"):
        shelve(date=date)
    found = dots(client.get("/timeline/").text)
    assert found == [
        ("/timeline/?year=2024&month=3", "2024 年 3 月：2 篇"),
        ("/timeline/?year=2024&month=11", "2024 年 11 月：1 篇"),
        ("/timeline/?year=2024&month=-", "2024 年 只知年份：1 篇"),
        ("/timeline/?year=2023&month=3", "2023 年 3 月：1 篇"),
    ]
    for address, said in found:
        assert len(titles(client.get(address).text)) == int(re.search(r"：(\d+) 篇", said)[1])


def test_dates_that_are_unknown_are_said(client):
    shelve(date="2024")
    shelve(date=None)
    shelve(date=None)
    html = client.get("/timeline/").text
    assert "只知年份：1 篇" in html
    assert '<a href="/speeches/?year=-">年份不详：2 篇</a>' in html


def test_where_no_speech_has_a_date_only_that_is_said(client):
    shelve(date=None)
    html = client.get("/timeline/").text
    assert "年份不详：1 篇" in html
    assert "<table" not in html


def test_a_year_is_told_month_by_month(client):
    shelve(date="2024", title="只知道年份的")
    shelve(date="2024-11-02", title="十一月的")
    shelve(date="2024-03", title="三月里哪天没有写的")
    shelve(date="2024-03-20", title="三月下旬的", meeting="护渠会")
    shelve(date="2024-03-01", title="三月初的")
    shelve(date="2025-03-01", title="明年的")
    html = client.get("/timeline/?year=2024").text
    assert months(html) == [("3 月", "3 篇"), ("11 月", "1 篇"), ("只知年份", "1 篇")]
    assert titles(html) == ["三月初的", "三月下旬的", "三月里哪天没有写的", "十一月的", "只知道年份的"]
    assert re.findall(r'<a href="/meetings/\d+/">(.*?)<small>(\d+)', html)[:2] == [("全县春灌工作推进会", "2"), ("护渠会", "1")]
    assert '<a href="?year=2024&amp;month=-">另有 1 篇没有写明月份</a>' in html
    assert "2024 年 只知年份" not in html  # a column of it would dwarf those of the months
    assert '<a rel="next" href="?year=2025">' in html


def test_a_year_of_which_no_month_is_known_has_no_columns(client):
    shelve(date="2024")
    html = client.get("/timeline/?year=2024").text
    assert titles(html)
    assert "各月篇数" not in html


def test_the_months_of_a_year_are_columns_with_their_numbers(client):
    shelve(date="2024-03-20")
    html = client.get("/timeline/?year=2024").text
    assert '<a href="/timeline/?year=2024&amp;month=3" aria-label="2024 年 3 月：1 篇">' in html
    assert '<a role="img" aria-label="2024 年 4 月：0 篇">' in html


def test_a_month_leads_to_the_list_where_that_finds_no_more(client):
    shelve(date="2024-03-20")
    link = '<a href="/speeches/?from=2024-03&amp;to=2024-03">'
    assert link in client.get("/timeline/?year=2024").text
    shelve(date="2024")  # may be of March, so the list has it too
    assert link not in client.get("/timeline/?year=2024").text


def test_a_month_shows_only_itself(client):
    shelve(date="2024-03-20", title="三月的")
    shelve(date="2024-11-02", title="十一月的")
    html = client.get("/timeline/?year=2024&month=11").text
    assert titles(html) == ["十一月的"]
    assert "<h1>2024 年 11 月</h1>" in html


def test_a_year_comes_page_by_page(client):
    for day in range(1, 26):
        shelve(date=f"2024-{1 + day // 20:02}-{day % 20 + 1:02}", title=f"第{day}篇")
    first, second = (client.get(f"/timeline/?year=2024&page={page}").text for page in (1, 2))
    assert (len(titles(first)), len(titles(second))) == (20, 5)
    assert months(first) == [("1 月", "19 篇"), ("2 月", "6 篇")]
    assert months(second) == [("2 月", "6 篇")]
    assert 'href="?year=2024&amp;page=2"' in first


@pytest.mark.parametrize("year", ["1999", "abc", "", "0", "20244", "२०२४", "-5", "9999"])
def test_a_year_that_is_none_or_has_nothing_is_answered_kindly(client, year):
    shelve()
    response = client.get("/timeline/", {"year": year, "month": "13"})
    assert response.status_code == 200
    assert ("不像年份" in response.text) == (year in ("abc", "0", "20244", "२०२४", "-5"))
    assert ("这一年没有讲话" in response.text) == (year in ("1999", "9999"))


def test_a_month_that_is_none_shows_the_whole_year(client):
    shelve(date="2024-03-20", title="三月的")
    for month in ("13", "0", "x", ""):
        assert titles(client.get("/timeline/", {"year": "2024", "month": month}).text) == ["三月的"]
    assert "这个月没有讲话" in client.get("/timeline/?year=2024&month=4").text


def test_what_is_hidden_is_neither_shown_nor_counted(client, admin_client):
    shelve(date="2024-03-05")
    shelve(visibility="hidden", date="2024-03-06", title="不公开的讲话", meeting="保密会")
    shelve(visibility="hidden", date="1999")
    removed = shelve(date="2024-03-07", title="删掉的讲话")
    archive.remove(removed.document)
    pages = [client.get(address).text for address in ("/timeline/", "/timeline/?year=2024", "/timeline/?year=2024&month=3")]
    assert not any(re.search("1999|不公开的讲话|保密会|删掉的讲话", html) for html in pages)
    assert [said for _address, said in dots(pages[0])] == ["2024 年 3 月：1 篇"]
    assert months(pages[1]) == [("3 月", "1 篇")]
    assert "2024 年 3 月：2 篇" in admin_client.get("/timeline/").text


def test_the_menu_shows_where_one_is(client):
    assert '<a href="/timeline/" aria-current="page">时间线</a>' in client.get("/timeline/").text


@pytest.mark.parametrize(("address", "queries"), [("/timeline/", 1), ("/timeline/?year=2024", 3)])
def test_the_database_is_asked_as_often_however_much_there_is(client, django_assert_num_queries, address, queries):
    for month in range(1, 13):
        shelve(date=f"2024-{month:02}-05", title=f"{month}月的讲话", meeting=f"{month}月的会")
    client.get(address)
    with django_assert_num_queries(queries):
        client.get(address)


def test_the_menu_fits_beside_the_search_on_a_small_desk(new_page, sign_in, django_user_model):
    page = new_page(width=1024, height=700)
    sign_in(page, django_user_model.objects.create_user("wumin", first_name="吴敏"))
    page.goto("/timeline/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 1024
    assert page.get_by_role("navigation", name="主要").get_by_role("link").last.bounding_box()["height"] < 48
    assert page.locator("#q0").bounding_box()["width"] > 140
