"""Speeches like one: those that say what is telling in it, found in the index, with the words that they share."""
from dataclasses import dataclass

from django.db.models import Q

from search import engine
from search.showing.hits import SHOWN, in_order
from search.text import folded
from speeches.models import Speech
from speeches.parsing.keywords import terms
from speeches.visibility import visible_to

MOST, MOST_WORDS = 5, 4
SPARE = 3  # times as many are asked for: copies of a speech come beside it
FILED, TITLE, HEADING = 3.0, 2.0, 1.5  # what a word is worth as a keyword, in the title, in a heading of the first level
MOST_HEADINGS, LONGEST = 50, 60  # headings and characters of each that are read: more of them say nothing new
ENOUGH = 20  # characters of a title that nobody has twice on one day
DEEPEST = 2  # level of a heading that says what a speech is about


@dataclass(frozen=True, slots=True)
class Similar:
    speech: Speech
    words: list[str]  # stand in both, the most telling first


def similar_to(speech: Speech, user) -> list[Similar]:
    """Others than its neighbours in the file and in the meeting, which stand elsewhere on the page. Four queries."""
    beside = Speech.objects.filter(beside_it(speech)).values_list("pk", flat=True)
    likenesses = engine.current().alike(speech.pk, telling_words(speech), visible_to(user), set(beside), MOST * SPARE)
    words = {likeness.id: list(likeness.words[:MOST_WORDS]) for likeness in likenesses}
    others = in_order(list(words), Speech.objects.visible_to(user).with_origin().only(*SHOWN))
    return [Similar(other, words[other.pk]) for other in without_copies(speech, others)][:MOST]


def beside_it(speech) -> Q:
    same_meeting = Q(meeting=speech.meeting_id) if speech.meeting_id else Q()
    return Q(document=speech.document_id) | same_meeting


def telling_words(speech) -> dict[str, float]:
    """Return the words that say what a speech is about, and what each is worth: keywords, and nouns of title and headings."""
    worth = dict.fromkeys(speech.keywords.order_by().values_list("word", flat=True), FILED)
    headings = speech.sections.filter(level__lte=DEEPEST).order_by("position").values_list("heading", "level")[:MOST_HEADINGS]
    for line, value in [(speech.title, TITLE), *((heading, HEADING / level) for heading, level in headings)]:
        for word in terms(line[:LONGEST]):
            if " " not in word:  # two words that stand side by side
                worth[word] = max(value, worth.get(word, 0))
    return worth


def without_copies(speech, others):
    """Leave out what has a letter more or less than another one, so that it counts as another text, and is the same speech."""
    met = {facts(speech)}
    for other in others:
        if facts(other) not in met:
            met.add(facts(other))
            yield other


def facts(speech) -> tuple:
    """Two of one title, speaker and day are one; sites cut long titles off and set their blanks as they like."""
    enough = ENOUGH if speech.speaker_id and speech.date_from else None
    return folded(speech.title)[:enough], speech.speaker_id, speech.date_from
