"""What a speech says of who spoke before it and who will speak: 刚才，××同志通报了…… · 下面，请×× · 等会×书记还要讲话."""
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from speeches.running_order.naming import NUMBER, Named, number_of, read_named

# What tells in words what somebody said, and what that is called; the first that fits.
SAYINGS = [
    ("表态", "表态发言"), ("总结", "总结讲话"), ("交流|典型", "交流发言"), ("通报", "通报"), ("汇报", "汇报"), ("述职", "述职报告"),
    ("点评", "点评"), ("宣读", "宣读"), ("传达", "传达"), ("致辞|致词|[欢贺迎送祝幕]词", "致辞"), ("动员", "动员讲话"), ("部署|安排", "部署"),
    ("解读|说明|介绍", "介绍"), ("报告", "报告"), ("宣布", "宣布"), ("发言|发了言", "发言"), ("讲|指示|授课|意见|要求", "讲话"),
]  # fmt: skip
SAID = "发言|讲话|报告|汇报|通报|表态|说明|介绍|点评|部署|安排|动员|总结|致辞|致词|交流|解读|辅导|指示|述职"
SPOKEN = re.compile(
    rf"(?:作|做|进行|发表|致|提出|发)了[^，。；]{{0,30}}?(?:{SAID}|意见|言|辞|词)|提出?了[^，。；]{{0,20}}?要求|(?:通报|介绍|汇报|宣读|宣布|传达|部署|安排|总结|点评|解读|报告|讲)(?:学习)?了|讲[的得]"
    rf"|(?:对|就|关于)?[^，。；]{{0,30}}的[^，。；]{{0,10}}?(?:发言|讲话|报告|汇报|通报|介绍|点评|致辞)|(?:作|做)的[^，。；]{{0,10}}(?:{SAID})|表了态"
    r"|(?:发言|讲话|汇报|通报|介绍)(?=$|很|都|非常|完)"
)
SPEAKS = rf"{SAID}|宣读|传达|讲几[句点]|讲课|授课|讲(?=$|[，；])|致[^，。；]{{0,4}}[辞词]"
SPEECH = "讲话|发言|致辞|致词|点评|指示|讲几[句点]"
# Where a name may end and what is said of it begin; a name may hold such a character, so each is tried.
ENDS = re.compile("已经?|都|也|均|专门|重点|简要|全面|先后|分别|依次|逐一|先|再|又|还|将|就|对|从|围绕|结合|关于|上台|到台|为|给|向|(?<![位名个家])代表|作|做|进行|发表|提|讲|致|通报|汇报|宣读|传达|宣布|介绍|发(?=言|了|表)|点评|报告|部署|安排|总结|表(?=态|了)|述(?=职|了)|解读|的(?=[^，。；]{0,8}?(?:同志|代表|专家|教授|领导|负责人|干部|委员|老师|同学|朋友|工程师))")
JUST_NOW = re.compile("(?:刚才|刚刚|方才)，?(?:我们|会议|大会)?(?:一起|认真)?(?:听取?了)?|前面，")
ANOTHER_TIME = re.compile("去年|前年|今年|上个?[月周]|[昨前]天|昨日|日前|路上|近日|此前|早在|会前|休息|(?:讨论|调研|参观)(?:时|中|的时候|期间)")
ALREADY_OVER = re.compile("会后|(?:^|[，；])(?:下一步|今后|以后)|下去|回去|明[天日年]|后天|下个?[周月]")
SOON = re.compile("等一?会儿?|等一?下|待会儿?|过?一会儿?|稍后")
AT_LAST = re.compile("随后|之后|最后|接下来")
WILL = re.compile("还将要|还要|还会|还将|将要|要|会|将")
APPLAUSE = re.compile("(?:请大家|让我们|大家)?一?起?[以用][^，。；]{0,4}热烈的?掌声，?(?:有请|欢迎|请)?")
CALLS = re.compile(rf"(?:下面|现在|接下来|接着|首先|其次|然后|最后|第{NUMBER}[项个]?(?:议程|议题)?)[，：是　]*(?:进行第{NUMBER}项(?:议程|议题)?[，：　]*)?(?:我们|先)?(?:有请|邀请|请|由|欢迎)")
CALLS_OF_HOST = re.compile(rf"(?:^|[，：；、　])(?:再|然后|先)?(?:有请|邀请|请|由)|(?:[一二三四五六七八九十]是|第{NUMBER}[项个][，：是])(?:请|由|听取)?")
AGENDA = re.compile(rf"[^，。；]{{0,20}}(?:议程|议题|内容)[^，。；]{{0,6}}?{NUMBER}[个项]|[^，。；]{{0,20}}{NUMBER}[个项](?:议程|议题)")
ITEM = re.compile(rf"(?:下面|现在|接下来)?，?(?:进行)?第?({NUMBER})[项是个]")
CHAIRED = re.compile("[^，。；]{0,20}?(?<!社)会议?[^，。；]{0,8}?(?<![要须应])由(?P<who>[^，。；]{2,30}?)主持(?=$|[，。；]|会议)")
TASKS = re.compile("安排|部署|总结|动员|报告")
ONLY_IN_TURN = re.compile("下面|现在|接下来|接着|第")
GIVEN = re.compile("(?:(?<!工)作|做|进行|发表|致)(?!出)")
USUALLY = re.compile("每|一般|原则上|今后|以后")  # how meetings are to be held
I_CHAIR = re.compile("我(?:来)?主持(?:今天|这次|本次)?的?(?:会议|大会|这次会|今天的会)")
CHAIRING = "主持"
ALIKE = str.maketrans(",:;!?", "，：；！？")  # one for one, so that what is found stands at the same place
ASKING = ("刚才", "刚刚", "方才", "前面", "下面", "现在", "接下来", "首先", "最后", "等", "会儿", "稍后", "随后", "之后", "还要", "还将", "还会", "请", "由", "议程", "主持")
LONGEST = 60  # characters of a cue that is shown
READ = 400  # of a sentence: thirty names fit in, and every end that a name may have is tried
MOST = 200  # mentions of one speech: each is compared with all others


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that say it, and in which paragraph of which speech they stand."""

    speech: int
    paragraph: int
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Who is said to have spoken before (-1), to speak after (1) or to be in the chair (0); what, and by which words.

    `item`: the number in the agenda, 0 if none is told.
    """

    who: tuple[Named, ...]
    when: int
    does: str
    cue: Cue
    item: int = 0


