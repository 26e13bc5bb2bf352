"""From a checkout to a running archive: the database, the samples, the index, the web server and two workers."""
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from config import processes, signing_in
from search import engine
from speeches import archive

PATIENCE = 15  # seconds that a process gets to end by itself
TOO_SOON = 3  # seconds; a process that ends by itself before has not started at all


def listen(bind: str) -> socket.socket:
    """Take the address before anything else is done: whoever fails here has changed nothing."""
    host, colon, port = bind.rpartition(":")
    if not colon or not port.isdecimal():
        raise CommandError(f"--bind {bind}：请写成“地址:端口”，例如 127.0.0.1:8000。\nWrite HOST:PORT, for example 127.0.0.1:8000.")
    try:
        family, *_, address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except (OSError, OverflowError):
        raise CommandError(
            f"{bind} 用不了：多半已有程序占着这个端口（也许讲话稿库已经在运行）。"
            f"请先停掉它，或换一个端口：python3 manage.py up --bind 127.0.0.1:{int(port) % 60000 + 1}\n"
            f"{bind} cannot be used: another program (perhaps this archive) holds the port. Stop it, or choose another with --bind."
        ) from None
    listener.set_inheritable(True)
    return listener


def address_of(bind: str) -> str:
    host, _, port = bind.rpartition(":")
    return f"http://{'127.0.0.1' if host in ('', '0.0.0.0', '[::]') else host}:{port}"


def prepare(samples: bool) -> None:
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as problem:
        raise CommandError(
            f"数据库打不开（{settings.DATABASES['default']['ENGINE'].rsplit('.')[-1]}）。请确认 {settings.DATA} 可以写入、"
            f"磁盘没有满；用 PostgreSQL 的，请检查 DATABASE_URL 和数据库是否在运行。\n"
            f"The database cannot be opened: {str(problem).strip()}"
        ) from None
    if engine.current().state() != "ready":
        archive.rebuild_index()
    if samples:
        call_command("load_samples")
    archive.index_pending()


class Child:
    """A process that is started again when it dies, and that dies with us."""

    def __init__(self, *command: str, keep: tuple[int, ...] = ()):
        self.command, self.keep = [sys.executable, *command], keep
        self.start()

    def start(self):
        parent = os.getpid()
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=settings.ROOT,
            pass_fds=self.keep,
            start_new_session=True,  # Ctrl-C reaches us alone, we tell the others
            preexec_fn=lambda: processes.die_with_parent(parent),
        )

    def is_alive(self):
        return self.process.poll() is None

    def never_started(self):
        return self.process.returncode >= 0 and time.monotonic() - self.started_at < TOO_SOON

    def stop(self):
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()


def answers(address: str) -> bool:
    """Return whether the web server answers, in any way."""
    try:
        urllib.request.urlopen(f"{address}/healthz", timeout=PATIENCE)
    except urllib.error.HTTPError:
        pass
    except OSError:
        return False
    return True


class Command(BaseCommand):
    help = "Prepare everything and serve the archive until Ctrl-C."
    requires_system_checks = ()  # they read every page's code, and this has to start quickly

    def add_arguments(self, parser):
        parser.add_argument("--bind", default="127.0.0.1:8000", metavar="HOST:PORT")
        parser.add_argument("--no-samples", action="store_true", help="leave an empty archive empty")

    def handle(self, *, bind, no_samples, **options):
        listener = listen(bind)
        try:
            prepare(samples=not no_samples)
        except KeyboardInterrupt:
            sys.exit(130)
        stopped = []
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, frame: stopped.append(number))
        children = self.start(listener)
        self.welcome(address_of(bind))
        while not stopped:
            for child in children:
                if not child.is_alive():
                    if child.never_started():
                        stopped.append("broken")
                    else:
                        child.start()
            time.sleep(0.2)
        for child in children:
            child.process.terminate()
        for child in children:
            child.stop()
        if "broken" in stopped:
            raise CommandError("有一个进程没有启动成功，原因见上面几行。\nOne of the processes did not start, see above.")

    def start(self, listener) -> list[Child]:
        socket_number = listener.fileno()
        web = ["-m", "gunicorn", "-c", str(settings.ROOT / "config" / "gunicorn.py"), "-b", f"fd://{socket_number}"]
        manage = str(settings.ROOT / "manage.py")
        return [
            Child(*web, keep=(socket_number,)),
            Child(manage, "worker", "--queue", "default"),
            Child(manage, "worker", "--queue", "index"),
        ]

    def welcome(self, address):
        if not answers(address):
            return
        self.stdout.write(f"讲话稿库已经就绪：{address}/    按 Ctrl-C 停止")
        if not signing_in.somebody_can_sign_in():
            self.stdout.write("还没有管理员。请在 24 小时内打开这个链接（只能用一次），设置用户名和密码：")
            self.stdout.write(f"{address}{signing_in.new_link()}")
        self.stdout.flush()
