"""Plain texts with metadata, one JSON object a line → drafts. Nothing is guessed: what a line does not state stays unknown."""
import gzip
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from speeches.facts import values_of
from speeches.parsing.drafts import Block, ParagraphDraft, SpeechDraft, Warning
from speeches.parsing.keywords import rank
from speeches.parsing.metadata import meetings
from speeches.parsing.outline import read_outline

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
STATED = ("title", "speaker", "post", "meeting", "place", "kind")


class UnreadableLine(Exception):
    """A line that is no text. Its message is the Chinese sentence for a person."""


def read_records(file: Path) -> Iterator[tuple[int, dict | UnreadableLine]]:
    """Yield each line's number with its record, or with the reason why there is none."""
    with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    yield number, record_of(line)
                except UnreadableLine as error:
                    yield number, error


def record_of(line: bytes) -> dict:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except ValueError:
        raise UnreadableLine("这一行不是 JSON，请检查引号和逗号。") from None
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise UnreadableLine("这一行没有 text，请把正文写在 text 里。")
    if not any(map(str.isalnum, record["text"])):
        raise UnreadableLine("这一行的 text 里没有文字。")
    record["text"] = storable(record["text"])
    for name in (*STATED, "id", "date", "source"):
        record[name] = stated(record.get(name))
    return record


def stated(value) -> str | None:
    """A number is as good as a string: 2024 in a date, 17 in an id."""
    return storable(str(value)).strip() or None if isinstance(value, str | int | float) else None


def storable(text: str) -> str:
    """Without what no database keeps and nobody sees: NUL, halves of a surrogate pair."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def draft_of(record: dict) -> SpeechDraft:
    """One line, one speech: nothing is split; its paragraphs are the lines of the text."""
    lines = [line.strip() for line in record["text"].splitlines()]
    lines = [line for line in lines if line]
    speech = SpeechDraft(
        paragraphs=[ParagraphDraft(line) for line in lines],
        **{name: record[name] for name in STATED},
    )
    speech.meeting_type = meetings.type_of(speech.meeting) if speech.meeting else None
    speech.date = record["date"]
    if speech.date and not is_date(speech.date):
        speech.date = None
        speech.warnings.append(Warning("date", f"没有读懂日期“{record['date']}”，请写成 2024、2024-03 或 2024-03-05。"))
    speech.outline = read_outline([Block(line) for line in lines], 1)
    speech.keywords = rank(speech, [])
    return speech


def record_from(document) -> dict:
    """The line that an imported text came from, made again of its rows as long as nobody has corrected them."""
    speech = document.speeches.get()
    record = values_of(speech)
    lines = speech.paragraphs.order_by("position").values_list("text", flat=True)
    return {name: record[name] for name in (*STATED, "date")} | {
        "id": document.source_id or None, "source": document.source or None, "text": "\n".join(lines)
    }  # fmt: skip


def is_date(text: str) -> bool:
    """2024, 2024-03 or 2024-03-05, and in the calendar."""
    if not DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True
