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
from speeches.parsing.refusals import refusal
from speeches.parsing.repair import mend
from speeches.parsing.splitting import Cut, split

# What a file without text may hold instead, by the warning of reading, and the sentence that helps.
INSTEAD_OF_TEXT = {
    "alt_chunk": "这个文件的正文是嵌入的另一个文件，读不到文字：请用 Word 打开，另存为 .docx 后再上传。",
    "pictures": "这个文件里只有图片，没有文字：请先把图片转换成文字（扫描件可用文字识别），再上传。",
}


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
        instead = [INSTEAD_OF_TEXT[warning.code] for warning in warnings if warning.code in INSTEAD_OF_TEXT]
        raise Refusal("no_text", instead[0]) if instead else refusal("no_text")


def speech_of(cut: Cut, name: str) -> SpeechDraft:
    speech = describe(cut, name)
    speech.outline = read_outline(cut.body, len(cut.head) + 1)
    speech.keywords = rank(speech, [])
    return speech
