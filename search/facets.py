"""The filters of a list as links: every value with its exact count, its name for people and the address it leads to."""
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.engine import UNKNOWN, Results
from search.query import read_date

FEW = 8  # values shown before the rest is folded away
TALLEST = 38  # of a bar, in a picture 40 high
MOST_BARS = 24

# filter → what its group is called, what its unknown value is called; in the order of the page
GROUPS = {
    "level": (gettext_lazy("层级"), gettext_lazy("层级未写明")),
    "type": (gettext_lazy("会议类型"), gettext_lazy("类型不详")),
    "speaker": (gettext_lazy("讲话人"), gettext_lazy("讲话人未写明")),
    "year": (gettext_lazy("年份"), gettext_lazy("年份不详")),
    "kind": (gettext_lazy("讲话类别"), gettext_lazy("类别不详")),
    "topic": (gettext_lazy("主题"), gettext_lazy("没有主题词")),
}
LEVELS = ("国家", "省", "市", "县", "乡", "村")


@dataclass(slots=True)
class Choice:
    name: str
    count: int
    chosen: bool
    query: str  # where a click leads: the value added, or taken away if it is chosen
    unknown: bool = False
    choices: list["Choice"] = field(default_factory=list)  # of a family: its types


@dataclass(slots=True)
class Group:
    name: str
    title: str
    choices: list[Choice]
    rest: list[Choice]


@dataclass(slots=True)
class Chip:
    name: str
    query: str


@dataclass(slots=True)
class Bar:
    year: str
    count: int
    query: str
    chosen: bool
    share: float

    @property
    def height(self):
        return f"{TALLEST * self.share:.1f}"

    @property
    def top(self):
        return f"{40 - TALLEST * self.share:.1f}"


def groups(results: Results, params: QueryDict, families: dict[str, str]) -> list[Group]:
    """`families`: meeting type → family, in the order of the page."""
    made = []
    for name, (title, _unknown) in GROUPS.items():
        choices = [choice(name, value, count, params) for value, count in in_order(name, with_chosen(results, name, params))]
        if name == "type":
            choices = by_family(choices, results, params, families)
        if choices:
            shown = [each for nth, each in enumerate(choices) if nth < FEW or is_open(each)]
            made.append(Group(name, str(title), shown, [each for each in choices if each not in shown]))
    return made


def with_chosen(results: Results, name: str, params: QueryDict) -> list[tuple[str, int]]:
    """The values that occur, and the chosen ones even where they do not."""
    values = dict(results.facets.get(name, []))
    return [*values.items(), *((value, 0) for value in dict.fromkeys(params.getlist(name)) if value and value not in values)]


def in_order(name: str, values: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Years from the latest, levels from the top, the others by count; what is unknown comes last."""
    orders = {
        "year": lambda pair: (0, "".join(chr(0x10FFFF - ord(c)) for c in pair[0])),
        "level": lambda pair: (LEVELS.index(pair[0]) if pair[0] in LEVELS else len(LEVELS), pair[0]),
    }
    order = orders.get(name, lambda pair: (-pair[1], pair[0]))
    return sorted(values, key=lambda pair: (pair[0] == UNKNOWN, order(pair)))


def choice(name: str, value: str, count: int, params: QueryDict) -> Choice:
    chosen = value in params.getlist(name)
    return Choice(short_name(name, value), count, chosen, toggled(params, name, [value], not chosen), value == UNKNOWN)


def by_family(choices: list[Choice], results: Results, params: QueryDict, families: dict[str, str]) -> list[Choice]:
    """Types under their families; a family counts its types and chooses all of them."""
    grouped: dict[str, list[Choice]] = {}
    for each in choices:
        grouped.setdefault(families.get(each.name, "") if not each.unknown else "-", []).append(each)
    made = []
    order = list(dict.fromkeys(families.values()))
    for family, types in sorted(grouped.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)):
        if family in ("", "-") or len(types) == 1:
            made += types
            continue
        chosen = all(each.chosen for each in types)
        query = toggled(params, "type", [each.name for each in types], not chosen)
        made.append(Choice(family, sum(each.count for each in types), chosen, query, choices=types))
    return made


def is_open(each: Choice) -> bool:
    return each.chosen or any(inner.chosen for inner in each.choices)


def toggled(params: QueryDict, name: str, values: list[str], add: bool) -> str:
    """The query string with these values added or taken away, from page 1."""
    changed = params.copy()
    changed.pop("page", None)
    others = [value for value in changed.getlist(name) if value and value not in values]
    changed.setlist(name, others + values if add else others)
    return "?" + changed.urlencode()


def chips(params: QueryDict) -> list[Chip]:
    """The conditions in force; each one's link takes it away."""
    made = []
    for name in GROUPS:
        for value in dict.fromkeys(params.getlist(name)):
            if value:
                made.append(Chip(long_name(name, value), toggled(params, name, [value], add=False)))
    for name, said in (("from", _("%s 起")), ("to", _("到 %s"))):
        if read_date(params.get(name, "")):
            made.append(Chip(said % params[name], without(params, name)))
    return made


def without(params: QueryDict, *names: str) -> str:
    changed = params.copy()
    for name in ("page", *names):
        changed.pop(name, None)
    return "?" + changed.urlencode()


def cleared(params: QueryDict) -> str:
    return without(params, *GROUPS, "from", "to")


def short_name(name: str, value: str) -> str:
    return str(GROUPS[name][1]) if value == UNKNOWN else value


def long_name(name: str, value: str) -> str:
    """As a chip says it, alone on the page: 县级, 2024 年."""
    if value == UNKNOWN:
        return str(GROUPS[name][1])
    forms = {"level": _("%s级"), "year": _("%s 年"), "topic": _("主题：%s")}
    return forms.get(name, "%s") % value


def bars(results: Results, params: QueryDict) -> list[Bar]:
    """Hits by year, the empty years between them too where the picture stays readable; none of a single year."""
    counts = {int(year): count for year, count in results.facets.get("year", []) if year.isdigit()}
    years = range(min(counts, default=0), max(counts, default=0) + 1)
    if len(years) > MOST_BARS:
        years = sorted(counts)[-MOST_BARS:]
    if len(counts) < 2:
        return []
    most = max(counts.values()) or 1
    return [bar(str(year), counts.get(year, 0), counts.get(year, 0) / most, params) for year in years]


def bar(year: str, count: int, share: float, params: QueryDict) -> Bar:
    chosen = year in params.getlist("year")
    return Bar(year, count, toggled(params, "year", [year], not chosen), chosen, share)
