"""Large titles break between words."""
import re

import pytest
from django.utils.safestring import mark_safe

from speeches.templatetags.titles import phrased
from tests.shelf import shelve


def pieces_of(title):
    return re.sub("</?span[^>]*>", "", phrased(title)).split("<wbr>")


@pytest.mark.parametrize(
    ("title", "pieces"),
    [
        ("在枫垭市森林防火工作会议上的讲话", ["森林", "防火", "工作会议上的", "讲话"]),
        ("全县春灌推进会", ["推进会"]),
        ("讲话", ["讲话"]),
    ],
)
def test_a_title_breaks_between_words_only(title, pieces):
    found = pieces_of(title)
    assert "".join(found) == title
    assert set(pieces) <= set(found)


def test_a_word_is_not_parted_from_what_leads_it_in():
    assert pieces_of("在北京考察")[0].startswith("在北京")
    assert "暨<wbr>" not in phrased("总结大会暨动员大会")
    assert "推进会上的" in pieces_of("在全县春灌工作推进会上的讲话")


def test_marks_stay_and_what_is_no_markup_is_none():
    assert pieces_of(mark_safe("在<mark>春灌</mark>会上")) == ["在<mark>春灌</mark>会上"]
    assert pieces_of("甲<b>乙&丙") == ["甲&lt;b&gt;乙&amp;丙"]


@pytest.mark.django_db
def test_the_page_of_a_speech_may_break_its_title_between_words(client):
    speech = shelve()
    assert "<wbr>讲话" in client.get(speech.get_absolute_url()).text
    assert "<wbr>推进会</span></h1>" in client.get(speech.meeting.get_absolute_url()).text


def test_a_title_as_long_as_a_speech_breaks_between_words_too():
    assert set(pieces_of("推进会" * 20_000)) == {"推进会"}
