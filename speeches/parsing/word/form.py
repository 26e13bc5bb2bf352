"""How text looks in Word: direct formatting, else the style and those it is based on, else the defaults of the file.

One dictionary of styles for a whole file, and tolerant numbers: real files say jc="start", sz="31.5", line="28磅".
"""
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from speeches.parsing.drafts import Form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
OFF = {"0", "false", "off", "no"}
CENTRED = {"center", "distribute", "both-center"}
EMPHATIC = ("黑体", "楷体", "SimHei", "KaiTi", "STHeiti", "STKaiti")
HEADING_NAME = re.compile(r"^(?:heading|标题)\s*([1-9])$")
NUMBER = re.compile(r"-?\d{1,12}(\.\d+)?")
# What is read of a run's and of a paragraph's properties, by tag. A paragraph has a dozen of them, so each is looked up once.
RUN = {W + name: name for name in ("b", "sz", "rFonts", "vanish", "rStyle")}
PARAGRAPH = {W + name: name for name in ("jc", "outlineLvl", "ind", "framePr", "pageBreakBefore", "numPr", "pStyle", "rPr", "sectPr")}
DELETED = (W + "del", W + "moveFrom")
EAST_ASIA = W + "eastAsia"


class Look(NamedTuple):
    """How a run looks."""

    bold: bool = False
    size: float | None = None
    font: str = ""
    hidden: bool = False


@dataclass(slots=True)
class Style:
    """A style followed to its end: `values` holds what it or one of its ancestors says."""

    name: str = ""
    based_on: str = ""
    values: dict = field(default_factory=dict)
    whole: dict = field(default_factory=dict)  # these on top of the defaults of the file
    plain: Look = Look()  # how a run without any formatting looks in it
    heading: int | None = None  # the outline level that its name means


def number(text, default=None) -> float | None:
    """Read a number out of an attribute, or give the default: 31.5, 640.0, 28磅."""
    match = NUMBER.match(text or "")
    return float(match[0]) if match else default


def is_on(element) -> bool:
    """A switch is on when it is there, unless it says that it is off."""
    return element is not None and (element.get(VAL) or "1").lower() not in OFF


def run_values(properties) -> dict:
    """Return what a w:rPr says: bold, size, font, hidden, style (its id)."""
    values = {}
    for child in properties if properties is not None else ():
        name = RUN.get(child.tag)
        if name is None:
            continue
        if name == "sz":
            values["size"] = points(child.get(VAL))
        elif name == "rFonts":
            if font := child.get(EAST_ASIA):
                values["font"] = font
        elif name == "b":
            values["bold"] = is_on(child)
        elif name == "vanish":
            values["hidden"] = is_on(child)
        else:
            values.setdefault("style", child.get(VAL))
    return values


@lru_cache(maxsize=256)
def points(half_points: str | None) -> float | None:
    size = number(half_points)
    return size / 2 if size else None


def paragraph_values(properties) -> dict:
    """Return what a w:pPr says: centred, outline_level, indented, frame, page_break, list (numId and level).

    And what a style cannot say: style (its id), mark_deleted, section (one ends here).
    """
    values = {}
    for child in properties if properties is not None else ():
        name = PARAGRAPH.get(child.tag)
        if name is None:
            continue
        if name == "ind":
            first = child.get(W + "firstLineChars") or child.get(W + "firstLine")
            if first is not None:
                values["indented"] = (number(first) or 0) > 0
        elif name == "rPr":
            values.setdefault("mark_deleted", is_deleted(child))
        elif name == "pStyle":
            values.setdefault("style", child.get(VAL))
        elif name == "jc":
            values["centred"] = child.get(VAL) in CENTRED
        elif name == "numPr":
            values["list"] = list_values(child)
        elif name == "outlineLvl":
            level = number(child.get(VAL))
            values["outline_level"] = int(level) if level is not None and 0 <= level <= 8 else None
        elif name == "framePr":
            values["frame"] = child.get(W + "dropCap") in (None, "none")
            values["drop_cap"] = not values["frame"]
        elif name == "pageBreakBefore":
            values["page_break"] = is_on(child)
        else:
            values["section"] = True
    return values


def is_deleted(properties) -> bool:
    """Whether tracked changes took the end of a paragraph out, so that the next one joins it, by its w:rPr."""
    return any(map(is_on, properties.iterchildren(*DELETED)))


def list_values(properties) -> dict:
    """Return the parts of a w:numPr that are there: id, level."""
    found = {}
    for child in properties:
        key = {W + "numId": "id", W + "ilvl": "level"}.get(child.tag)
        value = number(child.get(VAL)) if key else None
        if value is not None:
            found[key] = int(value)
    return found


