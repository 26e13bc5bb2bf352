"""What made an index: other fields, folding or words, and a question may no longer meet the texts as it should."""
import unicodedata
from functools import cache
from importlib.metadata import version

from search import words
from search.whoosh_index.schema import INDEX_NAME


@cache
def current() -> str:
    """Return what would make a segment now. It is kept with each; keepers' own words have a version of their own."""
    folding = f"unicode {unicodedata.unidata_version}, opencc {version('opencc')}"
    return f"{INDEX_NAME}; {folding}; {words.version()}"


def added_words() -> str:
    return words.added_version()
