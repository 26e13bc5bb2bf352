import gzip
import json
import shutil

import pytest
from django.core.management import CommandError, call_command

from search import engine
from search.engine import Phrase, Query
from speeches.models import Document, IndexTask, Speech

pytestmark = pytest.mark.django_db
LINE = {
    "id": "a-1",
    "title": "在植树动员会上的讲话",
    "speaker": "安若溪",
    "post": "临河县县长",
    "date": "2024-03",
    "meeting": "全县植树动员会",
    "place": "临河",
    "kind": "动员讲话",
    "source": "自己写的",
    "text": "同志们：\n\n一、把树种活\n　　春天短，要抓紧。\n二、把林管好\n三分种，七分管。",
}


@pytest.fixture
def run(tmp_path, capsys):
    def run(*lines, name="texts.jsonl", **options):
        file = tmp_path / name
        written = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines).encode()
        file.write_bytes(gzip.compress(written) if name.endswith(".gz") else written)
        call_command("import_texts", str(file), **options)
        return capsys.readouterr().out

    return run


def found(text):
    return engine.current().search(Query(Phrase(text), frozenset({"public"}))).ids


def test_one_line_is_one_document_and_one_speech_that_can_be_found_at_once(run):
    run(LINE, name="texts.jsonl.gz")
    speech = Speech.objects.get()
    assert (speech.document.source_id, speech.document.sha256, speech.title) == ("a-1", "", LINE["title"])
    assert (str(speech.speaker), speech.post, speech.place, speech.kind) == ("安若溪", "临河县县长", "临河", "动员讲话")
    assert (str(speech.date_from), str(speech.date_to), speech.meeting.type.name) == ("2024-03-01", "2024-03-31", "动员会")
    assert [p.text for p in speech.paragraphs.all()][2:4] == ["春天短，要抓紧。", "二、把林管好"]
    assert [section.heading for section in speech.sections.all()] == ["把树种活", "把林管好"]
    assert found("把林管好三分种") == [speech.pk]
    assert not IndexTask.objects.exists()


def test_a_repeated_id_updates_and_equal_texts_are_only_reported(run):
    run(LINE)
    told = run({**LINE, "text": "如今说的是修路。"}, {"id": "b-2", "text": "如今说的是修路。"})
    assert Document.objects.count() == Speech.objects.count() == 2
    assert "第 2 行的正文与第 1 行相同" in told
    assert (len(found("修路")), found("三分种")) == (2, [])


def test_a_line_that_is_no_text_is_named_and_the_others_are_kept(run):
    with pytest.raises(CommandError, match="第 1 行[^第]*JSON") as error:
        run("{", {"id": "x"}, {"text": "……"}, LINE)
    assert "第 2 行" in str(error.value)
    assert "第 3 行" in str(error.value)
    assert len(found("三分种")) == 1


def test_only_the_text_must_be_there_and_a_date_that_is_none_is_told(run):
    run({"text": "只有正文\0的一篇\ud800。"}, {**LINE, "date": "2024-13-01"}, {**LINE, "id": "c", "date": 2023})
    bare, wrong, year = Speech.objects.order_by("pk")
    assert (bare.title, bare.speaker, bare.date_from) == ("", None, None)
    assert (wrong.date_from, [warning["code"] for warning in wrong.warnings]) == (None, ["date"])
    assert year.date_precision == "year"
    assert found("只有正文的一篇") == [bare.pk]


def test_the_limit_stops_after_so_many_lines(run):
    run(LINE, {**LINE, "id": "a-2"}, limit=1)
    assert Speech.objects.count() == 1


def test_a_file_that_is_not_there_is_said_in_words(tmp_path):
    with pytest.raises(CommandError, match="请检查路径"):
        call_command("import_texts", str(tmp_path / "none.jsonl"))


def test_check_index_lists_what_differs_and_rebuild_mends_it(run, capsys):
    run(LINE, {**LINE, "id": "a-2"})
    call_command("check_index")
    assert "一致" in capsys.readouterr().out
    speech = Speech.objects.first()
    engine.current().remove([speech.pk])
    with pytest.raises(SystemExit):
        call_command("check_index")
    assert f"讲话 {speech.pk} 不在索引里" in capsys.readouterr().out
    call_command("rebuild_index")
    call_command("check_index")


def test_the_search_command_answers_like_the_api(run, capsys, client):
    run(LINE)
    call_command("search", "三分种", "--json")
    told, answered = json.loads(capsys.readouterr().out), client.get("/api/search/", {"q": "三分种"}).json()
    assert {**told, "took_ms": 0} == {**answered, "took_ms": 0}
    call_command("search", "三分种", "--year", "2023")
    assert "找到 0 篇" in capsys.readouterr().out


def test_a_lost_index_comes_back_whole_with_the_next_change(run, settings):
    run(LINE)
    shutil.rmtree(settings.INDEX)
    run({"id": "b-2", "text": "如今说的是修路。"})
    assert (len(found("三分种")), len(found("修路"))) == (1, 1)
