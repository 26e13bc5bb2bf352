"""The same words in another file: another width, case, layout or punctuation makes no other text."""
import hashlib
import unicodedata
from collections.abc import Iterable

from speeches.parsing.drafts import SpeechDraft


def fingerprint(texts: Iterable[str]) -> str:
    """Return the SHA-256 of all letters and digits, folded, in order; "" where there are none."""
    digest, some = hashlib.sha256(), False
    for text in texts:
        folded = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
        digest.update(folded.encode("utf-8", "replace"))
        some = some or bool(folded)
    return digest.hexdigest() if some else ""


def texts_of(speeches: Iterable[SpeechDraft]):
    """Yield what stands in speeches, their appendices and notes, as the archive numbers it."""
    for speech in speeches:
        yield from (paragraph.text for paragraph in speech.paragraphs)
        for appendix in speech.appendices:
            yield from [appendix.title, *appendix.paragraphs]
        yield from (note.text for note in speech.notes)
