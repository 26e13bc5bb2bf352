"""How a word was used: when, by whom and where, in 10,000 characters each."""
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import F
from django.db.models.functions import ExtractYear
from django.utils.translation import gettext as _

from search import engine
from speeches.counts import UNKNOWN, within
from speeches.models import Speaker, Speech
from speeches.pictures import Column, Period, periods, together
from speeches.quotes import Quote, first_and_last
from speeches.templatetags.pictures import rate as written_rate

TEN_THOUSAND = 10_000
MOST_SPEAKERS = 10
AGAIN = 2  # speeches in which somebody has to use it to be compared with others, if anybody does


@dataclass(slots=True)
class Tally:
    """Of some speeches: how many, how long together; how often they hold the word, and how many do."""

    speeches: int = 0
    letters: int = 0
    uses: int = 0
    using: int = 0

    def add(self, letters: int, uses: int):
        self.speeches += 1
        self.letters += letters
        self.uses += uses
        self.using += uses > 0

    @property
    def rate(self) -> float:
        return TEN_THOUSAND * self.uses / self.letters if self.letters else 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One line of a comparison: a year, a level, a speaker; where its uses are found, and its rate as a share of the highest."""

    name: str
    tally: Tally
    query: str
    share: float = 0.0
    address: str = ""


@dataclass(slots=True)
class Trend:
    whole: Tally
    years: list[Part] = field(default_factory=list)
    together: int = 1  # years that one column stands for
    undated: Part | None = None
    speakers: list[Part] = field(default_factory=list)
    levels: list[Part] = field(default_factory=list)
    families: list[Part] = field(default_factory=list)
    first: Quote | None = None
    last: Quote | None = None

    @property
    def columns(self) -> list[Column]:
        return [column(part) for part in self.years]


def trend(speeches, word: str, visible: tuple[str, ...], stamp: str) -> Trend:
    """Count a word in the texts of all these speeches, by years, speakers, levels and families of meetings.

    `visible`: what the index may count, `stamp`: which state of it that is.
    """
    uses = engine.current().uses(word, frozenset(visible))
    rows = list(
        speeches.order_by("meeting__type__position", "meeting__type__name", "pk")
        .annotate(letters=F("characters") + F("attached"), year=ExtractYear("date_from"))
        .values_list("pk", "letters", "year", "speaker", "level", "meeting__type__family", "meeting__type__name", "date_from", "date_to")
    )
    whole, by_year, by_speaker, by_level, by_family, types = Tally(), {}, {}, {}, {}, {}
    for pk, letters, year, speaker, level, family, kind, _first, _last in rows:
        found = uses.get(pk, 0)
        whole.add(letters, found)
        for tallies, key in ((by_year, year), (by_speaker, speaker), (by_level, level), (by_family, family)):
            tallies.setdefault(key, Tally()).add(letters, found)
        types.setdefault(family, {})[kind or UNKNOWN] = None
    if not whole.uses:
        return Trend(whole)
    undated = by_year.pop(None, None)
    return Trend(
        whole,
        years_of(word, by_year),
        together(periods(by_year)),
        Part(_("年份不详"), undated, query(word, ("year", UNKNOWN))) if undated and undated.uses else None,
        speakers_of(word, by_speaker),
        compared([(name, by_level[level], [("level", level or UNKNOWN)]) for level, name in levels() if level in by_level], word),
        compared([(family or "", tally, [("type", kind) for kind in types[family]]) for family, tally in last_unknown(by_family)], word),
        *first_and_last(word, [(row[0], *row[-2:]) for row in rows if row[0] in uses]),
    )


def query(word: str, *filters) -> str:
    return urlencode([("q", f"“{word}”"), ("in", "text"), *filters])


def compared(rows, word: str) -> list[Part]:
    """Return those of (name, tally, filters) that use it, each with its share of the highest rate; none where there is only one row."""
    most = max((tally.rate for _, tally, _ in rows), default=0) or 1
    return [Part(name, tally, query(word, *filters), tally.rate / most) for name, tally, filters in rows if tally.uses and len(rows) > 1]


def years_of(word: str, by_year: dict[int, Tally]) -> list[Part]:
    """Return the years in order, or periods of equal length where they are many; empty ones between them too."""
    rows = [(period.name, tally_of(by_year, period), within(period)) for period in periods(by_year)]
    most = max((tally.rate for _, tally, _ in rows), default=0) or 1
    return [Part(name, tally, query(word, *filters), tally.rate / most) for name, tally, filters in rows]


def tally_of(by_year: dict[int, Tally], period: Period) -> Tally:
    tallies = [by_year[year] for year in range(period.first, period.last + 1) if year in by_year]
    return Tally(*(sum(getattr(tally, name) for tally in tallies) for name in ("speeches", "letters", "uses", "using")))


def column(part: Part) -> Column:
    """One year of the picture; it leads nowhere where nothing is found."""
    first, tally = part.name[:4], part.tally
    if not tally.speeches:
        return Column(first, "", _("%(years)s 年：没有讲话") % {"years": part.name}, "", 0)
    number = written_rate(tally.rate)
    said = _("%(years)s 年：每万字 %(rate)s 次") % {"years": part.name, "rate": number}
    return Column(first, number, said, part.query if tally.uses else "", part.share)


def speakers_of(word: str, by_speaker: dict[int | None, Tally]) -> list[Part]:
    """Return those who use it most, by rate; of one short speech no rate is worth much."""
    known = {pk: tally for pk, tally in by_speaker.items() if pk and tally.uses}
    often = {pk: tally for pk, tally in known.items() if tally.using >= AGAIN} or known
    most = sorted(often, key=lambda pk: (-often[pk].uses, pk))[:MOST_SPEAKERS]
    names = {speaker.pk: speaker for speaker in Speaker.objects.filter(pk__in=most)}
    top = max((often[pk].rate for pk in most), default=0) or 1
    parts = [
        Part(str(names[pk]), often[pk], query(word, ("speaker", str(names[pk]))), often[pk].rate / top, names[pk].get_absolute_url())
        for pk in most if pk in names
    ]  # fmt: skip
    return sorted(parts, key=lambda part: -part.tally.rate)


def levels() -> Iterable[tuple[str, str]]:
    return [*Speech.Level.choices, ("", _("层级未写明"))]


def last_unknown(by_family: dict) -> list[tuple]:
    return sorted(by_family.items(), key=lambda pair: not pair[0])
