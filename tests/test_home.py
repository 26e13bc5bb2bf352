"""The way in: what there is, as questions, pictures and lists, of what its reader may see."""
import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from speeches import archive
from speeches.models import Speech, SpeechReads
from speeches.parsing.drafts import ParagraphDraft, SectionDraft
from speeches.templatetags.facts import magnitude
from tests.shelf import HEAD, shelve

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
    tally = re.sub(r"<[^>]+>", " ", re.search(r'<p class="tally">.*?</p>', html)[0]).split()
    characters = sum(Speech.objects.values_list("characters", flat=True))
    today = timezone.localdate().isoformat()
    assert tally == ["2", "篇讲话", "2", "次会议", "1", "位讲话人", "2021—2024", "年", str(characters), "字", "最近收入", today]


@pytest.mark.parametrize(
    ("characters", "said"),
    [(0, "0"), (9_999, "9,999"), (10_000, "1 万"), (12_345, "1.23 万"), (987_654, "98.8 万"), (1_234_567, "123 万"), (98_765_432, "9,877 万")],
)
def test_many_characters_are_counted_in_wan(characters, said):
    assert magnitude(characters) == said


# ── examples ──


def examples(client) -> list[tuple[str, str]]:
    """What is offered to try, with where it leads."""
    words = re.search(r'<p class="words">.*?</p>', client.get("/").text)
    return re.findall(r'<a href="(/search/\?q=[^"]+)">(.*?)</a>', words[0]) if words else []


def test_a_question_of_each_kind_is_offered_out_of_this_archive(client):
    shelve()
    shelve(title="在全县秋粮收购动员会上的讲话", meeting="全县秋粮收购动员会", meeting_type="动员会", date="2019", keywords=["春灌", "秋粮"],
           outline=[SectionDraft(1, "一", "把渠水看住，谢谢大家", False, 6)])  # fmt: skip
    archive.index_pending()
    offered = [text for _address, text in examples(client)]
    assert offered == ["春灌", "讲话人:温守渠", "类型:动员会 年:2019"]


def test_a_clause_of_a_heading_is_quoted(client):
    body = [*HEAD, "一、把走渠的水守到天亮，一刻不松", "二、短"]
    shelve(paragraphs=[ParagraphDraft(line) for line in body], outline=[SectionDraft(1, "一", "把走渠的水守到天亮，一刻不松", False, 5)])
    archive.index_pending()
    assert "“把走渠的水守到天亮”" in [text for _address, text in examples(client)]


def test_every_example_finds_something_that_its_reader_may_see(client, admin_client):
    shelve()
    for number in range(3):
        shelve(visibility="hidden", speaker="暗里人", keywords=["密件"], meeting=f"保密会{number}", meeting_type="座谈会", date="2025")
    archive.index_pending()
    for reader in (client, admin_client):
        offered = examples(reader)
        assert len(offered) >= 3
        assert all("篇讲话" in reader.get(unescape(address)).text for address, _text in offered)
    assert not re.search("暗里人|密件|座谈会", str(examples(Client())))


def test_as_long_as_nothing_can_be_found_no_example_is_offered(client):
    shelve()
    assert examples(client) == []
    archive.index_pending()
    assert examples(client)


# ── the archive as a picture ──


def dots(client) -> list[tuple[str, str]]:
    picture = re.search(r'<table class="matrix">.*?</table>', client.get("/").text)[0]
    return [(unquote(unescape(address)), said) for address, said in re.findall(r'<td><a href="([^"]+)" aria-label="([^"]+)">', picture)]


def test_each_dot_says_family_year_and_number_and_leads_there(client):
    shelve()
    shelve(meeting="全县春灌调度会", meeting_type="调度会")
    shelve(meeting="全县春灌动员会", meeting_type="动员会", date="2022-02-01")
    shelve(meeting=None, date=None)
    assert dots(client) == [
        ("/speeches/?type=动员会&year=2022", "2022 年部署动员 1 篇"),
        ("/speeches/?type=推进会&type=调度会&year=2024", "2024 年推进督办 2 篇"),
        ("/speeches/?type=-&year=-", "年份不详类型未写明 1 篇"),
    ]


def test_every_dot_leads_to_as_many_speeches_as_it_says(client):
    for year in range(1950, 2025, 6):
        shelve(date=str(year), meeting=f"{year}年春灌会", meeting_type="动员会" if year % 4 else "推进会")
    shelve(date=None)
    archive.index_pending()
    found = dots(client)
    assert sum(int(said.split()[-2]) for _address, said in found) == 14
    for address, said in found:
        assert f"{said.split()[-2]} 篇讲话" in client.get(address).text


