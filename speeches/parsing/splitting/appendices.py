"""What stands behind a speech and belongs to it: 附件, 名词解释, 注释. Kept, with numbers of its own."""
import re

from speeches.parsing.drafts import Block
from speeches.parsing.lines import bare, ends_a_sentence, is_closing
from speeches.parsing.placing import joined, stripped

TITLE = re.compile(
    r"^(附件[一二三四五六七八九十\d]{0,3}([:：、.（(].{0,40})?|附件[一二三四五六七八九十\d]{0,3}.{0,40}|附[:：].{0,40}|附录.{0,40}|附表.{0,40}"
    r"|《?.{0,20}》?(有关内容|有关|相关|部分)?(名词|术语|词语|用语|缩略语)(术语)?(解释|注释|说明|释义)|注释|尾注|参会(人员)?名单|参加人员名单|出席(人员)?名单)$"
)
NUMBER_ONLY = re.compile(r"^附(件|录|表)?[一二三四五六七八九十\d]{0,3}[:：]?$")


def part(body: list[Block]) -> tuple[list[Block], list[tuple[Block, list[Block]]]]:
    """The body of a speech, and its appendices as (title, blocks)."""
    starts = [index for index in range(1, len(body)) if begins(body, index)]
    if not starts:
        return body, []
    appended = []
    for start, end in zip(starts, [*starts[1:], len(body)], strict=True):
        title, first = stripped(body[start]), start + 1
        if NUMBER_ONLY.match(bare(title.text)) and first < end and is_short(body[first]):
            title, first = joined([title, stripped(body[first])], [" "]), first + 1
        appended.append((title, body[first:end]))
    return body[: starts[0]], appended


def begins(body: list[Block], index: int) -> bool:
    line = bare(body[index].text)
    if not is_appendix_title(line):
        return False
    if NUMBER_ONLY.match(bare(body[index - 1].text)):  # 附件 and 名词解释 below it are one title
        return False
    return any(is_closing(block.text) for block in body[max(0, index - 6) : index]) or ends_a_sentence(body[index - 1].text)


def is_short(block: Block) -> bool:
    return len(bare(block.text)) <= 50 and not ends_a_sentence(block.text)


def is_appendix_title(line: str) -> bool:
    return bool(TITLE.match(line)) and len(line) <= 60 and not re.search(r"[。；;]", line)
