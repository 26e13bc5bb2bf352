"""The file as first read beside what came of it: every character of every line, kept or removed and why, and what was put in.

Joining all segments but those put in gives the file; joining those kept and put in gives the paragraphs.
"""
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby

from speeches.parsing.drafts import DocumentDraft, Dropped, Reading
from speeches.parsing.placing import in_text, letters_of

KEPT = "kept"
REMOVED = "removed"  # a blank or a mark that no paragraph has
INSERTED = "inserted"  # not in the file
JOINED = "joined"  # the line's end went: its paragraph goes on below
PARTED = "parted"  # a paragraph begins here, in the middle of a line
RETURN = "↵"  # how the two are shown; no character of either text
LARGEST = 4_000  # the most pairs of characters between two letters that are compared


@dataclass(slots=True)
class Segment:
    text: str
    state: str  # kept, removed, inserted, joined, parted, or the reason of a dropped piece
    speech: int = 0  # the number of the speech that has it, from 1; 0 = none
    paragraph: int = 0  # and of its paragraph; appendices are counted on after the body


@dataclass(slots=True)
class RawLine:
    """A line as it stood in the file."""

    at: int
    text: str
    segments: list[Segment] = field(default_factory=list)

    @property
    def speech(self) -> int:
        return next((segment.speech for segment in self.segments if segment.speech), 0)

    @property
    def paragraph(self) -> int:
        return next((segment.paragraph for segment in self.segments if segment.speech), 0)


@dataclass(slots=True)
class Target:
    """A paragraph of a speech or an appendix."""

    text: str
    speech: int
    paragraph: int


def retouched(reading: Reading, draft: DocumentDraft) -> list[RawLine]:
    """Lay the lines of a file beside the paragraphs that were made of them."""
    lines, at = [], 0
    for block in reading.blocks:
        lines.append(RawLine(at, block.text))
        at += len(letters_of(block.text))
    states = Removals(lines).of(draft.dropped)
    targets = list(targets_of(draft))
    for first, last, some in chunks(lines, states, targets):
        if first < last:
            Chunk(lines[first:last], states[first:last], some).align()
        elif lines:  # paragraphs that no line is left for
            lines[-1].segments += [Segment(target.text, INSERTED, target.speech, target.paragraph) for target in some]
    return lines


def repairs(lines: list[RawLine], draft: DocumentDraft) -> Counter:
    """How often each thing was done: page_marker 5, joined 2 …"""
    breaks = Counter(segment.state for line in lines for segment in line.segments if segment.state in (JOINED, PARTED))
    return breaks + Counter(piece.reason for piece in in_text(draft.dropped))


def targets_of(draft: DocumentDraft):
    for number, speech in enumerate(draft.speeches, 1):
        texts = [paragraph.text for paragraph in speech.paragraphs]
        texts += [text for appendix in speech.appendices for text in (appendix.title, *appendix.paragraphs)]
        yield from (Target(text, number, position) for position, text in enumerate(texts, 1))


