"""What a person typed → Query. A sign that makes no sense is explained in Chinese and the best reading is answered."""
import re
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.asking.conditions import number, one_of, read_filters, values, written
from search.asking.expanding import Expansion, expand
from search.asking.fields import FIELD, FIELDS, TEXTS, valued
from search.asking.nearby import NEAR, read_nearby
from search.asking.quotations import Quotations
from search.asking.wording import in_words
from search.engine import SCOPES, SORTS, And, Near, Node, Not, Or, Phrase, Prefix, Query, Words
from search.text import folded
from search.words import cut

NOTHING = Or(())  # a question that no speech answers
PER_PAGE, MOST_PER_PAGE = 20, 100
MOST_PARTS, DEEPEST = 200, 20

BEHIND = r"(?=[\s(（\"＂“”「『]|$)"  # what a sign that is a word ends at
OR = re.compile(rf"(?:OR|ＯＲ){BEHIND}|[|｜]+")
AND = re.compile(rf"(?:AND|ＡＮＤ|[&＆]+){BEHIND}")
NOT = re.compile(rf"(?:NOT|ＮＯＴ){BEHIND}")
MINUS = "-－﹣−"
STAR = re.compile("[*＊﹡]+")
WORD = re.compile(r'[^\s()（）"＂“”「『|｜]+')
LOOSE_STAR = gettext_lazy("星号只能紧跟在词的后面（经济*），别处的星号略过了。")
NO_VALUE = {
    "year": gettext_lazy("“%(word)s”不像年份，当作普通的词来找。请写成 年:2024 或 年:2021..2024。"),
    "level": gettext_lazy("“%(word)s”不是层级，当作普通的词来找。层级有国家、省、市、县、乡、村。"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was understood.

    `expanded`: names that were also looked for under other names. A chip shows each of them,
    “已扩展：卫健委 → 卫生健康委员会”, and its link adds the parameter plain=卫健委, which switches this one off.
    """

    text: str  # q as typed
    query: Query
    problems: list[str] = field(default_factory=list)  # sentences for the person who asked
    empty: bool = False  # something was typed, but it holds no letter or digit
    expanded: list[Expansion] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)  # names that shall not be expanded

    @property
    def address(self) -> str:
        """What asks the same words anywhere: a speech opened with it has the same words marked."""
        return f"?{urlencode({'q': self.text, 'plain': self.plain}, doseq=True)}" if self.text else ""

    @property
    def said(self) -> str:
        return in_words(self.query.node) if self.query.node else ""


def read(params, visible: frozenset[str]) -> Asked:
    """Read a query string (a QueryDict). Nothing in it can make this fail."""
    text = written(params.get("q", ""))
    reader = Reader(text)
    node = reader.read()
    empty = bool(text) and node is None
    plain = values(params, "plain")
    node, expanded = expand(node, plain)
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
    return Asked(text, query, reader.problems + problems, empty, expanded, plain)


class Reader:
    """Reads one q from left to right: alternatives of runs of parts."""

    def __init__(self, text: str, depth: int = 0):
        self.text, self.at, self.depth, self.parts = text, 0, depth, 0
        self.quotations = Quotations(text)
        self.problems: list[str] = []

    def read(self, field: str = "all") -> Node | None:
        nodes = [self.alternatives(field)]
        while self.at < len(self.text):  # a bracket that closes nothing ended it
            self.say(_("有一个右括号没有配对，略过了。"))
            self.at += 1
            nodes.append(self.alternatives(field))
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
            elif sign := AND.match(self.text, self.at):
                self.at = sign.end()
                self.say(_("几个词用空格隔开就是“都要有”，AND 不用写。"))
            elif node := self.part(field):
                runs[-1].append(node)
        if len(runs) > 1 and not runs[-1]:
            self.say(_("OR 的两边都要有词，多出来的略过了。"))
        return joined(Or, [joined(And, run) for run in runs])

    def part(self, field: str) -> Node | None:
        """One word, quoted string, bracket, 近(…) or -part. None where nothing is left of it."""
        sign = self.text[self.at]
        if sign in MINUS:
            return self.without(field)
        if no := NOT.match(self.text, self.at):
            self.say(_("不要的词前面写减号：监督 -评议；NOT 当作减号。"))
            self.at = no.end()
            return self.negated(field)
        if name := FIELD.match(self.text, self.at):
            return self.named(name)
        self.parts += 1
        if self.parts > MOST_PARTS:
            self.say(_("词太多了，只用了前 %(count)s 个。") % {"count": MOST_PARTS})
            self.at = len(self.text)
            return None
        if sign in "(（":
            return self.bracket(field)
        if NEAR.match(self.text, self.at):
            return self.near(field)
        if self.quotations.opens(self.at):
            return written_in(Phrase(self.quoted(), field))
        if star := STAR.match(self.text, self.at):
            self.say(LOOSE_STAR)
            self.at = star.end()
            return self.part(field) if self.more() and not self.text[self.at - 1].isspace() else None
        word = WORD.match(self.text, self.at)
        self.at = word.end() if word else self.at + 1
        return self.word(word.group(), field) if word else None

    def word(self, word: str, field: str) -> Node | None:
        """A run between blanks; with a star behind it, the beginning of a word."""
        start, star, rest = cut_at_star(word)
        if star and folded(start) and not folded(rest):
            return beginning(start, field)
        if star:
            self.say(LOOSE_STAR)
            word = STAR.sub("", word)
        if not folded(word):
            return None
        node = valued(word, field)
        if node is None:
            self.say(NO_VALUE[field] % {"word": word})
        return node or Words(word)

    def without(self, field: str) -> Node | None:
        self.at += 1
        if not self.more() or self.text[self.at - 1].isspace() or self.text[self.at] in MINUS:
            self.say(_("减号要紧挨着一个词（监督 -评议），单独的减号略过了。"))
            return None
        return self.negated(field)

    def negated(self, field: str) -> Node | None:
        node = self.more() and self.inner(self.part, field)
        return Not(node) if node else None

    def named(self, name: re.Match) -> Node | None:
        self.at = name.end()
        if not self.more() or OR.match(self.text, self.at) or AND.match(self.text, self.at):
            self.say(_("“%(name)s：”后面没有写要找什么，略过了。") % {"name": name.group(1)})
            return None
        return self.inner(self.part, FIELDS[name.group(1)])

    def bracket(self, field: str) -> Node | None:
        self.at += 1
        before = self.at
        if self.depth == DEEPEST:
            return self.inner(self.alternatives, field)
        node = self.inner(self.alternatives, field)
        if self.at < len(self.text):
            if not self.text[before : self.at].strip():
                self.say(_("有一对括号里没有字，略过了。"))
            self.at += 1
        elif self.parts <= MOST_PARTS:
            self.say(_("有一个左括号没有配对，当作到末尾为止。"))
        return node

    def inner(self, read, field: str) -> Node | None:
        """Read what stands in a bracket or behind a sign, unless signs are heaped up too deep."""
        if self.depth == DEEPEST:
            self.say(_("括号套得太深，或者减号、“标题：”叠得太多，里层的没有算。"))
            return None
        self.depth += 1
        node = read(field)
        self.depth -= 1
        return node

    def near(self, field: str) -> Node | None:
        self.at += 2
        read = read_nearby(self.pieces())
        for problem in read.problems:
            self.say(problem)
        if len(read.parts) > 1:
            return Near(tuple(map(Phrase, read.parts)), read.distance, field)
        if not read.signs:
            return joined(And, [written_in(Phrase(part, field)) for part in read.parts])
        within = Reader(read.signs, self.depth + 1)
        within.parts = self.parts
        node = self.inner(within.read, field)
        self.parts = within.parts
        for problem in within.problems:
            self.say(problem)
        return node

    def pieces(self) -> list[tuple[str, bool]]:
        """What stands before the bracket that closes this one, quotations apart; step behind it."""
        pieces, start, open_brackets = [], self.at, 1
        while self.at < len(self.text):
            sign = self.text[self.at]
            open_brackets += (sign in "(（") - (sign in ")）")
            if not open_brackets:
                break
            if self.quotations.opens(self.at):
                pieces.append((self.text[start : self.at], False))
                start = self.at
                self.quoted()
                pieces.append((self.text[start : self.at], True))
                start = self.at
            else:
                self.at += 1
        else:
            self.say(_("有一个左括号没有配对，当作到末尾为止。"))
        pieces.append((self.text[start : self.at], False))
        self.at += 1
        return pieces

    def quoted(self) -> str:
        start = self.at + 1
        end = self.quotations.end(self.at)
        if end < 0:
            end = len(self.text)
            self.say(_("引号没有配对，当作到末尾为止。"))
        self.at = min(end + 1, len(self.text))
        if not folded(self.text[start:end]):
            self.say(_("有一对引号里没有字，略过了。"))
        return self.text[start:end]

    def more(self) -> bool:
        """Step over blanks; is there anything before the end or a closing bracket?"""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text) and self.text[self.at] not in ")）"

    def say(self, sentence: str):
        sentence = str(sentence)
        if sentence not in self.problems:
            self.problems.append(sentence)


def cut_at_star(word: str) -> tuple[str, str, str]:
    start, *rest = STAR.split(word, maxsplit=1)
    return start, "*" if rest else "", "".join(rest)


def written_in(node: Words | Phrase) -> Node | None:
    """A node that holds a letter or digit, or None."""
    return node if folded(node.text) else None


def beginning(text: str, field: str) -> Node:
    """基层治*: no word begins with what jieba cuts in two, but there are texts in which it stands."""
    prefix = Prefix(text, field)
    several = field in TEXTS and folded(text) not in cut(text)
    return Or((prefix, Phrase(text, field))) if several else prefix


def joined(kind, nodes) -> Node | None:
    nodes = tuple(node for node in nodes if node)
    return nodes[0] if len(nodes) == 1 else kind(nodes) if nodes else None
