"""Which sections of a speech a reader wants closed, as its address says it: ?closed=all, level2, or 3.5.7."""
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

LEVEL = re.compile(r"level([1-9])", re.ASCII)
POSITIONS = re.compile(r"\d{1,6}(\.\d{1,6})*", re.ASCII)
SHOWN = 3  # levels that have a link of their own: below, next to nothing is left to close
NAMES = dict(enumerate([_("收起到一级"), _("收起到二级"), _("收起到三级"), _("收起到四级"), _("收起到五级")], 1))


@dataclass(frozen=True, slots=True)
class Closed:
    """Sections from a level on, or those at these positions; a question that makes no sense closes nothing."""

    level: int = 0
    positions: frozenset[int] = frozenset()

    def has(self, section) -> bool:
        return bool(self.level) and section.level >= self.level or section.position in self.positions


@dataclass(frozen=True, slots=True)
class Fold:
    """A link that closes the sections from a level on; asked "" opens all."""

    asked: str
    name: str
    chosen: bool


def closed_by(asked: str) -> Closed:
    if asked == "all":
        return Closed(level=1)
    if level := LEVEL.fullmatch(asked):
        return Closed(level=int(level[1]))
    return Closed(positions=frozenset(map(int, asked.split(".")))) if POSITIONS.fullmatch(asked) else Closed()


def folds(sections, closed: Closed) -> list[Fold]:
    """Return the links for the levels that have something to close; none where there is nothing."""
    levels = sorted({section.level for section in sections if not section.run_in} & NAMES.keys())[:SHOWN]
    if not levels:
        return []
    chosen = max((level for level in levels if level <= closed.level), default=levels[0]) if closed.level else 0
    links = [Fold(f"level{level}", NAMES[level], level == chosen) for level in levels]
    return [Fold("", _("全部展开"), closed == Closed()), *links]
