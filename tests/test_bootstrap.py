"""manage.py before anything is installed: run by a bare Python from a copy of its own."""
import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

BARE = getattr(sys, "_base_executable", sys.executable)
AS_OLD = "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0); sys.argv = ['manage.py', 'up']; runpy.run_path('manage.py', run_name='__main__')"
WITHOUT_VENV = "import sys, runpy; sys.modules['ensurepip'] = None; sys.argv = ['manage.py', 'up']; runpy.run_path('manage.py', run_name='__main__')"


@pytest.fixture
def checkout(tmp_path):
    """A folder as after git clone, as far as the start is concerned."""
    folder = tmp_path / "clone"
    folder.mkdir()
    for name in ("manage.py", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(settings.ROOT / name, folder)
    return folder


def run(checkout, *arguments, **environment):
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_", "VIRTUAL_ENV"))}
    return subprocess.run([BARE, *arguments], cwd=checkout, env=clean | environment, capture_output=True, text=True)


def test_an_old_python_3_can_read_manage_py():
    ast.parse((settings.ROOT / "manage.py").read_text(), feature_version=(3, 4))


def test_an_old_python_is_told_which_one_is_needed(checkout):
    done = run(checkout, "-c", AS_OLD)
    assert done.returncode == 1
    assert "需要 Python 3.11 或更新的版本，这里是 3.9" in done.stderr


def test_a_python_without_venv_is_told_what_to_install(checkout):
    done = run(checkout, "-c", WITHOUT_VENV)
    assert done.returncode == 1
    assert "apt-get install python3-venv" in done.stderr


def test_a_folder_where_nothing_can_be_made_is_named(checkout):
    (checkout / ".venv").touch()
    done = run(checkout, "manage.py", "up")
    assert done.returncode == 1
    assert f"无法在 {checkout} 里建立 .venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_network_one_is_told_to_check_it_and_the_next_run_tries_again(checkout):
    nowhere = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_NO_CACHE_DIR": "1", "PIP_CONFIG_FILE": os.devnull}
    for _ in range(2):
        done = run(checkout, "manage.py", "up", **nowhere)
        assert done.returncode == 1
        assert "请检查网络" in done.stderr
    assert not (checkout / ".venv" / ".requirements").exists()


def test_other_commands_say_how_to_start_when_nothing_is_installed(checkout):
    done = run(checkout, "-I", "manage.py", "migrate")
    assert done.returncode == 1
    assert "请先运行：python3 manage.py up" in done.stderr


def test_a_sentence_arrives_whatever_the_encoding_of_the_terminal(checkout):
    done = run(checkout, "-c", AS_OLD, PYTHONIOENCODING="ascii")
    assert "需要 Python 3.11" in done.stderr


@pytest.mark.parametrize(("command", "stamps"), [("up", [".requirements"]), ("test", [".requirements", ".requirements-dev"])])
def test_a_venv_that_holds_what_is_asked_for_is_used_at_once(checkout, command, stamps):
    texts = [(checkout / name).read_bytes() for name in ("requirements.txt", "requirements-dev.txt")]
    fake = checkout / ".venv" / "bin" / "python"
    fake.parent.mkdir(parents=True)
    fake.write_text('#!/bin/sh\necho "$@"\n')
    fake.chmod(0o755)
    for number, stamp in enumerate(stamps, 1):
        (checkout / ".venv" / stamp).write_bytes(b"".join(texts[:number]))
    done = run(checkout, "manage.py", command, "--flag")
    assert done.stdout.split() == [str(Path(checkout, "manage.py")), command, "--flag"]
