"""The labels that Word counts by itself: 一、 （一） 1. (ECMA-376 part 1, 17.9)."""
import re
from dataclasses import dataclass, field

from speeches.parsing.numerals import numeral
from speeches.parsing.word.form import VAL, Style, W, is_on, number
from speeches.parsing.word.symbols import bullet_of

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
LINKS = 8  # how often a list may point through a numbering style to another
LONGEST = 64  # characters of a label
PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Level:
    kind: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None  # 0 = never; n = after a paragraph of level n or above, counted from 1
    legal: bool = False  # all numbers of the label in Arabic digits
    style: str = ""  # the paragraph style that stands for this level
    font: str = ""  # of a bullet


@dataclass(slots=True)
class List:
    """What a w:num is: the abstract list it counts in, its levels, and the numbers it starts again from."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Labels:
    """Counts through a document; `next` must be asked for every paragraph that counts, in order, empty ones too."""

    def __init__(self, package):
        root = package.root("numbering")
        self.lists = read_lists(root, package.root("styles")) if root is not None else {}
        self.counters: dict[str, dict[int, int]] = {}
        self.used: set[tuple[int, int]] = set()

    def next(self, own: dict, style: Style) -> str:
        """Return the label of the next paragraph, or "", by its own numPr (list_values) and its style."""
        if not self.lists:
            return ""
        found = self.list_and_level(own, style.values.get("list", {}))
        if not found:
            return ""
        number_id, level = found
        counted = self.lists[number_id]
        self.count(number_id, counted, level)
        return label_of(counted.levels, self.counters[counted.abstract], level)

    def list_and_level(self, own: dict, inherited: dict) -> tuple[int, int] | None:
        """Return which list a paragraph belongs to and on which level: its own numPr, else that of its style."""
        number_id = own.get("id", inherited.get("id", 0))
        if number_id == 0 or number_id not in self.lists:
            return None  # 0 switches the number of the style off
        level = own.get("level")
        if level is None:
            linked = [n for n, one in self.lists[number_id].levels.items() if one.style and one.style == inherited.get("style")]
            level = linked[0] if linked and "id" not in own else inherited.get("level")
        return number_id, min(max(level or 0, 0), 8)

    def count(self, number_id: int, counted: List, level: int):
        """Two lists of one abstract list go on from one another, unless the second starts again on its first use."""
        counters = self.counters.setdefault(counted.abstract, {})
        first_use = (number_id, level) not in self.used
        self.used.add((number_id, level))
        for above in range(level):
            if above not in counters:
                counters[above] = start_of(counted, above)
                self.used.add((number_id, above))
        if first_use and level in counted.restarts:
            counters[level] = counted.restarts[level]
        else:
            counters[level] = counters[level] + 1 if level in counters else start_of(counted, level)
        for below in [n for n in counters if n > level and is_restarted(counted.levels.get(n), n, level)]:
            del counters[below]


def start_of(counted: List, level: int) -> int:
    """Return the number a level begins with, at first and whenever it begins again."""
    return counted.restarts.get(level, counted.levels[level].start if level in counted.levels else 1)


def is_restarted(level: Level | None, place: int, used: int) -> bool:
    """Whether a level starts again after a paragraph on a level above it."""
    after = place if level is None or level.restart is None else level.restart
    return used < after


def label_of(levels: dict[int, Level], counters: dict[int, int], level: int) -> str:
    """Fill the text of a level (第%1章, %1.%2) with its numbers."""
    shown = levels.get(level)
    if shown is None:
        return ""
    if shown.kind == "bullet":
        return bullet_of(shown.font, shown.text)[:LONGEST]

    def written(match):
        place = int(match[1]) - 1
        kind = "decimal" if shown.legal else levels[place].kind if place in levels else "decimal"
        return numeral(counters.get(place, 1), kind)

    return PLACEHOLDER.sub(written, shown.text[:LONGEST])[:LONGEST].strip()


def read_lists(root, styles_root) -> dict[int, List]:
    """Return every w:num of a numbering part by its id."""
    abstracts = {e.get(W + "abstractNumId"): e for e in root.findall(W + "abstractNum")}
    numbers = {e.get(W + "numId"): e for e in root.findall(W + "num")}
    through = numbering_styles(styles_root)
    levels = {key: read_levels(e) for key, e in abstracts.items()}
    lists = {}
    for number_id, element in numbers.items():
        key = abstract_of(element, abstracts, numbers, through)
        value = number(number_id)
        if key is None or value is None:
            continue
        counted = List(key, dict(levels[key]))
        for override in element.findall(W + "lvlOverride"):
            read_override(override, counted)
        lists[int(value)] = counted
    return lists


def abstract_of(element, abstracts, numbers, through) -> str | None:
    """Follow a w:num to the abstract list that has the levels, if need be through numbering styles."""
    for _ in range(LINKS):
        reference = element.find(W + "abstractNumId")
        key = reference.get(VAL) if reference is not None else None
        if key not in abstracts:
            return None
        link = abstracts[key].find(W + "numStyleLink")
        if link is None or abstracts[key].find(W + "lvl") is not None:
            return key
        element = numbers.get(through.get(link.get(VAL)))
        if element is None:
            return key
    return key


def numbering_styles(root) -> dict[str, str]:
    """Return the w:num that each numbering style stands for."""
    found = {}
    for style in root.iter(W + "style") if root is not None else ():
        reference = style.find(f"{W}pPr/{W}numPr/{W}numId") if style.get(W + "type") == "numbering" else None
        if reference is not None:
            found[style.get(W + "styleId")] = reference.get(VAL)
    return found


def read_levels(element) -> dict[int, Level]:
    levels = {}
    for lvl in element.findall(W + "lvl"):
        place = number(lvl.get(W + "ilvl"))
        if place is not None and 0 <= place <= 8:
            levels[int(place)] = read_level(lvl)
    return levels


def read_level(lvl) -> Level:
    def value(name):
        found = lvl.find(W + name)
        return found.get(VAL) if found is not None else None

    kind = value("numFmt")
    if kind is None:  # custom formats ("001, 002") stand beside a usual one
        usual = lvl.find(f"{MC}AlternateContent/{MC}Fallback/{W}numFmt")
        kind = usual.get(VAL) if usual is not None else "decimal"
    restart, fonts = number(value("lvlRestart")), lvl.find(f"{W}rPr/{W}rFonts")
    return Level(
        kind=kind or "decimal",
        text=value("lvlText") or "",
        start=int(number(value("start"), 1)),
        restart=None if restart is None else int(restart),
        legal=is_on(lvl.find(W + "isLgl")),
        style=value("pStyle") or "",
        font=fonts.get(W + "ascii") or "" if fonts is not None else "",
    )


def read_override(override, counted: List):
    place = number(override.get(W + "ilvl"))
    if place is None or not 0 <= place <= 8:
        return
    lvl, start = override.find(W + "lvl"), override.find(W + "startOverride")
    if lvl is not None:
        level = read_level(lvl)
        if int(place) in counted.levels:
            level.restart = counted.levels[int(place)].restart  # Word passes over that of an override
        counted.levels[int(place)] = level
    if start is not None:
        counted.restarts[int(place)] = int(number(start.get(VAL), 1))
