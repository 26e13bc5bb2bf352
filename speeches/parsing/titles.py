"""Which lines begin a speech: the score table. Each sign that fires is kept, so that a guess can be shown with its reasons."""
import re
from collections import Counter
from dataclasses import dataclass
from itertools import takewhile

from speeches.parsing.appendices import is_appendix_title
from speeches.parsing.drafts import Block, Evidence, Form
from speeches.parsing.lines import (
    bare,
    ends_a_sentence,
    ends_like_title,
    genre_of,
    has_label,
    is_closing,
    is_date_line,
    is_salutation,
    is_speaker_line,
    letters,
    names_an_occasion,
    salutation_in,
    starts_talking,
    without_divider,
    without_tail,
)

ENOUGH = 5
LONGEST = 80
DASHES = "—-－―–"
TITLE_STYLE = re.compile(r"^(title|标题$|heading 1|标题 1|subtitle|大标题|文章标题|题目)")
# With a date under it, this is a signature or the title of a notice.
ORGAN = re.compile(r"(通知|决定|请示|批复|函|办公室|委员会|人民政府|政府|公司|集团|党委|党组|[局厅部处科院校会镇乡村])$")
# 讲话材料汇编, （三篇）, 《…文选》: the cover of a collection, never a line of a title.
COVER = re.compile(r"(汇编|选编|文集|选集|文选|材料集|集锦)([（(].{0,12}[）)])?$|^[（(][一二三四五六七八九十百\d]{1,3}篇[）)]$|^《.*》$")
TITLE_FACES = ("小标宋", "黑体")
# （2019年3月2日） right under a centred line is a title's date even where the date itself stands left.
WHOLE_DATE = re.compile(r"^[（(〔][^）)〕]*年[^）)〕]*月[^）)〕]*日[）)〕]$")


@dataclass(slots=True)
class Title:
    """The block of lines that a speech begins with: from `start` to `last`; `points` tell how sure it is."""

    start: int
    last: int
    text: str
    points: int
    signs: list[str]

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.text, ", ".join(self.signs), min(0.98, 0.35 + 0.06 * self.points))


def find_titles(blocks: list[Block], listed: set[str]) -> list[Title]:
    """All beginnings, in order. `listed` are the letters of the titles that a contents page promised."""
    usual = usual_form(blocks)
    titles: list[Title] = []
    for index, block in enumerate(blocks):
        if titles and belongs_to(blocks, titles[-1], index):
            continue
        points, signs = weigh(blocks, index, listed, usual)
        if points >= ENOUGH:
            start = climb(blocks, index, titles[-1].last + 1 if titles else 0, usual)
            titles.append(Title(start, index, block.text.strip(), points, signs))
    return titles


def usual_form(blocks: list[Block]) -> Form:
    """The size and the style that most characters have."""
    sizes, styles = Counter(), Counter()
    for block in blocks:
        sizes[block.form.size] += len(block.text)
        styles[block.form.style] += len(block.text)
    return Form(size=sizes.most_common(1)[0][0], style=styles.most_common(1)[0][0]) if blocks else Form()


def weigh(blocks: list[Block], index: int, listed: set[str], usual: Form) -> tuple[int, list[str]]:
    block = blocks[index]
    line = bare(without_divider(block.text))
    if not 2 <= len(line) <= LONGEST or block.place in ("contents", "table") or is_salutation(block.text) or is_appendix_title(line):
        return 0, []
    promised = letters(line) in listed or letters(without_tail(line)) in listed
    form = form_points(block, usual)
    genre = ends_like_title(line)
    if not (genre or promised or form):
        return 0, []  # most lines: nothing below them is worth looking at
    signs = {
        "contents": 4 if promised else 0,
        "genre": 3 if genre else 0,
        "meeting": 2 if genre and names_an_occasion(line) else 0,
        "form": form,
        "break": 1 if block.breaks_before or index == 0 else 0,
        "salutation": salutation_points(blocks, index, genre or promised),
        "date": date_points(blocks, index, form, genre or promised),
        "speaker": 1 if any(is_speaker_line(b.text) for b in head_after(blocks, index)[:3]) else 0,
        "closing before": 2 if index and is_closing(blocks[index - 1].text) else 0,
    }
    if not (genre or promised) and (ORGAN.search(line) or COVER.search(line) or not (form and (signs["date"] or signs["salutation"]))):
        return 0, []
    if not any(value for sign, value in signs.items() if sign not in ("genre", "meeting")):
        return 0, []  # a speech that is only cited: its title on a line of its own, nothing of a head round it
    points = sum(signs.values()) - penalty(block, line, genre)
    return points, [sign for sign, value in signs.items() if value]


