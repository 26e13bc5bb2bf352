"""How gunicorn serves the archive; an argument on its command line wins."""
import gc
import multiprocessing

from config.processes import die_with_parent

wsgi_app = "config.wsgi"
worker_class = "gthread"
workers = min(multiprocessing.cpu_count(), 4)
threads = 4
max_requests = 5_000
max_requests_jitter = 500
timeout = 60
limit_request_line = 0  # up to a megabyte: a quotation of any length is a question, and 8,190 bytes are 900 characters
preload_app = True
control_socket_disable = True  # it would lie in the home folder of whoever starts it
loglevel = "warning"


def when_ready(server):
    """Load what every worker needs before they are forked: it is there at the first request, and only once in memory."""
    from django.urls import get_resolver

    from search import words

    words.cut("讲话")
    get_resolver().url_patterns  # noqa: B018
    gc.set_threshold(20_000, 20, 20)  # a page makes 100,000 objects and few rings: by default a twelfth of its time went into looking
    gc.collect()
    gc.freeze()  # what is there for good is not looked through again, 0.1 s each time, and its pages stay shared


def post_fork(server, worker):
    die_with_parent(server.pid)
