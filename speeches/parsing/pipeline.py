"""The way of a file through all stages."""
from speeches.parsing import natures, settling
from speeches.parsing.accounting import account
from speeches.parsing.decisions import Decisions
from speeches.parsing.drafts import (
    Block,
    DocumentDraft,
    Reading,
    Refusal,
    SpeechDraft,
    Warning,
)
from speeches.parsing.keywords import give, rank
from speeches.parsing.metadata import describe
from speeches.parsing.outline import read_outline
from speeches.parsing.outline.gaps import gaps
from speeches.parsing.placing import placed
from speeches.parsing.refusals import refusal
from speeches.parsing.splitting import Cut, split
from speeches.parsing.word.blocks import read_blocks
from speeches.parsing.word.package import open_package

# What a file without text may hold instead, by the warning of reading, and the sentence that helps.
INSTEAD_OF_TEXT = {
    "alt_chunk": "这个文件的正文是嵌入的另一个文件，读不到文字：请用 Word 打开，另存为 .docx 后再上传。",
    "pictures": "这个文件里只有图片，没有文字：请先把图片转换成文字（扫描件可用文字识别），再上传。",
}

def parse(data: bytes, name: str, decisions: Decisions | None = None) -> DocumentDraft:
    """Read a .docx into drafts. Raises Refusal."""
    return parse_reading(read(data, name), name, decisions)


def read(data: bytes, name: str) -> Reading:
    """Read the lines of a .docx, before any rule about speeches. Raises Refusal."""
    reading = Reading(*read_blocks(open_package(data, name)))
    check_text(reading.blocks, reading.warnings)
    return reading


def parse_reading(reading: Reading, name: str, decisions: Decisions | None = None, ranked: bool = True) -> DocumentDraft:
    """Make speeches of what was read, as the rules see them and a person decided. Without `ranked`, keywords wait."""
    decisions = decisions or Decisions()
    lines = placed(reading.blocks)
    blocks, taken_out, repairs = settling.mend_as_decided(lines, decisions)
    blocks, by_hand = settling.set_aside(blocks, decisions.aside)
    blocks = settling.mark(blocks, decisions)
    parted = decisions.speech or (decisions.starts and settling.are_parted(blocks))
    cuts, set_aside, doubts = (not parted and natures.whole(blocks)) or split(blocks)
    speeches = [speech_of(cut, name) for cut in cuts]
    give(speeches, [piece.text for piece in taken_out + set_aside if piece.at is not None])
    settling.fill(speeches, decisions)
    if ranked:
        for speech in speeches:
            rank_keywords(speech)
    draft = DocumentDraft(speeches, reading.dropped + taken_out + by_hand + set_aside, reading.warnings + repairs + doubts, reading=reading)
    account(draft, lines)
    return draft


def rank_keywords(speech: SpeechDraft):
    """Give a speech its keywords, unless a person gave them. The slowest stage: one speech at a time where it matters."""
    if "keywords" not in speech.evidence:
        speech.keywords = rank(speech, speech.keywords)


def check_text(blocks: list[Block], warnings: list[Warning]):
    """A scan, or a file within a file, is never a success without text."""
    if not any(character.isalnum() for block in blocks for character in block.text):
        instead = [INSTEAD_OF_TEXT[warning.code] for warning in warnings if warning.code in INSTEAD_OF_TEXT]
        raise Refusal("no_text", instead[0]) if instead else refusal("no_text")


def speech_of(cut: Cut, name: str) -> SpeechDraft:
    speech = describe(cut, name)
    speech.outline = read_outline(cut.body, len(cut.head) + 1)
    if cut.nature:
        natures.describe_as(speech, cut.nature)
    speech.outline = settling.outline(speech.outline, [*cut.head, *cut.body])
    speech.warnings += gaps(speech.outline)
    return speech
