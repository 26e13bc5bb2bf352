"""What a draft states becomes what a speech is filed under: dates, meeting, speaker, keywords."""
import calendar
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, timedelta

from speeches.doubts import doubts_of
from speeches.models import Keyword, Meeting, MeetingType, Speaker, Speech, SpeechKeyword
from speeches.parsing.decisions import BY_HAND
from speeches.parsing.drafts import SpeechDraft, Warning
from speeches.parsing.metadata.meetings import alike, tidy, without_year

# How many days apart two speeches of one meeting may lie. What meets every week is another one the next time.
SAME_MEETING = 6
BY_TYPE = {"人代会": 14, "政协全会": 14, "党代会": 14, "培训班": 14, "常委会会议": 1, "政府常务会议": 1, "调度会": 1, "学习会": 1}


def letters(text: str) -> int:
    """Count what may never get lost: letters and digits. Blanks and punctuation are not counted."""
    return sum(map(str.isalnum, text))


def set_fields(speech: Speech, draft: SpeechDraft):
    """Take over what the draft states. What does not fit into its column was misread: it stays empty and is told."""
    warnings = list(draft.warnings)

    def fitting(model, name, value):
        value, longest = value or "", model._meta.get_field(name).max_length
        if longest and len(value) > longest:
            title = model._meta.get_field(name).verbose_name
            warnings.append(Warning("too_long", f"读出的{title}有 {len(value)} 个字，不像是对的，没有采用。"))
            return ""
        return value

    speech.title = draft.title or ""
    speech.subtitle = draft.subtitle or ""
    speech.salutation = draft.salutation or ""
    for name in ("post", "organ", "kind", "level", "place"):
        setattr(speech, name, fitting(Speech, name, getattr(draft, name)))
    same_day = span_of(draft.date) == (speech.date_from, speech.date_to, speech.date_precision)
    speech.date_from, speech.date_to, speech.date_precision = span_of(draft.date)
    speaker, meeting = fitting(Speaker, "name", draft.speaker), fitting(Meeting, "name", draft.meeting)
    if not is_filed_already(speech, draft, "speaker"):
        speech.speaker = Speaker.objects.get_or_create(name=speaker, distinction="")[0] if speaker else None
    if not (same_day and is_filed_already(speech, draft, "meeting")):
        speech.meeting = meeting_of(meeting, draft.meeting_type, speech.date_from, speech.date_to) if meeting else None
    if speech.meeting and draft.is_by_hand("meeting_type"):
        set_type(speech.meeting, draft.meeting_type)
    speech.complete = draft.complete
    speech.doubts = doubts_of(draft)
    speech.characters = sum(letters(paragraph.text) for paragraph in draft.paragraphs)
    speech.attached = sum(letters(note.text) for note in draft.notes) + sum(
        letters(text) for appendix in draft.appendices for text in [appendix.title, *appendix.paragraphs]
    )
    speech.evidence = {name: asdict(evidence) for name, evidence in draft.evidence.items()}
    speech.warnings = [asdict(warning) for warning in warnings]


def is_filed_already(speech: Speech, draft: SpeechDraft, name: str) -> bool:
    """Whether a speech is filed under what this draft says, or under what somebody made of these very words since."""
    filed, evidence = getattr(speech, name), draft.evidence.get(name)
    if not filed or not evidence or not getattr(draft, name):
        return False
    return filed.name == getattr(draft, name) or (evidence.rule != BY_HAND and speech.evidence.get(name) == asdict(evidence))


def set_type(meeting: Meeting, type_name: str | None):
    """What a person says of the type holds for the meeting, not for the one speech."""
    meeting.type = MeetingType.objects.filter(name=type_name).first() if type_name else None
    meeting.save(update_fields=["type"])


def span_of(day: str | None) -> tuple[date | None, date | None, str]:
    """2024-03 → its first day, its last day, "month"."""
    match [int(part) for part in (day or "").split("-") if part]:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31), Speech.Precision.YEAR
        case [year, month]:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), Speech.Precision.MONTH
        case [year, month, day]:
            return date(year, month, day), date(year, month, day), Speech.Precision.DAY
    return None, None, ""


def meeting_of(name: str, type_name: str | None, start: date | None, end: date | None) -> Meeting:
    """Return the meeting of this name and time; of names that differ by the year in front alone, the one of these days."""
    name = tidy(name)
    type = MeetingType.objects.filter(name=type_name).first() if type_name else None
    if start is None:
        meeting = Meeting.objects.filter(name=name, date_from=None).first()
    else:
        reach = timedelta(days=BY_TYPE.get(type_name, SAME_MEETING))
        near = Meeting.objects.filter(name__endswith=without_year(name), date_from__range=(start - reach, start + reach))
        near = [m for m in near if alike(m.name, name) and (m.date_from == start or abs((m.date_to or m.date_from) - end) <= reach)]
        meeting = min(near, key=lambda m: (m.name != name, abs(m.date_from - start)), default=None)
    if meeting is None:
        return Meeting.objects.create(name=name, type=type, date_from=start, date_to=end)
    meeting.type = meeting.type or type
    if start:
        meeting.date_from, meeting.date_to = min(start, meeting.date_from), max(end, meeting.date_to or end)
    meeting.save()
    return meeting


def file_under(speech: Speech, words: list[str]):
    """File a speech under its words, the weightiest first."""
    words = list(dict.fromkeys(word[:50] for word in words if word))
    Keyword.objects.bulk_create([Keyword(word=word) for word in words], ignore_conflicts=True)
    known = {keyword.word: keyword for keyword in Keyword.objects.filter(word__in=words)}
    SpeechKeyword.objects.bulk_create(
        SpeechKeyword(speech=speech, keyword=known[word], position=position) for position, word in enumerate(words, 1)
    )


def remove_orphans(meetings: Iterable[int]):
    """Remove those of these meetings that no speech is filed under any more: a misread name leaves nothing behind."""
    Meeting.objects.filter(pk__in=meetings, speeches=None).delete()
