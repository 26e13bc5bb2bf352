"""The way of a file through all stages."""
from collections.abc import Iterator

from speeches.parsing import natures, settling
from speeches.parsing.blocks import read_blocks
from speeches.parsing.decisions import Decisions
from speeches.parsing.drafts import (
    Block,
    DocumentDraft,
    Reading,
    Refusal,
    SpeechDraft,
    Warning,
)
from speeches.parsing.keywords import rank
from speeches.parsing.metadata import describe
from speeches.parsing.outline import read_outline
from speeches.parsing.package import open_package
from speeches.parsing.placing import letters_of, placed, unaccounted
from speeches.parsing.refusals import refusal
from speeches.parsing.splitting import Cut, split

# What a file without text may hold instead, by the warning of reading, and the sentence that helps.
INSTEAD_OF_TEXT = {
    "alt_chunk": "这个文件的正文是嵌入的另一个文件，读不到文字：请用 Word 打开，另存为 .docx 后再上传。",
    "pictures": "这个文件里只有图片，没有文字：请先把图片转换成文字（扫描件可用文字识别），再上传。",
}

UNACCOUNTED = "有 {} 个字没有对上：整理时可能丢了或多了文字，请对照原文件核对，并把这个文件告诉管理员。"


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
    settling.fill(speeches, decisions)
    if ranked:
        for speech in speeches:
            rank_keywords(speech)
    draft = DocumentDraft(speeches, reading.dropped + taken_out + by_hand + set_aside, reading.warnings + repairs + doubts, reading=reading)
    draft.characters = count(reading)
    if astray := unaccounted(lines, pieces(draft)) or abs(draft.characters - letters_in(draft)):
        draft.warnings.append(Warning("unaccounted", UNACCOUNTED.format(astray)))
    return draft


def rank_keywords(speech: SpeechDraft):
    """Give a speech its keywords, unless a person gave them. The slowest stage: one speech at a time where it matters."""
    if "keywords" not in speech.evidence:
        speech.keywords = rank(speech, [])


def count(reading: Reading) -> int:
    """Count the letters and digits of the file as first read: what all later stages have to account for."""
    texts = [block.text for block in reading.blocks] + [note.text for block in reading.blocks for note in block.notes]
    return len(letters_of("".join(texts + [piece.text for piece in reading.dropped])))


def letters_in(draft: DocumentDraft) -> int:
    """Count the letters and digits that came out of it, set-aside ones and notes included."""
    notes = [note.text for speech in draft.speeches for note in speech.notes]
    outside = [piece.text for piece in draft.dropped if piece.at is None]
    return len(letters_of("".join([*notes, *outside, *(text for _, text in pieces(draft))])))


def pieces(draft: DocumentDraft) -> Iterator[tuple[int, str]]:
    """Every piece of the text with its place, those set aside first."""
    yield from ((piece.at, piece.text) for piece in draft.dropped if piece.at is not None)
    for speech in draft.speeches:
        yield from ((paragraph.at, paragraph.text) for paragraph in speech.paragraphs)
        for appendix in speech.appendices:
            yield from zip(appendix.places, [appendix.title, *appendix.paragraphs], strict=True)


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
    return speech
