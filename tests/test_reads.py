"""How often a speech is read is counted by nobody's name, and shown to nobody who may not see the speech."""
import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.utils import timezone

from config.notebook import Notebook
from speeches import archive, counting, reads, upkeep
from speeches.figures import Figures
from speeches.models import Question, Speech, SpeechReads
from tests.asking import ask
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
BROWSER = "Mozilla/5.0 (Windows NT 6.1; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36"
WECHAT = "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Version/4.0 Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0.2"
TODAY = timezone.localdate


@pytest.fixture
def at_once(monkeypatch):
    monkeypatch.setattr(counting, "SETTLED", 0)


def read(client, speech, times=1, **headers):
    for _ in range(times):
        assert client.get(speech.get_absolute_url(), headers={"User-Agent": BROWSER} | headers).status_code == 200


def lines() -> list[dict]:
    file = reads.NOTEBOOK.file
    return [json.loads(line) for line in file.read_text().splitlines() if line] if file.exists() else []


def gather():
    reads.gather()  # sets aside
    reads.gather()  # counts


def counted() -> list[tuple]:
    return list(SpeechReads.objects.order_by("speech", "read_on").values_list("speech", "times"))


def most_read(user=None, limit=5):
    return Figures(user or AnonymousUser()).of(reads.most_read_outlines, reads.this_hour(), limit)


# ── noting ──


CUBOT = "Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/109.0 Mobile Safari/537.36"  # a phone


@pytest.mark.parametrize("agent", [BROWSER, WECHAT, CUBOT])
def test_a_reading_is_noted_with_the_day_and_the_speech_and_nothing_else(client, agent):
    speech = shelve()
    read(client, speech, **{"User-Agent": agent, "Referer": "http://testserver/search/?q=渠", "Sec-Fetch-Dest": "document"})
    assert lines() == [{"day": TODAY().isoformat(), "speech": speech.pk}]
    assert not client.cookies