def form_points(block: Block, usual: Form) -> int:
    form = block.form
    points = bool(form.centred) + bool(form.size and usual.size and form.size >= 1.2 * usual.size)
    points += bool(any(face in form.font for face in TITLE_FACES)) + bool(TITLE_STYLE.match(form.style) or form.outline_level == 0)
    return min(points, 3)


def salutation_points(blocks: list[Block], index: int, titled: bool) -> int:
    """A salutation soon after, with no other title between. Without a genre word it must follow the head at once."""
    for distance, block in enumerate(blocks[index + 1 : index + 7], 1):
        if salutation_in(block.text):
            if titled:
                return 3 if distance <= 4 else 2
            return 2 if distance <= 4 and bare(salutation_in(block.text))[-1] in "：:" else 0
        if names_an_occasion(block.text) and ends_like_title(block.text) and bare(block.text)[0] not in DASHES:
            return 0
        if has_label(block.text) or (not titled and len(bare(block.text)) > 50):
            return 0
    return 0


def head_after(blocks: list[Block], index: int) -> list[Block]:
    """The short lines below a title, up to the first that says something."""
    after = blocks[index + 1 : index + 7]
    return list(takewhile(lambda block: len(bare(block.text)) <= LONGEST and not has_label(block.text), after))


def date_points(blocks: list[Block], index: int, form: int, titled: bool) -> int:
    """A date line under it. Without a genre word it must be a whole date: （2007年） stands under any form sheet."""
    dates = [n for n, block in enumerate(head_after(blocks, index)[:3]) if is_date_line(block.text) and (titled or "月" in block.text)]
    if not dates:
        return 0
    below = blocks[index + 1 + dates[0]]
    alike = below.form.centred == blocks[index].form.centred or WHOLE_DATE.match(bare(below.text))
    return 4 if form and dates[0] == 0 and alike else 2


def penalty(block: Block, line: str, genre: bool) -> int:
    title = without_tail(line)
    points = 0
    if line[-1] in "。；，、,;":
        points += 5
    if re.search(r"[。！？!?；;]", title[:-1]):
        points += 4
    if line[-1] in "：:":
        points += 4
    if (has_label(line) or block.label) and not (genre and names_an_occasion(line)):
        points += 4
    if is_date_line(line) or is_speaker_line(line):
        points += 6
    if starts_talking(line) or salutation_in(line):
        points += 3
    return points


def belongs_to(blocks: list[Block], title: Title, index: int) -> bool:
    """Whether a line is still part of the head of a title just found: a second title line, the title once more."""
    between = blocks[title.last + 1 : index]
    return len(between) <= 2 and not any(ends_a_sentence(b.text) or len(bare(b.text)) > LONGEST for b in between)


def climb(blocks: list[Block], index: int, floor: int, usual: Form) -> int:
    """The first line of a title that runs over several: a viewpoint above —— 在…会上的讲话, 某某委员会 above 第四次会议."""
    start = index
    while start > floor and index - start < 4 and not blocks[start].breaks_before and is_piece(blocks[start - 1], blocks[start], usual):
        start -= 1
    return start


def is_piece(above: Block, below: Block, usual: Form) -> bool:
    line = bare(above.text)
    if not 2 <= len(line) <= 40 or has_label(line) or is_closing(line) or is_date_line(line) or is_salutation(line):
        return False
    if re.search(r"[。！？!?；;，,：:]$", line) or genre_of(line) or COVER.search(line):
        return False
    if bare(below.text)[0] in DASHES:
        return True
    same = above.form.size == below.form.size and above.form.style == below.form.style
    return same and (above.form.centred and below.form.centred or above.form.style != usual.style)