class Styles:
    """Every style of a file by its id, each with the values of its whole chain."""

    def __init__(self, root):
        self.by_id: dict[str, Style] = {}
        self.default = Style()
        self.defaults = {}
        self.looks: dict[tuple, Look] = {}  # by paragraph style and what the run says: a file has few
        if root is not None:
            self.read(root)

    def read(self, root):
        defaults = root.find(f"{W}docDefaults")
        if defaults is not None:
            self.defaults = paragraph_values(defaults.find(f"{W}pPrDefault/{W}pPr"))
            self.defaults |= run_values(defaults.find(f"{W}rPrDefault/{W}rPr"))
        own, first = {}, ""
        for element in root.iter(W + "style"):
            style_id = element.get(W + "styleId") or ""
            own[style_id] = own_style(element, style_id)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                first = first or style_id
        for style_id in own:
            self.resolve(style_id, own)
        for style in self.by_id.values():
            style.whole = self.defaults | style.values
            style.plain = look_of(style.whole)
            style.heading = level_named(style.name)
        self.default = self.by_id.get(first) or Style(whole=self.defaults, plain=look_of(self.defaults))

    def resolve(self, style_id: str, own: dict[str, Style]):
        """Follow basedOn from a style to its root, then hand the values down again. Chains may be cycles, or very long."""
        chain, seen = [], set()
        while style_id in own and style_id not in self.by_id and style_id not in seen:
            chain.append(style_id)
            seen.add(style_id)
            style_id = own[style_id].based_on
        values = self.by_id[style_id].values if style_id in self.by_id else {}
        for one in reversed(chain):
            style = own[one]
            values = merged(values, style.values)
            self.by_id[one] = Style(style.name, style.based_on, values)

    def named(self, style_id: str | None) -> Style:
        """Return the style of a paragraph that names this one, or none."""
        return self.by_id.get(style_id, self.default)

    def look(self, run_properties, paragraph_style: Style) -> Look:
        """Return how a run looks inside a paragraph of this style."""
        said = run_values(run_properties)
        if not said:
            return paragraph_style.plain
        known = (id(paragraph_style), *said.items())
        if known not in self.looks:
            self.looks[known] = self.look_of_run(said, paragraph_style)
        return self.looks[known]

    def look_of_run(self, said: dict, paragraph_style: Style) -> Look:
        values = dict(paragraph_style.whole)
        if said.get("style") in self.by_id:
            own = self.by_id[said["style"]].values
            # A switch of the paragraph's style and one of the run's style put each other out (17.7.3).
            switches = {key: own[key] != paragraph_style.values.get(key, False) for key in ("bold", "hidden") if own.get(key)}
            values |= own | switches
        return look_of(values | said)


def look_of(values: dict) -> Look:
    return Look(*(values.get(key, default) for key, default in zip(Look._fields, Look(), strict=True)))


def level_named(style_name: str) -> int | None:
    heading = HEADING_NAME.match(style_name)
    return int(heading[1]) - 1 if heading else None


def merged(inherited: dict, own: dict) -> dict:
    """A style may give a list's level and leave the list itself to its ancestor."""
    values = inherited | own
    if "list" in inherited and "list" in own:
        values["list"] = inherited["list"] | own["list"]
    return values


def own_style(element, style_id: str) -> Style:
    name, based_on = element.find(W + "name"), element.find(W + "basedOn")
    values = paragraph_values(element.find(W + "pPr")) | run_values(element.find(W + "rPr"))
    if "list" in values:
        values["list"] = values["list"] | {"style": style_id}
    label = (name.get(VAL) or "") if name is not None else style_id
    return Style(" ".join(label.lower().split()), based_on.get(VAL) or "" if based_on is not None else "", values)


def form_of(values: dict, style: Style, runs: list[tuple[str, Look]]) -> Form:
    """Put together the form of one line from the values of its paragraph and the looks of its runs."""
    runs = [(text, look) for text, look in runs if text.strip()]
    main = runs[0][1] if len(runs) == 1 else most_of(runs)
    whole_bold = bool(runs) and all(look.bold for _, look in runs)
    return Form(
        centred=bool(values.get("centred")),
        size=main.size,
        font=main.font,
        bold=whole_bold,
        bold_prefix=0 if whole_bold else emphatic_prefix(runs),
        outline_level=values.get("outline_level", style.heading),
        style=style.name,
        indented=bool(values.get("indented")),
    )


def most_of(runs: list[tuple[str, Look]]) -> Look:
    """The look of most characters."""
    counts = {}
    for text, look in runs:
        counts[look] = counts.get(look, 0) + len(text)
    return max(counts, key=counts.get, default=Look())


def emphatic_prefix(runs: list[tuple[str, Look]]) -> int:
    """Count the characters at the start of a line that are bold, 黑体 or 楷体 while the rest is not."""
    length = 0
    for text, look in runs:
        if not (look.bold or look.font.startswith(EMPHATIC)):
            return length
        length += len(text)
    return 0
