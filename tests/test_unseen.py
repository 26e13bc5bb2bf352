"""Who may not see a speech meets nothing of it at any address that the project knows."""
import pytest

from speeches import archive
from speeches.models import Document, Meeting, Speaker, Speech
from tests.shelf import shelve
from tests.test_xss import addresses, content_of

pytestmark = pytest.mark.django_db
SECRET = "密不透风"
QUERIES = [{}, {"q": "春灌"}, {"year": "2024"}, {"page": "2", "per_page": "1"}]


@pytest.fixture
def shelf(archive_folder):
    """Speeches that all may see beside one of the same meeting, speaker, topic, and one that has its own."""
    for number in range(3):
        shelve(title=f"第{number}次看水")
    beside = shelve(name=f"{SECRET}.docx", title=SECRET, post=SECRET, keywords=["春灌", SECRET], subtitle=SECRET)
    alone = shelve(name=f"{SECRET}2.docx", title=SECRET, speaker="温密透", post=SECRET, meeting=f"{SECRET}推进会", keywords=[SECRET], date="1999-01")
    for speech in (beside, alone):
        speech.paragraphs.filter(position__gt=4).update(text=f"刚才，苏{SECRET}同志作了发言。")
        archive.mark_speeches([speech.pk])
    archive.index_pending()
    return beside, alone


@pytest.mark.parametrize("how", ["hidden", "internal", "taken out"])
def test_nothing_of_an_unseen_speech_is_met_anywhere(client, shelf, how):
    for speech in shelf:
        if how == "taken out":
            archive.remove(speech.document)
        else:
            speech.document.visibility = how
            speech.document.save()
            archive.mark_for_index(speech.document)
    archive.index_pending()
    assert met_by(client) == set()


def test_what_all_may_see_is_met_where_it_should_be(client, shelf):
    assert met_by(client) >= {"speech", "speeches", "cite", "meeting", "speaker", "topic", "document", "topic_feed", "home"}


def met_by(client) -> set[str]:
    """The names of the addresses whose answers hold the secret words."""
    met, numbers = set(), {pk for model in (Document, Speech, Meeting, Speaker) for pk in model.objects.values_list("pk", flat=True)}
    for name, places in addresses(sorted(numbers)).items():
        for address in [] if name.startswith("admin:") else places:
            for query in QUERIES:
                if SECRET in content_of(client.get(address, query)).decode(errors="replace"):
                    met.add(name)
    return met
