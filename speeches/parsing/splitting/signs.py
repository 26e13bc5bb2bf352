"""The score table of a beginning: what on a line, and round it, says that a speech starts here, and what says that none does."""
import re
from itertools import takewhile

from speeches.parsing.drafts import Block, Form
from speeches.parsing.lines import (
    bare,
    ends_a_sentence,
    ends_like_title,
    has_label,
    is_closing,
    is_date_line,
    is_divider,
    is_salutation,
    is_speaker_line,
    names_an_occasion,
    salutation_in,
    starts_talking,
    without_divider,
    without_tail,
)
from speeches.parsing.marks import mark_of
from speeches.parsing.splitting.appendices import is_appendix_title
from speeches.parsing.splitting.volumes import Volume, form_key

LONGEST = 80
ENOUGH = 5
DASHES = "—-－―–"
TITLE_STYLE = re.compile(r"^(title|标题$|heading 1|标题 1|subtitle|大标题|文章标题|题目)")
# With a date under it, this is a signature or the title of a notice.
ORGAN = re.compile(r"(通知|决定|请示|批复|函|办公室|委员会|人民政府|政府|公司|集团|党委|党组|[局厅部处科院校会镇乡村])$")
MANY = r"[一二三四五六七八九十百\d]{1,4}"
# 讲话材料汇编, （三篇）, 讲话稿（精选12篇）, 《…文选》, 主编：某某: the cover of a collection, never a line of a title.
COVER = re.compile(
    rf"(汇编|选编|锦集|汇总|大全|合集|文集|选集|文选|文稿选|材料集|集锦|精选)([（(].{{0,12}}[）)])?$|[（(【]?(精选|通用|共|计|热门|优选|实用|最新|推荐|合集|专业|锦集)?{MANY}篇(合集|精选|范文|汇总|通用|推荐)?[）)】]$"
    rf"|^(精选|最新|热门)?{MANY}篇.{{2,40}}(汇编|范文|大全|合集|汇总|讲话稿|发言稿)$|(稿|发言|讲话|致辞|演讲|词|报告|材料|范文){MANY}篇$"
    r"|^[【\[](精选|热门|最新|推荐|优选)[】\]]|(言论|讲话|发言|文章|报告|文稿)选([（(].{1,6}[）)]|第?.{1,3}[卷集辑册])?$"
    r"|^[（(]?(内部(资料|材料|刊物|使用)|供内部).{0,20}$"
    r"|^(主编|副主编|编委|编者|编著|编辑|责任编辑|顾问|策划|校对|编印|编制|编写)[:：].{2,40}$|^.{2,24}(编印|编|印制|编制|汇编组|编写组|编委会)$|^[\d〇零○一二三四五六七八九]{4}年([一二三四五六七八九十\d]{1,2}月)?([编印]印?)?$"
)
# What stands round an office's paper: 青政办发〔2024〕12号, 第5期, 签发人：某某, 秘密★一年.
MASTHEAD = re.compile(
    r"^[\u4e00-\u9fff]{0,12}[〔\[（(]\d{4}[〕\]）)]第?\d{1,4}[号期](签发人.*)?$|^[（(]?(\d{4}年)?(第|总第)[\d一二三四五六七八九十百]{1,4}期([（(].{0,12}[）)])?[）)]?$|^签发人[:：]|^(秘密|机密|绝密|密级|内部资料|特急|加急)([★:：].{0,6})?$|^\d{6}$"
)
COUNTED = re.compile(r"[稿词话言告文]([（(【]?篇[一二三四五六七八九十\d]{1,3}[）)】]?)$")  # 在…会上的讲话稿 篇3
# Above several speeches of a volume: 第一部分　动员部署类, （农业农村篇）.
PART = re.compile(r"^第[一二三四五六七八九十\d]{1,3}(部分|编|辑|单元|板块|章)|^[（(【].{2,20}[篇类编辑][）)】]$|^.{2,12}[篇编辑]$")
# An editor's words before the speeches.
PREFACE = re.compile(
    r"^[（(【\[]?(编者按|编者的话|编者说明|编辑说明|编选说明|编印说明|编写说明|前言|序言?[一二三]?|代序|引言|出版说明|出版前言|再版说明|内容提要|内容简介|说明|写在前面|卷首语|后记|编后记)[）)】\]]?([：:].*)?$"
    r"|^(以下|下面|本文|这里)(是|为).{0,20}(整理|收集|分享|带来|介绍)"
)
BOOK = re.compile(r"^《[^《》]*》$")
TITLE_FACES = ("小标宋", "黑体")
# （2019年3月2日） right under a line is a title's date, whatever their forms.
DAY = r"[\d〇零○Oo一二三四五六七八九]{4}(?:年[^）)〕\]，,]{1,3}月(?:[^）)〕\]，,]{1,3}[日号])?|[.\-/]\d{1,2}[.\-/]\d{1,2})"
ONLY_DATE = re.compile(rf"^(时间[：:]|日期[：:]|[—–―－-]{{1,2}})?{DAY}$")
WHOLE_DATE = re.compile(rf"^[（(〔\[]{DAY}[^）)〕\]]{{0,24}}[）)〕\]]$")


