"""The title block: which of its lines are title, subtitle, date, speaker, and which are none of these."""
import re
from dataclasses import dataclass, field

from speeches.parsing.lines import GENRES, bare, genre_of, names_an_occasion, without_divider
from speeches.parsing.metadata.dates import find_date, folded, looks_like_date, without_dates
from speeches.parsing.metadata.posts import POST_WORD, Person, is_organ, read_person

DASH = re.compile(r"^(—{1,4}|–{1,2}|―{1,2}|-{2,4}|－{1,2}|─{1,2}|-(?=在))")
SOURCE = re.compile(r"^(来源|信息来源|文章来源|稿件来源|发布时间|发布日期|时间|日期|编辑|责任编辑|作者单位|浏览次数|字号|关键词|摘要)[:：]")
# 单位：县水利局 / 姓名：某某 / 职务：局长: a form instead of a speaker line.
HOST = re.compile(r"^(会议)?主持(人|者)?[:：](?P<rest>.+)")
PLACE = re.compile(r"^(会议|讲话|活动)?(地点|会址)[:：](?P<place>.+)")
LABELLED = re.compile(r"^(?P<label>姓名|职务|职位|单位|报送单位|所在单位|部门|主题|议题|记录人?|参加(人员)?|出席(人员)?|列席(人员)?|参会(人员)?|主办(单位)?|承办(单位)?|整理人?|撰稿人?|审核人?|会议名称|范围|密级)[：:](?P<value>.+)$")
BRACKETED = re.compile(r"^[（(【\[〔].*[）)】\]〕]$")
# A line that names the meeting alone, often behind the date: 在某县第十届人民代表大会第二次会议上.
OCCASION = re.compile(r"(会|会议|大会|全会|仪式|典礼|论坛|班|活动|党课|式)(上|闭幕时|开幕时)[）)]?$")
EXCERPT = re.compile(r"节选|摘要|摘登|摘编|选段|部分内容|有删节|略有删减|删减")
REDACTED_TITLE = re.compile(r"^[（(\[【]?标签|^无标题$")
FILE_ENDING = re.compile(r"[.．](docx?|wps|txt|pdf)$", re.IGNORECASE)
LENGTH = re.compile(r"[（(](全文|共)?\d+(字|页)[^（）()]*[）)]$")
INNER = re.compile(rf"^(.{{4,80}}?(?:{'|'.join(sorted(GENRES, key=len, reverse=True))}))[\s\u3000]+(\S.*)$")


@dataclass(slots=True)
class Head:
    """The lines of a title block by their part. Each keeps the words as they stand."""

    title: list[str] = field(default_factory=list)
    subtitle: list[str] = field(default_factory=list)
    occasion: list[str] = field(default_factory=list)  # lines with date or meeting
    person: Person | None = None
    person_line: str = ""
    host: str = ""  # 主持人：…, the speaker of a 主持词 alone
    place: str = ""
    organ: str = ""  # a line with the name of an office alone
    notes: list[str] = field(default_factory=list)  # （根据录音整理）, 来源：…

    @property
    def excerpt(self) -> bool:
        return any(EXCERPT.search(line) for line in [*self.notes, *self.title[-1:], *self.subtitle] if len(line) < 40 or "（" in line)


def read_head(lines: list[str]) -> Head:
    """Sort the lines of a title block; the first that is nothing else begins the title, those below go on with it."""
    head = Head()
    lines = [part for line in lines if bare(line) for part in parted(line)]
    for at, line in enumerate(lines):
        part = part_of(line, head, lines[at + 1 :])
        if part == "person":
            head.person, head.person_line = head.person or read_person(line), head.person_line or line
        elif part == "name":
            head.person = Person(bare(line).strip("（()）"), head.person.post if head.person else None)
            head.person_line = f"{head.person_line} {line}".strip()
        elif part == "form":
            fill(head, LABELLED.match(bare(line)))
        elif part == "host":
            head.host = head.host or HOST.match(bare(line))["rest"]
        elif part == "place":
            head.place = head.place or PLACE.match(bare(line))["place"]
        elif part == "organ":
            head.organ = head.organ or together(line)
        elif part == "more":
            head.occasion[-1] += bare(line)
        elif part in ("more subtitle", "bracketed subtitle"):
            head.subtitle.append(line.strip().strip("（()）") if part[0] == "b" else line)
        elif part:
            getattr(head, part).append(line)
    if not head.title and (dated := next((line for line in head.occasion if names_an_occasion(line) and line[0] not in "—-（("), None)):
        head.title.append(re.sub("^[，,]", "", without_dates(dated)))  # 2024年3月5日在…会议上的讲话 is all there is
    return head


