"""What processes take: memory that is theirs alone or shared in proportion, and whoever descends from them."""
import threading
import time
from pathlib import Path


def memory_of(pid: int) -> tuple[float, float]:
    """Return megabytes: proportional in all, and what of it lies in no file."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended
        return 0.0, 0.0
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return sizes.get("Pss", 0) / 1024, sizes.get("Pss_Anon", 0) / 1024


def family_of(pid: int) -> list[int]:
    """Return a process and all that descend from it."""
    found = [pid]
    for one in found:
        try:
            found += [int(child) for task in Path(f"/proc/{one}/task").iterdir() for child in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


class Watched(threading.Thread):
    """The most memory that a process and its descendants had at one moment."""

    def __init__(self, pid: int, every=0.3):
        super().__init__(daemon=True)
        self.pid, self.every, self.most, self.most_anonymous, self.ended = pid, every, 0.0, 0.0, False

    def run(self):
        while not self.ended:
            sizes = [memory_of(pid) for pid in family_of(self.pid)]
            self.most = max(self.most, sum(whole for whole, _ in sizes))
            self.most_anonymous = max(self.most_anonymous, sum(own for _, own in sizes))
            time.sleep(self.every)

    def stop(self):
        self.ended = True
        self.join()
