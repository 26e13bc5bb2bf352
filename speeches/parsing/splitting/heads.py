"""Where the head of a speech ends: title, subtitle, date, speaker, source line, up to the salutation or the first body line."""
import re

from speeches.parsing.drafts import Block
from speeches.parsing.lines import bare, ends_like_title, has_label, is_date_line, is_speaker_line, salutation_in
from speeches.parsing.metadata.dates import looks_like_date

DEEPEST, LONGEST = 12, 100
NOTES = re.compile(r"^(来源|文章来源|稿件来源|作者|时间|日期|地点|单位|报送单位|发布时间|发布日期|录音整理|根据.{0,8}(录音|记录)整理|称谓|[（(【\[].{1,60}[）)】\]]$)")
SUBTITLE = re.compile(r"^(——|—|--|－－)")


def head_length(blocks: list[Block], known: int) -> int:
    """How many blocks are head; `known` of them are title lines already."""
    for index, block in enumerate(blocks[:DEEPEST]):
        if salutation_in(block.text):
            return index
        if index >= known and (has_label(block.text) or block.label or len(bare(block.text)) > LONGEST):
            break
    length = known
    while length < min(len(blocks), DEEPEST) and (is_head_line(blocks[length], length) or is_headed(blocks, length)):
        length += 1
    return length


def is_head_line(block: Block, index: int) -> bool:
    line = bare(block.text)
    if has_label(line) or block.label or len(line) > LONGEST:
        return False
    if is_date_line(line) or looks_like_date(line) or is_speaker_line(block.text) or NOTES.match(line):
        return True
    if SUBTITLE.match(line):
        return index > 0 and line[-1] not in "。；;"
    return ends_like_title(line) or (index == 0 and block.form.centred and line[-1:] not in "。；;：:")


def is_headed(blocks: list[Block], index: int) -> bool:
    """The first line of all, with a date, a speaker or the rest of the title (——在…会上的讲话) right below it."""
    line = bare(blocks[index].text)
    if index or len(blocks) < 2 or len(line) > 40 or has_label(line) or blocks[0].label or line[-1:] in "。；;：:，,、！!？?…":
        return False
    return is_date_line(blocks[1].text) or is_speaker_line(blocks[1].text) or ends_like_title(blocks[1].text)
