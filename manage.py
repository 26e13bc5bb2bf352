#!/usr/bin/env python3
"""Django's command line. `up` and `test` first make .venv; a Python 3 that is too old must be able to read this file."""
import os
import subprocess
import sys

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")


def say(*sentences):
    """Print in Chinese and in English, whatever encoding the terminal names."""
    sys.stderr.buffer.write(("\n".join(sentences) + "\n").encode("utf-8"))
    sys.stderr.buffer.flush()


def leave(*sentences):
    """End with what is wrong and what to do."""
    say(*sentences)
    sys.exit(1)


def read(name):
    with open(os.path.join(ROOT, name), "rb") as file:
        return file.read()


def stamp_of(names):
    """Return the file in .venv that tells which requirements it holds, and what should stand in it."""
    return os.path.join(VENV, "." + names[-1][: -len(".txt")]), b"".join(read(name) for name in names)


def is_up_to_date(names):
    stamp, wanted = stamp_of(names)
    if not os.path.exists(PYTHON) or not os.path.exists(stamp):
        return False
    with open(stamp, "rb") as file:
        return file.read() == wanted


def make_venv():
    try:
        import ensurepip  # noqa: F401  Debian keeps it in a package of its own, and venv fails without it
        import venv  # noqa: F401
    except ImportError:
        leave(
            "这个 Python 缺少 venv 模块。请先运行：apt-get install python3-venv（Debian、Ubuntu），再运行同一条命令。",
            "This Python has no venv module. Run: apt-get install python3-venv (Debian, Ubuntu), then the same command again.",
        )
    try:
        subprocess.check_output([sys.executable, "-m", "venv", VENV] + ([] if os.path.exists(PYTHON) else ["--clear"]))
    except (subprocess.CalledProcessError, OSError):
        leave(
            "无法在 %s 里建立 .venv。请确认这个文件夹可以写入、磁盘没有满，再运行同一条命令。" % ROOT,
            "Cannot make .venv in %s. Make the folder writable (and see that the disk is not full), then try again." % ROOT,
        )


def install(names):
    """Install what the last of these files asks for, twice tried: a registry sometimes does not answer."""
    pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-input"]
    pip += ["--no-compile", "-r", names[-1]]  # Python compiles what it imports, that is a third of it
    if subprocess.call(pip, cwd=ROOT) and subprocess.call(pip, cwd=ROOT):
        leave(
            "没有装上所需的软件包（原因见上面几行）。请检查网络；有内部镜像的，设置 PIP_INDEX_URL 后再运行同一条命令。",
            "The packages could not be installed (see above). Check the network, or set PIP_INDEX_URL to a mirror, and try again.",
        )
    for stamp, wanted in [stamp_of(names[: i + 1]) for i in range(len(names))]:
        with open(stamp, "wb") as file:
            file.write(wanted)


def bootstrap(names):
    """Re-run this command in .venv, made from these requirements when it is missing or out of date."""
    if not is_up_to_date(names):
        say("正在安装所需的软件包，只需这一次，约半分钟……", "Making .venv from %s, only this once ..." % names[-1])
        make_venv()
        install(names)
    os.environ.setdefault("PYTHONUTF8", "1")
    os.environ.setdefault("PYTHONWARNINGS", "ignore::SyntaxWarning")  # of Whoosh and jieba, at their first import
    os.execv(PYTHON, [PYTHON, os.path.join(ROOT, "manage.py")] + sys.argv[1:])


def main():
    if sys.version_info < (3, 11):
        leave(
            "需要 Python 3.11 或更新的版本，这里是 %d.%d。请安装新版后运行：python3.11 manage.py …" % sys.version_info[:2],
            "Python 3.11 or newer is needed, this is %d.%d. Install it and run: python3.11 manage.py ..." % sys.version_info[:2],
        )
    if sys.prefix == sys.base_prefix:  # not in a virtual environment
        if sys.argv[1:2] == ["up"]:
            bootstrap(["requirements.txt"])
        elif sys.argv[1:2] == ["test"]:
            bootstrap(["requirements.txt", "requirements-dev.txt"])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        leave(
            "这里还没有装好 Django。请先运行：python3 manage.py up，或者用 .venv/bin/python manage.py …",
            "Django is not installed here. Run: python3 manage.py up first, or use .venv/bin/python manage.py ...",
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
