"""Which files an import finds: in folders and in zips, under the names they were given."""
import os
import sys
import zipfile
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from speeches.intake.sources import PassedOver, find
from speeches.intake.zips import ROOM, name_of
from speeches.parsing.drafts import Refusal
from tests.importing import lay_out, run_json, word, zip_with


@pytest.fixture
def folder(tmp_path):
    return lay_out(tmp_path)


def names_in(*paths, recursive=False) -> dict[str, str]:
    """Name → why it is passed over, or nothing."""
    return {one.name.rpartition("讲话/")[2]: one.why if isinstance(one, PassedOver) else "" for one in find(paths, recursive)}


def test_a_folder_gives_its_word_files_and_says_why_it_passes_over_the_rest(folder):
    names = names_in(folder)
    assert [name for name, why in names.items() if not why] == ["丙.doc", "乙.DOCX", "甲.docx"]
    assert "临时文件" in names["~$甲.docx"]
    assert "不是 Word 文档" in names["照片.jpg"]
    assert "--recursive" in names["2023年"]


def test_with_recursive_a_folder_gives_those_of_its_folders_too(folder):
    assert names_in(folder, recursive=True)["2023年/丁.docx"] == ""


def test_folders_elsewhere_and_folders_that_cannot_be_opened_are_told(folder, tmp_path, monkeypatch):
    (folder / "链接").symlink_to(tmp_path)
    assert "指向别处" in names_in(folder, recursive=True)["链接"]
    locked = folder / "2023年"
    monkeypatch.setattr(os, "scandir", lambda path, scandir=os.scandir: cannot(path) if path == str(locked) else scandir(path))
    (source,) = (one for one in find([folder], recursive=True) if one.name.endswith("2023年"))
    with pytest.raises(Refusal):
        source.read()


def cannot(path):
    raise PermissionError(13, "", path)  # the tests may run as root, who can


def test_a_file_that_somebody_names_is_read_whatever_it_is_called(folder):
    assert names_in(folder / "照片.jpg") == {"照片.jpg": ""}


def test_a_zip_gives_its_word_files_under_their_way(tmp_path):
    inner = BytesIO()
    zip_with(inner, {"里.docx": word()})
    entries = {"县委/甲.docx": word(1), "__MACOSX/县委/._甲.docx": b"", "._乙.docx": b"", "~$甲.docx": b"", "内.zip": inner.getvalue(), "表.xlsx": b""}
    path = zip_with(tmp_path / "打包.zip", entries)
    names = {name.partition("打包.zip/")[2]: why for name, why in names_in(path).items()}
    assert [name for name, why in names.items() if not why] == ["县委/甲.docx"]
    assert "请先解压" in names["内.zip"]
    assert len(names) == 6


@pytest.mark.parametrize(
    ("name", "flag", "shown"),
    [
        ("县委/讲话.docx".encode("gbk").decode("cp437"), 0, "县委/讲话.docx"),  # 7-Zip, WinRAR and Windows on a Chinese system
        ("县委/讲话.docx".encode().decode("cp437"), 0, "县委/讲话.docx"),  # macOS forgets to say that it is UTF-8
        ("县委/讲话.docx", 0x800, "县委/讲话.docx"),
        ("县委\\讲话.docx", 0x800, "县委/讲话.docx"),
        ("../../etc/passwd.docx", 0x800, "etc/passwd.docx"),
        ("/讲\x1b[2J话.docx", 0x800, "讲\ufffd[2J话.docx"),
    ],
)
def test_the_name_of_an_entry_is_what_was_meant_and_never_obeyed(name, flag, shown):
    info = zipfile.ZipInfo(name)
    info.flag_bits = flag
    assert name_of(info) == shown


def test_a_zip_made_by_windows_is_read_under_its_chinese_names(tmp_path):
    path = zip_with(tmp_path / "打包.zip", {"abcd.docx": word()})
    path.write_bytes(path.read_bytes().replace(b"abcd.docx", "讲话".encode("gbk") + b".docx"))
    (source,) = find([path], recursive=False)
    assert source.name.endswith("打包.zip/讲话.docx")
    assert source.read() == word()


def refused_zip(path) -> dict:
    (line,) = run_json(path, status=1)
    return line["error"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty_file"), (b"PK\x03\x04 cut", "zip_damaged"), (word()[:-200], "zip_damaged"), (b"x" * 99, "zip_damaged")],
)
def test_a_broken_zip_is_refused_in_words(tmp_path, content, code):
    path = tmp_path / "坏.zip"
    path.write_bytes(content)
    error = refused_zip(path)
    assert error["code"] == code
    assert "压缩包" in error["message"]


@pytest.mark.django_db
def test_a_zip_of_too_many_entries_is_refused_before_it_is_listed(tmp_path):
    path = zip_with(tmp_path / "多.zip", dict.fromkeys(map(str, range(ROOM.entries + 1)), b""))
    assert refused_zip(path)["code"] == "too_many_entries"


@pytest.mark.django_db
def test_an_entry_that_is_locked_or_too_large_is_refused_alone(tmp_path, settings):
    settings.MAX_UPLOAD_BYTES = 100_000
    path = zip_with(tmp_path / "打包.zip", {"大.docx": b"\0" * 200_000, "锁.docx": word(1), "好.docx": word(2)})
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag of the second entry, in both places
        first = content.index(mark)
        content[content.index(mark, first + 1) + at] |= 1
    path.write_bytes(content)
    states = {line["file"][-6:]: line["error"] and line["error"]["code"] for line in run_json(path, status=1)}
    assert states == {"大.docx": "too_large", "锁.docx": "zip_encrypted", "好.docx": None}


@pytest.mark.django_db
def test_a_zip_whose_entries_share_their_bytes_is_refused(tmp_path):
    path = zip_with(tmp_path / "叠.zip", {"一.docx": word(1), "二.docx": word(2)})
    content = bytearray(path.read_bytes())
    second = content.rindex(b"PK\x01\x02")
    content[second + 42 : second + 46] = bytes(4)  # where it begins: at the first one
    path.write_bytes(content)
    assert refused_zip(path)["code"] == "zip_overlap"


@given(st.data())
@trials(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_harmed_zip_gives_files_or_a_refusal(tmp_path, data):
    content = bytearray(zip_with(tmp_path / "好.zip", {"县委/一.docx": b"PK" * 50, "二.docx": b"x" * 99}).read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "坏.zip"
    path.write_bytes(content)
    for one in find([path], recursive=False):
        assert one.name.isprintable()
        if not isinstance(one, PassedOver):
            with suppress(Refusal):
                one.read()


@pytest.mark.skipif(sys.platform != "linux", reason="names of bytes")
def test_a_name_in_another_encoding_is_read_and_shown(tmp_path):
    with open(os.fsencode(tmp_path) + "/讲话.docx".encode("gbk"), "wb") as file:
        file.write(word())
    (source,) = find([tmp_path], recursive=False)
    assert source.name.endswith("/讲话.docx")
    assert source.read() == word()
