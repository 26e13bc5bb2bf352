"""Which lines begin a speech. Each sign that fired is kept, so that a guess can be shown with its reasons."""
import re
from dataclasses import dataclass

from speeches.parsing.decisions import BY_HAND
from speeches.parsing.drafts import Block, Evidence
from speeches.parsing.lines import (
    bare,
    ends_a_sentence,
    ends_like_title,
    genre_of,
    has_label,
    is_closing,
    is_date_line,
    is_divider,
    is_salutation,
    is_speaker_line,
    names_an_occasion,
    without_divider,
)
from speeches.parsing.placing import letters_of
from speeches.parsing.splitting.habits import learn_from_lines, learn_from_titles
from speeches.parsing.splitting.signs import BOOK, COVER, DASHES, ENOUGH, LONGEST, MASTHEAD, PART, penalty, weigh
from speeches.parsing.splitting.volumes import Volume, form_key, number_before, usual_form


@dataclass(slots=True)
class Title:
    """The block of lines that a speech begins with: from `start` to `last`; `points` tell how sure it is."""

    start: int
    last: int
    text: str
    points: int
    signs: list[str]
    by_hand: bool = False  # a person said that a speech begins here
    number: int = 0  # characters before its words that only count the speeches: 篇一：
    above: int = 0  # lines between `start` and its own first: an office's name, what a person had it begin with

    @property
    def evidence(self) -> Evidence:
        if self.by_hand:
            return Evidence(self.text, BY_HAND, 1.0)
        return Evidence(self.text, ", ".join(self.signs), min(0.98, 0.35 + 0.06 * self.points))


def find_titles(blocks: list[Block], listed: set[str]) -> list[Title]:
    """All beginnings, in order. `listed` are the letters of the titles that a contents page promised.

    What the sure ones have in common is a habit of the file, by which others are found in a second look.
    """
    volume = Volume(usual_form(blocks), listed)
    learn_from_lines(volume, blocks)
    titles = mark_titles(blocks, volume)
    if learn_from_titles(volume, blocks, titles):
        titles = mark_titles(blocks, volume)
    for title in titles:
        title.start -= title.above
    return titles


def mark_titles(blocks: list[Block], volume: Volume) -> list[Title]:
    titles: list[Title] = []
    volume.next_number = 1
    for index, block in enumerate(blocks):
        last = titles[-1] if titles else None
        below_first = last and index == last.last + 1 and not last.by_hand and last.points >= ENOUGH
        if below_first and names_a_volume(last.text, block.text) and not any(title.points >= ENOUGH for title in titles[:-1]):
            titles.pop()
            last = titles[-1] if titles else None
        waits = last and last.by_hand and last.points < ENOUGH  # for its title
        if last and not waits and not block.begins and belongs_to(blocks, last, index):
            continue
        if last and block.begins and all(map(goes_aside, blocks[last.start : index])):
            last.by_hand = True  # its title stands in a frame
            continue
        points, signs = weigh(blocks, index, volume)
        floor = last.last + 1 if last else 0
        start = climb(blocks, index, last.start, volume) if points >= ENOUGH and waits and not block.begins else None
        if start is not None and start - last.start <= 3 and is_head(blocks[last.start : start]):
            counted = len(blocks[start].text) - len(volume.without_number(blocks[start]))
            titles[-1] = Title(start, index, block.text.strip(), points, signs, True, counted, start - last.start)
            volume.next_number = number_before(blocks[start])[1] + 1
        elif points >= ENOUGH:
            start = climb(blocks, index, max(floor, first_line(blocks, index)) if block.begins else floor, volume)
            counted = len(blocks[start].text) - len(volume.without_number(blocks[start]))
            titles.append(Title(start, index, block.text.strip(), points, signs, block.begins is True, counted))
            volume.next_number = number_before(blocks[start])[1] + 1
        elif volume.divided and index and is_divider(blocks[index - 1].text) and not is_divider(block.text):
            titles.append(Title(index, index - 1, blocks[index - 1].text.strip(), ENOUGH, ["divider"], block.begins is True))
        elif block.begins:
            first = all(map(goes_aside, blocks[:index]))
            start = 0 if first else index
            could_be = not first and is_head([block]) and not penalty(block, bare(block.text), False, volume)
            titles.append(Title(start, index if could_be else start - 1, block.text.strip(), points, signs, True))
    return titles


