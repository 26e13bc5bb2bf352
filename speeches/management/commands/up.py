"""From a checkout to a running archive: the database, the samples, the index, the web server and two workers."""
import os
import signal
import socket
import sys
import urllib.error
import urllib.request

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from config import signing_in
from config.processes import Child, look_after, stop
from speeches import archive

EVERYWHERE = ("0.0.0.0", "[::]", "")
PATIENCE = 15  # seconds that a process gets to end by itself


def listen(bind: str) -> socket.socket:
    """Take the address before anything else is done: whoever fails here has changed nothing."""
    host, colon, port = bind.rpartition(":")
    if not colon or not port.isdecimal() or not 0 < int(port) < 65536:
        raise CommandError(f"--bind {bind}：请写成“地址:端口”，例如 127.0.0.1:8000。\nWrite HOST:PORT, for example 127.0.0.1:8000.")
    try:
        family, *_, address = socket.getaddrinfo(host.strip("[]") or None, int(port), type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except OSError:
        raise CommandError(
            f"{bind} 用不了：多半已有程序占着这个端口（也许讲话稿库已经在运行）。"
            f"请先停掉它，或换一个端口：python3 manage.py up --bind 127.0.0.1:{8001 if port == '8000' else 8000}\n"
            f"{bind} cannot be used: another program, perhaps this archive, holds the port. Stop it, or choose another with --bind."
        ) from None
    listener.set_inheritable(True)
    return listener


def prepare(samples: bool) -> None:
    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as problem:
        raise CommandError(
            f"数据库打不开。请确认 {settings.DATA} 可以写入、磁盘没有满；用 PostgreSQL 的，请检查 DATABASE_URL，看数据库是否在运行。\n"
            f"The database cannot be opened: {str(problem).strip()}"
        ) from None
    if samples:
        call_command("load_samples")
    if not archive.mending_takes_long():  # else the index worker does it, and pages say so
        archive.index_pending()


def start(listener: socket.socket, host: str) -> list[Child]:
    if host not in settings.ALLOWED_HOSTS:  # whoever asks for an address wants to be answered under it
        os.environ["ALLOWED_HOSTS"] = ",".join([*settings.ALLOWED_HOSTS, host])
    here, number = settings.ROOT, listener.fileno()
    return [
        Child("-m", "gunicorn", "-c", "config/gunicorn.py", "-b", f"fd://{number}", folder=here, keep=(number,)),
        Child("manage.py", "worker", "--queue", "default", folder=here),
        Child("manage.py", "worker", "--queue", "index", folder=here),
    ]


def answers(address: str) -> bool:
    """Return whether the web server answers, in any way."""
    try:
        urllib.request.urlopen(f"{address}/healthz", timeout=2)
    except urllib.error.HTTPError:
        return True
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
        told = []  # the signals to stop that came
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, frame: told.append(number))
        host, _, port = bind.rpartition(":")
        address = f"http://{'127.0.0.1' if host in EVERYWHERE else host}:{port}"
        children = start(listener, host)
        well = look_after(children, until=lambda: told or answers(address))
        if well and not told:
            self.welcome(address, host)
            well = look_after(children, until=lambda: told)
        stop(children, PATIENCE, hurry=lambda: len(told) > 1)
        if not well:
            raise CommandError("有一个进程没有启动成功，原因见上面几行。\nOne of the processes did not start, see above.")

    def welcome(self, address, host):
        self.stdout.write(f"讲话稿库已经就绪：{address}/    按 Ctrl-C 停止")
        if host in EVERYWHERE:
            self.stdout.write("从别的电脑访问，要先用环境变量 ALLOWED_HOSTS 写明本机的地址或域名，例如 ALLOWED_HOSTS=192.168.1.5")
        if not signing_in.somebody_can_sign_in():
            self.stdout.write("还没有管理员。请在 24 小时内打开这个链接（只能用一次），设置用户名和密码：")
            self.stdout.write(f"{address}{signing_in.new_link()}")
        self.stdout.flush()
