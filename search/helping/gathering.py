"""Gathers what the archive calls things into the file of `names`, whenever the index has changed. Done beside the index worker."""
import os
import time
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from django.conf import settings
from django.db.models import Count, F

from search import engine
from search.helping.names import Name, Names
from search.text import folded
from search.words import cut
from speeches.models import Speech, SpeechKeyword

WORDS, PAIRS = 30_000, 10_000  # words of the texts, and pairs that stand side by side in at least three titles: 乡村振兴
MANY, NEARLY_ALL = 10, 0.95  # speeches, and the part of them from which a word is taken for a piece of another
PAUSE = 20  # times as long as gathering took, before it is done again
SEEN_BY = "document__visibility"


def names_file() -> Path:
    return settings.DATA / "names"


def is_behind() -> bool:
    """Has the index changed since? An archive that is slow to gather is gathered less often."""
    try:
        gathered, changed = names_file().stat().st_mtime, settings.INDEX.stat().st_mtime
    except OSError:
        return settings.INDEX.exists()
    return changed > gathered and time.time() - gathered > PAUSE * seconds_taken()


def seconds_taken() -> float:
    try:
        return float(names_file().with_name("names.seconds").read_text())
    except (OSError, ValueError):
        return 0.0


def gather() -> None:
    started = time.time()
    Names.of(names()).write(names_file())
    os.utime(names_file(), (started, started))  # what changes from here on is not in it
    names_file().with_name("names.seconds").write_text(f"{time.time() - started:.2f}")


def names() -> Iterator[Name]:
    """Yield the weightiest of each kind first."""
    kept = Speech.objects.filter(document__deleted_at=None)
    filed = SpeechKeyword.objects.filter(speech__in=kept)
    titles = list(kept.newest_first().exclude(title="").values_list("pk", "title", SEEN_BY))
    meetings = list(grouped("meeting", kept, "meeting", "meeting__name"))
    yield from grouped("topic", filed, "keyword", "keyword__word", f"speech__{SEEN_BY}")
    yield from grouped("speaker", kept, "speaker", "speaker__name")
    yield from meetings
    yield from (Name("title", pk, title, frozenset({seen_by})) for pk, title, seen_by in titles)
    yield from map(word, words({*(title for _, title, _ in titles), *(meeting.text for meeting in meetings)}))


def grouped(kind: str, rows, key: str, name: str, seen_by=SEEN_BY) -> Iterator[Name]:
    """Yield each name with who may see it, the most frequent first."""
    counts, seen, texts = Counter(), {}, {}
    rows = rows.exclude(**{key: None}).values_list(key, name, seen_by).annotate(count=Count("pk")).order_by(F(key))
    for pk, text, visibility, count in rows:
        counts[pk] += count
        seen.setdefault(pk, set()).add(visibility)
        texts[pk] = text
    return (Name(kind, pk, texts[pk], frozenset(seen[pk])) for pk, _ in counts.most_common())


def word(text: str) -> Name:
    return Name("word", 0, text)


def words(titles: set[str]) -> list[str]:
    """The frequent words of the texts, and what stands side by side in several titles, the most frequent first."""
    counts = Counter({one: count for one, count in engine.current().vocabulary("text").items() if is_word(one)})
    for piece in only_pieces(counts):
        del counts[piece]
    known = dict(counts.most_common(WORDS))
    pairs = Counter(pair for title in titles for pair in pairs_in(title))
    known |= {pair: count for pair, count in pairs.most_common(PAIRS) if count > 2 and pair not in known}
    return sorted(known, key=known.get, reverse=True)


def only_pieces(counts: Counter) -> set[str]:
    """Those that jieba hardly finds but inside a longer word: 会主 is in few more speeches than 社会主义."""
    return {
        longer[start:end]
        for longer, count in counts.items()
        for start in range(len(longer) - 1)
        for end in range(start + 2, len(longer) + 1)
        if end - start < len(longer) and MANY <= counts[longer[start:end]] <= count / NEARLY_ALL
    }


def pairs_in(title: str) -> set[str]:
    run = folded(title)
    return {pair for one, next in pairwise(cut(title)) if is_word(one) and is_word(next) and (pair := one + next) in run}


def is_word(text: str) -> bool:
    return len(text) > 1 and not any(c.isdigit() for c in text)
