"""What it costs to show what was found, beside its targets: `SPEECH_TEST_DATA=… python tests/benchmarks/passages.py [ROUNDS]`.

Processor time, the median of many rounds, for the 20 speeches of a results page without what the database costs; and for
one long speech full of hits. Texts are reports of the corpus, in full and cut to the length of an ordinary speech.
"""
import gzip
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from search.engine import And, Near, Phrase, Prefix, Words  # noqa: E402
from search.showing.outline import Heading, Line, Outline  # noqa: E402
from search.showing.passages import find, mark_paragraphs, title_marks  # noqa: E402
from search.showing.sought import wanted  # noqa: E402
from search.text import fold, folded  # noqa: E402
from speeches.parsing.marks import mark_of  # noqa: E402

QUESTIONS = {
    "发展": Words("发展"),
    "经济 改革": And((Words("经济"), Words("改革"))),
    "“高质量发展”": Phrase("高质量发展"),
    "三个词": And((Words("基层治理"), Words("安全生产"), Words("乡村振兴"))),
    "经济*": Prefix("经济"),
    "近(经济, 发展, 10)": Near((Phrase("经济"), Phrase("发展")), 10),
}
SPEECHES, ORDINARY, REPORT = 20, 2_400, 20_000
SHORT_HEADING = 40


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    reports = [Made(text[:REPORT]) for text in texts() if len(text) > 0.8 * REPORT][:SPEECHES]
    ordinary = [Made(report.text[:ORDINARY]) for report in reports]
    for name, speeches, target in ((f"{ORDINARY:,}", ordinary, 5.0), (f"{REPORT:,}", reports, None)):
        print(f"{len(speeches)} speeches of at most {name} characters, ms")
        told("folding all of it, character by character", spent(lambda of=speeches: [folded(each.text) for each in of], rounds))
        told("folding all of it", spent(lambda of=speeches: [fold(each.text) for each in of], rounds))
        for question, node in QUESTIONS.items():
            told(f"passages for {question}", spent(lambda node=node, of=speeches: shown(node, of), rounds), target)
    long = Made("\n".join(f"第{n}渠要修好，修好才有水，有水才有粮，渠长要天天看。" for n in range(2_400)))
    print(f"a speech of {len(long.text):,} characters, ms")
    told("passages for 渠", spent(lambda: shown(Words("渠"), [long]), rounds // 4))
    told("all its marks", spent(lambda: mark_paragraphs(wanted(Words("渠"), "all"), long.lines, long.outline), rounds // 4))


class Made:
    """A text with its lines and, roughly, its headings."""

    def __init__(self, text: str):
        self.text, self.lines, headings = text, [], []
        for position, line in enumerate(filter(str.strip, text.split("\n")), 1):
            if len(line) < SHORT_HEADING and mark_of(line):
                headings.append(Heading(position, len(headings) + 1, 1, "", line, position))
            self.lines.append(Line(position, line, "body", headings[-1].pk if headings else None))
        self.outline = Outline(headings)


def texts() -> list[str]:
    with gzip.open(Path(os.environ["SPEECH_TEST_DATA"]) / "corpus" / "speeches.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def shown(node, speeches: list[Made]):
    look_for = wanted(node, "all")
    return [(title_marks(look_for, each.lines[0].text), find(look_for, each.lines, each.outline)) for each in speeches]


def spent(work: Callable, rounds: int) -> float:
    """Milliseconds of processor time, the median."""
    work()
    times = []
    for _ in range(max(1, rounds)):
        start = process_time()
        work()
        times.append(process_time() - start)
    return 1000 * median(times)


def told(name: str, figure: float, target: float | None = None):
    beside = f"   target {target:5.1f}   {'met' if figure <= target else 'MISSED'}" if target else ""
    print(f"  {name:50} {figure:8.2f}{beside}", flush=True)


if __name__ == "__main__":
    main()