def test_the_picture_has_its_numbers_as_a_table_behind_it(client):
    shelve()
    shelve(meeting="全县春灌动员会", meeting_type="动员会", date="2022-02-01")
    table = re.search(r'<table class="figures">.*?</table>', client.get("/").text)[0]
    rows = [re.findall(r"<t[hd][^>]*>(?:<span[^>]*>)?([^<]*)", row) for row in table.split("<tr>")[1:]]
    assert rows == [["类型", "2022", "2023", "2024"], ["部署动员", "1", "", ""], ["推进督办", "", "", "1"]]


def test_one_family_or_one_year_makes_no_picture(client):
    shelve()
    shelve(meeting="全县春灌动员会", meeting_type="动员会")
    assert 'class="matrix"' not in client.get("/").text


def test_families_lead_to_the_speeches_of_their_types(client):
    shelve()
    shelve(meeting="全县春灌调度会", meeting_type="调度会")
    html = client.get("/").text
    assert 'href="/speeches/?type=%E6%8E%A8%E8%BF%9B%E4%BC%9A&amp;type=%E8%B0%83%E5%BA%A6%E4%BC%9A"><span>推进督办</span>' in html


def test_speeches_without_a_type_have_a_value_of_their_own(client):
    shelve(meeting=None)
    assert 'href="/speeches/?type=-"><span>类型未写明</span>' in client.get("/").text


def bars(client) -> list[tuple[str, str]]:
    return re.findall(r'<li><a (?:role="img"|href="([^"]+)") aria-label="([^"]+)">', client.get("/").text)


def test_years_are_columns_without_gaps(client):
    shelve(date="2021")
    shelve(date="2023-05")
    assert bars(client) == [("/speeches/?year=2021", "2021 年 1 篇"), ("", "2022 年 0 篇"), ("/speeches/?year=2023", "2023 年 1 篇")]


def test_a_long_time_is_cut_into_equal_columns(client):
    shelve(date="1958")
    shelve(date="1986")
    shelve(date="2024")
    found = bars(client)
    assert len(found) <= 24
    assert [said for address, said in found if address] == ["1958—1959 年 1 篇", "1985—1989 年 1 篇", "2020—2024 年 1 篇"]
    assert found[-1][0] == "/speeches/?from=2020&amp;to=2024"


def test_speeches_without_a_year_are_counted_beside_the_columns(client):
    shelve()
    shelve(date="2023")
    shelve(date=None)
    assert '<a href="/speeches/?year=-">另有 1 篇没有写明年份</a>' in client.get("/").text


def test_where_most_speeches_state_no_year_no_columns_pass_for_all(client):
    for date in ("2022", "2023", None, None, None):
        shelve(date=date)
    assert 'id="years"' not in client.get("/").text


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


# ── what is read most ──


def test_what_is_read_most_is_shown_with_its_outline(client):
    shelve(title="没有人读的讲话")
    speech = shelve(title="读的人多的讲话")
    assert "读得最多的提纲" not in client.get("/").text
    SpeechReads.objects.create(speech=speech, read_on=timezone.localdate(), times=7)
    cache.clear()  # an hour later
    block = re.search(r"读得最多的提纲.*?</section>", client.get("/").text, re.S)[0]
    assert re.findall(r">([^<>]+)</(?:a|li)>", block) == ["读的人多的讲话", "一、看水要勤", "二、看人要准"]


def test_a_hidden_speech_is_not_shown_however_much_it_is_read(client):
    shelve()
    hidden = shelve(visibility="hidden", title="不公开的讲话")
    SpeechReads.objects.create(speech=hidden, read_on=timezone.localdate(), times=7)
    html = client.get("/").text
    assert "不公开的讲话" not in html
    assert "读得最多的提纲" not in html


def test_home_asks_as_often_however_much_there_is(client, django_user_model, django_assert_num_queries):
    client.force_login(django_user_model.objects.create_user("reader"))
    for year in range(2000, 2012):
        speech = shelve(date=str(year), title=f"{year}年的讲话", keywords=[str(year)])
        SpeechReads.objects.create(speech=speech, read_on=timezone.localdate(), times=7)
        archive.index_pending()
        client.get("/")
        with django_assert_num_queries(8):
            client.get("/")
