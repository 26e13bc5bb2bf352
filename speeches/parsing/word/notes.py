"""Footnotes and endnotes: their marks as Word counts them; who reads their text is told."""
from speeches.parsing.numerals import numeral
from speeches.parsing.word.form import VAL, W, number

KINDS = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
USUAL = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """Gives each reference, in order, its mark and its note. A section may number in its own way."""

    def __init__(self, package):
        self.notes = {kind: read_notes(package.root(kind + "s"), kind) for kind in USUAL}
        self.sections = [s for s in package.body.iter(W + "sectPr") if s.getparent().tag != W + "sectPrChange"]
        self.settings = package.root("settings")
        self.section = 0
        self.counts = dict.fromkeys(USUAL, 0)

    def next_section(self):
        self.section += 1
        self.begin_again("eachSect")

    def next_page(self):
        self.begin_again("eachPage")

    def begin_again(self, after: str):
        for kind in USUAL:
            if self.says(kind, "numRestart") == after:
                self.counts[kind] = 0

    def take(self, reference):
        """Return (mark, element) of the note that a reference points to, each note once; (mark, None) where it is missing."""
        kind = KINDS[reference.tag]
        note = self.notes[kind].pop(reference.get(W + "id"), None)
        if is_on_attribute(reference.get(W + "customMarkFollows")):
            return "", note
        self.counts[kind] += 1
        start = number(self.says(kind, "numStart"), 1)
        return numeral(int(start) + self.counts[kind] - 1, self.says(kind, "numFmt") or USUAL[kind]), note

    def says(self, kind: str, name: str) -> str | None:
        """Return a setting of the numbering of notes: of this section, else of the file."""
        here = self.sections[self.section] if self.section < len(self.sections) else None
        for place in (here, self.settings):
            found = place.find(f"{W}{kind}Pr/{W}{name}") if place is not None else None
            if found is not None:
                return found.get(VAL)
        return None


def read_notes(root, kind: str) -> dict:
    """Return the notes of a part by id, without the lines that Word draws between text and notes."""
    notes = root.findall(W + kind) if root is not None else ()
    return {note.get(W + "id"): note for note in notes if note.get(W + "type") in (None, "normal")}


def is_on_attribute(value: str | None) -> bool:
    return (value or "0").lower() not in ("0", "false", "off")