def mentions(speech: int, lines: Iterable[tuple[int, str]], hosting: bool) -> list[Mention]:
    """Return all that the paragraphs (number, text) of a speech mention, in their order. A host calls people up without 下面."""
    found = []
    for position, text in lines:
        for sentence in re.finditer("[^。！？]+", plain(text)):
            for who, when, does, start, end in in_sentence(sentence[0][:READ], hosting):
                words = text[sentence.start() + start : sentence.start() + end].strip("，、；：,;: 　")
                item = ITEM.match(plain(words)) if when > 0 else None
                found.append(Mention(tuple(who), when, does, Cue(speech, position, words), number_of(item[1]) if item else 0))
    return found[:MOST]


def plain(text: str) -> str:
    """Full-width signs for half-width ones, and 请 for 请大家以热烈的掌声欢迎, in the same place."""
    return APPLAUSE.sub(lambda found: "请".rjust(len(found[0]), "　"), text.translate(ALIKE))


def clauses(sentence: str, begin=0) -> Iterator[tuple[str, int]]:
    """Yield what stands between commas, and where it ends in the sentence."""
    for found in re.finditer("[^，；]+", sentence[begin:]):
        yield found[0], begin + found.end()


def in_sentence(sentence: str, hosting: bool) -> Iterator[tuple]:
    """Yield who, when, what they do, and from where to where the sentence says so."""
    if chaired := CHAIRED.search(sentence):
        if (who := read_named(chaired["who"])) and not any(other.search(sentence[: chaired.end()]) for other in (ANOTHER_TIME, USUALLY)):
            yield who, 0, CHAIRING, *chaired.span()
    elif just_now := JUST_NOW.search(sentence):
        yield from before(sentence, just_now)
    elif called := list(calls(sentence, hosting)):
        yield from called
    else:
        yield from later(sentence)


