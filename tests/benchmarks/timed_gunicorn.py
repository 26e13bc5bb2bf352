"""config/gunicorn.py, and every request leaves a line in REQUEST_TIMES: milliseconds by the clock, and of its thread's processor time."""
import os
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
exec((ROOT / "config" / "gunicorn.py").read_text("utf-8"))
chdir = str(ROOT)


def pre_request(worker, request):
    request.began = time.perf_counter(), time.thread_time()


def post_request(worker, request, environ, response):
    clock, processor = time.perf_counter() - request.began[0], time.thread_time() - request.began[1]
    with open(os.environ["REQUEST_TIMES"], "a") as times:  # a short line is appended whole
        times.write(f"{1000 * clock:.2f} {1000 * processor:.2f} {response.status_code} {environ['PATH_INFO']}\n")
