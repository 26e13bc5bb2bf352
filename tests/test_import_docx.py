"""Many files at once: found, read by children, kept one after the other, told in the end."""
from io import StringIO

import pytest
from django.conf import settings
from django.core.files import File
from django.core.management import CommandError
from django.db import connection

from speeches import archive
from speeches.intake import progress
from speeches.intake.importing import Import
from speeches.intake.sources import find
from speeches.models import Document, IndexTask, Speech, Upload
from tests.importing import LINES, found, lay_out, run, run_json, word


@pytest.fixture
def folder(tmp_path):
    return lay_out(tmp_path)


@pytest.mark.django_db
def test_what_can_be_read_is_kept_and_found_and_the_rest_is_told(folder):
    said = run(folder, "--recursive", status=1)
    assert "导入 3 个文件，3 篇讲话，都已可以检索" in said
    assert "丙.doc  legacy_doc  这是旧版的" in said
    assert "照片.jpg" in said
    assert found('"夜里也要有人走渠"') == 3
    assert not IndexTask.objects.exists()
    assert set(Document.objects.values_list("name", flat=True)) == {"甲.docx", "乙.DOCX", "丁.docx"}
    assert all(document.original.exists() for document in Document.objects.all())
    assert not any(settings.INCOMING.iterdir())


@pytest.mark.django_db
def test_a_second_run_keeps_nothing_twice_and_says_so(folder):
    run(folder, status=1)
    said = run(folder, status=1)
    assert "导入 0 个文件" in said
    assert "库里已有 2 个" in said
    assert (Document.objects.count(), Speech.objects.count(), found('"夜里也要有人走渠"')) == (2, 2, 2)


@pytest.mark.django_db
def test_json_is_a_line_for_each_file_in_the_order_of_the_files(folder):
    lines = run_json(folder, status=1)
    assert [line["state"] for line in lines] == ["skipped", "refused", "ready", "skipped", "ready", "skipped"]
    document = Document.objects.get(name="甲.docx")
    kept = next(line for line in lines if line["document_id"] == document.pk)
    assert (kept["speeches"], kept["titles"]) == ([document.speeches.get().pk], [LINES[0]])
    assert lines[1]["error"]["code"] == "legacy_doc"


@pytest.mark.django_db
def test_a_dry_run_reads_and_stores_nothing(folder):
    said = run(folder, "--dry-run", status=1)
    assert "试读（没有保存）了 2 个文件，2 篇讲话。" in said
    assert "legacy_doc" in said
    assert not any(model.objects.exists() for model in (Document, Upload, IndexTask))
    assert not settings.ORIGINALS.exists()
    assert not settings.INCOMING.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("options", [[], ["--dry-run"]])
def test_the_same_bytes_twice_are_kept_once(tmp_path, options):
    for name in ("一.docx", "二.docx", "三.docx"):
        (tmp_path / name).write_bytes(word())
    lines = run_json(*sorted(tmp_path.glob("*.docx")), *options)
    assert [line["state"] for line in lines] == ["ready", "known", "known"]
    assert lines[1]["same_bytes_as"].endswith("一.docx")
    assert len({line["document_id"] for line in lines}) == 1


