"""The page that explains how to ask: every example on it runs, and finds something in the sample archive."""
import pytest
from django.conf import settings as all_settings
from django.core.management import call_command
from django.db import transaction
from django.utils.html import escape

from search import engine
from search.asking.examples import SECTIONS
from speeches import archive
from tests.test_query import ask

pytestmark = pytest.mark.django_db  # before the tests that empty the tables, types of meetings among them
EXAMPLES = [q for section in SECTIONS for q, _meaning in section["examples"]]
SIGNS = str.maketrans({"(": "（", ")": "）", ":": "：", ",": "，", "-": "－", "*": "＊", "“": "＂", "”": "＂", "|": "｜", " ": "　"})


@pytest.fixture(scope="module")
def samples(django_db_setup, django_db_blocker, tmp_path_factory):
    """The archive that `up` makes, once for all examples."""
    folder = tmp_path_factory.mktemp("samples")
    places = {"DATA": folder, "ORIGINALS": folder / "originals", "INCOMING": folder / "incoming", "INDEX": folder / "index"}
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as moved:
        for name, place in places.items():
            moved.setattr(all_settings, name, place)
        call_command("load_samples")
        archive.index_pending()
        transaction.set_rollback(True)
    return places


@pytest.fixture(autouse=True)
def there(samples, settings):
    for name, place in samples.items():
        setattr(settings, name, place)


def total(q: str) -> int:
    asked = ask(q)
    assert asked.problems == []
    return engine.current().search(asked.query).total


@pytest.mark.parametrize("q", EXAMPLES)
def test_every_example_finds_something(q):
    assert total(q) > 0


@pytest.mark.parametrize("q", EXAMPLES)
def test_every_example_says_the_same_in_full_width_signs(q):
    assert total(q.translate(SIGNS)) == total(q)


def test_the_page_shows_each_of_them_as_a_link_that_runs(client):
    page = client.get("/help/search/").text
    for q in EXAMPLES:
        assert f">{escape(q)}</a>" in page
    assert "plain=" in page
