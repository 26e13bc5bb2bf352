"""A passage of a speech: where it stands, its words, and a check by which it is found again after the text has moved."""
import re
import unicodedata
from dataclasses import dataclass

ADDRESS = re.compile(r"(\d{1,6})(?::(\d{1,7})-(?:(\d{1,6}):)?(\d{1,7}))?", re.ASCII)
MOST = 200  # paragraphs of a passage
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
FNV_START, FNV_PRIME = 0x811C9DC5, 0x01000193


@dataclass(frozen=True, slots=True)
class Passage:
    """From a code point of one paragraph to one of the same or a later one; the whole paragraph where `part` is False."""

    paragraph: int
    start: int
    last: int
    end: int
    words: str
    part: bool

    @property
    def anchor(self) -> str:
        if not self.part:
            return f"p{self.paragraph}"
        end = self.end if self.last == self.paragraph else f"p{self.last}:{self.end}"
        return f"p{self.paragraph}:{self.start}-{end}"

    @property
    def asked_as(self) -> str:
        """As `?passage=` has it."""
        return self.anchor.replace("p", "")

    @property
    def marked(self) -> str:
        """What follows the address of its speech: the check, then the place."""
        return f"?s={check_of(self.words)}#{self.anchor}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage is said to stand; the end is None where the whole paragraph is meant."""

    paragraph: int
    start: int
    last: int
    end: int | None

    @property
    def paragraphs(self) -> range:
        return range(self.paragraph, self.last + 1)


def place_of(asked: str) -> Place | None:
    """Read 12:5-31, 12:5-14:31 or 12; None = neither."""
    found = ADDRESS.fullmatch(asked)
    if not found:
        return None
    paragraph, start, last, end = found.groups()
    place = Place(int(paragraph), int(start or 0), int(last or paragraph), None if end is None else int(end))
    return place if 0 <= place.last - place.paragraph < MOST else None


def passage_at(place: Place, texts: list[str]) -> Passage | None:
    """Return what these texts, those of the place's paragraphs, hold of it; None = there is nothing."""
    if len(texts) != len(place.paragraphs):
        return None
    part, end = place.end is not None, min(len(texts[-1]) if place.end is None else place.end, len(texts[-1]))
    texts = [*texts[:-1], texts[-1][:end]]
    words = "\n".join([texts[0][place.start :], *texts[1:]])
    return Passage(place.paragraph, place.start, place.last, end, words, part) if words.strip() else None


def check_of(text: str) -> str:
    """Return q-1x9k3zz: how many letters and digits the words have, and their FNV-1a, both in base 36.

    Blanks and punctuation do not count, so that a repair leaves it as it is. It is taken over the UTF-16 code units,
    each at once, because static/passages.js takes it so too; with the number of letters it can be slid over a text.
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
