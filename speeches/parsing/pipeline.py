"""The way of a file through all stages."""
from speeches.parsing import blocks, package
from speeches.parsing.drafts import DocumentDraft, Evidence, ParagraphDraft, Refusal, SpeechDraft
from speeches.parsing.refusals import SENTENCES

assert Evidence


def parse(data: bytes, name: str) -> DocumentDraft:
    """Read a .docx into drafts. Raises Refusal."""
    found, dropped, warnings = blocks.read_blocks(package.open_package(data, name))
    if not any(character.isalnum() for block in found for character in block.text):
        raise Refusal("no_text", next((w.message for w in warnings if w.code == "alt_chunk"), SENTENCES["no_text"]))
    speech = SpeechDraft([ParagraphDraft(block.text, block.label) for block in found])
    return DocumentDraft([speech], dropped, warnings)