def parted(line: str) -> list[str]:
    """在全县收心会上的讲话　县长　张三　2024年3月5日 is a title with what belongs below it on one line."""
    found = INNER.match(line)
    if found and names_an_occasion(found[1]) and (is_dated(bare(found[2])) or read_person(found[2]) or dated_person(found[2])):
        return [found[1], found[2]]
    return [line]


def together(line: str) -> str:
    """Offices that sign together: 中共清河县委　清河县人民政府."""
    parts = line.split()
    return "、".join(parts) if all(map(is_organ, parts)) else bare(line)


def fill(head: Head, found: re.Match):
    """Take name and post out of a form; the rest of it is kept as a note."""
    label, value = found["label"], found["value"]
    head.notes.append(found[0])
    if label in ("单位", "所在单位", "报送单位", "部门"):
        head.organ = head.organ or value
    if label == "姓名" and (person := read_person(value)):
        head.person = Person(person.name, head.person.post if head.person else person.post, person.blanked)
        head.person_line = f"{head.person_line} {found[0]}".strip()
    elif label in ("职务", "职位"):
        head.person = Person(head.person.name, value) if head.person else Person(None, value)
        head.person_line = f"{head.person_line} {found[0]}".strip()


def part_of(line: str, head: Head, below: list[str]) -> str:
    """Which part of a title block a line is, after those above it."""
    text = bare(line)
    if not without_divider(text) or REDACTED_TITLE.search(text):
        return ""
    if HOST.match(text) or PLACE.match(text):
        return "host" if HOST.match(text) else "place"
    if SOURCE.match(text) and not find_date(text):
        return "notes"
    if LABELLED.match(text) and (head.title or not genre_of(text)):
        return "form"
    if unfinished_occasion(head):
        return "more"
    if DASH.match(text):
        return "subtitle" if not is_dated(DASH.sub("", text)) and genre_or_no_occasion(text) else "occasion"
    if is_dated(text) or SOURCE.match(text):
        return "occasion"
    if BRACKETED.match(text):
        if head.title and not head.subtitle and text[1] == "在" and names_an_occasion(text[1:-1]):
            return "bracketed subtitle"
        return "occasion" if find_date(text) or text[1:].startswith("在") or dated_person(line) else bracketed(line, head)
    if head.title and dated_person(line):
        return "occasion"  # 县长　张三（2024年3月5日）
    if below and bare(below[0])[0] in "的上" and genre_of(below[0]) and not head.subtitle:
        return "title"  # cut before 的讲话
    if head.subtitle and not head.occasion and not head.person and not ends_subtitle(head.subtitle[-1]):
        return "more subtitle"
    if OCCASION.search(text) and not genre_of(text):
        return "occasion" if head.title or not below or not genre_of(below[0]) else "title"
    return title_or_person(line, text, head, below)


def dated_person(line: str) -> bool:
    rest = without_dates(line)
    return rest != line.strip() and read_person(rest) is not None


def is_dated(text: str) -> bool:
    return begins_with_date(text) or (looks_like_date(text) and not genre_of(text))


