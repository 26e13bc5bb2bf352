"""Which paragraphs are Word's own table of contents."""
import re
from functools import lru_cache

from speeches.parsing.word.form import VAL, W

STYLE = re.compile(r"^(toc|目录)\s*(heading|标题|\d)$")
INSTRUCTION = re.compile(r"^\s*TOC\b", re.I)
LONGEST = 100  # letters of an entry: a speech that was typed into the control of a table of contents is none
DEEPEST = 50  # fields within fields


@lru_cache(maxsize=256)
def is_contents_style(name: str) -> bool:
    return bool(STYLE.match(name))


def field_paragraphs(body) -> set:
    """Return the paragraphs between the beginning and the end of a TOC field; one without an end covers nothing."""
    if not any(INSTRUCTION.match(code.text or "") for code in body.iter(W + "instrText")):
        return set()
    covered, opened, paragraph = set(), [], None
    for element in body.iter(W + "p", W + "fldChar", W + "instrText", W + "t"):
        kind = element.get(W + "fldCharType")
        if element.tag == W + "p":
            paragraph = element
        elif element.tag == W + "instrText" and opened and len(opened[-1][0]) < LONGEST:
            opened[-1][0] += element.text or ""
        elif element.tag == W + "t":
            outermost = next((under for code, under in opened if INSTRUCTION.match(code)), None)
            if outermost is not None and paragraph is not None:
                outermost.add(paragraph)
        elif kind == "begin" and len(opened) < DEEPEST:
            opened.append(["", set()])
        elif kind == "end" and opened:
            code, under = opened.pop()
            covered |= under
    return covered


def is_contents_control(control) -> bool:
    """Whether a content control is the table of contents that Word made."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def is_entry(text: str) -> bool:
    return sum(character.isalnum() for character in text) <= LONGEST
