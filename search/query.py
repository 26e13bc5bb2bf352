"""What a person typed → Query. A sign that makes no sense is explained in Chinese and the best reading is answered."""
import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.engine import SCOPES, SORTS, And, Filters, Node, Not, Or, Phrase, Query, Words
from search.text import folded

NOTHING = Or(())  # a question that no speech answers
FILTERS = ("type", "speaker", "year", "level", "topic", "kind")
PER_PAGE, MOST_PER_PAGE = 20, 100
MOST_PARTS, DEEPEST, MOST_VALUES = 200, 20, 60

# What may stand before a colon. Other words before a colon (强调：要…) are words like any other.
FIELDS = {
    "标题": "title", "题目": "title", "提纲": "heading", "小标题": "heading", "正文": "text",
    "讲话人": "speaker", "会议": "meeting", "类型": "type", "会议类型": "type", "主题": "topic",
    "层级": "level", "年": "year", "年份": "year", "类别": "kind", "讲话类别": "kind",
}
LEVELS = {"全国": "国家", "中央": "国家", "区": "县", "旗": "县", "镇": "乡", "街道": "乡", "州": "市", "盟": "市"}
# A quotation mark and what may close it, the likeliest first; input methods mix them and sharing sites turn them round.
QUOTES = {'"': ('"＂', "”“"), "＂": ('"＂', "”“"), "“": ("”", "“", '"＂'), "”": ("“", "”"), "「": ("」",), "『": ("』",)}
NESTING = {"“": "”", "「": "」", "『": "』"}

