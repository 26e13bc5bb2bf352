"""manage.py parse_docx: reading from the command line, nothing stored."""
import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command

from speeches.parsing import sandbox
from speeches.parsing.sandbox.nursery import Nursery
from tests.docx_files import docx_of, p
from tests.test_sandbox import LINES

SPEECH = docx_of("".join(map(p, LINES)))


@pytest.fixture
def files(tmp_path):
    (tmp_path / "讲话.docx").write_bytes(SPEECH)
    (tmp_path / "旧.docx").write_bytes(b"{\\rtf1}")
    return tmp_path


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_line_of_json_for_each_file_in_their_order(files, capsys):
    names = [str(files / "讲话.docx"), str(files / "旧.docx"), str(files / "没有.docx"), str(files)]
    with pytest.raises(SystemExit) as ended:
        call_command("parse_docx", *names, "--json")
    found = lines(capsys)
    assert ended.value.code == 1
    assert [line["file"] for line in found] == names
    assert [line.get("error", {}).get("code") for line in found] == [None, "rtf", "not_docx", "not_docx"]


def test_a_speech_has_the_promised_form(files, capsys):
    call_command("parse_docx", str(files / "讲话.docx"), "--json")
    found = lines(capsys)[0]
    speech = found["speeches"][0]
    assert set(found) == {"file", "speeches", "dropped", "warnings"}
    assert set(speech) == {
        "title", "subtitle", "speaker", "post", "organ", "date", "place", "meeting", "meeting_type", "kind", "level", "salutation",
        "complete", "keywords", "outline", "paragraphs", "labels", "notes", "appendices", "evidence", "warnings",
    }  # fmt: skip
    assert speech["paragraphs"] == LINES
    assert speech["outline"][0] == {"level": 1, "label": "一", "heading": "早动手", "run_in": False, "paragraph": 4}


def test_without_json_a_person_can_read_it(files, capsys):
    call_command("parse_docx", str(files / "讲话.docx"))
    shown = capsys.readouterr().out
    assert "1 篇讲话" in shown
    assert "一 早动手" in shown


def test_a_fault_of_ours_is_told_as_one(files, capsys, monkeypatch):
    monkeypatch.setattr(sandbox, "NURSERY", Nursery("raise SystemExit(3)"))
    with pytest.raises(SystemExit):
        call_command("parse_docx", str(files / "讲话.docx"), "--json")
    error = lines(capsys)[0]["error"]
    assert error["code"] == "fault"
    assert "程序出了错" in error["message"]


def test_no_database_is_needed(files):
    """In an archive folder that is not there and with a database that cannot be reached."""
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing", "ARCHIVE_DATA": str(files / "archive")}
    command = [sys.executable, str(settings.ROOT / "manage.py"), "parse_docx", "--json", str(files / "讲话.docx")]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert (done.returncode, json.loads(done.stdout)["speeches"][0]["title"]) == (0, LINES[0])
