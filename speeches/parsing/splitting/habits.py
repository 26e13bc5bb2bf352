"""How whoever put a file together made its titles: learned from the lines, then from the titles that are sure."""
from collections import Counter
from itertools import pairwise

from speeches.parsing.drafts import Block
from speeches.parsing.lines import (
    bare,
    divider_in,
    ends_a_sentence,
    ends_like_title,
    has_label,
    is_date_line,
    is_divider,
    salutation_in,
)
from speeches.parsing.marks import number_of
from speeches.parsing.splitting.signs import (
    COVER,
    ENOUGH,
    LONGEST,
    ORGAN,
    could_stand_alone,
    date_below,
    head_after,
    weigh,
)
from speeches.parsing.splitting.volumes import FEWEST, MOST_SURE, Volume, form_key, is_series, number_before

HEAD = {"genre", "date", "salutation", "speaker"}  # what a title has and a heading has not
OTHER_LINES, CENTRED_LINES = 2, 5  # in the form of titles, for each that is sure: more are headings inside of speeches
CLOSEST = 4  # lines between two titles
KEPT_PROMISE, DOUBTFUL = 5, 4  # points
KEPT = 0.3  # of the titles on a contents page that look like titles in the text; an outline's headings do not


def learn_from_lines(volume: Volume, blocks: list[Block]):
    volume.divided = are_divided(blocks)
    volume.dated = sum(stands_over_a_date(blocks, index) for index in range(len(blocks))) >= FEWEST
    volume.number = number_of_lines(volume, blocks)
    if volume.listed:
        volume.promise = worth_of_promises(volume, blocks)


def are_divided(blocks: list[Block]) -> bool:
    """篇一, 篇二 … in order, and behind half of them a speech begins; parts of a report are counted so too."""
    places = [index for index, block in enumerate(blocks) if len(block.text) <= LONGEST and divider_in(block.text)]
    if not is_series([number_of(divider_in(blocks[index].text).strip("第篇之范文例样本讲话稿发言 ")) for index in places]):
        return False
    return sum(begins_there(blocks, index) for index in places) >= 0.5 * len(places)


def begins_there(blocks: list[Block], index: int) -> bool:
    """Whether a title with a genre word, or a salutation or a date, is near."""
    near = blocks[index : index + 7]
    return any(salutation_in(block.text) or (block is not near[0] or not is_divider(block.text)) and ends_like_title(block.text) for block in near) or has_date(blocks, index)


def number_of_lines(volume: Volume, blocks: list[Block]) -> str:
    """The kind of number with which 1, 2, 3 … lines begin that are titles but for the number."""
    counted: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        kind, value = number_before(block) if len(block.text) <= LONGEST else ("", 0)
        if kind:
            volume.number, volume.next_number = kind, value
            points, signs = weigh(blocks, index, volume)
            if points >= ENOUGH and HEAD.intersection(signs):
                counted.setdefault(kind, []).append((index, value, points))
    volume.number = ""
    series = [kind for kind, found in counted.items() if counts_titles(found)]
    return max(series, key=lambda kind: len(counted[kind]), default="")


def counts_titles(found: list[tuple[int, int, int]]) -> bool:
    """Whether these lines, each with its number and its points, run on as titles would; a few may be missing."""
    found = [line for n, line in enumerate(found) if not n or line[1] != found[n - 1][1] or not line[1]]  # a title may stand twice
    values = [value for _, value, _ in found]
    sure = sum(points >= ENOUGH + 2 for _, _, points in found)  # 2 for the number itself
    if (sure < FEWEST and len(found) <= FEWEST) or any(below[0] - above[0] < CLOSEST for above, below in pairwise(found)):
        return False  # the items of an agenda stand side by side
    return not any(values) or (values == sorted(set(values)) and values[0] <= 3 and len(values) >= 0.4 * values[-1])


def has_date(blocks: list[Block], index: int) -> bool:
    return any(is_date_line(block.text) for block in head_after(blocks, index)[:3])


def stands_over_a_date(blocks: list[Block], index: int) -> bool:
    if len(blocks[index].text) > LONGEST or not date_below(blocks, index):
        return False
    line = bare(blocks[index].text)
    return could_stand_alone(blocks, index, line) and not ORGAN.search(line)


def worth_of_promises(volume: Volume, blocks: list[Block]) -> int:
    """The points of a listed title: most where these look like titles in the text, none where they are headings of one speech."""
    places = [index for index, block in enumerate(blocks) if len(block.text) <= 200 and volume.promises(bare(volume.without_number(block)))]
    if len(places) < FEWEST:
        return DOUBTFUL
    shown = sum(ends_like_title(blocks[index].text) or begins_there(blocks, index) for index in places)
    collected = any(COVER.search(bare(block.text)) for block in blocks[: places[0]][:20])
    if shown >= max(1, KEPT * len(places)) or collected:
        return KEPT_PROMISE
    spoken = any(salutation_in(block.text) for block in blocks[: places[0]])
    return 0 if spoken else DOUBTFUL


def learn_from_titles(volume: Volume, blocks: list[Block], titles: list) -> bool:
    """Whether the sure titles taught something new."""
    sure = [title for title in titles if title.points >= MOST_SURE]
    volume.number = number_of_titles(blocks, titles) or volume.number
    volume.forms = forms_of_titles(blocks, sure)
    return bool(volume.number or volume.forms)


def number_of_titles(blocks: list[Block], titles: list) -> str:
    """The kind of number that nearly all titles begin with, counting up."""
    numbered = [number_before(blocks[title.start]) for title in titles]
    kind, often = Counter(kind for kind, _ in numbered if kind).most_common(1)[0] if any(kind for kind, _ in numbered) else ("", 0)
    values = [value for found, value in numbered if found == kind]
    counting = values == sorted(set(values)) or not any(values)
    return kind if often >= max(FEWEST, 0.8 * len(titles)) and counting else ""


def forms_of_titles(blocks: list[Block], sure: list) -> set:
    """Forms that two sure titles have, no running text, no numbered heading, and not many other lines."""
    body = Counter()
    for block in blocks:
        body[form_key(block.form)] += len(block.text)
    often = Counter(form_key(blocks[title.last].form) for title in sure)
    candidates = {key for key, count in often.items() if count >= FEWEST and key != body.most_common(1)[0][0]}
    if not candidates:
        return set()
    in_titles = {index for title in sure for index in range(title.start, title.last + 1)}
    others = Counter()
    for index, block in enumerate(blocks):
        key = form_key(block.form)
        if key not in candidates or index in in_titles or COVER.search(bare(block.text)):
            continue
        line = bare(block.text)
        if len(line) > 60 or ends_a_sentence(line) or has_label(line) or block.label:
            candidates.discard(key)
        others[key] += not is_date_line(line)
    return {key for key in candidates if others[key] <= (CENTRED_LINES if key[0] else OTHER_LINES) * often[key]}
