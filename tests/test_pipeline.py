"""All stages together, over files that are odd, broken or hostile: text or a reason, never a crash, nothing lost."""
import json
from pathlib import Path

import pytest

from speeches.parsing.drafts import DocumentDraft, Refusal
from speeches.parsing.pipeline import parse
from speeches.parsing.sandbox import parse_in_child
from tests.docx_files import docx_of, p, r

LARGE = {"many-paragraphs-100k.docx", "huge-text-20MB.docx", "a14_small_bomb_paragraphs.docx"}
# What the public suites hold that cannot be read, and why. Everything else there has text.
REFUSED = {
    "encrypted": ["Encrypted_LO_Standard_abc", "Encrypted_MSO2007_abc", "bug53475-password-is-pass"],
    "macro": ["LIBREOFFICE-DBDAZAEC", "tdf108269", "SimpleMacro"],
    "dtd_forbidden": ["entity-expansion", "external-entity-file", "ExternalEntityInText"],
    "too_deep": ["deep-tables-300"],
    "xml_damaged": ["math-malformed_xml"],
    "bad_entry_name": ["zip-slip-names", "ofz4825-1"],
    "duplicate_entry": ["two-document-xml", "ofz9934-1"],
    "zip_overlap": ["ofz14422-1", "ofz18563"],
    "zip_damaged": [
        "ofz37458-1", "truncated62886", "crash-517626e815e0afa9decd0ebb6d1dee63fb9907dd", "clusterfuzz-testcase-minimized-POIFuzzer-6709287337197568",
        *[f"clusterfuzz-testcase-minimized-POIXWPFFuzzer-{n}" for n in (4791943399604224, 5313273089884160, 5569740188549120, 6061520554164224)],
    ],
    "prefixed_zip": ["clusterfuzz-testcase-minimized-POIXWPFFuzzer-6442791109263360"],
    "empty_file": ["zero-byte"],
    "lock_file": ["~$全县工作会议上的讲话"],
    "rtf": ["rtf-renamed"],
    "html": ["html-renamed"],
    "not_docx": ["gb18030-text-renamed", "tdf132596", "stress025"],
    "no_text": [
        "tdf127339", "tdf92157-1-minimized", "empty", "external-picture", "51921-Word-Crash067", "60316b", "Bug60341",
        "zero-length", "doc-no-coreprops", "sty-having-no-styles-part",
    ],
}  # fmt: skip


def verdict(file: Path) -> str:
    """Return "" for a file that was read with all its text, the code of a refusal, or what was lost or added."""
    try:
        draft = parse(file.read_bytes(), file.name)
    except Refusal as refusal:
        return refusal.code
    difference = kept(draft) - draft.characters
    return f"{difference} letters" if difference or not draft.speeches else ""


def kept(draft: DocumentDraft) -> int:
    """Count the letters and digits that came out: speeches, appendices, notes, and what was set aside."""
    texts = [piece.text for piece in draft.dropped]
    for speech in draft.speeches:
        texts += [paragraph.text for paragraph in speech.paragraphs] + [note.text for note in speech.notes]
        texts += [text for appendix in speech.appendices for text in (appendix.title, *appendix.paragraphs)]
    return sum(map(str.isalnum, "".join(texts)))


def test_files_of_the_public_suites_are_read_or_refused_for_the_right_reason(test_data):
    files = [file for file in sorted((test_data / "docx-torture").rglob("*.*")) if file.is_file() and file.name not in LARGE]
    reasons = {name: code for code, names in REFUSED.items() for name in names}
    wrong = {file.name: found for file in files if (found := verdict(file)) != reasons.get(file.stem, "")}
    assert len(files) == 103
    assert wrong == {}


def test_hostile_files_pass_through_all_stages_without_loss(test_data):
    wrong = {}
    for wanted in json.loads((test_data / "docx-hostile/expected.json").read_text()):
        if wanted["file"] in LARGE:
            continue
        found = verdict(test_data / "docx-hostile" / wanted["file"])
        if ("refuse" if found else "accept") not in wanted["verdict"] or "letters" in found:
            wrong[wanted["file"]] = found
    assert wrong == {}


@pytest.mark.parametrize("folder", ["written-docx", "derived-docx"])
def test_no_letter_is_lost_or_added_between_the_stages(test_data, folder):
    assert {file.name: verdict(file) for file in (test_data / folder).glob("*.docx") if verdict(file)} == {}


@pytest.mark.long
@pytest.mark.parametrize(
    ("file", "paragraphs"),
    [
        ("docx-torture/made-here/many-paragraphs-100k.docx", 100_000),
        ("docx-torture/made-here/huge-text-20MB.docx", 6_700),
        ("docx-hostile/a14_small_bomb_paragraphs.docx", 69_000),
    ],
)
def test_large_files_fit_into_the_child(test_data, file, paragraphs):
    draft = parse_in_child((test_data / file).read_bytes(), file)
    assert sum(len(speech.paragraphs) for speech in draft.speeches) == paragraphs
    assert kept(draft) == draft.characters


@pytest.mark.parametrize(
    ("body", "help_with"),
    [
        (p(), "没有在这个文件里找到文字"),
        (p("<w:r><w:drawing><pic:pic/></w:drawing></w:r>"), "只有图片"),
        ("<w:altChunk r:id='x'/>", "另存为 .docx"),
        (p(r("——　……")), "没有在这个文件里找到文字"),
    ],
)
def test_a_file_without_text_is_no_success_and_says_what_it_holds_instead(body, help_with):
    with pytest.raises(Refusal) as refused:
        parse(docx_of(body), "讲话.docx")
    assert refused.value.code == "no_text"
    assert help_with in refused.value.message
