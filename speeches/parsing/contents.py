"""Contents pages: Word's own and those typed by hand. They go aside; what they list is remembered as a promise of titles."""
import re

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import bare, letters, without_tail
from speeches.parsing.placing import taken_out

HEADING = re.compile(r"^(目录|目次|总目录|篇目|contents|.{2,12}目录)$", re.I)
PAGE = re.compile(r"^(?P<title>.*?)(?:[.．·…⋯_\-—─\s]{3,}|\t+|[（(])\s*(?P<page>\d{1,4})[）)]?\s*$")
LEADER = re.compile(r"[.．·…⋯_]{3,}|\t")
BULLET = re.compile(r"^\s*([·•●■◆▲★*\-—]|[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[.．、\s]|第[\d一二三四五六七八九十]{1,3}[篇章])\s*")


def set_aside(blocks: list[Block]) -> tuple[list[Block], set[str], list[Dropped], list[Warning]]:
    """Blocks without contents, the titles that were listed (their letters), and what was set aside."""
    out = {index for index, block in enumerate(blocks) if block.place == "contents"}
    out |= typed_contents(blocks)
    out -= {index for index in out if blocks[index].pinned or blocks[index].begins}
    listed = {title for index in out for title in forms(blocks[index].text) if len(title) >= 2}
    kept = [block for index, block in enumerate(blocks) if index not in out]
    dropped = [piece for index in sorted(out) for piece in taken_out(blocks[index], "contents")]
    warnings = [Warning("contents", f"有 {len(out)} 行目录没有算作讲话内容。")] if out else []
    return kept, listed, dropped, warnings


def typed_contents(blocks: list[Block]) -> set[int]:
    places: dict[str, int] = {}
    for index, block in enumerate(blocks):
        if HEADING.match(bare(block.text)):
            places = places or {letters(block.text): place for place, block in enumerate(blocks)}  # the last of equal lines
            entries = entries_after(blocks, index + 1, places)
            if len(entries) >= 2:
                return {index, *range(index + 1, entries[-1] + 1)}
    return dotted_run(blocks)


def entries_after(blocks: list[Block], first: int, places: dict[str, int]) -> list[int]:
    entries: list[int] = []
    seen: set[str] = set()
    for index in range(first, len(blocks)):
        line = bare(blocks[index].text)
        if letters(line) in seen:  # the first title itself: the contents are over
            break
        again = any(places.get(form, -1) > index for form in forms(blocks[index].text))
        if again or PAGE.match(blocks[index].text.strip()) or (entries and BULLET.match(blocks[index].text) and len(line) <= 60):
            entries.append(index)
            seen |= forms(blocks[index].text)
        elif index - (entries[-1] if entries else first - 1) > 2 or len(line) > 60:
            break
    return entries


def dotted_run(blocks: list[Block]) -> set[int]:
    """Three lines or more with dots and a page number, one after another, need no heading."""
    run: list[int] = []
    for index, block in enumerate(blocks):
        dotted = LEADER.search(block.text)
        if dotted and PAGE.match(block.text.strip()) and len(bare(block.text)) <= 120:
            run.append(index)
        elif len(run) >= 3:
            return set(run)
        else:
            run = []
    return set(run) if len(run) >= 3 else set()


def forms(text: str) -> set[str]:
    """How a listed title may stand in the text: without its dots and page, without its bullet or number."""
    text = text.strip()
    found = PAGE.match(text)
    title = found["title"] if found else text
    plain = {title, BULLET.sub("", title)}
    return {form for title in plain for form in (letters(title), letters(without_tail(title))) if form}
