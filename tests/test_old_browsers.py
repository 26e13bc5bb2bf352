"""Pages are whole in Chrome 109, the last on Windows 7: what it does not know may only add, never carry."""
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STYLE = re.sub(r"/\*.*?\*/", "", (ROOT / "static/site.css").read_text(), flags=re.S)
OWN_SCRIPTS = [path for path in sorted((ROOT / "static").glob("*.js")) if "min" not in path.suffixes]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))

# Without these a declaration is dropped, and with it the colour, size or place that the page needs.
NEWER_STYLE = ["light-dark(", "color-mix(", "oklch(", "subgrid", "anchor(", "@scope", "@starting-style", "calc-size(", "field-sizing", "&"]  # fmt: skip
# A selector list with one name that a browser does not know is dropped as a whole: such a name stands alone.
NEWER_NAMES = ["::details-content", "::view-transition", ":popover-open", ":open", "::highlight", "::scroll-", "::picker", "::checkmark"]  # fmt: skip
NEWER_SCRIPT = [
    r"\.to(Sorted|Reversed|Spliced)\(", r"\.groupBy\(", r"Promise\.(withResolvers|try)", r"URL\.(canParse|parse)\(", r"Array\.fromAsync",
    r"\.(union|intersection|difference|isSubsetOf|isSupersetOf)\(", r"\.isWellFormed\(", r"(?<!\?\.)\bstartViewTransition\(",
    r"\.(showPopover|togglePopover|moveBefore|requestClose)\(", r"\bRegExp\.escape", r"\bIterator\.",
    r"\.(values|keys|entries)\(\)\.(map|filter|find|some|every|reduce|take|drop|toArray|forEach)\(", r"\.toBase64\(|\.fromBase64\(", r"\busing \w+ =",
]  # fmt: skip


@pytest.mark.parametrize("construct", NEWER_STYLE)
def test_the_style_sheet_rests_on_nothing_newer(construct):
    assert construct not in STYLE


def test_a_name_that_old_browsers_do_not_know_spoils_no_other_rule():
    for selectors in re.findall(r"([^{}]+)\{", STYLE):
        if any(name in selectors for name in NEWER_NAMES):
            assert "," not in selectors, selectors.strip()


def test_no_rule_stands_in_another():
    """Nesting came with Chrome 112; only @-rules hold rules here."""
    inside = []
    for piece in re.findall(r"[^{}]*[{}]", STYLE):
        if piece.endswith("{"):
            assert not any(inside), piece.strip()
            inside.append(not piece.rpartition(";")[2].strip().startswith("@"))
        else:
            inside.pop()
    assert not inside


@pytest.mark.parametrize("script", OWN_SCRIPTS, ids=lambda path: path.name)
def test_a_script_calls_nothing_newer(script):
    lines = script.read_text().splitlines()
    assert [line.strip() for line in lines for newer in NEWER_SCRIPT if re.search(newer, line)] == []


def test_no_page_opens_by_what_only_newer_browsers_open():
    for template in TEMPLATES:
        found = re.findall(r"\s(?:popovertarget|popover|commandfor|closedby|interestfor)\b", template.read_text())
        assert not found, template
