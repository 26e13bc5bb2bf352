"""What the page of a long speech costs: 60,000 characters in 300 sections, beside a bare Django view that returns the same bytes.

    python tests/benchmarks/speech_page.py [--rounds 200] [--characters 60000] [--sections 300]

A temporary archive holds the one speech, of invented sentences. Both views are called through Django's WSGI handler in this process,
in turn, with all middleware and nothing compressed; told is the median of each by the clock and by the processor. `bare`: the bytes
as they are. `anew`: every cache was empty, as after a change in the archive. `?q=`: a question, which is never kept.
"""
import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SUBJECTS = "各级干部 水利部门 沿渠各村 灌区管理所 各镇街 种粮大户 技术服务队 每个守闸人".split()
MUST = "要把 要对 必须把 应当把 尤其要把".split()
THINGS = "渠道的水 田间的路 仓里的粮 账上的钱 群众的事 年初的承诺 检查出的问题 好的做法".split()
DONE = "看住看好 一件一件办完 摆到桌面上 说清楚讲明白 放在心上抓在手上 记在本子上".split()
WHY = "不能等到水来了再修渠 这是去年留下的教训 群众看得见摸得着 早一天动手就早一天受益 我们没有退路".split()
NUMERALS = "一二三四五六七八九十"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--characters", type=int, default=60_000)
    parser.add_argument("--sections", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(ARCHIVE_DATA=folder, DJANGO_SETTINGS_MODULE="config.settings", ALLOWED_HOSTS="127.0.0.1")
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        measure(long_speech(arguments.characters, arguments.sections), arguments.rounds)


def long_speech(characters: int, sections: int):
    from django.core.management import call_command

    from speeches.keeping import keep_text
    from speeches.parsing.drafts import ParagraphDraft, SectionDraft, SpeechDraft

    call_command("migrate", verbosity=0)
    lines, outline = lines_of(characters, sections, random.Random(60)), []
    for number, (line, level) in enumerate(lines, 1):
        if level:
            label, _, heading = line.partition("、") if level == 1 else line.partition("）")
            outline.append(SectionDraft(level, label + "）" * (level == 2), heading, False, number))
    draft = SpeechDraft([ParagraphDraft(line) for line, _ in lines], "在全市水利工作会议上的报告", speaker="温守渠", date="2024-03-05", outline=outline)
    document = keep_text({"id": "long", "title": draft.title, "text": "\n".join(line for line, _ in lines)}, draft)
    call_command("rebuild_index", verbosity=0)
    return document.speeches.get()


def lines_of(characters: int, sections: int, chance: random.Random) -> list[tuple[str, int]]:
    """Lines with their level, 0 = text: a heading of the first level, five of the second, and so on."""
    lines, said = [("同志们：", 0)], 0
    for number in range(sections):
        first, second = divmod(number, 6)
        mark = f"{NUMERALS[first // 10 - 1] if first >= 10 else ''}{NUMERALS[first % 10]}、" if not second else f"（{NUMERALS[second - 1]}）"
        lines.append((mark + sentence(chance)[:14], 2 if second else 1))
        while said < characters * (number + 1) / sections:
            lines.append(("".join(sentence(chance) + "。" for _ in range(3)), 0))
            said += len(lines[-1][0])
    return lines


def sentence(chance: random.Random) -> str:
    return f"{chance.choice(SUBJECTS)}{chance.choice(MUST)}{chance.choice(THINGS)}{chance.choice(DONE)}，{chance.choice(WHY)}"


def measure(speech, rounds: int):
    from django.core.cache import caches
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpResponse
    from django.urls import path

    from config import urls

    page = b""
    urls.urlpatterns.append(path("bare/", lambda request: HttpResponse(page)))
    handler, address = WSGIHandler(), speech.get_absolute_url()
    page = ask(handler, address)
    times = {name: [] for name in ("bare", "page", "anew", "?q=")}
    for round in range(rounds):
        times["bare"].append(timed(handler, "/bare/"))
        times["page"].append(timed(handler, address))
        if round % 5 == 0:
            times["?q="].append(timed(handler, address, "q=%E6%B8%A0%E9%81%93"))
            for cache in caches.all():
                cache.clear()
            times["anew"].append(timed(handler, address))
    print(f"{speech.characters:,} characters, {speech.sections.count()} sections, {len(page):,} bytes, median of {rounds}")
    bare = [statistics.median(each) for each in zip(*times["bare"], strict=True)]
    for name, taken in times.items():
        clock, processor = (statistics.median(each) for each in zip(*taken, strict=True))
        print(f"{name:6}{clock:8.2f} ms{processor:8.2f} ms of processor{clock / bare[0]:7.2f} ×{processor / bare[1]:7.2f} ×")


def timed(handler, address: str, query: str = "") -> tuple[float, float]:
    began = time.perf_counter(), time.process_time()
    ask(handler, address, query)
    return 1000 * (time.perf_counter() - began[0]), 1000 * (time.process_time() - began[1])


def ask(handler, address: str, query: str = "") -> bytes:
    environ = {
        "REQUEST_METHOD": "GET", "PATH_INFO": address, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1", "HTTP_ACCEPT_ENCODING": "identity", "wsgi.input": BytesIO(), "wsgi.url_scheme": "http", "SCRIPT_NAME": "",
    }  # fmt: skip
    statuses = []
    response = handler(environ, lambda status, headers: statuses.append(status))
    page = b"".join(response)
    response.close()
    if statuses != ["200 OK"]:
        raise SystemExit(f"{address}: {statuses}")
    return page


if __name__ == "__main__":
    main()
