"""What programs for references take in: BibTeX, RIS, CSL-JSON. A Chinese name stays one piece in each, never inverted.

None of them but CSL has a speech, and whether one was published is not known: @misc claims nothing.
"""
from speeches.citing.source import Source

LANGUAGE = "zh-CN"
# BibTeX counts even escaped braces, so that a lone one would swallow the rest of the file; their names come in pairs.
ESCAPES = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{character: f"\\{character}" for character in "&%$#_"},
})  # fmt: skip


def bibtex(source: Source) -> str:
    """`year` is for the old programs, `date` for biblatex; double braces keep a name or a title as it is."""
    fields = {
        "author": f"{{{escaped(source.author)}}}" if source.author else "",
        "title": f"{{{escaped(source.whole_title)}}}",
        "year": str(source.date[0]) if source.date else "",
        "date": source.iso_date,
        "type": escaped(source.kind),
        "eventtitle": escaped(source.meeting),
        "venue": escaped(source.place),
        "pages": source.locator,
        "note": escaped(f"“{source.words}”") if source.words else "",
        "url": source.link,
        "urldate": source.accessed.isoformat(),
        "langid": "chinese",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{source.key},\n{lines}}}\n"


def escaped(text: str) -> str:
    return text.translate(ESCAPES)


def ris(source: Source) -> str:
    """SLIDE is what Zotero reads and writes as a presentation, CSL's speech; to it GEN is an article and HEAR a hearing."""
    date = "/".join([*(f"{part:02}" for part in source.date), "", "", ""][:4]) if source.date else ""
    fields = [
        ("TY", "SLIDE"), ("AU", source.author), ("TI", source.whole_title), ("PY", str(source.date[0]) if source.date else ""), ("DA", date),
        ("T2", source.meeting), ("CY", source.place), ("M3", source.kind), ("SP", source.locator),
        ("N1", f"“{source.words}”" if source.words else ""), ("LA", LANGUAGE), ("UR", source.link), ("Y2", f"{source.accessed:%Y/%m/%d}/"),
    ]  # fmt: skip
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def csl(source: Source) -> dict:
    stated = {
        "genre": source.kind,
        "event-title": source.meeting,
        "event-place": source.place,
        "page": source.locator,
        "note": f"“{source.words}”" if source.words else "",
    }
    day = source.accessed
    return {
        "id": source.key,
        "type": "speech",
        "title": source.whole_title,
        **({"author": [{"literal": source.author}]} if source.author else {}),
        **({"issued": {"date-parts": [list(source.date)]}} if source.date else {}),
        **{name: value for name, value in stated.items() if value},
        "language": LANGUAGE,
        "URL": source.link,
        "accessed": {"date-parts": [[day.year, day.month, day.day]]},
    }
