"""The sum of characters of a file: every letter and digit is in a speech, hangs on one, or was set aside and says why."""
from dataclasses import dataclass

from speeches.filing import letters
from speeches.models import Document, Speech

STRIP = 928  # width of the picture
THINNEST = 2
GAP = 3


@dataclass(frozen=True, slots=True)
class Part:
    """One speech in the picture of the file."""

    position: int
    x: float
    width: float
    unsure: bool

    @property
    def text_x(self) -> float:
        return self.x + 11


@dataclass(frozen=True, slots=True)
class Account:
    whole: int | None  # None: kept before anybody counted
    speeches: int
    attached: int  # appendices and notes
    set_aside: int
    strip: list[Part]

    @property
    def missing(self) -> int | None:
        """0 when every character is accounted for; below 0 when some are there twice."""
        return None if self.whole is None else self.whole - self.speeches - self.attached - self.set_aside

    @property
    def surplus(self) -> int:
        return max(0, -(self.missing or 0))


def of(document: Document, speeches: list[Speech]) -> Account:
    said = sum(speech.characters for speech in speeches)
    attached = sum(speech.attached for speech in speeches)
    set_aside = sum(letters(piece["text"]) for piece in document.dropped)
    return Account(document.characters, said, attached, set_aside, strip(speeches, said + attached + set_aside))


def strip(speeches: list[Speech], whole: int) -> list[Part]:
    """Lay the speeches side by side, each as wide as its share of the whole; what was set aside remains as the rest."""
    parts, before = [], 0
    for speech in speeches:
        length = speech.characters + speech.attached
        width = max(THINNEST, STRIP * length / whole - GAP) if whole else THINNEST
        parts.append(Part(speech.position, round(STRIP * before / max(whole, 1), 1), round(width, 1), speech.start_is_unsure))
        before += length
    return parts