@pytest.mark.django_db
def test_the_same_bad_bytes_twice_are_refused_twice(tmp_path):
    for name in ("一.docx", "二.docx"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    assert [line["error"]["code"] for line in run_json(tmp_path, status=1)] == ["pdf", "pdf"]


@pytest.mark.django_db
def test_the_same_text_in_other_bytes_is_kept_and_told(tmp_path):
    (tmp_path / "一.docx").write_bytes(word())
    (tmp_path / "二.docx").write_bytes(word(form="<w:jc w:val='left'/>"))
    said = run(tmp_path)
    assert "二.docx：文字和“一.docx”一字不差。" in said
    assert Document.objects.count() == 2


@pytest.mark.django_db
def test_a_dry_run_tells_it_too(tmp_path):
    (tmp_path / "一.docx").write_bytes(word())
    run(tmp_path)
    (tmp_path / "二.docx").write_bytes(word(form="<w:jc w:val='left'/>"))
    (line,) = run_json(tmp_path / "二.docx", "--dry-run")
    assert (line["looks_like"], line["warnings"][-1]["code"]) == ([Document.objects.get().pk], "looks_like")


@pytest.mark.django_db
def test_a_document_under_a_name_of_another_kind_is_refused(tmp_path):
    path = tmp_path / "讲话.docx.exe"
    path.write_bytes(word())
    assert run_json(path, status=1)[0]["error"]["code"] == "not_docx"


@pytest.mark.django_db
def test_what_is_not_there_is_said_and_the_rest_goes_on(folder):
    lines = run_json(folder / "没有.docx", folder / "甲.docx", status=1)
    assert [line["state"] for line in lines] == ["refused", "ready"]
    assert "请检查路径" in lines[0]["error"]["message"]


@pytest.mark.django_db
def test_told_to_stop_it_settles_what_is_at_hand_and_the_next_run_carries_on(tmp_path):
    for number in range(30):
        (tmp_path / f"{number:02}.docx").write_bytes(word(number))
    sources, ended = list(find([tmp_path], recursive=False)), []
    for outcome in Import(stopped=lambda: len(ended) >= 3).run(sources):
        ended.append(outcome)
    assert 3 <= len(ended) < 30
    assert found('"夜里也要有人走渠"') == Document.objects.count() == len(ended)
    run(tmp_path)
    assert found('"夜里也要有人走渠"') == Document.objects.count() == 30


@pytest.mark.django_db
def test_where_nothing_can_be_written_it_stops_with_a_sentence_and_leaves_nothing(tmp_path):
    settings.ORIGINALS.write_text("a file where the folder should be")
    (tmp_path / "一.docx").write_bytes(word())
    with pytest.raises(CommandError, match="再运行一次"):
        run(tmp_path / "一.docx")
    assert not any(model.objects.exists() for model in (Document, Upload))
    assert not any(settings.INCOMING.iterdir())


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="a trigger in SQLite's words")
def test_a_file_that_the_database_does_not_take_is_told_and_the_rest_goes_on(tmp_path):
    for number in range(3):
        (tmp_path / f"{number}.docx").write_bytes(word(number))
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TRIGGER no BEFORE INSERT ON speeches_paragraph WHEN NEW.text = '这是第1份。' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )
    lines = run_json(tmp_path, status=1)
    assert [line["state"] for line in lines] == ["ready", "refused", "ready"]
    assert "记在日志里" in lines[1]["error"]["message"]
    assert (Document.objects.count(), found('"夜里也要有人走渠"'), Upload.objects.count()) == (2, 2, 2)
    assert not any(settings.INCOMING.iterdir())


@pytest.mark.django_db
def test_an_upload_of_the_same_bytes_that_waits_points_to_what_was_imported(tmp_path, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default", "index"]}}
    (tmp_path / "一.docx").write_bytes(word())
    with open(tmp_path / "一.docx", "rb") as file:
        upload = archive.receive(File(file, "一.docx"))
    run(tmp_path / "一.docx")
    archive.read_upload(upload.pk)
    upload.refresh_from_db()
    assert (upload.state, upload.document) == ("known", Document.objects.get())


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0 秒"), (80, "1 分 20 秒"), (3_700, "1 小时 1 分")])
def test_time_left_in_words(seconds, words):
    assert progress.in_words(seconds) == words


class Terminal(StringIO):
    def isatty(self):
        return True

    def write(self, text, style=None, ending=""):
        return super().write(text)


def test_the_bar_tells_how_far_it_is_and_how_long_it_takes(monkeypatch):
    clock = iter(range(1_000))
    monkeypatch.setattr(progress.time, "monotonic", lambda: next(clock))
    bar = progress.Bar(Terminal(), 1_000)
    for _ in range(512):
        bar.step()
    assert bar.stream.getvalue().endswith("[############            ] 512/1,000  还剩 8 分 8 秒")


def test_where_there_is_no_terminal_there_is_no_bar():
    bar = progress.Bar(StringIO(), 1)
    bar.step()
    assert bar.stream.getvalue() == ""
