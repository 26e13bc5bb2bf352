"""The page of one speaker: posts over time, months, meetings, and words said more often than others say them."""
import re

import pytest
from django.contrib.auth.models import User

from search.engine import Use
from speeches.indexing import index_pending
from speeches.models import Speaker
from speeches.parsing.drafts import ParagraphDraft
from speeches.speaking import likelihood, ratio
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
PLAIN = "渠首的闸门要有人看守，夜间巡护不能断档，用水秩序靠大家维护。"
OWN = "巡渠的同伴照账本把话说透，遇事照账本商量，难处照账本摆开。"


def speak(speaker, line=PLAIN, times=60, **more):
    paragraphs = [ParagraphDraft("讲话", part="head"), *(ParagraphDraft(line) for _ in range(times))]
    return shelve(paragraphs=paragraphs, title="讲话", speaker=speaker, outline=[], notes=[], appendices=[], **more)


def address(name="温守渠"):
    return Speaker.objects.get(name=name).get_absolute_url()


def habits(html):
    """Word, rate, that of the others, speeches: the rows of the table."""
    section = html[html.index("比别人更常说") :]
    rows = re.findall(r'<tr><th scope="row">(.*?)</tr>', section[: section.index("</section>")], re.S)
    return [re.sub("<[^>]+>", " ", row).split() for row in rows]


@pytest.fixture
def archive():
    """One who says 账本 three times in each line, and others who never do, in as many words."""
    for number in range(3):
        speak("温守渠", OWN, date=f"2024-0{number + 1}-05")
    for number in range(8):
        speak("何必达", times=80, date=f"2023-0{number + 1}-05")
    index_pending()


def test_words_said_more_often_than_by_others_are_counted_in_ten_thousand_characters(client, archive):
    rows = {row[0]: row[1:] for row in habits(client.get(address()).text)}
    letters = 3 * sum(map(str.isalnum, "讲话" + 60 * OWN))
    assert rows["账本"] == [f"{10_000 * 3 * 180 / letters:,.1f}", "0", "3"]
    assert "渠首" not in rows


def test_each_word_leads_to_the_speeches_that_hold_it(client, archive):
    html = client.get(address()).text
    link = re.search(r'href="(/search/[^"]*)">账本</a>', html)[1].replace("&amp;", "&")
    assert "3 篇" in client.get(link).text


def test_a_word_that_others_say_as_often_is_no_habit(client):
    for number in range(12):
        speak("温守渠" if number < 3 else "柳望春", OWN)
    index_pending()
    assert habits(client.get(address()).text) == []
    assert "没有哪个词明显比别人说得多" in client.get(address()).text


def test_words_that_name_nothing_by_themselves_are_no_habit(client):
    for number in range(12):
        speak("温守渠" if number < 3 else "柳望春", "我们如果没有这一段，关于渠首就是一段空话。" if number < 3 else PLAIN, times=80)
    index_pending()
    assert [row[0] for row in habits(client.get(address()).text)] == ["空话"]


def test_with_little_text_it_says_so(client):
    speak("温守渠", OWN)
    index_pending()
    assert "文字还太少，比不出来" in client.get(address()).text


def test_without_an_index_the_page_is_there(client, archive, archive_folder):
    (archive_folder / "index").rename(archive_folder / "gone")
    assert client.get(address()).status_code == 200


@pytest.mark.parametrize(("reader", "speeches"), [("nobody", "3"), ("reader", "4"), ("keeper", "5")])
def test_a_speech_that_one_may_not_see_says_no_word(client, archive, reader, speeches):
    for visibility, word in [("internal", "内账"), ("hidden", "暗账")]:
        speak("温守渠", f"{OWN}{word}也要照账本交。", visibility=visibility, post=f"{word}专员", meeting=f"{word}会议", keywords=[word], date="2010-05-05")
    index_pending()
    if reader != "nobody":
        client.force_login(User.objects.create_user(reader, is_superuser=reader == "keeper"))
    html = client.get(address()).text
    rows = {row[0]: row[1:] for row in habits(html)}
    assert rows["账本"][2] == speeches
    assert f"{speeches} 篇讲话" in html
    assert ("内账" in html) == (reader != "nobody")
    assert ("暗账" in html) == (reader == "keeper")
    assert ("2010" in html) == (reader != "nobody")


