"""What the archive keeps. Everything a page shows of a speech is here; the index can be rebuilt from it."""
from speeches.models.catalogue import Keyword, Meeting, MeetingType, Speaker
from speeches.models.corrections import Correction, FormerSpeech, Reading
from speeches.models.documents import Document
from speeches.models.pending import IndexTask, State
from speeches.models.questions import CountedFile, Question
from speeches.models.reads import SpeechReads
from speeches.models.sections import Paragraph, Section
from speeches.models.speeches import SURE, Speech, SpeechKeyword
from speeches.models.terms import Term
from speeches.models.uploads import Upload

__all__ = [
    "SURE", "Correction", "CountedFile", "Document", "FormerSpeech", "IndexTask", "Keyword", "Meeting", "MeetingType",
    "Paragraph", "Question", "Reading", "Section", "Speaker", "Speech", "SpeechKeyword", "SpeechReads", "State", "Term", "Upload",
]  # fmt: skip
