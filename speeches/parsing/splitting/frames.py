"""What an office or an editor put round speeches: red head, notice, 版记, cover and divider lines of a compilation."""
import re
from itertools import accumulate, zip_longest

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import bare, ends_a_sentence, has_label, salutation_in, without_divider
from speeches.parsing.placing import letters_of, taken_out, without
from speeches.parsing.splitting.signs import BOOK, COVER, MASTHEAD, PART, PREFACE
from speeches.parsing.splitting.titles import ENOUGH, Title

LONG_PREFACE = 1500  # characters: more than a notice or a few words of an editor
FRAMED = re.compile(r"文件$|(印发|转发).*通知$|(印发|转发)给你们|^[（(]?此件(公开|不予公开|主动公开|依申请公开|发至)")
FOOT = re.compile(r"^(抄送|抄报|主送|报送|分送|发送|主题词)[:：]|\d{4}年\d{1,2}月\d{1,2}日(印发|印)$|^[（(]?共印\d+份")
# Only below or above one of those: 报：市政府办公室。 校对：某某
FOOT_LINE = re.compile(FOOT.pattern + r"|^(报|送|发|校对|打印|印数|录入|编辑|责任编辑|联系人|联系电话)[:：]|(办公室|委员会|局|镇|乡)\d{4}年\d{1,2}月\d{1,2}日$")


def set_aside(blocks: list[Block], titles: list[Title]) -> tuple[list[Block], list[Title], list[Dropped], list[Warning]]:
    out = {index for index, block in enumerate(blocks) if block.place == "frame" or not without_divider(block.text).strip()}
    before = front(blocks, titles)
    out |= before | parts(blocks, titles, out) | foot(blocks, is_paper(blocks[: len(before)]))
    out -= {index for index in out if blocks[index].pinned or blocks[index].begins}
    dropped = [piece for index in sorted(out) for piece in taken_out(blocks[index], "frame")]
    blocks, cut_off = without_dividers(blocks, [title for title in titles if title.start + title.above not in out])
    kept = [block for index, block in enumerate(blocks) if index not in out]
    before = [0, *accumulate(index in out for index in range(len(blocks)))]
    for title in titles:
        lines = title.last + 1 - title.start - (before[title.last + 1] - before[title.start])
        title.start -= before[title.start]
        title.last = title.start + lines - 1
    titles = [title for title, after in zip_longest(titles, titles[1:]) if title.start < (after.start if after else len(kept))]
    warnings = [Warning("frame", f"有 {len(out)} 行封面、红头或分隔文字没有算作讲话内容。")] if out else []
    return kept, titles, dropped + cut_off, warnings


def without_dividers(blocks: list[Block], titles: list[Title]) -> tuple[list[Block], list[Dropped]]:
    """篇一：在…会上的讲话 and, where all titles of a volume are counted, 3. 在…会上的讲话 are a divider and a title."""
    blocks, cut_off = list(blocks), []
    for title in titles:
        block = blocks[title.start + title.above]
        length = title.number
        if length and block.text[length:].strip() and not block.pinned:
            blocks[title.start + title.above], divider = without(block, [(0, length)], "frame")
            cut_off += divider
    return blocks, cut_off


def parts(blocks: list[Block], titles: list[Title], out: set[int]) -> set[int]:
    """第一部分　动员部署类, on a line of its own between two speeches."""
    found = set()
    for title in titles[1:]:
        if title.points < ENOUGH:
            continue
        above = title.start - 1
        while above in out:
            above -= 1
        if above > 0 and is_part(blocks[above]):
            found.add(above)
    return found


def is_paper(before: list[Block]) -> bool:
    """Whether lines above a speech are the head of an office's paper."""
    return any(FRAMED.search(line) or MASTHEAD.search(line) for line in (bare(block.text) for block in before if len(block.text) <= 200))


def foot(blocks: list[Block], paper: bool) -> set[int]:
    """版记: who got copies, who printed it and when; cells of a table, or the last lines of the file."""
    last = len(blocks)
    while last > 1 and FOOT_LINE.search(bare(blocks[last - 1].text)) and len(bare(blocks[last - 1].text)) <= 120:
        last -= 1
    if not paper and not any(FOOT.search(bare(block.text)) for block in blocks[last:]):
        last = len(blocks)
    foot_line = FOOT_LINE if paper else FOOT
    return {n for n, block in enumerate(blocks) if n >= last or (block.place == "table" and foot_line.search(bare(block.text)))}


def front(blocks: list[Block], titles: list[Title]) -> set[int]:
    """Lines before the first title that are no speech: the cover of a compilation, the notice round one speech."""
    sure = [title for title in titles if title.points >= ENOUGH]
    if not sure or titles[0].start == 0:
        return set()
    before = blocks[: sure[0].start]
    framed = len(before) <= 30 and is_paper(before)
    cover = all(COVER.search(line) or BOOK.match(line) for line in (bare(block.text) for block in before))
    if framed or cover or introduces(before) or (len(sure) > 1 and not is_speech(before)):
        return set(range(kept_preface(blocks, titles)))
    if not (titles[0].by_hand and letters_of("".join(block.text for block in before))) and len(before) <= 3 and all(len(bare(b.text)) <= 60 and not ends_a_sentence(b.text) and not has_label(b.text) for b in before):
        titles[0].start, titles[0].above = 0, titles[0].start + titles[0].above  # a heading of its own, an office's name: part of the head
    return set()


def kept_preface(blocks: list[Block], titles: list[Title]) -> int:
    """Where the frame above the first speech ends. A long preface is text to be found: it becomes a piece of its own."""
    first = titles[0].start
    places = [index for index in range(first) if PREFACE.match(bare(blocks[index].text))]
    said = sum(len(block.text) for block in blocks[places[-1] : first]) if places else 0
    if said < LONG_PREFACE:
        return first
    titles.insert(0, Title(places[-1], places[-1], blocks[places[-1]].text.strip(), ENOUGH, ["preface"]))
    return places[-1]


def introduces(blocks: list[Block]) -> bool:
    """编者按, 前言, 出版说明: an editor's words before the speeches, with nobody addressed in them."""
    opened = any(PREFACE.match(bare(block.text)) or is_part(block) for block in blocks)
    return opened and not any(salutation_in(block.text) for block in blocks)


def is_part(block: Block) -> bool:
    """第一部分　动员部署类, 农业农村篇: what a volume puts above several speeches."""
    line = bare(block.text)
    return len(line) <= 30 and bool(PART.match(line))


def is_speech(blocks: list[Block]) -> bool:
    """Whether lines without a title are a speech all the same: somebody is addressed, or much is said."""
    said = [block for block in blocks if len(bare(block.text)) > 60 and ends_a_sentence(block.text)]
    return any(salutation_in(b.text) or has_label(b.text) for b in blocks) or len(said) >= 3
