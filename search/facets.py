"""The filters of a list as links: every value with its exact count, its name for people and the address it leads to."""
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.asking.conditions import read_date
from search.engine import UNKNOWN, Results
from speeches.templatetags.terms import term

FEW = 8  # values shown before the rest is folded away
MOST = 100  # of speakers and topics the engine names no more than these

# filter → what its group is called, what its unknown value is called; in the order of the page
GROUPS = {
    "level": (gettext_lazy("层级"), gettext_lazy("层级未写明")),
    "type": (gettext_lazy("会议类型"), gettext_lazy("类型不详")),
    "speaker": (gettext_lazy("讲话人"), gettext_lazy("讲话人未写明")),
    "year": (gettext_lazy("年份"), gettext_lazy("年份不详")),
    "kind": (gettext_lazy("讲话类别"), gettext_lazy("类别不详")),
    "topic": (gettext_lazy("主题"), gettext_lazy("没有主题词")),
}
TERMS = ("level", "type", "kind")  # filters whose values are terms of the field
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
    cut: bool  # there are more than the engine names


@dataclass(slots=True)
class Chip:
    name: str
    query: str


def groups(results: Results, params: QueryDict, families: dict[str, str]) -> list[Group]:
    """What narrows the list, or is chosen. `families`: meeting type → family, in the order of the page."""
    made = []
    for name, (title, _unknown) in GROUPS.items():
        toggled, chosen = toggling(params, name), params.getlist(name)
        values = in_order(name, with_chosen(results, name, chosen))
        narrows = any(count != results.total or value in chosen for value, count in values)
        if not narrows and (name != "year" or results.total < 2):  # beside the years months can be asked for
            continue
        choices = [choice(name, value, count, value in chosen, toggled) for value, count in values]
        if name == "type":
            choices = by_family(choices, families, toggled)
        if choices:
            shown = [each for nth, each in enumerate(choices) if nth < FEW or is_open(each)]
            rest = [each for nth, each in enumerate(choices) if nth >= FEW and not is_open(each)]
            made.append(Group(name, str(title), shown, rest, name in ("speaker", "topic") and len(choices) >= MOST))
    return made


def with_chosen(results: Results, name: str, chosen: list[str]) -> list[tuple[str, int]]:
    """The values that occur, and the chosen ones even where they do not."""
    values = dict(results.facets.get(name, []))
    return [*values.items(), *((value, 0) for value in dict.fromkeys(chosen) if value and value not in values)]


def in_order(name: str, values: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Years from the latest, levels from the top, the others by count; what is unknown comes last."""
    orders = {
        "year": lambda pair: (0, "".join(chr(0x10FFFF - ord(c)) for c in pair[0])),
        "level": lambda pair: (LEVELS.index(pair[0]) if pair[0] in LEVELS else len(LEVELS), pair[0]),
    }
    order = orders.get(name, lambda pair: (-pair[1], pair[0]))
    return sorted(values, key=lambda pair: (pair[0] == UNKNOWN, order(pair)))


def choice(name: str, value: str, count: int, chosen: bool, toggled) -> Choice:
    return Choice(short_name(name, value), count, chosen, toggled([value], not chosen), value == UNKNOWN)


def by_family(choices: list[Choice], families: dict[str, str], toggled) -> list[Choice]:
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
        query = toggled([each.name for each in types], not chosen)
        made.append(Choice(family, sum(each.count for each in types), chosen, query, choices=types))
    return made


def is_open(each: Choice) -> bool:
    return each.chosen or any(inner.chosen for inner in each.choices)


def toggling(params: QueryDict, name: str):
    """Return a function: values, add → the address with them added or taken away, from page 1.

    A page has hundreds of these addresses, so what they share is written once.
    """
    shared = urlencode([pair for pair in pairs(params) if pair[0] not in (name, "page")])
    own = {value: f"{name}={quoted(value)}" for value in params.getlist(name) if value}

    def toggled(values: list[str], add: bool) -> str:
        kept = [text for value, text in own.items() if value not in values]
        added = [f"{name}={quoted(value)}" for value in values] if add else []
        return "?" + "&".join([shared] * bool(shared) + kept + added)

    return toggled


@lru_cache(4_096)  # the same people and topics stand in the filters of every page
def quoted(value: str) -> str:
    return quote_plus(value)


def pairs(params: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in params.lists() for value in values]


def chips(params: QueryDict) -> list[Chip]:
    """The conditions in force; each one's link takes it away."""
    made = []
    for name in GROUPS:
        toggled = toggling(params, name)
        made += [Chip(long_name(name, value), toggled([value], add=False)) for value in dict.fromkeys(params.getlist(name)) if value]
    return made + date_chips(params)


def guesses(expanded, params: QueryDict) -> list[Chip]:
    """What was looked for under other names too; each one's link asks for the name alone."""
    toggled = toggling(params, "plain")
    said = _("已扩展：%(name)s → %(others)s")
    return [
        Chip(said % {"name": each.name, "others": _("、").join(each.others)}, toggled([each.name], add=True)) for each in expanded
    ]


def date_chips(params: QueryDict) -> list[Chip]:
    """A range is one condition: 2019 至 2021."""
    first, last = (params[name].strip() if read_date(params.get(name, "")) else "" for name in ("from", "to"))
    if first and last:
        said = _("%(first)s 至 %(last)s") % {"first": first, "last": last} if first != last else first
        return [Chip(said, without(params, "from", "to"))]
    if first:
        return [Chip(_("%s 起") % first, without(params, "from"))]
    return [Chip(_("到 %s") % last, without(params, "to"))] if last else []


def without(params: QueryDict, *names: str) -> str:
    return "?" + urlencode([pair for pair in pairs(params) if pair[0] not in ("page", *names)])


def cleared(params: QueryDict) -> str:
    return without(params, *GROUPS, "from", "to")


def short_name(name: str, value: str) -> str:
    return str(GROUPS[name][1]) if value == UNKNOWN else value


def long_name(name: str, value: str) -> str:
    """As a chip says it, alone on the page: 县级, 2024 年."""
    if value == UNKNOWN:
        return str(GROUPS[name][1])
    forms = {"level": _("%s级"), "year": _("%s 年"), "topic": _("主题：%s")}
    return forms.get(name, "%s") % (term(value) if name in TERMS else value)
