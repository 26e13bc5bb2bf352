"""A passage of a speech: where it stands, its words, and a check by which it is found again after the text has moved."""
import re
import unicodedata
from dataclasses import dataclass

ADDRESS = re.compile(r"(\d{1,6})(?::(\d{1,7})-(\d{1,7}))?", re.ASCII)
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FNV_START, FNV_PRIME = 0x811C9DC5, 0x01000193


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters start to end of a paragraph, counted as code points; the whole paragraph where `part` is False."""

    paragraph: int
    start: int
    end: int
    words: str
    part: bool

    @property
    def anchor(self) -> str:
        return f"p{self.paragraph}:{self.start}-{self.end}" if self.part else f"p{self.paragraph}"

    @property
    def asked_as(self) -> str:
        """As `?passage=` has it."""
        return self.anchor[1:]

    @property
    def marked(self) -> str:
        """What follows the address of its speech: the check, then the place."""
        return f"?s={check_of(self.words)}#{self.anchor}"


def address_of(asked: str) -> tuple[int, int, int | None] | None:
    """Read 12:5-31 or 12; None = neither. The end is None where the whole paragraph is meant."""
    found = ADDRESS.fullmatch(asked)
    if not found:
        return None
    paragraph, start, end = found.groups()
    return int(paragraph), int(start or 0), None if end is None else int(end)


def passage_in(text: str, paragraph: int, start: int, end: int | None) -> Passage | None:
    """Return that part of the paragraph's text; None = there is nothing."""
    part, end = end is not None, len(text) if end is None else min(end, len(text))
    return Passage(paragraph, start, end, text[start:end], part) if text[start:end].strip() else None


def check_of(text: str) -> str:
    """Return q-1x9k3zz: how many letters and digits the words have, and their FNV-1a, both in base 36.

    Blanks and punctuation do not count, so that a repair leaves it as it is. It is taken over the UTF-16 code units,
    each at once, because static/reader.js takes it so too; with the number of letters it can be slid over a text.
    """
    letters = "".join(character for character in text if unicodedata.category(character)[0] in "LN")
    units = letters.encode("utf-16-le", "surrogatepass")
    sum = FNV_START
    for low, high in zip(units[::2], units[1::2], strict=True):
        sum = (sum ^ (high << 8 | low)) * FNV_PRIME & 0xFFFFFFFF
    return f"{base_36(len(letters))}-{base_36(sum)}"


def base_36(number: int) -> str:
    written = ""
    while number or not written:
        number, digit = divmod(number, 36)
        written = DIGITS[digit] + written
    return written
