import pytest

from config.wsgi import application
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


@pytest.mark.django_db
def test_to_head_the_head_is_sent_alone(rf):
    told = {}
    for method in ("GET", "HEAD"):
        environ = rf.generic(method, "/help/search/").environ
        told[method] = [b"".join(application(environ, lambda status, heads: told.update(heads=dict(heads), status=status)))]
        told[method] += [told["status"], told["heads"]["Content-Length"], told["heads"]["Content-Type"]]
    assert told["HEAD"] == [b"", *told["GET"][1:]]
    assert len(told["GET"][0]) == int(told["GET"][2]) > 0
