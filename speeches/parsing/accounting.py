"""Whether all that was read came out again: each letter at its place, once. What does not add up is said, never passed over."""
from collections.abc import Iterable, Iterator

from speeches.parsing.drafts import Block, DocumentDraft, Dropped, Warning
from speeches.parsing.placing import letters_of

NEAR = 50  # letters: how far a line is followed over a gap
UNACCOUNTED = "有 {} 个字没有对上：整理时可能丢了或多了文字，请对照原文件核对，并把这个文件告诉管理员。"


def account(draft: DocumentDraft, lines: list[Block]):
    """Count the letters of a file, notes and what stood outside of the text included, and compare with what became of them."""
    whole = "".join(letters_of(line.text) for line in lines)
    apart = letters_apart((note for line in lines for note in line.notes), draft.reading.dropped)
    draft.characters = len(whole) + apart
    came_out = letters_apart((note for speech in draft.speeches for note in speech.notes), draft.dropped)
    astray = unaccounted(whole, pieces(draft)) + abs(apart - came_out)
    if astray:
        draft.warnings.append(Warning("unaccounted", UNACCOUNTED.format(astray)))


def letters_apart(notes: Iterable, dropped: list[Dropped]) -> int:
    """How many letters have no place in the text: those of notes, and of deleted, hidden and header text."""
    return sum(len(letters_of(text)) for text in [*(note.text for note in notes), *(piece.text for piece in dropped if piece.at is None)])


def pieces(draft: DocumentDraft) -> Iterator[tuple[int, str]]:
    """Every piece of the text with its place, those set aside first, in the order in which they were."""
    yield from ((piece.at, piece.text) for piece in draft.dropped if piece.at is not None)
    for speech in draft.speeches:
        yield from ((paragraph.at, paragraph.text) for paragraph in speech.paragraphs)
        for appendix in speech.appendices:
            yield from zip(appendix.places, [appendix.title, *appendix.paragraphs], strict=True)


def unaccounted(whole: str, pieces: Iterable[tuple[int, str]]) -> int:
    """How many letters of a file no piece claims, or how many are claimed that are not there.

    A piece that was taken out of the middle of another has to come before it.
    """
    claimed = bytearray(len(whole))
    invented = 0
    for at, text in pieces:
        letters = letters_of(text)
        end = at + len(letters)
        if whole.startswith(letters, at) and claimed.find(1, at, end) < 0:
            claimed[at:end] = b"\1" * len(letters)
            continue
        for letter in letters:
            free = claimed.find(0, at)
            if free >= 0 and whole[free] != letter:
                free = whole.find(letter, free, free + NEAR)
            if free < 0 or claimed[free]:
                invented += 1
                continue
            claimed[free] = 1
            at = free + 1
    return max(claimed.count(0), invented)