def before(sentence: str, just_now) -> Iterator[tuple]:
    """Each clause behind 刚才 that says who spoke; clauses before it that are nothing but names belong to it."""
    names, start = "", just_now.start()
    for clause, end in clauses(sentence, just_now.end()):
        spoken = SPOKEN.search(clause)
        subject = clause[: verb_at(spoken)] if spoken else ""
        if ANOTHER_TIME.search(subject if spoken else clause):  # not 通报了去年的情况
            return
        if who := spoken and (name_in(names + subject, whole=True) or name_in(subject, whole=True)):
            yield who, -1, does_of(spoken[0]), start if end - start <= LONGEST else end - len(clause), end
        names = "" if spoken else names + clause + "、"


def verb_at(spoken) -> int:
    """Where the name has ended: before the verb, or at 的 of 赵文斌同志的发言."""
    of = spoken[0].find("的")
    return spoken.start() + (of if of > 0 and spoken[0][0] not in "作做进发致提" else 0)


def calls(sentence: str, hosting: bool) -> Iterator[tuple]:
    """下面请…讲话; of a host also 请…讲话, 三是…讲话, 第二项，由…讲话."""
    end = 0
    for call in sorted([*CALLS.finditer(sentence), *(CALLS_OF_HOST.finditer(sentence) if hosting else ())], key=lambda call: call.end()):
        rest = re.match("[^，；]*", sentence[call.end() :])[0]
        says = re.search(SPEAKS, rest)
        alone = hosting and not says and not CALLS_OF_HOST.fullmatch(call[0]) and read_named(rest)  # 首先，有请苏明渠同志
        who = alone or (says and name_in(rest[: says.end()]))
        if call.end() >= end and who and not (says and is_task(who, rest[: says.end()], says[0], hosting or ONLY_IN_TURN.match(call[0]))):
            end = call.end() + len(rest)
            yield who, 1, does_of(rest), call.start(), end


def is_task(who: list[Named], said: str, verb: str, in_turn) -> bool:
    """最后，请县财政局安排资金: a unit is asked to do its work, not to speak."""
    at_work = TASKS.fullmatch(verb) or not (in_turn or re.fullmatch(SPEECH, verb))
    return bool(at_work) and all(one.unit for one in who) and not GIVEN.search(said)


def later(sentence: str) -> Iterator[tuple]:
    """等会*书记还要讲话. Without such a word only 张书记还要作重要讲话: 水务局还要作专题报告 is a task."""
    soon = SOON.search(sentence)
    sign = soon or AT_LAST.search(sentence)
    names, start = "", sign.start() if sign else 0
    elsewhere = ALREADY_OVER.search(sentence) or (not sign and ANOTHER_TIME.search(sentence))
    for clause, end in [] if elsewhere else clauses(sentence, sign.end() if sign else 0):
        for will in WILL.finditer(clause):
            says = re.search(SPEAKS if soon else SPEECH, clause[will.end() :])
            if not says or not (sign or "还" in will[0]):
                continue
            who = read_named(names + clause[: will.start()]) or read_named(clause[: will.start()])
            if who and (soon or not any(one.unit for one in who)):
                yield who, 1, does_of(clause[will.end() :]), start if sign else end - len(clause), end
                return
        names += clause + "、"


def name_in(text: str, whole=False) -> list[Named]:
    """Return who stands at the beginning, whatever is said of them behind."""
    cuts = [found.start() for found in ENDS.finditer(text) if text[: found.start()][-1:] not in "、，和与及"] + ([len(text)] if whole else [])
    return next((who for cut in cuts if (who := read_named(text[:cut]))), [])


def does_of(text: str) -> str:
    return next((name for words, name in SAYINGS if re.search(words, text)), "发言")


def agenda_of(speech: int, position: int, text: str) -> Cue | None:
    """今天的会议有六项议程."""
    found = AGENDA.search(text.translate(ALIKE))
    return Cue(speech, position, text[found.start() : found.end()].strip()) if found else None


def chairs(text: str) -> bool:
    return bool(I_CHAIR.search(text))