def weigh(blocks: list[Block], index: int, volume: Volume) -> tuple[int, list[str]]:
    """The points of a line, and the signs that gave them. Most lines get none without a look at their neighbours."""
    block = blocks[index]
    if len(block.text) > 2.5 * LONGEST or (not volume.listed and block.text.rstrip()[-1:] in "。；;，、,"):
        return 0, []
    line = bare(volume.without_number(block))
    if not 2 <= len(line) <= LONGEST or block.place in ("contents", "table") or is_salutation(block.text) or is_appendix_title(line):
        return 0, []
    promised, genre = volume.promises(line), ends_like_title(line)
    if is_masthead(blocks, index) or (is_cover(line) or PART.match(bare(block.text))) and not promised or PREFACE.match(line):
        return 0, []
    form = form_points(block, volume.usual)
    divided, counted = is_divided(blocks, index), volume.counts(block)
    alike = form_key(block.form) in volume.forms
    headed = could_stand_alone(blocks, index, line) and bool(date_below(blocks, index))
    if not (genre or promised or form or divided or alike or headed or counted):
        return 0, []  # most lines: nothing below them is worth looking at
    named = genre or promised or divided
    signs = {
        "contents": volume.promise if promised else 0,
        "genre": 3 if genre else 0,
        "meeting": 2 if genre and names_an_occasion(line) else 0,
        "form": form,
        "divider": (5 if volume.divided else 2) if divided else 0,
        "like the others": 3 if alike else 0,
        "number": 2 if counted else 0,
        "break": 1 if block.breaks_before or index == 0 else 0,
        "salutation": salutation_points(blocks, index, named),
        "date": date_points(blocks, index, form, named),
        "dated like the others": 3 if headed and volume.dated else 0,
        "speaker": 1 if any(is_speaker_line(b.text) for b in head_after(blocks, index)[:3]) else 0,
        "closing before": 2 if index and is_closing(blocks[index - 1].text) else 0,
    }
    if BOOK.match(line) and index == 0 and not (named or signs["salutation"]):
        return 0, []
    if not named and (ORGAN.search(line) or is_speaker_line(line) or not (signs["date"] or signs["salutation"] or alike)):
        return 0, []
    if not any(value for sign, value in signs.items() if sign not in ("genre", "meeting")):
        return 0, []  # a speech that is only cited: its title on a line of its own, nothing of a head round it
    points = sum(signs.values()) - penalty(block, line, genre, volume, dated=bool(signs["dated like the others"]))
    return points, [sign for sign, value in signs.items() if value]


def is_masthead(blocks: list[Block], index: int) -> bool:
    """A line of a paper's head: 领导讲话 over 第5期, an office over 青政办发〔2024〕12号."""
    below = blocks[index : index + 3]
    return len(below[0].text) <= 40 and any(MASTHEAD.search(bare(block.text)) for block in below if len(block.text) <= 40)


def is_cover(line: str) -> bool:
    """A line of a volume's cover or the name of one of its parts. 《在…会上的讲话》 is a title in its marks."""
    return bool(COVER.search(line) or PART.match(line)) and not (line[0] == "《" and ends_like_title(line))


def form_points(block: Block, usual: Form) -> int:
    form = block.form
    points = bool(form.centred) + bool(form.size and usual.size and form.size >= 1.2 * usual.size)
    points += bool(any(face in form.font for face in TITLE_FACES) or form.bold > usual.bold) + bool(TITLE_STYLE.match(form.style) or form.outline_level == 0)
    return min(points, 3)


def is_divided(blocks: list[Block], index: int) -> bool:
    """篇一 stands above the line, or before its words."""
    text = blocks[index].text
    return without_divider(text) != text or bool(COUNTED.search(bare(text))) or (index > 0 and is_divider(blocks[index - 1].text))


def could_stand_alone(blocks: list[Block], index: int, line: str) -> bool:
    """A short line without the end of a sentence, behind a paragraph that has one: room for a title."""
    if not 4 <= len(line) <= 40 or has_label(line) or ends_a_sentence(line) or line[-1] in "，、,；;：:）)" or is_date_line(line) or is_speaker_line(line):
        return False
    above = bare(blocks[index - 1].text) if index else ""
    return index == 0 or blocks[index].breaks_before or ends_a_sentence(above) or above[-1:] in "）)" or is_date_line(above) or is_cover(above)


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


def date_below(blocks: list[Block], index: int) -> Block | None:
    """The line below, if it is a whole date, in brackets or alone."""
    below = blocks[index + 1] if index + 1 < len(blocks) else None
    if not below or len(below.text) > LONGEST:
        return None
    line = bare(below.text)
    return below if (WHOLE_DATE.match(line) or ONLY_DATE.match(line)) and is_date_line(below.text) else None


def names_a_day(text: str) -> bool:
    return "月" in text or bool(ONLY_DATE.match(bare(text)) or WHOLE_DATE.match(bare(text)))


def date_points(blocks: list[Block], index: int, form: int, titled: bool) -> int:
    """A date line under it. Without a genre word it must be a whole date: （2007年） stands under any form sheet."""
    dates = [n for n, block in enumerate(head_after(blocks, index)[:3]) if is_date_line(block.text) and (titled or names_a_day(block.text))]
    if not dates:
        return 0
    below = blocks[index + 1 + dates[0]]
    alike = below.form.centred == blocks[index].form.centred or WHOLE_DATE.match(bare(below.text))
    if form and dates[0] == 0 and alike:
        return 4
    return 3 if dates[0] == 0 and WHOLE_DATE.match(bare(below.text)) else 2


def penalty(block: Block, line: str, genre: bool, volume: Volume, dated: bool = False) -> int:
    title = without_tail(line)
    points = 0
    if line[-1] in "。；，、,;":
        points += 5
    if re.search(r"[。！？!?；;]", title[:-1]):
        points += 4
    if line[-1] in "：:":
        points += 4
    if (mark_of(line) or has_label(line) or block.label) and not (genre and names_an_occasion(line)) and not volume.counts(block):
        points += 4
    if is_date_line(line) or is_speaker_line(line):
        points += 6
    if (starts_talking(line) and not dated) or salutation_in(line):  # 我们的根本政策 is a title over a date
        points += 3
    return points
