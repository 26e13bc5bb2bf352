"""What is offered while somebody types: words, topics, speakers, meetings and titles, by their characters or by how they sound.

The file of names proposes. Each proposal is then asked for as its reader would: rows with visible_to(user), words with a search.
"""
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search import engine
from search.asking import query
from search.helping import names
from search.helping.gathering import names_file
from search.helping.names import SHORT, Found
from search.helping.sounds import splits
from search.text import folded
from speeches.models import Keyword, Meeting, Speaker, Speech
from speeches.templatetags.facts import meeting_dates, short_date, thousands
from speeches.visibility import visible_to

MOST = {"word": 3, "topic": 2, "speaker": 2, "meeting": 2, "title": 3}
ASKED = 2  # times as many are asked for: some have no speech that this reader may see
LONGEST = 40  # folded characters; a longer text is a quotation, not the beginning of a name
SIGNS = frozenset("\"＂“”「」『』()（）:：﹕|｜*＊")  # of the question language: who writes those knows what to ask


@dataclass(frozen=True, slots=True)
class Suggestion:
    kind: str
    text: str
    address: str
    fact: str | None = ""


def suggest(request):
    return render(request, "search/_suggestions.html", {"suggestions": suggestions(request.GET, request.user)})


def suggestions(params: QueryDict, user) -> list[Suggestion]:
    text = params.get("q", "").replace("\0", "")
    part = "" if text[-1:].isspace() else (text.split() or [""])[-1]
    run = folded(part) if len(part) <= 2 * LONGEST and SIGNS.isdisjoint(part) else ""
    visible = visible_to(user)
    if not visible or not run or len(run) > LONGEST:
        return []
    before = text[: len(text) - len(part)].lstrip()
    found = proposed(run, ["word"] if before else list(MOST), names.mask_of(visible))  # behind other words only a word goes on
    known = rows(found, user)
    words = [each for each in found if each.kind == "word"][: MOST["word"] + 1]
    known |= {each: word(before, each.text, params, visible) for each in words if each.text != run}
    return fewest(found, known)


def proposed(run: str, kinds: list[str], mask: int) -> list[Found]:
    """Return names of each kind, the closest first: by their characters, and where letters were typed by their sound."""
    known, found = names.current(names_file()), {}
    for kind in kinds:
        most = ASKED * MOST[kind]
        found[kind] = known.holding(kind, run, mask, most)
        for parts in splits(run):
            found[kind] += known.sounding(kind, parts, mask, most - len(found[kind]))
    return sorted((each for kind in kinds for each in found[kind]), key=lambda each: each.place)


def rows(found: list[Found], user) -> dict[Found, Suggestion]:
    """Those of these names that have a speech which the reader may see, as the database has them now."""
    by_key = {(each.kind, each.key): each for each in found}
    keys = {kind: [each.key for each in found if each.kind == kind] for kind in MOST}
    visible = Speech.objects.visible_to(user)
    topics = Keyword.objects.filter(Exists(visible.filter(keywords=OuterRef("pk"))), pk__in=keys["topic"])
    speakers = Speaker.objects.filter(Exists(visible.filter(speaker=OuterRef("pk"))), pk__in=keys["speaker"])
    meetings = Meeting.objects.filter(Exists(visible.filter(meeting=OuterRef("pk"))), pk__in=keys["meeting"])
    titles = visible.filter(pk__in=keys["title"]).exclude(title="")
    made = [("topic", row, _("主题"), "") for row in topics] + [("speaker", row, _("讲话人"), "") for row in speakers]
    made += [("meeting", row, _("会议"), row.date_from and meeting_dates(row)) for row in meetings]
    made += [("title", row, _("讲话"), short_date(row)) for row in titles]
    return {by_key[kind, row.pk]: Suggestion(said, str(row), row.get_absolute_url(), fact) for kind, row, said, fact in made}


def word(before: str, text: str, params: QueryDict, visible) -> Suggestion | None:
    """A word with the count of what choosing it finds, under the filters of the page."""
    chosen = params.copy()
    chosen["q"] = before + text
    asked = query.read(chosen, visible)
    count = engine.current().search(replace(asked.query, page=1, per_page=1, facets=())).total
    chosen.pop("page", None)
    address = f"{reverse('search')}?{chosen.urlencode()}"
    return Suggestion(_("词"), text, address, ngettext("%s 篇", "%s 篇", count) % thousands(count)) if count else None


def fewest(found: list[Found], known: dict[Found, Suggestion | None]) -> list[Suggestion]:
    """No more of a kind than fit; what looks the same (one speech in two files, a topic that is a word too) once."""
    shown, alike, left = [], set(), dict(MOST)
    for each in found:
        one = known.get(each)
        looks = one and (one.text, each.kind not in SHORT and one.fact)
        if one and left[each.kind] and looks not in alike:
            alike.add(looks)
            left[each.kind] -= 1
            shown.append(one)
    return shown
