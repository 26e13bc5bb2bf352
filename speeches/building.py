"""How speeches at meetings of one type are built: length, points, outlines, beginnings and ends. Every line stands on real speeches."""
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.utils.translation import gettext as _

from search.words import cut, tells
from speeches import manner
from speeches.lengths import Spread, spread
from speeches.manner import Line
from speeches.models import Paragraph, Section, Speech
from speeches.pictures import Column
from speeches.templatetags.facts import numbered, short_date

MOST = 200  # speeches looked into, the newest
HEAD, TAIL = 8, 12  # paragraphs of each that are read for its beginning and its end
MANY_POINTS = 10  # and more share a column
OUTLINES, EXAMPLES, WORDS = 6, 3, 12
SHOWN = ("title", "document__name", "date_from", "date_precision", "characters", "complete")
LONGEST = 90  # characters of a quotation
LEADING = set("把要以抓用在从")  # single characters that a heading is built on


@dataclass(frozen=True, slots=True)
class Example:
    address: str
    title: str
    date: str
    position: int = 0  # of the paragraph
    text: str = ""
    headings: tuple[tuple[int, str], ...] = ()  # position, text


@dataclass(frozen=True, slots=True)
class Manner:
    """A way to begin or end, how many do so, and some that do."""

    name: str
    count: int
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Built:
    looked_at: int
    lengths: Spread | None
    points: list[Column]
    usual: int  # number of points
    outlines: list[Example]
    words: list[str]  # with which first-level headings begin, in the most speeches
    openings: list[Manner]
    closings: list[Manner]


def built(speeches, type: int) -> Built:
    newest = list(of_type(speeches, type).select_related("document").only(*SHOWN)[:MOST])
    pks = [speech.pk for speech in newest]
    points = Section.objects.filter(speech__in=pks, level=1).order_by("speech", "position")
    sections = grouped(points.values_list("speech", "position", "label", "heading", named=True), itemgetter(0))
    lines = lines_of(pks)
    openings, closings = {}, {}
    for speech in newest:
        add_opening(openings, speech, lines.get(speech.pk, []))
        add_closings(closings, speech, lines.get(speech.pk, []))
    usual = usual_number(len(sections.get(pk, ())) for pk in pks)
    return Built(
        len(newest), spread([speech.characters for speech in newest]), by_points(len(sections.get(pk, ())) for pk in pks), usual,
        outlines(newest, sections, usual), first_words(sections.values()), manners(openings), manners(closings),
    )  # fmt: skip


def of_type(speeches, type: int):
    return speeches.filter(meeting__type=type).newest_first()


def pks_of_type(speeches, type: int) -> list[int]:
    return list(of_type(speeches, type).values_list("pk", flat=True))


def grouped(rows: Iterable, key: Callable) -> dict[int, list]:
    return {pk: list(group) for pk, group in groupby(rows, key)}


def lines_of(pks: list[int]) -> dict[int, list[Line]]:
    """The first and last paragraphs of each text, with a Line for those between left out: a speech may be a book."""
    body = Paragraph.objects.filter(speech__in=pks, part="body")
    rows = grouped(body.order_by("speech", "position").values_list("speech", "pk"), itemgetter(0))
    wanted = [pk for texts in rows.values() for _speech, pk in (texts[:HEAD] + texts[max(HEAD, len(texts) - TAIL) :])]
    read = body.filter(pk__in=wanted).order_by("speech", "position").values_list("speech", "position", "text")
    return {pk: [Line(position, text) for _speech, position, text in texts] for pk, texts in grouped(read, itemgetter(0)).items()}


def by_points(numbers: Iterable[int]) -> list[Column]:
    counts = Counter(min(number, MANY_POINTS) for number in numbers)
    most = max(counts.values(), default=0) or 1
    words = {0: _("不分点"), MANY_POINTS: _("%(number)s 点以上") % {"number": MANY_POINTS}}
    columns = []
    for number in range(max(counts, default=-1) + 1):
        points = words.get(number) or _("%(number)s 点") % {"number": number}
        said = _("%(points)s：%(count)s 篇") % {"points": points, "count": f"{counts[number]:,}"}
        name = f"{number}+" if number == MANY_POINTS else str(number)
        columns.append(Column(name, f"{counts[number]:,}", said, "", counts[number] / most))
    return columns


def usual_number(numbers: Iterable[int]) -> int:
    """The most frequent number of points of those that have any; of two, the smaller one."""
    counts = Counter(number for number in numbers if number > 1)
    return min(counts, key=lambda number: (-counts[number], number), default=0)


def outlines(newest: list[Speech], sections: dict[int, list[Section]], usual: int) -> list[Example]:
    """Real outlines with the usual number of points, the newest first, none twice."""
    found = {}
    for speech in newest:
        points = sections.get(speech.pk, [])
        headings = tuple((point.position, numbered(point) + point.heading) for point in points)
        if usual and len(points) == usual and len(found) < OUTLINES:
            found.setdefault(headings, Example(speech.get_absolute_url(), str(speech), short_date(speech), headings=headings))
    return list(found.values())


def first_words(sections: Iterable[list[Section]]) -> list[str]:
    counts = Counter(word for points in sections for word in {first_word(point.heading) for point in points} if word)
    return [word for word, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])) if count > 1][:WORDS]


def first_word(heading: str) -> str:
    """提高认识，… → 提高; "" where a heading begins with nothing telling."""
    word = next(iter(cut(heading[:20])), "")
    return word if word in LEADING or (len(word) > 1 and not word.isascii() and tells(word)) else ""


def add_opening(openings: dict[str, list[Example]], speech: Speech, lines: list[Line]) -> None:
    line = manner.first_sentence(lines, speech.title)
    if line:
        text = line.text if len(line.text) <= LONGEST else line.text[:LONGEST] + "……"
        openings.setdefault(manner.opening_of(line.text), []).append(Example(speech.get_absolute_url(), str(speech), short_date(speech), line.position, text))


def add_closings(closings: dict[str, list[Example]], speech: Speech, lines: list[Line]) -> None:
    """Of speeches that are there to the end."""
    for name, line in manner.closings_of(lines).items() if speech.complete else ():
        text = line.text if len(line.text) <= LONGEST else "……" + line.text[-LONGEST:]
        closings.setdefault(name, []).append(Example(speech.get_absolute_url(), str(speech), short_date(speech), line.position, text))


def manners(found: dict[str, list[Example]]) -> list[Manner]:
    """The most frequent first, those without a name last; the same sentence is an example once."""
    order = sorted(found, key=lambda name: (not name, -len(found[name]), name))
    return [Manner(name, len(found[name]), tuple({each.text: each for each in found[name][::-1]}.values())[::-1][:EXAMPLES]) for name in order]
