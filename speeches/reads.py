"""Which speeches are read most. Counted without a cookie and without saying by whom, as questions are."""
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef, Sum
from django.utils import timezone

from config.notebook import Notebook
from speeches import counting
from speeches.models import Section, Speech, SpeechReads

NOTEBOOK = Notebook("reads")
LATELY = timedelta(days=90)
KEPT_FOR = timedelta(days=365)
AT_ONCE = 500
# What no person with a browser sends: every browser calls itself Mozilla, and so do many robots, with their own name behind.
ROBOT = re.compile(r"(?<!cu)bot\b|crawl|spider|slurp|headless|monitor|preview|archiver|facebookexternalhit|lighthouse|scrap", re.IGNORECASE)
# What a browser says as it fetches ahead, reloads, or loads a page into another.
NO_READING = {
    "Purpose": {"prefetch", "preview"},
    "X-Moz": {"prefetch"},
    "Sec-Purpose": {"prefetch", "prefetch;prerender"},
    "Sec-Fetch-Dest": {"empty", "iframe", "frame", "embed", "object"},
    "Cache-Control": {"max-age=0", "no-cache"},
}


def note(request, speech: int) -> None:
    if is_reading(request):
        NOTEBOOK.write({"day": timezone.localdate().isoformat(), "speech": speech})


def is_reading(request) -> bool:
    """Somebody comes to a speech: no robot, nothing fetched ahead, no reload, no step within the same speech."""
    agent = request.headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and agent.startswith(("Mozilla/", "Opera/"))
        and not ROBOT.search(agent)
        and not any(request.headers.get(name, "").replace(" ", "").lower() in values for name, values in NO_READING.items())
        and path_of(request.headers.get("Referer", "")) != request.path
    )


def path_of(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:  # http://[
        return ""


def gather() -> None:
    counting.gather(NOTEBOOK, add)


def add(lines: Iterable[dict]) -> None:
    times = Counter(filter(None, map(read_line, lines)))
    for day in {day for day, _pk in times}:
        add_day(day, {pk: count for (read_on, pk), count in times.items() if read_on == day})


def read_line(said: dict) -> tuple[date, int] | None:
    """Return the day and the speech; None: somebody else wrote it."""
    try:
        day, pk = date.fromisoformat(said["day"]), said["speech"]
    except (ValueError, TypeError, KeyError):
        return None
    return (day, pk) if type(pk) is int and 0 < pk < 1 << 63 else None


def add_day(day: date, times: dict[int, int]) -> None:
    """Speeches that are gone meanwhile are passed over."""
    pks = sorted(times)
    for start in range(0, len(pks), AT_ONCE):
        known = Speech.objects.in_bulk(pks[start : start + AT_ONCE])
        rows = {row.speech_id: row for row in SpeechReads.objects.filter(read_on=day, speech__in=known)}
        for pk, row in rows.items():
            row.times += times[pk]
        SpeechReads.objects.bulk_update(rows.values(), ["times"])
        SpeechReads.objects.bulk_create(SpeechReads(speech_id=pk, read_on=day, times=times[pk]) for pk in known if pk not in rows)


def most_read_outlines(speeches, hour: datetime, limit: int) -> list[int]:
    """Return those with an outline that were read most in the three months before this hour."""
    points = Section.objects.filter(speech=OuterRef("pk"), level=1)
    lately = speeches.order_by().filter(Exists(points), reads__read_on__gt=(hour - LATELY).date())
    return list(lately.annotate(times=Sum("reads__times")).order_by("-times", "pk").values_list("pk", flat=True)[:limit])


def this_hour() -> datetime:
    """Numbers named by it are counted again an hour later: what is read changes nothing else in the archive."""
    return timezone.localtime().replace(minute=0, second=0, microsecond=0)


def forget_old() -> None:
    SpeechReads.objects.filter(read_on__lt=timezone.localdate() - KEPT_FOR).delete()