def test_what_hidden_speeches_of_others_say_does_not_change_the_rates(client, archive):
    before = habits(client.get(address()).text)
    for _ in range(4):
        speak("何必达", OWN, visibility="hidden")
    index_pending()
    assert habits(client.get(address()).text) == before


def test_the_keyness_is_that_of_the_literature():
    """The worked example of Rayson's calculator: 100 of 10,000 words beside 50 of 20,000."""
    use = Use("词", times=100, speeches=1, elsewhere=50)
    assert likelihood(use, 10_000, 20_000) == pytest.approx(2 * (100 * 0.6931 + 50 * -0.6931), abs=0.01)
    assert ratio(use, 10_000, 20_000) == pytest.approx(2.0)


def test_posts_are_drawn_over_their_years(client):
    shelve(date="2015", post="临溪县水务局局长")
    shelve(date="2024", post="临溪县副县长")
    html = client.get(address()).text
    assert '临溪县水务局局长<svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect x="0.0" width="10.0"' in html
    assert re.search('临溪县副县长<svg.*?<rect x="90.0" width="10.0"', html)


def test_many_years_share_columns_that_lead_to_their_speeches(client):
    for year in (1950, 1951, 2024):
        shelve(date=str(year))
    html = client.get(address()).text
    assert 'aria-label="1950—1954 年 2 篇"' in html
    assert 'href="/speeches/?speaker=%E6%B8%A9%E5%AE%88%E6%B8%A0&amp;from=1950&amp;to=1954"' in html


def test_months_are_drawn_where_there_are_many(client):
    for number in range(12):
        shelve(date=f"2023-{number % 4 + 1:02}-05")
    shelve(date="2024")
    html = client.get(address()).text
    assert "按月看" in html
    assert 'aria-label="2023 年 1 月：3 篇"' in html
    assert 'from=2023-01&amp;to=2023-01' in html
    shelve(date="2023")  # may be of January, so the list has it too
    html = client.get(address()).text
    assert '<a role="img" aria-label="2023 年 1 月：3 篇">' in html
    assert 'from=2023-01' not in html


def test_speeches_without_a_date_are_said(client):
    shelve(date=None)
    html = client.get(address()).text
    assert "日期未写明" in html
    shelve(date="2023")
    shelve(date="2024")
    assert "另有 1 篇没有写明年份" in client.get(address()).text
    shelve(date=None)
    assert "各年篇数" in client.get(address()).text
    shelve(date=None)
    html = client.get(address()).text  # two columns would pass for all five
    assert "各年篇数" not in html
    assert "有 3 篇没有写明年份</a>" in html


def test_meetings_are_linked(client):
    speech = shelve()
    assert f'<a href="{speech.meeting.get_absolute_url()}">全县春灌工作推进会</a> <small class="quiet-text">2024-03</small>' in client.get(address()).text


def test_who_has_two_namesakes_is_asked_for_by_the_whole_name(client):
    speech = shelve()
    Speaker.objects.filter(pk=speech.speaker_id).update(distinction="水务")
    assert "speaker=%E6%B8%A9%E5%AE%88%E6%B8%A0%EF%BC%88%E6%B0%B4%E5%8A%A1%EF%BC%89" in client.get(address()).text


@pytest.mark.parametrize("more", [0, 25])
def test_it_asks_a_fixed_number_of_times(client, archive, django_assert_num_queries, more):
    for number in range(more):
        speak("温守渠", times=1, meeting=f"第{number}次会议", date=f"20{number % 20 + 1:02}")
    index_pending()
    client.force_login(User.objects.create_user("reader"))
    page = address()
    with django_assert_num_queries(20):
        client.get(page)
    with django_assert_num_queries(9):
        client.get(page)


def test_many_posts_are_cut_off_and_counted(client):
    for number in range(14):
        shelve(post=f"临溪县第{number + 1}渠渠长")
    html = client.get(address()).text
    assert html.count('class="meter"') >= 12
    assert "另有 2 种写法" in html


def test_hidden_speeches_change_nothing_on_the_page(client, archive):
    before = client.get(address()).text
    for speaker in ("温守渠", "何必达"):
        speak(speaker, OWN, visibility="hidden", date="2001-01-01", post="暗渠渠长", meeting="暗渠会议", keywords=["暗渠"])
    index_pending()
    assert client.get(address()).text == before
