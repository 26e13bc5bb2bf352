"""What a line says about the occasion: 县委书记张某在…会议上的讲话（2024年3月5日，北京） → speaker, meeting, genre, date, place."""
import re
from dataclasses import dataclass

from speeches.parsing.lines import GENRE, bare, without_tail
from speeches.parsing.metadata.dates import find_date, looks_like_date, without_dates
from speeches.parsing.metadata.places import place_beside_date
from speeches.parsing.metadata.posts import POST_WORD, Person, is_person_name, read_person
from speeches.parsing.metadata.title_block import DASH

BRACKETS = re.compile(r"[（(]((?:[^（）()]|[（(][^（）()]{1,20}[）)]){4,60})[）)]\s*[\d]?$")
# Some organs end like a meeting.
ORGAN = re.compile("(委员会|常委会|协会|学会|工会|联合会|理事会|基金会|(?<!协)商会|居委会|村委会|社会|机会)$")
AGENCY = re.compile(r"^(新华社|人民网|本报|中新社|央视网)?[一-鿿]{0,8}\d{1,2}月\d{1,2}日(电|讯)")
YEAR = re.compile(r"^(\d{4}|\d{2,3}[xX×*]{1,2}|[xX×*]{2,4}|[一二][〇○零一二三四五六七八九]{3})年(度)?")
NAMED = re.compile(r"^(?P<name>[一-鿿·]{2,5}|[一-鿿][×xX*某]{1,2})[：:](?=在|[一-鿿])")
LED = re.compile(r"^(?P<pre>.{0,60}?)在(?P<meeting>.{2,}?)$")
# 的 and 上 between the meeting and the genre: …会议上的, …会期间的, …会议闭幕时的
LINK = re.compile(r"(结束时|闭幕时|开幕时|期间|之际|上|时|中)?((所)?[作做]的|的)?$")
# What people come together for, wherever it stands in the words between 在 and 上: 在县政协一届一次会议看望委员时.
GATHERING = re.compile(r"会(?![见计员长费谈])(?<!社会)(?<!机会)(?<!都会)|班(?!子|组)|典礼|仪式|[幕业营工]式|论坛|活动|课|座谈|[第届].{1,6}[节赛]|党日|周年|调研|慰问|看望|考察|视察")
# …会议上所作的说明, …座谈会上的讲话《…》: the meeting ends where 上 follows it.
BEHIND = re.compile(r"^(.*?(?:会议|大会|(?<![社机])会|仪式|典礼|式|论坛|班))(?:上|时|期间)(?:所?[作做的讲]|强调|指出).*$")
ABOUT = re.compile(r"^(.*?(?:会议|大会|(?<![社机])会)[”\"]?)(?:上|期间)(?:关于|所?[作做]的?关于|就|接受|强调|指出).*$")
OCCASION = re.compile(r"(会|会议|大会|全会|例会|年会|晚会|仪式|典礼|论坛|峰会|班|活动|节|赛|周年|党日|党课|式|工作|体\）|扩大[）)]|座谈|集体学习|调研|慰问|考察)$")
BEHIND_POST = re.compile(rf"^(?P<meeting>.*(会|会议|典礼|仪式|式|班|论坛))(?P<who>(副)?{POST_WORD.pattern})$")
SENTENCE = re.compile(r"(?P<post>.*?)(同志)?(代表.{2,30})?(作|做)(的)?政府工作报告[。.]?$")


@dataclass(slots=True)
class Occasion:
    text: str
    title: str = ""  # the line without date, name and agency around it
    meeting: str | None = None
    genre: str = ""
    person: Person | None = None
    place: str | None = None
    brackets: str = ""  # （2024年3月5日，北京）


def read_occasion(line: str) -> Occasion:
    """Read a title, a subtitle or a line with a date in front; all of it may be missing."""
    occasion = Occasion(line)
    text = AGENCY.sub("", DASH.sub("", line.strip()))
    if (found := BRACKETS.search(text)) and (find_date(found[1]) or looks_like_date(found[1])):
        occasion.brackets = found[1]
        occasion.place = place_beside_date(found[1])
        text = text[: found.start()].strip()
    text = text or occasion.brackets
    whole_in_brackets = re.fullmatch(r"[（(](.*)[）)]", text)
    text = whole_in_brackets[1] if whole_in_brackets else text
    if (found := NAMED.match(bare(text))) and is_person_name(found["name"]):
        occasion.person = Person(found["name"])
        text = re.split("[：:]", text, maxsplit=1)[1].strip()
    occasion.title = text
    parse(occasion, text)
    if occasion.brackets and not occasion.meeting:
        parse(occasion, occasion.brackets)
    return occasion


