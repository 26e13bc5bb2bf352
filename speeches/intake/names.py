"""What a file's name says of it. What it is, its first bytes say."""
WORD = frozenset({"docx", "docm", "dotx", "dotm"})  # whether such a file has macros, reading says
OLD_WORD = frozenset({"doc", "dot", "wps", "wpt", "rtf"})


def kind_of(name: str) -> str:
    """Return what stands behind the last full stop, in small letters; Windows drops blanks and full stops at the end."""
    return name.rstrip(". ").rpartition(".")[2].lower()
