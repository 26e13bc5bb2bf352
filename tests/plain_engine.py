"""The plainest engine there can be: a dict of entries, each looked at for each question. What it finds is right."""
import math
import re
from collections import Counter

from search.engine import FACETS, UNKNOWN, Entry, Likeness, Query, Results, Use
from tests.plain_matching import as_typed, fold, matches, texts_of, values_of, words_of

LONG, MOST = ("speaker", "topic"), 100
HAN_WORD = re.compile("[\u4e00-\u9fff]{2,4}")


class PlainEngine:
    def __init__(self):
        self.held: dict[int, Entry] | None = None
        self.changed: set[int] = set()

    def state(self) -> str:
        return "missing" if self.held is None else "ready"

    def put(self, entries):
        self._change({entry.id: entry for entry in entries})

    def remove(self, ids):
        self._change(dict.fromkeys(ids))

    def _change(self, entries):
        self.changed |= set(entries)
        held = {**(self.held or {}), **entries}
        self.held = {number: entry for number, entry in held.items() if entry}

    def rebuild(self, entries):
        self.changed = set()
        made = {entry.id: entry for entry in entries}
        meanwhile = {number: (self.held or {}).get(number) for number in self.changed}
        self.held = {number: entry for number, entry in {**made, **meanwhile}.items() if entry}

    def merge(self):
        """There are no commits to take together."""

    def follow_words(self):
        """Nothing is cut before it is asked for."""

    def needs_merging(self) -> bool:
        return False

    def numbers(self) -> list[int]:
        return sorted(self.held or ())

    def vocabulary(self, field="text") -> dict[str, int]:
        found = Counter()
        for entry in (self.held or {}).values():
            found.update({word for text in texts_of(entry, field) for word in words_of(text)} | set(values_of(entry, field)))
        return {word: count for word, count in found.items() if word}

    def stamp(self) -> str:
        return repr(self.held)

    def uses(self, text, visible) -> dict[int, int]:
        seen = {number: entry for number, entry in (self.held or {}).items() if entry.visibility in visible}
        found = {number: times(entry.text, text) for number, entry in seen.items()}
        return {number: count for number, count in found.items() if count}

    def words_in(self, ids) -> dict[str, int]:
        known = {word for entry in (self.held or {}).values() for word in words_of(entry.text)}
        texts = [entry.text for number, entry in (self.held or {}).items() if number in ids]
        found = {word: sum(times(text, word) for text in texts) for word in known if HAN_WORD.fullmatch(word)}
        return {word: count for word, count in found.items() if count >= 3}

    def uses_among(self, words, ids, others) -> list[Use]:
        held = self.held or {}
        found = []
        for word in words:
            own = [times(held[number].text, word) for number in ids if number in held]
            rest = [times(held[number].text, word) for number in others if number in held]
            found.append(Use(word, sum(own), sum(map(bool, own)), sum(rest)))
        return found

    def alike(self, number, words, visible, but=frozenset(), most=10) -> list[Likeness]:
        """Says only who shares words, in the order of how much; the fewer hold one, the more it counts."""
        held = self.held or {}
        if number not in held:
            return []
        texts = {at: f"{entry.title}\n{entry.text}" for at, entry in held.items()}
        said = {word: {at for at, text in texts.items() if fold(word) in fold(text)} for word in words if fold(word)}
        worth = {word: words[word] * math.log(1 + len(held) / len(said[word])) for word in said if number in said[word]}
        shared = {at: sorted((w for w in worth if at in said[w]), key=lambda w: -worth[w]) for at in held}
        seen = [at for at in held if at not in {number, *but} and held[at].visibility in visible]
        ranked = sorted(seen, key=lambda at: (-sum(worth[word] for word in shared[at]), at))
        firsts = {fold(held[at].text) or at: at for at in [*reversed(ranked), number]}.values()
        found = [Likeness(at, apart(shared[at])) for at in ranked if at in firsts]
        return [likeness for likeness in found if len(likeness.words) >= 2][:most]

    def check(self, entries) -> list[str]:
        expected, held = {entry.id: entry for entry in entries}, self.held or {}
        differing = [number for number in expected.keys() | held.keys() if expected.get(number) != held.get(number)]
        return [f"讲话 {number} 与档案不一致。" for number in sorted(differing)]

    def search(self, query: Query) -> Results:
        held = (self.held or {}).values()
        answering = [e for e in held if e.visibility in query.visible and matches(e, query.node, query.scope)]
        found = in_order([entry for entry in answering if passes(entry, query.filters)], query)
        shown, twins = one_of_each(found) if query.grouped else (found, {})
        pages = max(1, math.ceil(len(shown) / query.per_page))
        page = min(max(1, query.page), pages)
        ids = [entry.id for entry in shown[(page - 1) * query.per_page : page * query.per_page]]
        return Results(
            total=len(found),
            ids=ids,
            facets={name: counts(answering, query.filters, name) for name in query.facets},
            page=page,
            pages=pages,
            as_typed=sum(as_typed(entry, query.node, query.scope) for entry in found),
            twins={number: twins[number] for number in ids if number in twins},
        )


def apart(words) -> tuple[str, ...]:
    kept = []
    for word in words:
        kept += [word] * (not any(word in other or other in word for other in kept))
    return tuple(kept)


def times(text, run) -> int:
    """Everywhere that it begins, also within itself."""
    text, run = fold(text), fold(run)
    return sum(text.startswith(run, at) for at in range(len(text))) if run else 0


def given(entry, name) -> tuple[str, ...]:
    """The values of an entry among which one chooses."""
    return tuple(value for value in dict.fromkeys(values_of(entry, name)) if value) or (UNKNOWN,)


def passes(entry, filters, but=None) -> bool:
    """Several values of one kind widen, different kinds narrow; 2024-03 lies in every range that touches it."""
    first, last = entry.date_from, entry.date_to or entry.date_from
    if (filters.date_from or filters.date_to) and not first:
        return False
    if (filters.date_from and last < filters.date_from) or (filters.date_to and first > filters.date_to):
        return False
    chosen = {name: getattr(filters, name) for name in FACETS if name != but}
    return all(not wanted or wanted & set(given(entry, name)) for name, wanted in chosen.items())


def in_order(entries, query) -> list[Entry]:
    if query.node and query.sort == "relevance":
        return sorted(entries, key=lambda entry: (not as_typed(entry, query.node, query.scope), entry.id))
    way = 1 if query.sort == "oldest" else -1
    return sorted(entries, key=lambda e: (not e.date_from, way * e.date_from.toordinal() if e.date_from else 0, e.id))


def one_of_each(entries) -> tuple[list[Entry], dict[int, list[int]]]:
    """The first of those with the same text, and for it the others. Where only titles are known, nothing is the same."""
    groups: dict[object, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(fold(entry.text) or entry.id, []).append(entry)
    return [first for first, *_ in groups.values()], {g[0].id: [e.id for e in g[1:]] for g in groups.values() if len(g) > 1}


def counts(answering, filters, name) -> list[tuple[str, int]]:
    found = Counter(value for entry in answering if passes(entry, filters, but=name) for value in given(entry, name))
    unknown = [(UNKNOWN, found.pop(UNKNOWN))] if UNKNOWN in found else []
    if name == "year":
        return sorted(found.items(), reverse=True) + unknown
    pairs = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    if name in LONG:
        pairs = pairs[:MOST] + [pair for pair in pairs[MOST:] if pair[0] in getattr(filters, name)]
    return pairs + unknown