def parse(occasion: Occasion, text: str):
    """Find meeting, genre and speaker in a line without brackets."""
    line = without_date(bare(text))
    spaced = re.sub("[，,]", " ", without_dates(text))
    line, speaker = reporting(line)
    shown = without_tail(line)
    genre = GENRE.search(shown.strip("“”"))
    if genre and genre[1] == "大会发言" and not OCCASION.search(LINK.sub("", shown[:-4], count=1)):
        genre = re.search("(发言)$", shown)  # 警示教育大会发言 has no other meeting
    if genre and not occasion.genre:
        occasion.genre = genre[1]
    rest = shown[: -len(genre[1])] if genre else re.sub("[。.]$", "", line)
    rest = rest if not (genre and genre[1].startswith("政府工作报告") and rest.endswith("作")) else rest[:-1]
    led = LED.match(rest)
    if cut := (ABOUT if genre else BEHIND).match(rest):
        rest = f"{cut[1]}上"
        led = LED.match(rest)
    if not genre and not led and (person := read_person(spaced)):
        occasion.person = occasion.person or person  # 2024年5月6日，县长　某某
    elif led and is_opening(led["pre"]):
        meeting, occasion.genre = with_attribute(led["meeting"], occasion.genre)
        meeting, behind = part_behind(LINK.sub("", meeting, count=1) if genre else meeting)
        occasion.person = occasion.person or person_in(led["pre"]) or behind
        if GATHERING.search(meeting) if genre else behind or ends_as_occasion(led["meeting"]):
            occasion.meeting = occasion.meeting or cleaned(meeting)
    elif genre and not led:
        person, meeting = unled(rest)
        occasion.person = occasion.person or person
        occasion.meeting = occasion.meeting or meeting
    occasion.person = occasion.person or speaker


def ends_as_occasion(words: str) -> bool:
    """Without a genre word only …会议上 says meeting; 在改革中保持发展 is a title like any other."""
    return bool(re.search(r"(会|会议|大会|全会|式|典礼|论坛|班|课|活动)(上|期间|闭幕时|开幕时)?$", words))


def with_attribute(meeting: str, genre: str) -> tuple[str, str]:
    """…会议上的任职(讲话): what stands between meeting and genre belongs to the genre."""
    found = re.match(r"^(.*(?:会议|大会|会|式|典礼|班|论坛)(?:上|时|期间)的)([一-鿿]{2,6})$", meeting)
    return (found[1], found[2] + genre) if found and genre else (meeting, genre)


def without_date(line: str) -> str:
    """2024年1月29日在… → 在…"""
    found = find_date(line)
    if found and len(found[0]) > 4 and line.startswith(found[1][:2]):
        return line[len(found[1]) :].lstrip("，,")
    return line


def reporting(line: str) -> tuple[str, Person | None]:
    """…会议上天津市市长张三同志作政府工作报告。 names the speaker behind the meeting."""
    found = re.match(r"^(?P<front>.*(会议|会)上[，,]?)(?P<who>.{2,40}?)(同志)?(代表.{2,20})?(作|做)(的)?(政府)?工作报告[。.]?$", line)
    person = read_person(found["who"]) if found else None
    return (found["front"], person) if person else (line, None)


def part_behind(meeting: str) -> tuple[str, Person | None]:
    """某市第六届人民代表大会第六次会议上市长张三: post and name stand behind the meeting."""
    found = re.match(r"^(?P<meeting>.*?(会议|大会|全会)上)(?P<who>[^的]{2,30})$", meeting)
    person = read_person(found["who"]) if found else None
    if person:
        return re.sub("上$", "", found["meeting"]), person
    return re.sub(r"(?<=[会式礼班议])(上|期间)?$", "", meeting), None


def is_opening(pre: str) -> bool:
    """Whether what stands before 在 is a year, a post, a name, and not half a sentence."""
    pre = YEAR.sub("", pre)
    return not pre or pre == "同志" or person_in(pre) is not None


def person_in(pre: str) -> Person | None:
    pre = re.sub(r"同志$", "", YEAR.sub("", pre)).strip("，, ")
    return read_person(pre) if pre else None


def unled(rest: str) -> tuple[Person | None, str | None]:
    """Without 在: 全区安全生产会议(主持词), 区委书记2024年政协会议闭幕式(讲话), 开学典礼校长(发言)."""
    rest = LINK.sub("", rest, count=1)
    person = None
    if found := re.match(rf"^(?P<who>[一-鿿、]{{0,20}}?{POST_WORD.pattern}([一-鿿]{{2,3}}同志)?)(?=\d|[xX×*]{{2}}|在|全[省市县区旗州镇乡])", rest):
        person, rest = read_person(found["who"]), rest[found.end() :]
    elif (found := BEHIND_POST.match(rest)) and not ORGAN.search(found["meeting"]):
        person, rest = read_person(found["who"]), found["meeting"]
    return person, cleaned(rest) if OCCASION.search(rest) and not ORGAN.search(rest) and len(rest) >= 4 and not rest.startswith("关于") and not rest.endswith("工作") else None


def cleaned(meeting: str) -> str | None:
    """A meeting's name without quotation marks around all of it; the cut remainder of a line is none."""
    meeting = LINK.sub("", meeting, count=1) if not meeting.endswith("中") else meeting
    meeting = re.sub("(?<=会议)大会$", "", meeting.strip("，,、 "))
    return meeting if len(meeting) >= 3 and not re.search("[。；;！!？?]", meeting) else None
