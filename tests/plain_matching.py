"""Does one entry answer one node? Written as plainly as possible, with `in`: by definition right."""
from functools import lru_cache
from itertools import permutations

from search.engine import And, Entry, Near, Not, Or, Phrase, Prefix, Words
from search.text import folded
from search.whoosh_index.schema import years_of
from search.words import cut

VALUES = ("speaker", "meeting", "post", "type", "topic", "level", "kind", "year")
WHOLE = ("level", "year")  # 市 is not part of 县级市
fold, words_of = lru_cache(None)(folded), lru_cache(None)(cut)


def texts_of(entry: Entry, field) -> tuple[str, ...]:
    """The texts of an entry that strings and words of a field are looked for in."""
    return {"all": (entry.title, entry.text), "title": (entry.title,), "text": (entry.text,), "heading": entry.headings}.get(field, ())


def values_of(entry: Entry, field) -> tuple[str, ...]:
    if field == "all":
        return tuple(value for name in ("speaker", "meeting", "post", "topic") for value in values_of(entry, name))
    if field in ("title", "text", "heading"):
        return ()
    stated = {"topic": entry.topics, "year": years_of(entry)}.get(field)
    return (getattr(entry, field),) if stated is None else stated


def matches(entry: Entry, node, scope="all") -> bool:
    match node:
        case None:
            return True
        case And():
            return all(matches(entry, part, scope) for part in node.nodes)
        case Or():
            return any(matches(entry, part, scope) for part in node.nodes)
        case Not():
            return not matches(entry, node.node, scope)
    field = scope if node.field == "all" else node.field
    match node:
        case Words():
            return any(all_held(entry, field, name) for name in (node.text, *node.others))
        case Phrase():
            # What is quoted is not looked for in speaker, meeting and keywords, unless they are named.
            return in_texts(entry, field, fold(node.text)) or (field != "all" and in_values(entry, field, fold(node.text)))
        case Prefix():
            return begins(entry, field, fold(node.text))
        case Near():
            return near(entry, field, {fold(part.text) for part in node.parts}, node.distance)


def as_typed(entry: Entry, node, scope="all") -> bool:
    """Of an entry that matches: does it hold all that was typed side by side?"""
    match node:
        case Or():
            return any(matches(entry, part, scope) and as_typed(entry, part, scope) for part in node.nodes)
        case Words() | Phrase():
            field = scope if node.field == "all" else node.field
            return in_texts(entry, field, fold(node.text)) or (
                (isinstance(node, Words) or field != "all") and in_values(entry, field, fold(node.text))
            )
        case And():
            typed = [part for part in node.nodes if isinstance(part, Words | Phrase)]
            fields = {scope if part.field == "all" else part.field for part in typed}
            if len(typed) == 1:
                return as_typed(entry, typed[0], scope)
            return len(fields) == 1 and in_texts(entry, *fields, "".join(fold(part.text) for part in typed))
    return False


def in_texts(entry, field, run) -> bool:
    return bool(run) and any(run in fold(text) for text in texts_of(entry, field))


def in_values(entry, field, run) -> bool:
    if field in WHOLE:
        return bool(run) and run in map(fold, values_of(entry, field))
    return bool(run) and any(run in fold(value) for value in values_of(entry, field))


def all_held(entry, field, text) -> bool:
    """The run itself, or each of its words somewhere."""
    run = fold(text)
    if in_texts(entry, field, run) or in_values(entry, field, run):
        return True
    written = {word for one in texts_of(entry, field) for word in words_of(one)}
    return bool(run) and all(word in written or in_values(entry, field, word) for word in words_of(text))


def begins(entry, field, run) -> bool:
    words = [word for text in texts_of(entry, field) for word in words_of(text)]
    return bool(run) and any(word.startswith(run) for word in [*words, *map(fold, values_of(entry, field))])


def near(entry, field, runs, distance) -> bool:
    places = [*texts_of(entry, field), *(values_of(entry, field) if field != "all" else ())]
    return bool(runs) and all(runs) and any(near_each_other(fold(text), runs, distance) for text in places)


def near_each_other(text, runs, distance) -> bool:
    """In some order each begins no earlier than the one before, and no more than so many characters behind its end."""
    starts = {run: [place for place in range(len(text)) if text.startswith(run, place)] for run in runs}

    def goes_on(order, start, end) -> bool:
        return not order or any(
            goes_on(order[1:], place, place + len(order[0])) for place in starts[order[0]] if start <= place <= end + distance
        )

    return any(goes_on(order[1:], place, place + len(order[0])) for order in permutations(runs) for place in starts[order[0]])