FIELD = re.compile(rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))})\s*[:：﹕]\s*")
OR = re.compile(r"(?:OR|ＯＲ)(?=[\s(（]|$)|[|｜]+")
MINUS = "-－﹣−"
WORD = re.compile(r'[^\s()（）"＂“”「『|｜]+')
YEARS = re.compile(r"(\d{4})年?(?:(?:\.{2,}|…+|-+|—+|~|至|到)(?:(\d{4})年?)?)?|(?:\.{2,}|…+|-+|—+|~|至|到)(\d{4})年?")
DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?)?月?|年)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was understood."""

    text: str  # q as typed
    query: Query
    problems: list[str] = field(default_factory=list)  # sentences for the person who asked
    empty: bool = False  # something was typed, but it holds no letter or digit


def read(params, visible: frozenset[str]) -> Asked:
    """Read a query string (a QueryDict). Nothing in it can make this fail."""
    text = params.get("q", "").replace("\0", "").strip()
    reader = Reader(text)
    node = reader.read()
    empty = bool(text) and node is None
    filters, problems = read_filters(params)
    query = Query(
        node=NOTHING if empty else node,
        visible=visible,
        scope=one_of(SCOPES, params.get("in")),
        filters=filters,
        sort=one_of(SORTS if node else ("newest", "oldest"), params.get("sort")),
        page=number(params.get("page"), 1, 1_000_000),
        per_page=number(params.get("per_page"), PER_PAGE, MOST_PER_PAGE),
    )
    if empty:
        reader.problems.append(_("这里没有可以检索的字：请写上要找的字、词或句子。"))
    return Asked(text, query, reader.problems + problems, empty)


class Reader:
    """Reads one q from left to right: alternatives of runs of parts."""

    def __init__(self, text: str):
        self.text, self.at, self.depth, self.parts = text, 0, 0, 0
        self.problems: list[str] = []

    def read(self) -> Node | None:
        nodes = [self.alternatives("all")]
        while self.at < len(self.text):  # a bracket that closes nothing ended it
            self.say(_("有一个右括号没有配对，略过了。"))
            self.at += 1
            nodes.append(self.alternatives("all"))
        return joined(And, nodes)

    def alternatives(self, field: str) -> Node | None:
        """a b OR c: what stands between two ORs belongs together."""
        runs: list[list[Node]] = [[]]
        while self.more():
            if sign := OR.match(self.text, self.at):
                self.at = sign.end()
                if not runs[-1]:
                    self.say(_("OR 的两边都要有词，多出来的略过了。"))
                else:
                    runs.append([])
            elif node := self.part(field):
                runs[-1].append(node)
        if len(runs) > 1 and not runs[-1]:
            self.say(_("OR 的两边都要有词，多出来的略过了。"))
        return joined(Or, [joined(And, run) for run in runs])

    def part(self, field: str) -> Node | None:
        """One word, quoted string, bracket or -part. None where nothing is left of it."""
        sign = self.text[self.at]
        if sign in MINUS:
            return self.without(field)
        if sign in "(（":
            return self.bracket(field)
        if name := FIELD.match(self.text, self.at):
            return self.named(name)
        if sign in QUOTES:
            return self.counted(Phrase(self.quoted(), field))
        word = WORD.match(self.text, self.at)
        self.at = word.end() if word else self.at + 1
        return self.counted(valued(word.group(), field) if word else Words("", field))

    def without(self, field: str) -> Node | None:
        self.at += 1
        if not self.more() or self.text[self.at - 1].isspace() or self.text[self.at] in MINUS:
            self.say(_("减号要紧挨着一个词（监督 -评议），单独的减号略过了。"))
            return None
        node = self.part(field)
        return Not(node) if node else None

    def bracket(self, field: str) -> Node | None:
        self.at += 1
        if self.depth == DEEPEST:
            self.say(_("括号套得太深，里层的括号没有算。"))
            return None
        self.depth += 1
        node = self.alternatives(field)
        self.depth -= 1
        if self.at < len(self.text):
            self.at += 1
        else:
            self.say(_("有一个左括号没有配对，当作到末尾为止。"))
        return node

    def named(self, name: re.Match) -> Node | None:
        self.at = name.end()
        if not self.more():
            self.say(_("“%(name)s：”后面没有写要找什么，略过了。") % {"name": name.group(1)})
            return None
        return self.part(FIELDS[name.group(1)])

    def quoted(self) -> str:
        start = self.at + 1
        end = closing(self.text, self.at)
        if end < 0:
            end = len(self.text)
            self.say(_("引号没有配对，当作到末尾为止。"))
        self.at = end + 1
        if not folded(self.text[start:end]):
            self.say(_("有一对引号里没有字，略过了。"))
        return self.text[start:end]

    def more(self) -> bool:
        """Step over blanks; is there anything before the end or a closing bracket?"""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text) and self.text[self.at] not in ")）"

    def counted(self, node: Node) -> Node | None:
        if isinstance(node, Words | Phrase) and not folded(node.text):
            return None
        self.parts += 1
        if self.parts > MOST_PARTS:
            self.say(_("词太多了，只用了前 %(count)s 个。") % {"count": MOST_PARTS})
            return None
        return node

    def say(self, sentence: str):
        if sentence not in self.problems:
            self.problems.append(sentence)


def closing(text: str, start: int) -> int:
    """Where the quotation that opens at start ends: “a“b”c” nests; -1 = nowhere."""
    opener = text[start]
    depth = 0
    for at in range(start, len(text) if opener in NESTING else start):
        depth += (text[at] == opener) - (text[at] == NESTING[opener])
        if not depth:
            return at
    for marks in QUOTES[opener]:
        places = [at for mark in marks if (at := text.find(mark, start + 1)) > 0]
        if places:
            return min(places)
    return -1


def valued(word: str, field: str) -> Node:
    """A word after 年: or 层级: stands for the values it names."""
    if field == "year":
        return years(word)
    if field == "level":
        level = word.removesuffix("级")
        return Words(LEVELS.get(level, level), field)
    return Words(word, field)


def years(word: str) -> Node:
    """2024, 2024年, 2021..2024, 2021-, ..2024; anything else stays as typed and finds no year."""
    found = YEARS.fullmatch(unicodedata.normalize("NFKC", word).replace("...", ".."))
    if not found:
        return Words(word, "year")
    only, last, until = found.groups()
    if only and only == found.group().rstrip("年"):
        return Words(only, "year")
    first, last = sorted((int(only or 1900), int(last or until or date.today().year + 1)))
    return joined(Or, [Words(str(year), "year") for year in range(max(first, 1900), min(last, 2100) + 1)]) or Words(word, "year")


def joined(kind, nodes) -> Node | None:
    nodes = tuple(node for node in nodes if node)
    return nodes[0] if len(nodes) == 1 else kind(nodes) if nodes else None


def read_filters(params) -> tuple[Filters, list[str]]:
    values = {
        name: frozenset([value.strip() for value in params.getlist(name) if value.strip()][:MOST_VALUES]) for name in FILTERS
    }
    problems, bounds = [], {}
    for name in ("from", "to"):
        text = params.get(name, "").strip()
        bounds[name] = read_date(text)
        if text and not bounds[name]:
            problems.append(_("“%(text)s”不像日期，没有按它筛选。请写成 2024、2024-03 或 2024-03-05。") % {"text": text})
    first, last = bounds["from"], bounds["to"]
    if first and last and first[0] > last[1]:
        first, last = last, first
        problems.append(_("开始日期晚于结束日期，已经对调。"))
    return Filters(**values, date_from=first and first[0], date_to=last and last[1]), problems


def read_date(text: str) -> tuple[date, date] | None:
    """First and last day of 2024, 2024-03, 2024年3月5日 …"""
    found = DATE.fullmatch(unicodedata.normalize("NFKC", text).replace(" ", ""))
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        first = date(year, month or 1, day or 1)
        return first, first if day else date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        return None


def one_of(values, value):
    return value if value in values else values[0]


def number(text, default: int, most: int) -> int:
    """A whole number from 1 to most, or the default."""
    try:
        value = int(text)
    except (TypeError, ValueError):
        return default
    return min(value, most) if value > 0 else default


# ── back into words ──

SAID = {
    "all": gettext_lazy("文中有%s"), "title": gettext_lazy("标题里有%s"), "heading": gettext_lazy("小标题里有%s"), "text": gettext_lazy("正文里有%s"),
    "speaker": gettext_lazy("讲话人是%s"), "meeting": gettext_lazy("会议名里有%s"), "type": gettext_lazy("会议类型是%s"), "topic": gettext_lazy("主题有%s"),
    "level": gettext_lazy("层级是%s"), "year": gettext_lazy("年份是%s"), "kind": gettext_lazy("讲话类别是%s"),
}


def in_words(node: Node) -> str:
    """Say a question in Chinese: 标题里有“动员”、文中有“航天”、没有“评议”."""
    match node:
        case Words(text, field) | Phrase(text, field):
            return str(SAID[field]) % f"“{text}”"
        case Not(Words(text, "all") | Phrase(text, "all")):
            return _("没有“%(text)s”") % {"text": text}
        case Not(inner):
            return _("不要（%(inner)s）") % {"inner": in_words(inner)}
        case And(nodes):
            return "、".join(in_words(inner) if not isinstance(inner, Or) else f"（{in_words(inner)}）" for inner in nodes)
        case Or(nodes):
            return _("或").join(map(in_words, nodes))
