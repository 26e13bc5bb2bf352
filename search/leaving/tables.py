"""A list as a table for Excel and its kin: all that was found, row by row, without holding it in memory."""
import csv
from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from search.engine import Query
from search.showing.hits import Hit, hits_of, speeches_of
from speeches.models import Speech
from speeches.templatetags.facts import short_date

AT_ONCE = 100  # speeches fetched together
FORMULAS = tuple("=+-@＝＋－＠\t\r\n")  # a program for tables would run a cell that begins so


class Sheet:
    """Where csv writes to; what it wrote is handed on."""

    def write(self, line: str) -> str:
        return line


def of_hits(ids: list[int], query: Query, user, absolute: Callable[[str], str]) -> Iterator[str]:
    """The speeches with these ids and the best passage of each."""
    batches = ([[*facts(hit.speech, absolute), best(hit)] for hit in hits_of(part, query, user)] for part in parts(ids))
    return lines([*columns(), _("片段")], batches)


def of_speeches(ids: list[int], user, absolute: Callable[[str], str]) -> Iterator[str]:
    return lines(columns(), ([facts(speech, absolute) for speech in speeches_of(part, user)] for part in parts(ids)))


def parts(rows: list) -> Iterator[list]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def lines(head: list[str], batches) -> Iterator[str]:
    """Text for one part of the answer at a time. It opens with a byte order mark, or Excel takes it for another encoding."""
    writer = csv.writer(Sheet())
    yield "\ufeff" + writer.writerow(head)
    for rows in batches:
        yield "".join(writer.writerow([harmless(cell) for cell in row]) for row in rows)


def columns() -> list[str]:
    return [_("标题"), _("讲话人"), _("职务"), _("会议"), _("类型"), _("日期"), _("层级"), _("类别"), _("字数"), _("网址")]


def facts(speech: Speech, absolute) -> list:
    meeting = speech.meeting
    return [
        str(speech), speech.speaker or "", speech.post, meeting or "", meeting and meeting.type or "", short_date(speech), speech.level,
        speech.kind, speech.characters, absolute(speech.get_absolute_url()),
    ]  # fmt: skip


def best(hit: Hit) -> str:
    return hit.best.text.replace("\n", " ") if hit.best else ""


def harmless(cell) -> str:
    """Text that no program takes for a formula."""
    text = str(cell)
    return f"'{text}" if text.lstrip(" 　").startswith(FORMULAS) else text