def names_a_volume(above: str, below: str) -> bool:
    """讲话材料 over 在…会上的讲话: the first title of a file is the name of the whole. A title in two lines ends in a genre once."""
    first, second = bare(above), bare(below)
    if first == second or second[:1] in DASHES or not ends_like_title(first) or names_an_occasion(first):
        return False
    return ends_like_title(second) and names_an_occasion(second)


def goes_aside(block: Block) -> bool:
    if block.begins or block.pinned:
        return False
    return block.place == "frame" or is_divider(block.text) or not letters_of(block.text)


def first_line(blocks: list[Block], index: int) -> int:
    """The first of the lines without a letter right above a line: they share its place."""
    while index and not letters_of(blocks[index - 1].text):
        index -= 1
    return index


def is_denied(blocks: list[Block], title: Title) -> bool:
    """Whether a person said that no speech begins with its lines, or with those right above that may be its head."""
    for index in range(max(title.start, title.last), max(title.start - 4, -1), -1):
        if index < title.start and not is_head(blocks[index : index + 1]):
            return False
        if blocks[index].begins is False:
            return True
    return False


def is_head(lines: list[Block]) -> bool:
    """Whether lines above a title belong to it: few, short, no sentence, no number."""
    return len(lines) <= 3 and not any(ends_a_sentence(b.text) or len(bare(b.text)) > 60 or has_label(b.text) for b in lines)


def belongs_to(blocks: list[Block], title: Title, index: int) -> bool:
    """Whether a line is still part of the head of a title just found: a second title line, the title once more."""
    if bare(blocks[index].text) == bare(title.text) and index - title.last <= 3:
        return True
    if without_divider(blocks[index].text) != blocks[index].text or is_divider(blocks[index - 1].text):
        return False
    if index - title.last > 3:
        return False
    between = blocks[title.last + 1 : index]
    return not any(ends_a_sentence(b.text) or len(bare(b.text)) > LONGEST for b in between)


def climb(blocks: list[Block], index: int, floor: int, volume: Volume) -> int:
    """The first line of a title that runs over several: a viewpoint above —— 在…会上的讲话, 某某委员会 above 第四次会议."""
    start = index
    while start > floor and index - start < 4 and not blocks[start].breaks_before and is_piece(blocks[start - 1], blocks[start], volume):
        start -= 1
    return start


def is_piece(above: Block, below: Block, volume: Volume) -> bool:
    line = bare(above.text)
    if not 2 <= len(line) <= 40 or is_closing(line) or is_date_line(line) or is_salutation(line) or is_divider(line):
        return False
    if without_divider(below.text) != below.text or volume.counts(below) or (has_label(line) and not volume.counts(above) and bare(below.text)[0] not in DASHES):
        return False
    if re.search(r"[。！？!?；;，,：:]$", line) or genre_of(line) or COVER.search(line) or PART.match(line) or MASTHEAD.search(line):
        return False
    if bare(below.text)[0] in DASHES:
        return True
    if BOOK.match(line):
        return False
    same = above.form.size == below.form.size and above.form.style == below.form.style
    return same and (above.form.centred and below.form.centred or above.form.style != volume.usual.style or goes_on(above, below, volume))


def goes_on(above: Block, below: Block, volume: Volume) -> bool:
    """在全县科技创|新工作推进会上的讲话: a title that was broken without any form to show it."""
    if form_key(above.form) != form_key(below.form):
        return False
    begun = re.match(r"^[^，。、；：？！]{0,20}在(?!座|此)", bare(volume.without_number(above))) and not is_speaker_line(above.text)
    return bool(begun) and not bare(below.text).startswith("在")
