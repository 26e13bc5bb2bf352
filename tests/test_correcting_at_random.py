"""Hundreds of corrections at random: nothing gets lost on the way, and taking all of them back gives what was read."""
import random
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from speeches import archive
from speeches.models import Paragraph
from speeches.speech_json import speech_as_json

pytestmark = pytest.mark.django_db
SAMPLES = sorted((Path(__file__).parent.parent / "fixtures").glob("*.docx"))


def read(path: Path):
    upload = archive.receive(ContentFile(path.read_bytes(), path.name))
    archive.read_upload(upload.pk)
    upload.refresh_from_db()
    return upload.document


def state(document):
    """All that readers and programs see of it, but for the number of a speech: a beginning moved far and back has another."""
    document.refresh_from_db()
    speeches = [speech_as_json(speech) for speech in document.speeches.order_by("position")]
    return [{name: value for name, value in speech.items() if name not in ("id", "url")} for speech in speeches], document.dropped


def places(document) -> list[int]:
    return list(Paragraph.objects.filter(speech__document=document).exclude(at=None).values_list("at", flat=True))


def correct_something(chance, document):
    starts = list(document.speeches.values_list("at", flat=True))
    aside = [piece["at"] for piece in document.dropped if piece["at"] is not None] or [0]
    kind, at, value = chance.choice([
        ("start", chance.choice(places(document)), None),
        ("merge", chance.choice(starts), None),
        ("move", chance.choice(starts), {"to": chance.choice(places(document))}),
        ("aside", None, {"places": chance.sample(places(document), min(2, len(places(document))))}),
        ("back", chance.choice(aside), None),
        ("heading", chance.choice(places(document)), {"level": chance.randrange(5)}),
        ("fields", chance.choice(starts), {"speaker": chance.choice(["温守渠", None]), "date": chance.choice(["2024-03", None])}),
    ])  # fmt: skip
    with suppress(archive.Unfit):  # many make no sense there
        archive.correct(document, kind, at, value)


def unaccounted(document) -> int:
    document.refresh_from_db()
    aside = sum(map(str.isalnum, "".join(piece["text"] for piece in document.dropped)))
    return document.characters - aside - sum(speech.characters + speech.attached for speech in document.speeches.all())


@pytest.mark.parametrize(
    ("sample", "steps"), [(SAMPLES[1], 12), (SAMPLES[4], 12)] + [pytest.param(sample, 150, marks=pytest.mark.long) for sample in SAMPLES],
)
def test_corrections_lose_nothing_and_can_all_be_taken_back(client, sample, steps):
    seed = random.randrange(10**6)
    print("seed", seed)
    chance, document = random.Random(seed), read(sample)
    before, addresses = state(document), [speech.get_absolute_url() for speech in document.speeches.all()]
    for _ in range(steps):
        correct_something(chance, document)
        assert unaccounted(document) == 0
        positions = list(document.speeches.order_by("position").values_list("position", flat=True))
        assert positions == list(range(1, len(positions) + 1))
    assert document.corrections.exists()
    assert archive.read_anew(document).changes == []
    while archive.undo(document):
        assert unaccounted(document) == 0
    assert state(document) == before
    assert all(client.get(address, follow=True).status_code == 200 for address in addresses)
