"""The way of a file through all stages."""
from speeches.parsing.blocks import read_blocks
from speeches.parsing.drafts import (
    Block,
    DocumentDraft,
    Dropped,
    Refusal,
    SpeechDraft,
    Warning,
)
from speeches.parsing.keywords import rank
from speeches.parsing.metadata import describe
from speeches.parsing.outline import read_outline
from speeches.parsing.package import open_package
from speeches.parsing.refusals import SENTENCES
from speeches.parsing.repair import mend
from speeches.parsing.splitting import Cut, split

# What a file without text may hold instead: a warning of reading → the sentence that helps.
INSTEAD_OF_TEXT = ("alt_chunk", "pictures")


def parse(data: bytes, name: str) -> DocumentDraft:
    """Read a .docx into drafts. Raises Refusal."""
    blocks, dropped, warnings = read_blocks(open_package(data, name))
    check_text(blocks, warnings)
    characters = count(blocks, dropped)
    blocks, taken_out, repairs = mend(blocks)
    cuts, set_aside, doubts = split(blocks)
    speeches = [speech_of(cut, name) for cut in cuts]
    return DocumentDraft(speeches, dropped + taken_out + set_aside, warnings + repairs + doubts, characters)


def count(blocks: list[Block], dropped: list[Dropped]) -> int:
    """Count the letters and digits of the file as first read: what all later stages have to account for."""
    texts = [block.text for block in blocks] + [note.text for block in blocks for note in block.notes]
    return sum(map(str.isalnum, "".join(texts + [piece.text for piece in dropped])))


def check_text(blocks: list[Block], warnings: list[Warning]):
    """A scan, or a file within a file, is never a success without text."""
    if not any(character.isalnum() for block in blocks for character in block.text):
        instead = [w.message for w in warnings if w.code in INSTEAD_OF_TEXT]
        raise Refusal("no_text", instead[0] if instead else SENTENCES["no_text"])


def speech_of(cut: Cut, name: str) -> SpeechDraft:
    speech = describe(cut, name)
    speech.outline = read_outline(cut.body, len(cut.head) + 1)
    speech.keywords = rank(speech, [])
    return speech
