"""Paragraphs that ran together: parted at titles, salutations and numbers. Nothing is left out."""
import re
from dataclasses import replace

from speeches.parsing.drafts import Block, Dropped, NoteDraft, Warning
from speeches.parsing.lines import GENRES, ends_like_title, names_an_occasion, salutation_in
from speeches.parsing.marks import mark_of
from speeches.parsing.placing import pieces

LONGEST = 400  # a paragraph of a speech is shorter; with a salutation inside it is several
SALUTATION = re.compile(
    r"(?:(?:尊敬的|敬爱的|亲爱的)[^。；？！：:!?;“”]{2,80}"
    r"|(?:各位|同志们|朋友们|女士们|先生们|老师们|同学们|代表们|委员们|乡亲们|全体|主任、)[^。；？！：:!?;“”]{0,40})[：:！!]"
)
GENRE = "|".join(sorted(GENRES, key=len, reverse=True))
TITLE = re.compile(
    rf"(?:^|(?<=[。！？!?”]))(?P<title>[^。！？；：!?;:]{{2,80}}?(?:{GENRE}))(?P<date>\s*[（(][^（）()]{{2,40}}[）)])?"
    rf"(?P<speaker>[^。！？；：!?;:]{{0,24}}?)(?={SALUTATION.pattern})"
)
INDENT = re.compile(r"(?<=[。！？!?：:”）)])\u3000{2,}(?=\S)")  # two blanks in the middle: here a paragraph began
SENTENCE_END = re.compile(r"[。！？!?][”’」』）)]*\s*")
THANKS = re.compile(r"(?<=[。！？!?])\s*(?=(?:再次)?(?:谢谢|感谢)(?:大家|各位)[！!。])|(?<=谢谢大家[！!。])|(?<=谢谢各位[！!。])")
# How a text begins again after a heading that lost its line break: …的决心和信心|党的二十大报告指出.
OPENERS = re.compile(r"(?<=[\u4e00-\u9fff*×])(?=党的[一二]十|习近平|近年来|今年以来|今年|去年|一年来|当前|刚才)")
ITEM = re.compile(r"(?<=[。：:！!])(?P<n>[一二三四五六七八九])是(?=[^。；：:]{2,30}[。.][^一二三四五六七八九])")
HEADING_KINDS = ("一、", "（一）", "第一")
LONGEST_HEADING = 46
GLUED_SALUTATION = re.compile(r"^\s*[^。；？！：:!?]{2,60}[：:！!](?=[\s\u3000]{2})")


def part(blocks: list[Block]) -> tuple[list[Block], list[Dropped], list[Warning]]:
    kept: list[Block] = []
    parted = 0
    greeted = False  # 各位代表！ once more in the middle of a speech stays with its paragraph
    for block in blocks:
        pieces = pieces_of(block, greeted)
        greeted = greeted or bool(salutation_in(block.text))
        parted += len(pieces) > 1
        kept += pieces
    warnings = []
    if parted:
        warnings = [Warning("glued", f"有 {parted} 段粘连在一起（标题、称呼、正文没有分行），已按标题、称呼和序号分开，请核对。")]
    return kept, [], warnings


def pieces_of(block: Block, greeted: bool) -> list[Block]:
    places = cuts(block.text, greeted)
    if not places:
        return [block]
    ends = [0, *places, len(block.text)]
    spans = [(start, end) for start, end in zip(ends, ends[1:], strict=False) if block.text[start:end].strip()]
    first, *others = [replace(part, notes=[]) for part in pieces(block, spans)]
    return share_notes([first, *(replace(other, label="", breaks_before=False) for other in others)], block.notes)


def share_notes(parts: list[Block], notes: list[NoteDraft]) -> list[Block]:
    """A note goes to the first part that holds its mark, else to the last."""
    for note in notes:
        part = next((part for part in parts if note.mark and note.mark in part.text), parts[-1])
        part.notes.append(note)
    return parts


def cuts(text: str, greeted: bool = False) -> list[int]:
    """Where a paragraph falls apart, in order."""
    places: set[int] = set()
    greeting = "" if greeted else salutation_in(text)
    if greeting and (GLUED_SALUTATION.match(text) or len(text) > LONGEST):
        places.add(len(text) - len(text.lstrip()) + len(greeting))
    if len(text) > LONGEST:
        places |= title_cuts(text)
        if places:
            places |= label_cuts(text) | {found.start() for found in THANKS.finditer(text)}
        places |= {found.start() for found in INDENT.finditer(text)}
    return sorted(place for place in places if 0 < place < len(text))


def title_cuts(text: str) -> set[int]:
    places = set()
    if not SALUTATION.search(text):
        return places  # every title here stands before one
    for found in TITLE.finditer(text):
        if not (ends_like_title(found["title"]) and (found.start() == 0 or names_an_occasion(found["title"]))):
            continue
        called = SALUTATION.match(text, found.end())
        places |= {found.start("title"), found.end("title"), found.end("date"), found.end(), called.end()}
    return places


def label_cuts(text: str) -> set[int]:
    """Numbers that follow the end of a sentence and count on: 第一， 第二， / 一、 / （一）."""
    places: set[int] = set()
    last: dict[str, int] = {}
    for found in SENTENCE_END.finditer(text):
        mark = mark_of(text[found.end() : found.end() + 20])
        if not mark or mark.kind not in HEADING_KINDS or mark.number not in (1, last.get(mark.kind, 0) + 1):
            continue
        last[mark.kind] = mark.number
        places.add(found.end())
        heading = text[found.end() : found.end() + 120]
        blank = re.match(r"[^。！？；：:]{4,46}?(?=\u3000{2}|[\s\u3000]{2})", heading)
        if blank:
            places.add(found.end() + blank.end())
            continue
        end = SENTENCE_END.search(heading)
        opener = OPENERS.search(heading, mark.end + 4)
        if opener and opener.start() <= LONGEST_HEADING + mark.end and (not end or end.start() > opener.start() + 6) and (not end or end.start() > LONGEST_HEADING):
            places.add(found.end() + opener.start())
    return places | series_cuts(text)


def series_cuts(text: str) -> set[int]:
    """一是…二是…三是 with a short sentence and more behind each: items that were paragraphs."""
    found = list(ITEM.finditer(text))
    numbers = ["一二三四五六七八九".index(m["n"]) + 1 for m in found]
    if len(numbers) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return set()
    return {m.start() for m in found}
