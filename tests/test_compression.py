import pytest

from tests.desk_files import CANAL, send

PACKED = {"Accept-Encoding": "gzip"}


def test_a_style_sheet_comes_compressed_and_only_once(client):
    first = client.get("/static/site.css", headers=PACKED)
    assert first["Content-Encoding"] == "gzip"
    again = client.get("/static/site.css", headers=PACKED | {"If-None-Match": first["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_a_page_comes_compressed_only_to_who_reads_that(client):
    assert client.get("/accounts/login/", headers=PACKED)["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in client.get("/accounts/login/")


@pytest.mark.django_db
def test_a_word_file_goes_out_as_it_is(client):
    answer = client.get(f"{send(CANAL).get_absolute_url()}original/", headers=PACKED)
    assert "Content-Encoding" not in answer
    assert int(answer["Content-Length"]) == len(answer.getvalue())
