"""How a Chinese text names a source: the line of an official document, and GB/T 7714—2015."""
from speeches.citing.source import Source

# Inside quotation marks the other pair is used, and inside title marks too (GB/T 15834—2011, 4.8.3.3 and 4.15.3.3).
QUOTES = ("“‘", "”’")
TITLES = ("《〈", "》〉")


def plain(source: Source) -> str:
    """温守渠：《在全县春灌工作推进会上的讲话》，2024年3月。"""
    who = f"{source.author}：" if source.author else ""
    date = "".join(f"{part}{unit}" for part, unit in zip(source.date, "年月日", strict=False))
    where = "，".join(filter(None, [f"{who}{within(TITLES, titled(source))}", date, source.locator]))
    return f"{within(QUOTES, source.words)}——{where}。" if source.passage else f"{where}。"


def titled(source: Source) -> str:
    """A title that came in title marks of its own needs no second pair."""
    title, (opening, closing) = source.title, (marks[0] for marks in TITLES)
    alone = title.startswith(opening) and title.endswith(closing) and title.count(opening) == 1
    title = title[1:-1] if alone else title
    return f"{title}——{source.subtitle}" if source.subtitle else title


def within(marks: tuple[str, str], text: str) -> str:
    """Put the text in the outer marks; those inside alternate by how deep they stand."""
    opening, closing = marks
    written, depth = opening[0], 1
    for character in text:
        if character in opening:
            written, depth = written + opening[depth % 2], depth + 1
        elif character in closing and depth > 1:
            depth -= 1
            written += closing[depth % 2]
        else:
            written += character
    return written + closing[0]


def gbt(source: Source) -> str:
    """温守渠. 在全县春灌工作推进会上的讲话[Z/OL]. (2024-03)[2026-11-24]. https://…

    Annex B has no mark for a speech. R is a report that was published, C and G are volumes, N a newspaper, A is what an
    archive has filed; nothing of that is known of a speech kept as a file, so it is Z, 其他, read online (OL). What is not
    stated is left out (8.1.3 lets numbered references do without 佚名). The order is that of 4.6: the year with the
    paragraph for a page, the full date in round brackets, the day of reading in square ones, the path.
    """
    year = str(source.date[0]) if source.locator and source.date else ""
    place = ": ".join(filter(None, [year, source.locator]))
    date = f"({source.iso_date})" if source.date and source.iso_date != year else ""
    parts = [source.author, f"{source.whole_title}[Z/OL]", f"{place}{date}[{source.accessed:%Y-%m-%d}]", source.link]
    return ". ".join(filter(None, parts)) + "."
