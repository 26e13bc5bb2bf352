"""What Django, the linter and a server expect of the whole."""
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import RequestFactory

from config.proxies import client_ip
from config.settings import kept_secret

SERVER = {
    "ALLOWED_HOSTS": "speeches.example.org",
    "BEHIND_HTTPS": "true",
    "HASHED_STATIC": "true",
    "SECRET_KEY": "x9-" * 30 + "abcdefghij",
}


def manage(*arguments, folder, **environment):
    # Not what the browser fixture needs, nor another database.
    clean = {name: value for name, value in os.environ.items() if name not in ("DJANGO_ALLOW_ASYNC_UNSAFE", "DATABASE_URL")}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.ROOT,
        env=clean | {"ARCHIVE_DATA": str(folder)} | environment,
        capture_output=True,
        text=True,
    )


def test_a_server_passes_the_deployment_check(tmp_path):
    done = manage("check", "--deploy", "--fail-level", "WARNING", folder=tmp_path, **SERVER)
    assert done.returncode == 0, done.stderr


def test_a_server_finds_every_static_file_hashed_and_compressed(tmp_path):
    done = manage("collectstatic", "--no-input", folder=tmp_path, **SERVER)
    assert done.returncode == 0, done.stderr
    assert list((tmp_path / "static").glob("site.*.css.gz"))


def test_migrations_go_back_and_forth(tmp_path):
    for arguments in (["migrate"], ["migrate", "speeches", "zero"], ["migrate"]):
        done = manage(*arguments, folder=tmp_path)
        assert done.returncode == 0, done.stderr


def test_the_code_is_in_good_order():
    pytest.importorskip("ruff")
    ruff = [sys.executable, "-m", "ruff", "check", "--output-format", "concise", "."]
    done = subprocess.run(ruff, cwd=settings.ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_setting_of_the_environment_is_explained():
    explained = (settings.ROOT / ".env.example").read_text()
    read = (settings.ROOT / "config" / "settings.py").read_text().split('env')
    names = {piece.split('"')[1] for piece in read if piece.startswith(("(\"", ".bool(\"", ".int(\"", ".list(\"", ".db(\""))}
    assert len(names) > 8
    assert [name for name in sorted(names) if f"{name}=" not in explained] == []


@pytest.mark.parametrize("language", ["", "en-US,en;q=0.9", "de"])
def test_the_page_is_chinese_whatever_the_browser_asks_for(client, db, language):
    page = client.get("/accounts/login/", headers={"accept-language": language})
    assert 'lang="zh-Hans"' in page.text


def test_a_page_allows_nothing_inline_and_nothing_from_elsewhere(client, db):
    policy = client.get("/accounts/login/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [(0, "6.6.6.6", "10.0.0.9"), (1, "6.6.6.6, 8.8.8.8", "8.8.8.8"), (2, "6.6.6.6, 8.8.8.8", "6.6.6.6"), (3, "", "10.0.0.9")],
)
def test_only_trusted_proxies_may_say_who_asks(settings, proxies, forwarded, address):
    settings.TRUSTED_PROXIES = proxies
    assert client_ip(RequestFactory().get("/", headers={"x-forwarded-for": forwarded}, REMOTE_ADDR="10.0.0.9")) == address


def test_the_secret_is_made_once_and_for_one_user(tmp_path):
    file = tmp_path / "new" / "secret_key"
    assert kept_secret(file) == kept_secret(file)
    assert len(file.read_text()) > 50
    assert file.stat().st_mode & 0o077 == 0
    assert os.listdir(file.parent) == ["secret_key"]


def test_a_data_folder_that_cannot_be_written_is_said_in_a_sentence(tmp_path):
    (tmp_path / "file").touch()
    done = manage("check", folder=tmp_path / "file" / "data")
    assert done.returncode == 1
    assert "请让运行本程序的用户能写这个文件夹" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_server_keeps_its_secrets_in_files(tmp_path):
    (tmp_path / "key").write_text("from-a-file")
    done = manage("shell", "-c", "from django.conf import settings; print(settings.SECRET_KEY)", folder=tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"))
    assert "from-a-file" in done.stdout
