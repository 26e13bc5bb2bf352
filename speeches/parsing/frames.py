"""What an office or an editor put round speeches: red head, notice, 版记, cover and divider lines of a compilation."""
import re

from speeches.parsing.drafts import Block, Dropped, Warning
from speeches.parsing.lines import bare, ends_a_sentence, has_label, salutation_in
from speeches.parsing.titles import Title

RED_HEAD = re.compile(r"文件$|〔\d{4}〕\d+号|\[\d{4}\]\d+号|（\d{4}）\d+号|签发人|^关于印发.*通知$|印发给你们|此件公开")
FOOT = re.compile(r"^(抄送|主送|报送|分送|发送)[:：]|\d{4}年\d{1,2}月\d{1,2}日(印发|印)$|^共印\d+份")
DIVIDER = re.compile(r"^[（(【\[]?(篇[一二三四五六七八九十百\d]{1,3}|第[一二三四五六七八九十百\d]{1,3}篇|(范文|例文|样本)[一二三四五六七八九十\d]{1,3})[）)】\]]?[:：]?$")


def set_aside(blocks: list[Block], titles: list[Title]) -> tuple[list[Block], list[Title], list[Dropped], list[Warning]]:
    out = {index for index, block in enumerate(blocks) if block.place == "frame" or DIVIDER.match(bare(block.text))}
    out |= front(blocks, titles)
    out |= {index for index, block in enumerate(blocks) if block.place == "table" and FOOT.search(bare(block.text))}
    dropped = [Dropped(blocks[index].text, "frame") for index in sorted(out)]
    kept = [block for index, block in enumerate(blocks) if index not in out]
    before = [sum(1 for index in out if index < place) for place in range(len(blocks) + 1)]
    for title in titles:
        title.start, title.last = title.start - before[title.start], title.last - before[title.last]
    warnings = [Warning("frame", f"有 {len(dropped)} 行封面、红头或分隔文字没有算作讲话内容。")] if dropped else []
    return kept, titles, dropped, warnings


def front(blocks: list[Block], titles: list[Title]) -> set[int]:
    """Lines before the first title that are no speech: the cover of a compilation, the notice round one speech."""
    if not titles or titles[0].start == 0:
        return set()
    before = blocks[: titles[0].start]
    framed = len(before) <= 30 and any(RED_HEAD.search(bare(block.text)) for block in before)
    if framed or (len(titles) > 1 and not is_speech(before)):
        return set(range(len(before)))
    if len(before) <= 3 and all(len(bare(b.text)) <= 60 and not ends_a_sentence(b.text) and not has_label(b.text) for b in before):
        titles[0].start = 0  # a heading of its own, an office's name: part of the head
    return set()


def is_speech(blocks: list[Block]) -> bool:
    """Whether lines without a title are a speech all the same: somebody is addressed, or much is said."""
    said = [block for block in blocks if len(bare(block.text)) > 60 and ends_a_sentence(block.text)]
    return any(salutation_in(b.text) or has_label(b.text) for b in blocks) or len(said) >= 3
