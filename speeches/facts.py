"""What is stated of a speech, field by field, as plain values: the form in which a person sets and confirms them."""
from speeches.models import Speech
from speeches.parsing.decisions import FIELDS
from speeches.templatetags.facts import short_date


def values_of(speech: Speech, without=()) -> dict:
    """field → value; None = not stated. Dates as in the contract, keywords a list."""
    return {name: value_of(speech, name) for name in FIELDS if name not in without}


def value_of(speech: Speech, name: str):
    return SPECIAL[name](speech) if name in SPECIAL else getattr(speech, name) or None


def name_of(row) -> str | None:
    return row.name if row else None


SPECIAL = {
    "speaker": lambda speech: name_of(speech.speaker),
    "meeting": lambda speech: name_of(speech.meeting),
    "meeting_type": lambda speech: name_of(speech.meeting.type) if speech.meeting else None,
    "date": lambda speech: short_date(speech) or None,
    "complete": lambda speech: speech.complete,
    "keywords": lambda speech: [filed.keyword.word for filed in speech.speechkeyword_set.select_related("keyword").order_by("position")],
}
