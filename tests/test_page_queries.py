"""How often each page asks the database: always as often, however much there is."""
import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search import engine
from speeches import archive, figures
from tests.shelf import shelve

pytestmark = pytest.mark.django_db

# The page; queries for a visitor after something in the archive has changed, and the next time;
# the same for a reader who has signed in (four of theirs say who they are and what they may).
TABLE = """
/                                15  1  19  8
/speeches/                        4  1   8  8
/speeches/?type=推进会            4  1   8  8
/speeches/?page=2                 4  1   8  8
/speeches/?q=看水                 4  1   8  8
/speeches/{speech.pk}/           15  1  19 16
/speeches/{speech.pk}/?q=看水    15  1  19 16
/search/                          5  5  10 10
/search/?q=看水                   7  7  12 12
/documents/{speech.document_id}/  6  1  10 10
/meetings/                        4  1   8  6
/meetings/{speech.meeting_id}/   11  1  15  9
/meeting-types/                   4  1   8  6
/meeting-types/推进会/           16  1  20  9
/speakers/                        4  1   8  6
/speakers/{speech.speaker_id}/   15  1  19  9
/topics/                          4  1   8  6
/topics/春灌/                    11  1  15  9
/timeline/                        4  1   8  6
/timeline/?year=2024              6  1  10  8
/help/search/                     1  1   5  5
/search/suggest/?q=看             0  0   4  4
"""
EXPECTED = {page: [int(number) for number in numbers] for page, *numbers in (line.split() for line in TABLE.strip().splitlines())}


@pytest.fixture(params=[3, 40])
def speech(request, archive_folder):
    """One of so many by one speaker, at the meetings of two years, on one topic; two others spoke elsewhere."""
    speeches = [
        shelve(title=f"第{number}次看水", date=f"{2023 + number % 2}-03-05", keywords=["春灌", f"第{number}渠"])
        for number in range(request.param)
    ]
    for number in range(2):
        shelve(speaker=f"第{number}人", meeting=f"第{number}次会议", date="2024-03-05")
    archive.index_pending()
    return speeches[0]


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200, address
    return len(captured)


def test_every_page_asks_the_database_a_fixed_number_of_times(speech):
    visitor, reader = Client(), Client()
    reader.force_login(User.objects.create_user("wen"))
    visitor.get("/search/suggest/?q=渠")  # words of the index are kept too
    found = {}
    for page in EXPECTED:
        found[page] = []
        for client in (visitor, reader):
            figures.changed()
            found[page] += [queries(client, page.format(speech=speech)) for _time in range(2)]
    assert engine.current().state() == "ready"
    assert found == EXPECTED