class Removals:
    """Which characters belong to pieces that were set aside. A piece taken out of another comes before it."""

    def __init__(self, lines: list[RawLine]):
        self.lines = lines
        self.starts = [line.at for line in lines]
        self.states: list[dict[int, str]] = [{} for _ in lines]  # by line: column → reason
        self.columns: dict[int, list[int]] = {}  # by line: where its letters stand

    def of(self, dropped: list[Dropped]) -> list[dict[int, str]]:
        for piece in dropped:
            if piece.at is not None and not self.take_line(piece):
                self.take(piece)
        return self.states

    def take_line(self, piece: Dropped) -> bool:
        """Most often a whole line went."""
        number = bisect_right(self.starts, piece.at) - 1
        while number >= 0 and self.lines[number].at == piece.at:
            line = self.lines[number]
            if line.text == piece.text and not self.states[number]:
                self.states[number] = dict.fromkeys(range(len(line.text)), piece.reason)
                return True
            number -= 1
        return False

    def take(self, piece: Dropped):
        """Walk through the file from the piece's place; letters must agree, other characters are taken where they do."""
        wanted = list(piece.text.lstrip())
        if not letters_of(piece.text):
            return
        number, column = self.first_free(piece.at)
        head = []
        while not wanted[0].isalnum():
            head.append(wanted.pop(0))
        self.take_back(number, column, head, piece.reason)
        wanted.reverse()
        while wanted and number < len(self.lines):
            text, states = self.lines[number].text, self.states[number]
            while wanted and column < len(text):
                character = text[column]
                if column not in states:
                    while character.isalnum() and wanted and not wanted[-1].isalnum():
                        wanted.pop()  # a mark that was put in, or stood before what was cut out
                    if wanted and character == wanted[-1]:
                        states[column] = piece.reason
                        wanted.pop()
                    elif character.isalnum():
                        return
                column += 1
            number, column = number + 1, 0

    def first_free(self, at: int) -> tuple[int, int]:
        """Where the first letter from a place on stands that nothing has taken yet."""
        number = bisect_right(self.starts, at) - 1
        skipped = at - self.lines[number].at
        while number < len(self.lines):
            if number not in self.columns:
                self.columns[number] = [column for column, character in enumerate(self.lines[number].text) if character.isalnum()]
            for column in self.columns[number][skipped:]:
                if column not in self.states[number]:
                    return number, column
            number, skipped = number + 1, 0
        return number, 0

    def take_back(self, number: int, column: int, head: list[str], reason: str):
        """Take the marks right before a letter."""
        while head and column > 0 and number < len(self.lines):
            column -= 1
            if column in self.states[number] or self.lines[number].text[column] != head.pop():
                return
            self.states[number][column] = reason


def chunks(lines: list[RawLine], states: list[dict[int, str]], targets: list[Target]):
    """Cut lines and paragraphs where both begin: (first line, line behind the last, paragraphs)."""
    left = [what_is_left(line.text, gone) for line, gone in zip(lines, states, strict=True)]
    line = target = 0
    while line < len(lines) or target < len(targets):
        first, begun = line, target
        if line < len(lines) and target < len(targets) and left[line] == targets[target].text:
            line, target = line + 1, target + 1
        elif line < len(lines) and not left[line].strip() and (target == len(targets) or letters_of(targets[target].text)):
            line += 1
        else:
            balance = 0  # letters of lines less letters of paragraphs
            while line < len(lines) or target < len(targets):
                if line < len(lines) and (balance <= 0 or target == len(targets)):
                    balance += len(letters_of(left[line]))
                    line += 1
                else:
                    balance -= len(letters_of(targets[target].text))
                    target += 1
                if balance == 0 and target > begun and are_done(left, line, targets, target):
                    break
        yield first, line, targets[begun:target]


def are_done(left: list[str], line: int, targets: list[Target], target: int) -> bool:
    """Whether what comes next has letters, or is the same on both sides: no stray mark is left to either."""
    raw = left[line] if line < len(left) else None
    clean = targets[target].text if target < len(targets) else None
    if raw == clean:
        return True
    return not any(text is not None and not letters_of(text) for text in (raw, clean))


def what_is_left(text: str, gone: dict[int, str]) -> str:
    return "".join(character for column, character in enumerate(text) if column not in gone) if gone else text


