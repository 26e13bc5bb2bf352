"""How text looks in Word: direct formatting, else the style and those it is based on, else the defaults of the file.

One dictionary of styles for a whole file, and tolerant numbers: real files say jc="start", sz="31.5", line="28磅".
"""
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from speeches.parsing.drafts import Form

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
OFF = {"0", "false", "off", "no"}
CENTRED = {"center", "distribute", "both-center"}
EMPHATIC = ("黑体", "楷体", "SimHei", "KaiTi", "STHeiti", "STKaiti")
HEADING_NAME = re.compile(r"^(?:heading|标题)\s*([1-9])$")


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


def number(text, default=None) -> float | None:
    """Read a number out of an attribute, or give the default: 31.5, 640.0, 28磅."""
    match = re.match(r"-?\d{1,12}(\.\d+)?", text or "")
    return float(match[0]) if match else default


def is_on(element) -> bool:
    """A switch is on when it is there, unless it says that it is off."""
    return element is not None and (element.get(VAL) or "1").lower() not in OFF


def run_values(properties) -> dict:
    """Return what a w:rPr says: bold, size, font, hidden."""
    values = {}
    for child in properties if properties is not None else ():
        if child.tag == W + "b":
            values["bold"] = is_on(child)
        elif child.tag == W + "sz":
            size = number(child.get(VAL))
            values["size"] = size / 2 if size else None
        elif child.tag == W + "rFonts":
            font = child.get(W + "eastAsia")
            if font:
                values["font"] = font
        elif child.tag == W + "vanish":
            values["hidden"] = is_on(child)
    return values


def paragraph_values(properties) -> dict:
    """Return what a w:pPr says: centred, outline_level, indented, frame, page_break, list (numId and level)."""
    values = {}
    for child in properties if properties is not None else ():
        if child.tag == W + "jc":
            values["centred"] = child.get(VAL) in CENTRED
        elif child.tag == W + "outlineLvl":
            level = number(child.get(VAL))
            values["outline_level"] = int(level) if level is not None and 0 <= level <= 8 else None
        elif child.tag == W + "ind":
            first = child.get(W + "firstLineChars") or child.get(W + "firstLine")
            if first is not None:
                values["indented"] = (number(first) or 0) > 0
        elif child.tag == W + "framePr":
            values["frame"] = child.get(W + "dropCap") in (None, "none")
            values["drop_cap"] = not values["frame"]
        elif child.tag == W + "pageBreakBefore":
            values["page_break"] = is_on(child)
        elif child.tag == W + "numPr":
            values["list"] = list_values(child)
    return values


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

    def of(self, properties) -> Style:
        """Return the style of a paragraph by its w:pPr."""
        named = properties.find(W + "pStyle") if properties is not None else None
        return self.by_id.get(named.get(VAL), self.default) if named is not None else self.default

    def look(self, run_properties, paragraph_style: Style) -> Look:
        """Return how a run looks inside a paragraph of this style."""
        if run_properties is None or not len(run_properties):
            return paragraph_style.plain
        values = dict(paragraph_style.whole)
        named = run_properties.find(W + "rStyle")
        if named is not None and named.get(VAL) in self.by_id:
            own = self.by_id[named.get(VAL)].values
            # A switch of the paragraph's style and one of the run's style put each other out (17.7.3).
            switches = {key: own[key] != paragraph_style.values.get(key, False) for key in ("bold", "hidden") if own.get(key)}
            values |= own | switches
        return look_of(values | run_values(run_properties))


def look_of(values: dict) -> Look:
    return Look(*(values.get(key, default) for key, default in zip(Look._fields, Look(), strict=True)))


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
    heading = HEADING_NAME.match(style.name)
    level = values.get("outline_level", int(heading[1]) - 1 if heading else None)
    runs = [(text, look) for text, look in runs if text.strip()]
    counts = {}
    for text, look in runs:
        counts[look] = counts.get(look, 0) + len(text)
    main = max(counts, key=counts.get) if counts else Look()
    whole_bold = bool(runs) and all(look.bold for _, look in runs)
    return Form(
        centred=bool(values.get("centred")),
        size=main.size,
        font=main.font,
        bold=whole_bold,
        bold_prefix=0 if whole_bold else emphatic_prefix(runs),
        outline_level=level,
        style=style.name,
        indented=bool(values.get("indented")),
    )


def emphatic_prefix(runs: list[tuple[str, Look]]) -> int:
    """Count the characters at the start of a line that are bold, 黑体 or 楷体 while the rest is not."""
    length = 0
    for text, look in runs:
        if not (look.bold or look.font.startswith(EMPHATIC)):
            return length
        length += len(text)
    return 0
