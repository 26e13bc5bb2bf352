"""Contents pages: Word's own and those typed by hand. They go aside; what they list is remembered as a promise of titles."""
import re

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import (
    bare,
    is_date_line,
    is_name,
    is_speaker_line,
    letters,
    salutation_in,
    without_divider,
    without_tail,
)
from speeches.parsing.placing import taken_out
from speeches.parsing.splitting.volumes import number_before

HEADING = re.compile(r"^[【\[]?(目录|目次|总目录|总目|篇目|contents|.{2,12}目录|目录[（(].{1,10}[）)])[】\]]?[：:]?$", re.I)
PAGE = re.compile(r"^(?P<title>.*?)(?:[.．·…⋯_\-—─\s]{3,}|\t+|[（(]|\s/\s?)\s*第?(?P<page>\d{1,4})页?[）)]?\s*$")
PAGE_END = re.compile(r"\d页?[）)]?\s*$")
LONGEST_ENTRY = 300  # characters, dots and blanks included
LEADER = re.compile(r"[.．·…⋯_]{3,}|\t")
BULLET = re.compile(r"^\s*([·•●■◆▲★☆◎※*\-—]|[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[.．、\s]|[（(][\d一二三四五六七八九十]{1,3}[）)]|第[\d一二三四五六七八九十]{1,3}[篇章])\s*")
AUTHOR = re.compile(r"^(?P<title>.{4,}?)(?:[\s\u3000]+|[（(/／])(?P<name>[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,3})[）)]?\s*$")  # 在…会上的讲话　陈立民
COUNTED = re.compile(r"^\s*[篇第范例样讲发之【（(\[〖★☆◆●■※◎▲·•\d一二三四五六七八九十]")
LONGEST = 100  # characters of a line that may be listed
SUBTITLE = re.compile(r"^\s*[—－―–-]{2}")
SHORTEST = 5  # letters of a title that is found as the beginning of an entry


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
            places = places or places_of(blocks)
            entries = entries_after(blocks, index + 1, places)
            if len(entries) >= 2 or (entries and block.place == "contents"):
                return {index, *range(index + 1, entries[-1] + 1)}
    return dotted_run(blocks)


def places_of(blocks: list[Block]) -> dict[str, int]:
    """Where the lines of the text stand that could be titles, by their letters; of equal ones the last."""
    places = {}
    for index, block in enumerate(blocks):
        if len(block.text) <= LONGEST:
            places[letters(block.text)] = index
            if COUNTED.match(block.text):
                places[letters(without_count(block.text))] = index
    return places


def entries_after(blocks: list[Block], first: int, places: dict[str, int]) -> list[int]:
    entries: list[int] = []
    seen: set[str] = set()
    for index in range(first, len(blocks)):
        text, line = blocks[index].text, bare(blocks[index].text)
        if is_first_title(blocks, index, seen, places) or salutation_in(text):  # the contents are over
            break
        if stands_below(text, index, places) or page_in(text.strip()) or (entries and BULLET.match(text) and len(line) <= 60):
            entries.append(index)
            seen |= forms(text)
        elif index - (entries[-1] if entries else first - 1) > 2 or len(line) > 60:
            break
    return entries


def is_first_title(blocks: list[Block], index: int, seen: set[str], places: dict[str, int]) -> bool:
    """Whether a line is a listed title in its own place: it was listed above, and what follows it was not."""
    text = blocks[index].text
    if page_in(text.strip()) or not forms(text) & seen:
        return False
    above, number = number_before(blocks[index - 1]), number_before(blocks[index])
    if number[1] and number == (above[0], above[1] + 1):
        return False  # 5. 新春寄语 and 6. 新春寄语 are listed
    below = blocks[index + 1].text if index + 1 < len(blocks) else ""
    listed = letters(below) not in seen and bool(BULLET.match(below)) == bool(BULLET.match(text)) and stands_below(below, index + 1, places)
    return not (listed or page_in(below.strip()))


def stands_below(text: str, index: int, places: dict[str, int]) -> bool:
    """Whether a title like this entry comes later in the file, perhaps on two lines."""
    if len(text) > LONGEST or text.rstrip()[-1:] in "。；" or SUBTITLE.match(text) or salutation_in(text) or is_speaker_line(text) or is_date_line(text):
        return False  # lines under one title come back under others
    for form in forms(text):
        if places.get(form, -1) > index:
            return True
        if any(places.get(form[:length], -1) > index for length in range(SHORTEST + 3, len(form))):
            return True
    return False


def dotted_run(blocks: list[Block]) -> set[int]:
    """Three lines or more with dots and a page number, one after another, need no heading."""
    run: list[int] = []
    for index, block in enumerate(blocks):
        dotted = LEADER.search(block.text)
        if dotted and page_in(block.text.strip()) and len(bare(block.text)) <= 120:
            run.append(index)
        elif len(run) >= 3:
            return set(run)
        else:
            run = []
    return set(run) if len(run) >= 3 else set()


def page_in(text: str) -> re.Match | None:
    """An entry with its page. No longer line is one, and a long line of dots would take time by its square."""
    return PAGE.match(text) if len(text) <= LONGEST_ENTRY and PAGE_END.search(text[-8:]) else None


def forms(text: str) -> set[str]:
    """How a listed title may stand in the text: without its dots and page, its bullet or number, its author, its subtitle."""
    text = text.strip()
    found = page_in(text)
    titles = {found["title"] if found else text}
    for shorter in (without_author, without_count, without_subtitle):
        titles |= {shorter(title) for title in titles}
    return {form for title in titles for form in (letters(title), letters(without_tail(title))) if form}


def without_count(title: str) -> str:
    return BULLET.sub("", without_divider(title))


def without_author(title: str) -> str:
    found = AUTHOR.match(title.strip())
    return found["title"] if found and is_name(found["name"]) else title


def without_subtitle(title: str) -> str:
    return re.split("——|－－|--", title)[0] or title
