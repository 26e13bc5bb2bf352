"""How far a long command is: `[#####     ] 512/1,000  还剩 1 分 20 秒`, on a terminal and nowhere else."""
import time
from collections import deque

WIDTH = 24
RECENT = 100  # steps from whose pace the time left is told
PAUSE = 0.1  # seconds between two looks
CLEAR = "\r\x1b[K"


class Bar:
    def __init__(self, stream, whole: int):
        self.stream, self.whole, self.done = stream, whole, 0
        self.shown = stream.isatty()
        self.ends = deque([time.monotonic()], RECENT + 1)
        self.painted_at = 0.0

    def step(self):
        self.done += 1
        self.ends.append(time.monotonic())
        if self.shown and (self.ends[-1] - self.painted_at > PAUSE or self.done == self.whole):
            self.painted_at = self.ends[-1]
            self.write(CLEAR + self.text())

    def text(self) -> str:
        bar = "#" * (WIDTH * self.done // max(self.whole, 1))
        return f"[{bar:<{WIDTH}}] {self.done:,}/{self.whole:,}  还剩 {in_words(self.seconds_left())}"

    def seconds_left(self) -> float:
        pace = (self.ends[-1] - self.ends[0]) / max(len(self.ends) - 1, 1)
        return pace * (self.whole - self.done)

    def clear(self):
        """Make room for a line; the next step paints again."""
        if self.shown:
            self.write(CLEAR)
            self.painted_at = 0.0

    def write(self, text: str):
        self.stream.write(text, str, "")  # as it is: an error would be red
        self.stream.flush()


def in_words(seconds: float) -> str:
    seconds = round(seconds)
    if seconds < 60:
        return f"{seconds} 秒"
    minutes, seconds = divmod(seconds, 60)
    if minutes < 60:
        return f"{minutes} 分 {seconds} 秒"
    return f"{minutes // 60} 小时 {minutes % 60} 分"
