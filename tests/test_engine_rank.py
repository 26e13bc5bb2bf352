"""Which of those that match come first, in the engine on Whoosh. What matches at all: test_engine.py."""
import pytest

from search import engine
from search.engine import And, Entry, Words
from tests.engine_contract import found


@pytest.fixture
def index():
    return engine.current()


def speech(number, text, title="", headings=()):
    return Entry(id=number, visibility="public", title=title, text=text, headings=headings)


def test_title_and_headings_weigh_more_than_text(index):
    filler = "堤坝要修。" * 9
    index.put([speech(21, "水库，水库除险。" + filler), speech(22, "水库要除险。" + filler, title="在水库除险会上的讲话")])
    assert found(index, Words("水库")) == [22, 21]


def test_parts_near_each_other_come_before_parts_far_apart(index):
    filler = "会场外面下着小雨。" * 30
    far, near = "水库要管好。" + filler + "除险要抓紧。", "水库要尽快除险。管好要抓紧。" + filler
    index.put([speech(31, far), speech(32, near)])
    assert found(index, And((Words("除险"), Words("水库")))) == [32, 31]


def test_parts_in_one_heading_come_before_parts_in_two(index):
    text = "一、修水库\n春天动工。\n二、除险情\n秋天完工。"
    two, one = ("修水库", "除险情"), ("修水库除险情", "秋天完工")
    index.put([speech(41, text, headings=two), speech(42, text, headings=one)])
    assert found(index, And((Words("除险"), Words("水库")))) == [42, 41]
