"""The head of a speech, sorted for its page: which lines make the title, which stand below it, which greet."""
import re
from dataclasses import dataclass, field

NOISE = re.compile(r"[\s—－\-–《》]+")


@dataclass(slots=True)
class TitleBlock:
    """Every line of the head stands in one of the four. Without `title` lines the page shows the title as stored."""

    title: list = field(default_factory=list)
    subtitle: list = field(default_factory=list)
    below: list = field(default_factory=list)
    salutation: list = field(default_factory=list)


def bare(text: str) -> str:
    return NOISE.sub("", text)


def sort_head(speech, lines) -> TitleBlock:
    lines, block = list(lines), TitleBlock()
    block.title = take(lines, speech.title)
    block.subtitle = take(lines, speech.subtitle)
    block.salutation = take(lines, speech.salutation)
    block.below = lines
    return block


def take(lines: list, wanted: str) -> list:
    """Take the neighbouring lines out of the list that together say what is wanted."""
    wanted = bare(wanted)
    for first in range(len(lines)) if wanted else ():
        said = ""
        for last in range(first, len(lines)):
            said += bare(lines[last].text)
            if said == wanted:
                found = lines[first : last + 1]
                del lines[first : last + 1]
                return found
            if not wanted.startswith(said):
                break
    return []
