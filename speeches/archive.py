"""What happens to the archive: the one door for views, commands and the worker."""
from speeches.corrections.correcting import Unfit, correct, see, undo
from speeches.corrections.rereading import parse_again, read_anew
from speeches.indexing import (
    check_index,
    entries,
    entries_of,
    index_pending,
    mending_takes_long,
    needs_tending,
    rebuild_index,
    tend_index,
)  # fmt: skip
from speeches.intake.receiving import check_name, document_with, read_upload, receive, take_in
from speeches.keeping import keep, keep_text, mark_for_index, mark_speeches
from speeches.removing import AlreadyThere, purge, remove, restore
from speeches.terms import keep_term, remove_terms

__all__ = [
    "AlreadyThere", "Unfit", "check_index", "check_name", "correct", "document_with", "entries", "entries_of", "index_pending",
    "keep", "keep_term", "keep_text", "mark_for_index", "mark_speeches", "mending_takes_long", "needs_tending", "parse_again", "purge", "read_anew",
    "read_upload", "rebuild_index", "receive", "remove", "remove_terms", "restore", "see", "take_in", "tend_index", "undo",
]  # fmt: skip