def title_or_person(line: str, text: str, head: Head, below: list[str]) -> str:
    person = read_person(line)
    if not head.title and person and person.name and not text.endswith("同志") and below and bare(below[0])[0] == "在" and names_an_occasion(below[0]):
        return "person"  # the speaker above the title
    if person and not (head.title or person.name or person.blanked) and (len(text) > 12 or "，" in text):
        person = None  # 选好用好村党支部书记 is a title
    if person and (head.title or not title_follows(below)) and not names_an_occasion(text):
        if head.person and not head.person.name and person.name and not person.post:
            return "name"
        if person.name or person.blanked or person.post:
            return "person" if head.person is None else "notes"
    if head.title and is_organ(text) and not any(map(genre_of, below)):
        return "organ"
    if head.person or head.occasion or finished(head.title, [line, *below]):
        return "title" if not head.title else "organ" if is_organ(text) else "notes"
    if head.title and text[0] == "在" and names_an_occasion(text) and bare(head.title[0])[0] != "在" and not read_person("".join(head.title)):
        return "subtitle"  # a viewpoint above 在…会上的讲话, the dash left out
    return "title" if text not in [bare(other) for other in head.title] else ""


def title_follows(below: list[str]) -> bool:
    """Whether a line further down is the title, so that a name above it is part of it (新春寄语 …)."""
    return any(genre_of(line) and not read_person(line) for line in below)


def finished(title: list[str], below: list[str]) -> bool:
    """…会议上的讲话 needs no further line, and 述职报告 none unless another line ends in a genre word."""
    whole = "".join(bare(line) for line in title)
    return names_an_occasion(whole) or whole.endswith("政府工作报告") or (bool(genre_of(whole)) and not any(map(genre_of, below)))


def ends_subtitle(line: str) -> bool:
    return bool(genre_of(line)) or bare(line)[-1] in "上）)"


def unfinished_occasion(head: Head) -> bool:
    """——2024年1月10日在某市第六届人民代表大会 goes on with 第六次会议上 on the next line."""
    if not head.occasion:
        return False
    last = head.occasion[-1]
    opened = last[0] in "（(" and not re.search("[）)]", last)
    return opened or bool(re.search(r"日.{0,30}在[^上）)]{4,40}$", last)) and not re.search(r"(会议|大会|会|报告|讲话)[。]?$", last.replace("代表大会", ""))


def begins_with_date(text: str) -> bool:
    """（2024年3月5日…, 二〇二四年…, 时间：2024-03-05, but not 2024年政府工作报告."""
    line = re.sub(r"^(会议|讲话|活动|发布)?(时间|日期):", "", folded(text)).lstrip("（([【〔—-")
    found = find_date(line)
    return bool(found) and line.find(found[1]) <= 1 and (len(found[0]) > 4 or len(line) <= 9)


def genre_or_no_occasion(text: str) -> bool:
    """A line with —— is a subtitle unless it is only date and meeting (——在…会议上)."""
    return bool(genre_of(text)) or not OCCASION.search(text)


def bracketed(line: str, head: Head) -> str:
    person = read_person(line)
    if person and person.name and not person.post and head.person and not head.person.name:
        return "name"
    return "person" if person and (person.name or person.blanked or POST_WORD.search(person.post)) else "notes"


def title_of(lines: list[str]) -> str | None:
    """Join the lines of a title and take off what does not belong to it: .docx, 篇一：, (全文2576字), blanks between characters."""
    whole = ""
    for line in lines:
        line = " ".join(line.split())
        whole += (" " if re.search(r"[\w]$", whole) and re.match(r"[A-Za-z0-9]", line) and whole[-1:].isascii() else "") + line
    whole = re.sub(r"(?<=[一-鿿])\s+(?=[一-鿿])", "" if spaced_out(whole) else " ", whole)
    shorter = None
    while shorter != whole:
        shorter, whole = whole, LENGTH.sub("", FILE_ENDING.sub("", without_divider(whole))).strip(" 　：:")
    return whole or None


def spaced_out(title: str) -> bool:
    """政 府 工 作 报 告: single characters, not two halves of a couplet."""
    parts = title.split(" ")
    return len(parts) > 2 and sum(len(part) == 1 for part in parts) > len(parts) / 2
