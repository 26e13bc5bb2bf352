"""How one speaker speaks: words said far more often than others say them, posts held, months with speeches."""
import math
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, F, Max, Min
from django.utils.translation import ngettext

from search import engine, words
from speeches import calendar, counts
from speeches.matrix import Cell, Matrix, Row
from speeches.parsing.rarity import rarity
from speeches.pictures import Column, Period, periods, together

FEW_SPEECHES, FEW_LETTERS, FEW_LETTERS_OF_OTHERS = 3, 3_000, 10_000  # with less a difference says nothing
SAMPLE = 120_000  # letters in which words are looked for; they are counted in all
MOST_LOOKED_AT, MOST_SHOWN = 300, 15
SURE = 15.13  # of the log-likelihood: one chance in 10,000 that it is chance
TWICE = 1.0  # of the log ratio
MOSTLY = 0.8
SPREAD = 20  # a word is a habit when one speech in so many holds it
TEN_THOUSAND = 10_000
MANY = 12  # speeches whose months are worth a picture
LATEST_YEARS = 6  # whose months are drawn
MOST_POSTS = 12


@dataclass(frozen=True, slots=True)
class Habit:
    """A word, how often this speaker and the others say it in 10,000 characters, and in how many speeches of the speaker."""

    word: str
    rate: float
    others: float
    speeches: int
    share: float  # of the highest rate that is shown, 0–1
    share_of_others: float
    query: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post and between which years it is named; from where to where in the time of all posts, 0–1."""

    name: str
    first: int | None
    last: int | None
    count: int
    start: float
    width: float


def habits(speeches, pk: int, name: str, stamp: str) -> list[Habit] | None:
    """Return the words that a speaker says far more often than all others do; None where there is too little text to tell.

    Ranked by log-likelihood (Dunning 1993, Rayson and Garside 2000), of those said at least twice as often for their
    length (log ratio, Hardie 2014). `stamp`: of the index, so that what is kept is made anew when the index has changed.
    """
    own, others = {}, {}
    for speech, speaker, letters in speeches.order_by("pk").values_list("pk", "speaker", F("characters") + F("attached")):
        (own if speaker == pk else others)[speech] = letters
    letters, rest = sum(own.values()), sum(others.values())
    if len(own) < FEW_SPEECHES or letters < FEW_LETTERS or rest < FEW_LETTERS_OF_OTHERS:
        return None
    said = engine.current().words_in(sample(own))
    often = sorted(said, key=lambda word: (-said[word], word))[: 3 * MOST_LOOKED_AT]
    worth = sorted(often, key=lambda word: -said[word] * rarity(word))[:MOST_LOOKED_AT]
    least = max(FEW_SPEECHES, len(own) // SPREAD)
    uses = [use for use in engine.current().uses_among(worth, list(own), list(others)) if use.speeches >= least]
    keyed = sorted((-likelihood(use, letters, rest), use.word, use) for use in uses if ratio(use, letters, rest) >= TWICE)
    themselves = own_names(speeches, pk)
    found = whole([use for key, word, use in keyed if -key >= SURE and word not in themselves])
    return as_shown([use for use in found if words.tells(use.word)], letters, rest, name)


def whole(uses: list) -> list:
    """Without 介石 where it is hardly ever said but in 蒋介石."""
    return [use for use in uses if not any(use.word in other.word and use is not other and other.times >= MOSTLY * use.times for other in uses)]


def sample(own: dict[int, int]) -> list[int]:
    """Return enough of these speeches, early and late ones alike."""
    step = max(1, sum(own.values()) // SAMPLE)
    return list(own)[::step]


def likelihood(use, letters: int, rest: int) -> float:
    """The log-likelihood of so many uses in so many letters, beside those of the others."""
    expected = (use.times + use.elsewhere) / (letters + rest)
    found = ((use.times, letters), (use.elsewhere, rest))
    return 2 * sum(times * math.log(times / (size * expected)) for times, size in found if times)


def ratio(use, letters: int, rest: int) -> float:
    """How many times the rate of the others has to be doubled; half a use stands for none."""
    return math.log2((use.times / letters) / (max(use.elsewhere, 0.5) / rest))


def own_names(speeches, pk: int) -> str:
    """What stands in the title block of every speech: it is no habit."""
    rows = speeches.filter(speaker=pk).order_by().values_list("speaker__name", "post", "meeting__name").distinct()
    return "\n".join(part or "" for row in rows for part in row)


def as_shown(uses, letters: int, rest: int, name: str) -> list[Habit]:
    """The first of them, none that is part of a better one."""
    shown = []
    for use in uses:
        if len(shown) < MOST_SHOWN and not any(use.word in other.word or other.word in use.word for other in shown):
            shown.append(use)
    rates = [(use, TEN_THOUSAND * use.times / letters, TEN_THOUSAND * use.elsewhere / rest) for use in shown]
    most = max((rate for _, rate, _ in rates), default=1)
    return [
        Habit(use.word, rate, others, use.speeches, rate / most, others / most, urlencode({"q": f"“{use.word}”", "in": "text", "speaker": name}))
        for use, rate, others in rates
    ]


def posts_held(speeches, pk: int) -> tuple[list[Post], int]:
    """Which posts the title blocks name, and between which years, the latest first; and how many more there are."""
    posts = speeches.filter(speaker=pk).exclude(post="").order_by().values("post")
    posts = posts.annotate(first=Min("date_from__year"), last=Max("date_to__year"), count=Count("pk"))
    rows = list(posts.order_by(F("last").desc(nulls_last=True), "-count", "post").values_list("post", "first", "last", "count"))
    begin = min((first for _, first, _, _ in rows if first), default=0)
    span = max((last for _, _, last, _ in rows if last), default=0) - begin + 1
    posts = [Post(*row, (row[1] - begin) / span, (row[2] - row[1] + 1) / span) if row[1] else Post(*row, 0, 0) for row in rows[:MOST_POSTS]]
    return posts, len(rows) - len(posts)


def years(own, name: str) -> tuple[list[Column], int]:
    """Return the speeches of each year, or of periods of equal length where the years are many; and how many share a column."""
    found = counts.per_year(own.exclude(date_from=None))
    cut = periods(found)
    drawn = [(period, sum(found.get(year, 0) for year in range(period.first, period.last + 1))) for period in cut]
    most = max((count for _, count in drawn), default=0)
    return [column(period, count, count / most, name) for period, count in drawn], together(cut)


def column(period: Period, count: int, share: float, name: str) -> Column:
    said = ngettext("%(years)s 年 %(count)s 篇", "%(years)s 年 %(count)s 篇", count) % {"years": period.name, "count": f"{count:,}"}
    address = urlencode([("speaker", name), *counts.within(period)]) if count else ""
    return Column(str(period.first), f"{count:,}", said, address, share)


def months(speeches, pk: int, name: str) -> Matrix | None:
    """Return the months with speeches in the latest years, the last one first; None where they are few."""
    found = calendar.by_month(speeches.filter(speaker=pk))
    known = {year: {month: count for month, count in months.items() if month} for year, months in found.items() if year}
    if sum(sum(months.values()) for months in known.values()) < MANY:
        return None
    rows = [month_row(year, known[year], name, calendar.NO_MONTH in found[year]) for year in sorted(known, reverse=True) if known[year]]
    return Matrix(tuple(calendar.month_name(month) for month in calendar.MONTHS), tuple(rows[:LATEST_YEARS]))


def month_row(year: int, months: dict[int, int], name: str, vague: bool) -> Row:
    """`vague`: other speeches state the year alone. The list finds them in each month, so that no dot leads there."""
    cells = []
    for month in calendar.MONTHS:
        day = f"{year:04}-{month:02}"
        count = months.get(month, 0)
        query = "" if vague else urlencode({"speaker": name, "from": day, "to": day})
        cells.append(Cell(count, calendar.said(year, month, count), query))
    return Row(str(year), sum(months.values()), "" if vague else urlencode({"speaker": name, "year": year}), tuple(cells))
