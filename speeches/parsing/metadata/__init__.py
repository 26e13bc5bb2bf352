"""Title block, first and last lines of a speech → its fields, each with the words it rests on."""
import re
from collections.abc import Iterator
from dataclasses import replace

from speeches.parsing.drafts import AppendixDraft, Block, Evidence, ParagraphDraft, SpeechDraft, Warning
from speeches.parsing.lines import bare, genre_of, is_date_line, is_salutation, salutation_in
from speeches.parsing.metadata import levels, meetings
from speeches.parsing.metadata.dates import find_date, looks_like_date
from speeches.parsing.metadata.occasions import Occasion, read_occasion
from speeches.parsing.metadata.posts import Person, read_person
from speeches.parsing.metadata.title_block import DASH, Head, read_head, title_of
from speeches.parsing.metadata.witnesses import kind_in, level_in, represented

# A speech is often put on a page days after it was given.
PUBLISHED = re.compile("^[（(]?(信息|文章|稿件)?(来源|发布|发表|上传|更新|编辑|录入|印发)")
SURE, LIKELY, UNSURE = 0.95, 0.8, 0.5


def describe(cut, file_name: str) -> SpeechDraft:
    """Read what a cut says about itself. What it does not say stays None."""
    head = read_head([block.text for block in cut.head])
    body = [block.text for block in cut.body]
    speech = SpeechDraft(paragraphs(cut), notes=list(notes(cut)), appendices=appendices(cut))
    if cut.start:
        speech.evidence["start"] = cut.start
    occasions = name_it(speech, head)
    greet(speech, body)
    tell_speaker(speech, head, occasions, body)
    tell_date(speech, head, occasions, body)
    tell_meeting(speech, occasions, body)
    tell_level(speech, body)
    speech.complete = is_complete(head, cut.body)
    if not speech.title:
        guess = title_of([re.sub(r"^.*[/\\]", "", file_name)])
        put(speech, "title", guess, file_name, "file name", UNSURE if genre_of(guess or "") else 0.3)
    speech.warnings += warnings(speech, head)
    return speech


def paragraphs(cut) -> list[ParagraphDraft]:
    parts = [("head", cut.head), ("body", cut.body)]
    return [ParagraphDraft(block.text, block.label, part, block.at) for part, blocks in parts for block in blocks]


def notes(cut) -> Iterator:
    """Each note with the number of the paragraph that carries its mark; behind an appendix, of the speech's last."""
    for number, block in enumerate([*cut.head, *cut.body], 1):
        yield from (replace(note, paragraph=number) for note in block.notes)
    for title, blocks in cut.appendices:
        for block in [title, *blocks]:
            yield from (replace(note, paragraph=number) for note in block.notes)


def appendices(cut) -> list[AppendixDraft]:
    return [
        AppendixDraft(title.text, [b.text for b in blocks], [b.label for b in blocks], [title.at, *(b.at for b in blocks)])
        for title, blocks in cut.appendices
    ]


def put(speech: SpeechDraft, field: str, value: str | None, text: str, rule: str, confidence: float):
    """Fill a field that is still empty, with its evidence; a guess goes into the evidence alone."""
    if not value or getattr(speech, field):
        return
    if confidence < 0.6:
        speech.evidence.setdefault(field, Evidence(text, rule, confidence, value))
    else:
        setattr(speech, field, value)
        speech.evidence[field] = Evidence(text, rule, confidence)


def name_it(speech: SpeechDraft, head: Head) -> list[Occasion]:
    """Title and subtitle; what they and the lines below say about the occasion, nearest to the title first."""
    whole = title_of(head.title)
    subtitle = title_of([DASH.sub("", line.strip()) for line in head.subtitle])
    first, second = parted(whole)
    occasions = [read_occasion(line) for line in (subtitle, second, first) if line]
    occasions += [read_occasion(line) for line in head.occasion]
    title = occasions_title(first)
    put(speech, "title", title, whole or "", "title line", SURE)
    put(speech, "subtitle", occasions_title(subtitle or second), subtitle or second or "", "line with ——", SURE)
    return occasions


def parted(title: str | None) -> tuple[str | None, str | None]:
    """A viewpoint and ——在…会上的讲话 on one line are title and subtitle; 中国—东盟 has a single dash."""
    found = re.match(r"^(.{4,}?)(?:—{2,}|-{2,}|—(?=在))(.+)$", title or "")
    return (found[1].strip(), found[2].strip()) if found and genre_of(found[2]) else (title, None)


def occasions_title(title: str | None) -> str | None:
    """A title without the date in brackets behind it, and without the name and colon before it (张三：在…)."""
    if not title:
        return None
    occasion = read_occasion(title)
    return occasion.title or title


def greet(speech: SpeechDraft, body: list[str]):
    """The salutation opens the body, alone on its line (or on two) or run into the first sentence."""
    if not body:
        return
    words = salutation_in(body[0])
    if is_salutation(body[0]):
        words = body[0].strip()
        if words[-1] in "，," and len(body) > 1 and is_salutation(body[1]):
            words += body[1].strip()
    put(speech, "salutation", words.strip() or None, body[0][:60], "first line", SURE)


def tell_speaker(speech: SpeechDraft, head: Head, occasions: list[Occasion], body: list[str]):
    """The speaker line, else the name in title or date line. A blanked name (李××) leaves the field empty."""
    persons = [(head.person, head.person_line, "speaker line")]
    persons += [(occasion.person, occasion.text, "beside the meeting") for occasion in occasions]
    if head.host and any(occasion.genre.startswith("主持") for occasion in occasions):
        persons.append((read_person(head.host), head.host, "host of the meeting"))
    for person, text, rule in persons:
        if isinstance(person, Person):
            put(speech, "speaker", person.name, text, rule, SURE)
            put(speech, "post", person.post, text, rule, SURE)
            put(speech, "organ", person.organ, text, rule, SURE)
    put(speech, "organ", head.organ, head.organ, "organ line", LIKELY)
    if found := represented(body):
        put(speech, "organ", found[0], found[1], "represents", LIKELY)