@pytest.mark.parametrize(
    "headers",
    [
        {"User-Agent": ""},
        {"User-Agent": "curl/8.4.0"},
        {"User-Agent": "python-requests/2.31"},
        {"User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)"},
        {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"},
        {"User-Agent": f"{BROWSER} HeadlessChrome/120.0"},
        {"Purpose": "prefetch"},
        {"Sec-Purpose": "prefetch;prerender"},
        {"Sec-Purpose": "prefetch"},
        {"X-Moz": "prefetch"},
        {"Sec-Fetch-Dest": "empty"},
        {"Sec-Fetch-Dest": "iframe"},
        {"Cache-Control": "max-age=0"},
    ],
)
def test_robots_prefetches_frames_and_reloads_are_no_readings(client, headers):
    read(client, shelve(), **headers)
    assert lines() == []


def test_a_page_that_is_kept_or_that_the_browser_still_has_is_read_each_time(client):
    speech = shelve()
    archive.index_pending()
    first = client.get(speech.get_absolute_url(), headers={"User-Agent": BROWSER})
    read(client, speech)
    again = client.get(speech.get_absolute_url(), headers={"User-Agent": BROWSER, "If-None-Match": first.get("ETag", "-")})
    assert again.status_code in (200, 304)
    assert len(lines()) == 3


def test_to_search_within_a_speech_is_no_new_reading_of_it(client):
    speech = shelve()
    read(client, speech, Referer=f"http://testserver{speech.get_absolute_url()}?q=渠")
    assert lines() == []


def test_an_address_that_is_none_keeps_nobody_from_reading(client):
    read(client, shelve(), Referer="http://[")
    assert len(lines()) == 1


def test_asking_for_the_head_of_the_page_is_no_reading(client):
    client.head(shelve().get_absolute_url(), headers={"User-Agent": BROWSER})
    assert lines() == []


def test_what_is_not_there_is_not_read(client):
    assert client.get("/speeches/999/", headers={"User-Agent": BROWSER}).status_code == 404
    assert client.get(shelve(visibility="hidden").get_absolute_url(), headers={"User-Agent": BROWSER}).status_code == 404
    assert lines() == []


def test_a_file_that_cannot_be_written_keeps_nobody_from_reading(client):
    reads.NOTEBOOK.file.symlink_to("/dev/full")
    read(client, shelve())


# ── counting ──


def test_the_worker_counts_the_readings_of_a_day_together(client, at_once):
    first, second = shelve(), shelve()
    read(client, first, 2)
    read(client, second)
    upkeep.often("default")
    read(client, first)
    upkeep.often("default")
    upkeep.often("default")
    assert counted() == [(first.pk, 3), (second.pk, 1)]


def test_readings_and_questions_have_notebooks_of_their_own(client, at_once):
    speech = shelve()
    archive.index_pending()
    read(client, speech)
    ask("渠水")
    for _ in range(2):
        upkeep.often("default")
    assert counted() == [(speech.pk, 1)]
    assert list(Question.objects.values_list("text", "times")) == [("渠水", 1)]


def test_lines_that_are_none_and_speeches_that_are_gone_are_passed_over(client, at_once):
    speech, gone = shelve(), shelve()
    read(client, speech)
    read(client, gone)
    with reads.NOTEBOOK.file.open("ab") as file:
        file.write(b'\xff\n[]\n{}\n{"day": "2024-01-01", "speech": true}\n{"day": 1, "speech": 1}\n{"day": "2024-01-01", "speech": 99999999999999999999}\n')
    Speech.objects.filter(pk=gone.pk).delete()
    gather()
    assert counted() == [(speech.pk, 1)]


def test_a_file_that_was_counted_before_a_crash_is_not_counted_again(client, at_once, monkeypatch):
    speech = shelve()
    read(client, speech)
    reads.gather()
    (aside,) = reads.NOTEBOOK.aside()
    kept = aside.read_bytes()
    counting.count(aside, reads.add)
    aside.write_bytes(kept)  # as if the process had died before it could remove it
    gather()
    assert counted() == [(speech.pk, 1)]
    assert not Notebook("reads").aside()


def test_after_a_year_readings_are_forgotten(client):
    speech = shelve()
    for days in (364, 366):
        SpeechReads.objects.create(speech=speech, read_on=TODAY() - timedelta(days=days), times=1)
    upkeep.rarely("default")
    assert SpeechReads.objects.count() == 1


# ── what is read most ──


def has_been_read(speech, times, days_ago=0):
    SpeechReads.objects.create(speech=speech, read_on=TODAY() - timedelta(days=days_ago), times=times)


def test_what_was_read_most_lately_comes_first(client):
    once, often, long_ago, never = (shelve() for _ in range(4))
    has_been_read(shelve(outline=[]), 50)  # has no outline to show
    has_been_read(once, 1)
    has_been_read(often, 2, days_ago=1)
    has_been_read(often, 2, days_ago=60)
    has_been_read(long_ago, 100, days_ago=91)
    assert most_read() == [often.pk, once.pk]
    assert most_read(limit=1) == [often.pk]
    assert never.pk not in most_read()


def test_what_somebody_may_not_see_is_not_among_what_is_read_most(client):
    public, internal, hidden, removed = shelve(), shelve(visibility="internal"), shelve(visibility="hidden"), shelve()
    for speech in (public, internal, hidden, removed):
        has_been_read(speech, 3)
    archive.remove(removed.document)
    assert most_read() == [public.pk]
    assert most_read(User.objects.create_user("reader")) == [public.pk, internal.pk]


def test_counting_readings_leaves_the_numbers_over_the_archive_as_they_are(client, at_once, django_assert_num_queries):
    speech = shelve()
    assert most_read() == []
    read(client, speech)
    gather()
    with django_assert_num_queries(1):
        assert most_read() == []
    later = reads.this_hour() + timedelta(hours=1)
    assert Figures(AnonymousUser()).of(reads.most_read_outlines, later, 5) == [speech.pk]
