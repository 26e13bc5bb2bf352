"""One queue, one process: django-tasks' worker with a pulse that others can feel, and the upkeep of its queue."""
import logging
import signal
import threading
import time

from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

from speeches import upkeep
from speeches.parsing import sandbox
from speeches.pulse import pulse_file
from speeches.tending import Tending

log = logging.getLogger(__name__)
QUEUES = ("default", "index")
PULSE = 2  # seconds between two signs of life
ROUNDS = {upkeep.often: 30, upkeep.rarely: 3600}  # and between two rounds of upkeep
GRACE = 10  # seconds that a task gets to end after SIGTERM; past that its lease brings it back


class QueueWorker(Worker):
    def __init__(self, queue: str, *, batch: bool = False):
        self.queue = queue
        super().__init__(
            queue_names=[queue], interval=0.3, batch=batch, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=upkeep.name_of_worker(queue), excluded_queue_names=[],
        )  # fmt: skip

    def start(self):
        """Work until told to stop, beating in a thread: a long file must not look like a dead worker."""
        self.configure_signals()
        upkeep.after_a_crash(self.queue)
        if self.queue == "default":
            sandbox.prepare()
        threading.Thread(target=self.live, daemon=True).start()
        self.run()

    def live(self):
        due, tending = dict.fromkeys(ROUNDS, 0.0), Tending()
        while self.running:
            pulse_file(self.queue).touch()
            for round_of_upkeep in [one for one in due if due[one] <= time.monotonic()]:
                due[round_of_upkeep] = time.monotonic() + ROUNDS[round_of_upkeep]
                self.do(round_of_upkeep, self.queue)
            if self.queue == "index":
                self.do(tending.look)
            time.sleep(PULSE)

    def do(self, round_of_upkeep, *arguments):
        try:
            close_old_connections()
            round_of_upkeep(*arguments)
        except Exception:  # a busy database today is no reason to look dead
            log.exception("Upkeep of queue %s failed", self.queue)

    def shutdown(self, signum, frame):
        signal.alarm(GRACE)
        super().shutdown(signum, frame)
