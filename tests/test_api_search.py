"""Search, list and speech as JSON, in the contract's form."""
import pytest

from search.text import folded
from speeches.models import Speech
from tests.small_archive import CANAL, HARVEST, SECRET, SINGING, draft, hide, keep_speeches

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def speeches(archive_folder, db):
    keep_speeches(CANAL, SINGING, HARVEST, SECRET)
    hide("内部通报")


def ask(client, path="/api/search/", **params):
    response = client.get(path, params)
    assert response.status_code == 200
    return response.json()


def test_the_answer_has_the_form_of_the_contract(client):
    answer = ask(client, q="“民主监督”")
    assert list(answer) == ["query", "explained", "expanded", "total", "page", "pages", "took_ms", "facets", "hits"]
    assert (answer["query"], answer["explained"], answer["total"], answer["pages"]) == ("“民主监督”", None, 1, 1)
    assert answer["facets"]["type"] == [{"value": "推进会", "count": 1}]
    assert set(answer["facets"]) == {"type", "year", "speaker", "level", "kind", "topic"}
    (hit,) = answer["hits"]
    speech = Speech.objects.get(title=CANAL.title)
    facts = {
        "speech_id": speech.pk, "source_id": CANAL.title, "url": f"/speeches/{speech.pk}/", "title": CANAL.title, "title_marks": [],
        "speaker": "温守渠", "meeting": "全县修渠推进会", "type": "推进会", "date": "2024-03", "matches": 2,
    }  # fmt: skip
    assert {name: hit[name] for name in facts} == facts
    assert [(passage["anchor"], passage["path"]) for passage in hit["passages"]] == [
        ("p5", ["一、把账算清"]),
        ("p9", ["二、把人用好"]),
    ]


@pytest.mark.parametrize("q", ["“民主监督”", "“不讲监督只听歌”", "监", "渠", "“雨前把粮食收进仓”", "“要讲。雨前”", "把人用好"])
def test_every_mark_is_what_was_asked_for(client, q):
    answer = ask(client, q=q)
    assert answer["hits"]
    for hit in answer["hits"]:
        for passage in hit["passages"]:
            lit = [folded(passage["text"][start:end]) for start, end in passage["marks"]]
            assert folded(q) in "".join(lit)


def test_what_the_text_does_not_state_is_null(client):
    (hit,) = ask(client, q="粮食")["hits"]
    assert (hit["speaker"], hit["date"], hit["type"]) == (None, None, "调度会")


def test_a_malformed_question_is_explained(client):
    answer = ask(client, q="“民主监督")
    assert "引号没有配对" in answer["explained"]
    assert answer["total"] == 1


def test_a_question_without_a_letter_finds_nothing_and_says_so(client):
    answer = ask(client, q="，。")
    assert (answer["total"], answer["hits"]) == (0, [])
    assert "没有可以检索的字" in answer["explained"]


def test_a_page_holds_up_to_a_hundred(client):
    keep_speeches(*[draft([f"第{number}号渠报告水情。"], title=f"水情{number}") for number in range(120)])
    first, second = ask(client, q="水情", per_page=100), ask(client, q="水情", per_page=1000, page=2)
    assert (first["total"], first["pages"], len(first["hits"]), len(second["hits"])) == (120, 2, 100, 20)
    assert not {hit["speech_id"] for hit in first["hits"]} & {hit["speech_id"] for hit in second["hits"]}


def test_an_answer_takes_a_fixed_number_of_database_queries(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        ask(client, q="渠")
    keep_speeches(*[draft([f"第{number}号渠守闸。"], title=f"守闸{number}", speaker=f"闸工{number}") for number in range(25)])
    with django_assert_num_queries(3):
        ask(client, q="渠")


def test_the_list_of_speeches(client):
    answer = ask(client, "/api/speeches/", type=["推进会", "调度会"])
    assert (answer["total"], answer["page"], answer["pages"]) == (2, 1, 1)
    assert answer["speeches"][0] == {
        "id": Speech.objects.get(title=CANAL.title).pk, "source_id": CANAL.title, "url": answer["speeches"][0]["url"],
        "title": CANAL.title, "speaker": "温守渠", "meeting": "全县修渠推进会", "type": "推进会", "date": "2024-03",
        "level": "县", "kind": "讲话",
    }  # fmt: skip


def test_a_speech_is_given_whole_as_it_was_parsed(client):
    speech = Speech.objects.get(title=SINGING.title)
    answer = ask(client, f"/api/speeches/{speech.pk}/")
    given = SINGING.as_json()
    for name in ("title", "speaker", "post", "date", "kind", "level", "keywords", "paragraphs", "notes", "appendices", "labels"):
        assert answer[name] == given[name], name
    assert (answer["id"], answer["url"], answer["document_id"]) == (speech.pk, speech.get_absolute_url(), speech.document_id)


def test_the_outline_of_a_speech_has_addresses(client):
    answer = ask(client, f"/api/speeches/{Speech.objects.get(title=CANAL.title).pk}/")
    assert answer["outline"][1] == {
        "level": 2, "label": "（一）", "heading": "算水账", "run_in": False, "paragraph": 6, "anchor": "s2",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/api/speeches/999999/", "/api/nowhere/", "/api/speeches/abc/", "/api/search/x"])
def test_what_is_not_there_is_said_as_json(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not_found"
    assert "这个地址上没有内容" in response.json()["error"]["message"]


def test_a_hidden_speech_is_not_there(client):
    assert client.get(f"/api/speeches/{Speech.objects.get(title=SECRET.title).pk}/").status_code == 404


def test_the_interface_describes_itself(client):
    described = client.get("/api/openapi.json").json()
    assert {"/api/search/", "/api/speeches/", "/api/speeches/{pk}/"} <= set(described["paths"])
    names = {parameter["name"] for parameter in described["paths"]["/api/search/"]["get"]["parameters"]}
    assert names == {"q", "type", "speaker", "year", "from", "to", "level", "topic", "kind", "plain", "in", "sort", "page", "per_page"}
    assert "ninja/swagger-ui.css" in client.get("/api/docs").text