def tell_date(speech: SpeechDraft, head: Head, occasions: list[Occasion], body: list[str]):
    """The title block or a date line at the end; running text and the year in a title date nothing."""
    for line in [*head.occasion, *head.notes, *(o.brackets for o in occasions if o.brackets)]:
        if not PUBLISHED.match(bare(line)) and (found := find_date(line)):
            put(speech, "date", found[0], line, "date line", SURE)
    for line in body[-4:]:
        if len(body) > 6 and (is_date_line(line) or looks_like_date(line)) and len(bare(line)) <= 20 and (found := find_date(line)):
            put(speech, "date", found[0], line, "date at the end", LIKELY)
    for line in [*head.occasion, *head.notes]:
        if PUBLISHED.match(bare(line)) and (found := find_date(line)):
            put(speech, "date", found[0], line, "day of publication", UNSURE)
    if found := re.search(r"(?<!\d)((?:19|20)\d{2})年(?!度|来|代)", f"{speech.title} {speech.subtitle}"):
        put(speech, "date", found[1], found[0], "year in the title", 0.4)
    put(speech, "place", head.place, head.place, "place line", SURE)
    for occasion in occasions:
        put(speech, "place", occasion.place, occasion.text, "beside the date", LIKELY)


def tell_meeting(speech: SpeechDraft, occasions: list[Occasion], body: list[str]):
    for occasion in occasions:
        put(speech, "meeting", meetings.tidy(occasion.meeting or ""), occasion.text, "在…上", SURE)
    for occasion in occasions:
        kind = meetings.kind_of(occasion.genre, occasion.meeting or "", occasion.text) if occasion.genre else None
        put(speech, "kind", kind, occasion.text, "genre word", SURE)
    if speech.meeting:
        put(speech, "meeting_type", meetings.type_of(speech.meeting), speech.meeting, "name of the meeting", 0.9)
    for kind, meeting_type, text, rule in kind_in(body):
        put(speech, "kind", kind, text, rule, LIKELY)
        put(speech, "meeting_type", meeting_type, text, rule, LIKELY if speech.meeting else UNSURE)  # the type of no meeting is a guess
    if genre := next((o.genre for o in occasions if o.genre), None):
        put(speech, "kind", "交流发言" if genre.startswith("发言") else "其他", genre, "genre word", 0.6)


def tell_level(speech: SpeechDraft, body: list[str]):
    """The surest of what tells a level. Where 全市 or 我代表市政府 is said in 北京 or 重庆, it is a province's."""
    for level, text, rule, confidence in levels_told(speech, body):
        if level == "市" and re.match("我?(们|谨|仅)?(代表|受|全)?市", text) and (city := levels.municipal(body)):
            level, text, rule, confidence = "省", city, "municipality", LIKELY
        put(speech, "level", level, text, rule, confidence)


def levels_told(speech: SpeechDraft, body: list[str]) -> Iterator[tuple[str, str, str, float]]:
    """The meeting, else the post, else whom the speaker represents, else 我县. 全区 may be a whole 自治区."""
    spoken_for = represented(body)
    higher = "自治区" in f"{speech.post}{spoken_for and spoken_for[0]}"
    if higher and speech.meeting and re.match(r"(\d{4}年)?(全区|区委|区政府|区人大|区政协)", speech.meeting):
        yield "省", speech.post or spoken_for[1], "自治区", LIKELY
    if speech.meeting and (found := levels.level_of(speech.meeting)):
        yield *found, "name of the meeting", 0.9
    if speech.title and not speech.meeting and (found := levels.level_of(speech.title)):
        yield *found, "title", LIKELY
    if speech.post and (found := levels.level_of_post(speech.post)):
        yield *found, "post", 0.85
    if speech.organ and speech.evidence["organ"].rule != "represents" and (found := levels.level_of_post(speech.organ)):
        yield *found, "organ", LIKELY
    yield from level_in(body)


def is_complete(head: Head, body: list[Block]) -> bool:
    """Not an excerpt, and its last line of text does not break off in a sentence."""
    if head.excerpt:
        return False
    last = next((b for b in reversed(body) if bare(b.text)), None)
    if last is None:
        return True
    line = bare(last.text)
    return len(line) < 25 or is_date_line(line) or bool(re.search(r"[。！？!?…．.][”’」』）)\"】\]\d]*$|[）)】”]$", line))


def warnings(speech: SpeechDraft, head: Head) -> Iterator[Warning]:
    if not speech.title:
        yield Warning("no_title", "没有找到标题，页面上先用文件名代替，请补上标题。")
    if head.person and head.person.blanked:
        line = bare(head.person_line)
        yield Warning("blanked_name", f"讲话人的名字被隐去了（{line}），讲话人先空着。", paragraph_with(speech, line))
    if not speech.complete:
        last = None if head.excerpt else len(speech.paragraphs) or None  # an excerpt says so in its title
        yield Warning("incomplete", "这篇讲话像是节选，或在一句话中间断了，请核对是否全文。", last)


def paragraph_with(speech: SpeechDraft, line: str) -> int | None:
    """Return the number of the paragraph that holds a line of the head, or its first part."""
    texts = [bare(paragraph.text) for paragraph in speech.paragraphs if paragraph.part == "head"]
    return next((n for n, text in enumerate(texts, 1) if text and (line in text or line.startswith(text))), None)

