"""What parsing costs, beside its targets: `SPEECH_TEST_DATA=… python tests/benchmarks/parsing.py [ROUNDS]`.

All figures are ratios of processor time measured in one run; naive is `[p.text for p in Document(file).paragraphs]`. Of
several rounds the median counts. Large files are read in processes of their own, for their memory.
"""
import os
import resource
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

import docx  # noqa: E402

from speeches.parsing import pipeline  # noqa: E402
from speeches.parsing.limits import LIMITS  # noqa: E402

PER_FILE = 0.010  # seconds that reading a file may take beyond its share
LINE = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
# What nearly matches many patterns, or matches them all the time. A stage that grows faster than its input shows here.
SHAPES = [
    "一、", "（一）", "1、", "1.", "第", "第一，", "（", "（（", "——", "1", "2024年", " ", "\u3000", ".", "…", "、", "，", "。", "“", "《", "×", "在会上的讲话",
    "同志们", "同志们：", "各位", "尊敬的", "我代表", "受", "一是好，", "times;", "&lt;img ", "&lt;image&gt;a", "[标签:", "此处隐藏1", "由会员分享",
    "目录", "附件", "县委书记", "张三", "近年来", "好。\u3000\u3000", "作政府工作报告", "— 1 —", "关键词：", "全县上下要把生态保护放在压倒性位置上来抓好抓实抓到底 ",
]  # fmt: skip
SHORT, LONG = 4_000, 8_000  # paragraphs, and a fifth of the characters of a long one
GROWTH = 3.0  # at most, for twice the text


def main():
    if sys.argv[1:2] == ["--large"]:
        return large(int(sys.argv[2]))
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    folder = Path(os.environ["SPEECH_TEST_DATA"]) / "real-docx"
    files = [(path.name, path.read_bytes()) for path in sorted(folder.glob("**/*.docx"))]
    naive, parsed, ranked = (median(figures) for figures in zip(*(measure(files) for _ in range(rounds + 1)), strict=True))
    told("parsing, keywords apart, of 1.5 × naive + 10 ms a file", parsed / (1.5 * naive + PER_FILE * len(files)), 1)
    told("keywords, of naive", ranked / naive, 3)
    small, _ = in_new_process(LIMITS.paragraphs // 10)
    whole, memory = in_new_process(LIMITS.paragraphs - 1)
    told("100,000 paragraphs, of 10,000", whole / small, 11)
    told("100,000 paragraphs, MB at their peak", memory, 512)
    worst = max(growths(), key=lambda pair: pair[0])
    told(f"twice the text, worst shape ({worst[1]})", worst[0], GROWTH)


def told(name: str, figure: float, target: float):
    print(f"{name:60} {figure:8.2f}   target {target:6.1f}   {'met' if figure <= target else 'MISSED'}", flush=True)


def measure(files: list[tuple[str, bytes]]) -> tuple[float, float, float]:
    """Processor time over all files: read naively, parsed without keywords, keywords alone."""
    naive = parsed = ranked = 0.0
    for name, content in files:
        begin = time.process_time()
        [paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs]
        read_naively = time.process_time()
        draft = pipeline.parse_reading(pipeline.read(content, name), name, ranked=False)
        read = time.process_time()
        for speech in draft.speeches:
            pipeline.rank_keywords(speech)
        naive, parsed, ranked = naive + read_naively - begin, parsed + read - read_naively, ranked + time.process_time() - read
    return naive, parsed, ranked


def spent(work: Callable) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def in_new_process(paragraphs: int) -> tuple[float, float]:
    """Seconds of processor time and the most megabytes of a process that reads so many short paragraphs."""
    done = subprocess.run([sys.executable, __file__, "--large", str(paragraphs)], capture_output=True, text=True, check=True)
    seconds, megabytes = done.stdout.split()
    return float(seconds), float(megabytes)


def large(paragraphs: int):
    content = docx_of(f"第{n}组要把水渠修好，把路修通。" for n in range(paragraphs))
    pipeline.parse(docx_of(["在全县水利工作会议上的讲话"]), "a.docx")  # tables are loaded
    seconds = spent(lambda: pipeline.parse(content, "a.docx"))
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def docx_of(lines) -> bytes:
    """The least that Word calls a document."""
    body = "".join(map(LINE.format, lines))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>',
        )
    return stream.getvalue()


def growths():
    """How much more time twice the text takes, for each shape: as one paragraph, and as many. What takes no time at all is not told."""
    for shape in SHAPES:
        for kind, made in (("long", one_paragraph), ("many", many_paragraphs)):
            first, second = (least(made(shape, size)) for size in (SHORT, LONG))
            if second > 0.1:
                yield second / first, f"{kind} {shape.strip() or repr(shape)} {second:.2f} s"
    yield 0.0, "none"


def least(content: bytes) -> float:
    return min(spent(lambda: pipeline.parse_reading(pipeline.read(content, "a.docx"), "a.docx", ranked=False)) for _ in range(2))


def one_paragraph(shape: str, size: int) -> bytes:
    return docx_of(["在全县大会上的讲话", "同志们：", shape * (size * 5 // len(shape)), "修好水渠。"])


def many_paragraphs(shape: str, size: int) -> bytes:
    return docx_of(["在全县大会上的讲话", "同志们：", *[shape] * size, "修好水渠。"])


if __name__ == "__main__":
    main()