class Chunk:
    """Some lines and the paragraphs made of them, aligned character by character."""

    def __init__(self, lines: list[RawLine], states: list[dict[int, str]], targets: list[Target]):
        self.lines, self.states, self.targets = lines, states, targets

    def align(self):
        """Give every line its segments."""
        if len(self.lines) == len(self.targets) == 1 and not self.states[0] and self.lines[0].text == self.targets[0].text:
            target = self.targets[0]
            self.lines[0].segments = [Segment(target.text, KEPT, target.speech, target.paragraph)]
            return
        raw = [
            (number, character, self.states[number].get(column))
            for number, line in enumerate(self.lines)
            for column, character in enumerate(line.text + "\n")
        ]
        left = [index for index, (_, _, reason) in enumerate(raw) if reason is None][:-1]  # the last line ends anyway
        clean = [(target, character) for target in self.targets for character in target.text + "\n"][:-1]
        pairs = matched("".join(raw[index][1] for index in left), "".join(character for _, character in clean))
        self.write(raw, left, clean, pairs)

    def write(self, raw, left, clean, pairs: list[tuple[int, int]]):
        """Walk through both texts and note what happened to each character."""
        notes: list[list[tuple]] = [[] for _ in self.lines]  # by line: (character, state, target)
        partner = {left[a]: b for a, b in pairs}
        done = here = 0  # characters of the clean text, number of the line
        for index, (number, character, reason) in enumerate(raw):
            there = partner.get(index)
            if there is not None:
                done = self.insert(notes[here if character == "\n" else number], clean, done, there) + 1
            here = number
            if character != "\n":
                state = reason or (KEPT if there is not None else REMOVED)
                notes[number].append((character, state, clean[there][0] if there is not None else None))
            elif there is None and 0 < done < len(clean) and clean[done - 1][1] != "\n" and is_open(notes[number]):
                notes[number].append((RETURN, JOINED, clean[done - 1][0]))
        self.insert(notes[here], clean, done, len(clean))
        for line, noted in zip(self.lines, notes, strict=True):
            line.segments = segments(noted)

    def insert(self, noted: list[tuple], clean, start: int, end: int) -> int:
        """Note what stands in the clean text alone; return where it ends."""
        for target, character in clean[start:end]:
            noted.append((RETURN, PARTED, None) if character == "\n" else (character, INSERTED, target))
        return end


def is_open(noted: list[tuple]) -> bool:
    return any(state in (KEPT, INSERTED) for _, state, _ in noted)


def segments(noted: list[tuple]) -> list[Segment]:
    found = []
    for (state, target), group in groupby(noted, key=lambda note: (note[1], note[2] and (note[2].speech, note[2].paragraph))):
        text = "".join(character for character, _, _ in group)
        found.append(Segment(text, state, *(target or (0, 0))))
    return found


def matched(raw: str, clean: str) -> list[tuple[int, int]]:
    """Which characters of two texts with the same letters are the same, as pairs of their numbers."""
    if letters_of(raw) != letters_of(clean):
        return []
    pairs: list[tuple[int, int]] = []
    a = b = 0
    while a < len(raw) or b < len(clean):
        a_end = next((n for n in range(a, len(raw)) if raw[n].isalnum()), len(raw))
        b_end = next((n for n in range(b, len(clean)) if clean[n].isalnum()), len(clean))
        pairs += [(a + x, b + y) for x, y in common(raw[a:a_end], clean[b:b_end])]
        if a_end < len(raw):
            pairs.append((a_end, b_end))
        a, b = a_end + 1, b_end + 1
    return pairs


def common(raw: str, clean: str) -> list[tuple[int, int]]:
    """The longest common subsequence of what stands between two letters."""
    if raw == clean:
        return [(n, n) for n in range(len(raw))]
    if not raw or not clean or len(raw) * len(clean) > LARGEST:
        return []
    length = [[0] * (len(clean) + 1) for _ in range(len(raw) + 1)]
    for x in range(len(raw) - 1, -1, -1):
        for y in range(len(clean) - 1, -1, -1):
            same = raw[x] == clean[y]
            length[x][y] = length[x + 1][y + 1] + 1 if same else max(length[x + 1][y], length[x][y + 1])
    x = y = 0
    pairs = []
    while x < len(raw) and y < len(clean):
        if raw[x] == clean[y]:
            pairs.append((x, y))
            x, y = x + 1, y + 1
        elif length[x + 1][y] >= length[x][y + 1]:
            x += 1
        else:
            y += 1
    return pairs
