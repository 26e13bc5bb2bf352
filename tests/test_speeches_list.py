"""The list of speeches with the filters of the search page."""
import pytest

from search import engine
from tests.small_archive import CANAL, HARVEST, SECRET, SINGING, hide, keep_speeches
from tests.test_search_page import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def speeches(archive_folder, db):
    keep_speeches(CANAL, SINGING, HARVEST, SECRET)
    hide("内部通报")


def titles(response):
    assert response.status_code == 200
    return [speech.title for speech in response.context["speeches"]]


def test_the_newest_come_first_and_the_undated_last(client):
    assert titles(client.get("/speeches/")) == [CANAL.title, SINGING.title, HARVEST.title]
    assert titles(client.get("/speeches/?sort=oldest")) == [SINGING.title, CANAL.title, HARVEST.title]


def test_a_row_shows_the_title_the_facts_and_the_skeleton(client):
    page = text_of(client.get("/speeches/?level=县"))
    for shown in (CANAL.title, "推进会", "温守渠 清源县委书记", "2024-03", "把账算清", "把人用好"):
        assert shown in page
    assert "算水账" not in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("type=推进会&type=调度会", [CANAL.title, HARVEST.title]),
        ("type=推进会&year=2023", []),
        ("year=-", [HARVEST.title]),
        ("type=-", [SINGING.title]),
        ("speaker=白小鹭", [SINGING.title]),
        ("level=乡&kind=致辞", [SINGING.title]),
        ("topic=水利", [CANAL.title]),
        ("from=2023-08&to=2023", [SINGING.title]),
        ("q=守闸", [CANAL.title]),
    ],
)
def test_filters_narrow_the_list(client, query, found):
    assert titles(client.get(f"/speeches/?{query}")) == found


def test_an_empty_list_says_how_to_go_on(client):
    page = client.get("/speeches/?year=1999&level=县")
    assert "没有找到这样的讲话" in page.text
    assert [(way.name, way.count) for way in page.context["ways_out"]] == [("不限县级、1999 年", 3)]


def test_an_archive_without_speeches_has_a_list(client):
    engine.current().rebuild([])
    for address in ("/speeches/", "/search/", "/search/?sort=newest", "/search/?q=守闸"):
        page = client.get(address).text
        assert "这里还没有讲话稿" in page
        assert "筛选" not in page
        assert "换一个说法" not in page
        assert page.count("<h1") == 1
