"""Whatever a text is made of: what is marked folds to what was asked for, and no character is cut."""
import gzip
import json
import random
import re
from html import unescape
from itertools import pairwise, permutations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engine import And, Or, Phrase, Words
from search.showing.chains import chained
from search.showing.outline import Line, Outline
from search.showing.passages import find, mark_paragraphs, title_marks
from search.showing.sought import wanted
from search.templatetags.marks import marked
from search.text import fold, folded, is_attached
from search.whoosh_index.closeness import near_each_other

# Every quirk of the corpus, and what a page has to escape.
LETTERS = "民主監督后後乾干 　，。；\n！”1１９年a㎡½ﬁ①○〇々\u200b\u200d\u00a0\u0301\u0345\ufe0f\U000e0100ｶﾞ👍🏽𠮷𠀀〔〕&<>'\"한각힣"
TEXTS = st.lists(st.text(st.sampled_from(LETTERS) | st.characters(exclude_categories=["Cs"]), max_size=60), min_size=1, max_size=6)


@given(st.text(st.sampled_from(LETTERS) | st.characters(), max_size=200))
@settings(max_examples=300, deadline=None)
def test_a_text_folds_at_once_as_it_does_character_by_character(text):
    folding = fold(text)
    assert folding.text == folded(text)
    assert [folding.origin(place) for place in range(len(folding.text))] == [at for at, character in enumerate(text) for _ in folded(character)]
    assert [folding.place(offset) for offset in range(len(text) + 1)] == [len(folded(text[:offset])) for offset in range(len(text) + 1)]


def lines_of(paragraphs):
    return [Line(*pair) for pair in enumerate(paragraphs, 1)]


def assert_exact(paragraphs, query):
    """The quotation is found as often as the folded text holds it, and marked wherever it is shown, in whole characters."""
    lines, look_for, whole = lines_of(paragraphs), wanted(Phrase(query), "all"), folded("".join(paragraphs))
    placed, hits = mark_paragraphs(look_for, lines, Outline())
    assert hits == whole.count(folded(query)) > 0
    lit = dict.fromkeys(range(1, hits + 1), "")
    for position in sorted(placed):
        for start, end, number in placed[position]:
            assert_whole(paragraphs[position - 1], start, end)
            lit[number] += paragraphs[position - 1][start:end]
    if all(len(folded(character)) < 2 for character in "".join(paragraphs)):  # or two hits may lie in one ㎡
        assert all(folded(query) in folded(text) for text in lit.values())
    answer = find(look_for, lines, Outline())
    assert answer.passages
    for passage in answer.passages:
        assert_shown(passage, paragraphs, query)


def assert_shown(passage, paragraphs, query):
    assert passage.text in "\n".join(paragraphs[passage.position - 1 :])
    for start, end in passage.marks:
        assert_whole(passage.text, start, end)
    assert folded(query)[:1] in folded("".join(passage.text[start:end] for start, end in passage.marks))
    if len(passage.text) < 150:
        assert folded(query) in folded("".join(passage.text[start:end] for start, end in passage.marks))
    pieces = re.split("<mark>(.*?)</mark>", marked(passage.text, passage.marks), flags=re.S)
    assert [unescape(piece) for piece in pieces[1::2]] == [passage.text[start:end] for start, end in passage.marks]
    assert unescape("".join(pieces)) == passage.text


def assert_whole(text, start, end):
    assert 0 <= start < end <= len(text)
    assert end == len(text) or not is_attached(text[end])
    assert start == 0 or not is_attached(text[start])


@given(TEXTS, st.randoms(use_true_random=False))
@settings(max_examples=300, deadline=None)
def test_a_quotation_out_of_any_text_is_found_and_marked(paragraphs, chance):
    whole = folded("".join(paragraphs))
    if whole:
        start = chance.randrange(len(whole))
        assert_exact(paragraphs, whole[start : start + chance.randrange(1, 12)])


def test_a_thousand_quotations_out_of_the_corpus_are_found_and_marked(test_data):
    chance = random.Random(11)
    with gzip.open(test_data / "corpus" / "speeches.jsonl.gz", "rt", encoding="utf-8") as rows:
        texts = [json.loads(row)["text"] for row in rows]
    for text in chance.choices(texts, k=1_000):
        start = chance.randrange(len(text))
        query = text[start : start + chance.choice((1, 2, 4, 8, 20, 60))]
        if folded(query):
            assert_exact(text.split("\n"), query)


@given(TEXTS, st.text(st.sampled_from("民主監督1a "), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_marks_of_any_question_stay_in_their_text_and_apart(paragraphs, query):
    node = And((Words(query), Or((Phrase(query[:1]), Words("督")))))
    placed, _ = mark_paragraphs(wanted(node, "all"), lines_of(paragraphs), Outline())
    for position, found in placed.items():
        ends = [0, *(end for _, end, _ in found)]
        assert all(before <= start < end <= len(paragraphs[position - 1]) for before, (start, end, _) in zip(ends, found, strict=False))


@given(st.text(st.sampled_from(LETTERS), max_size=40))
@settings(max_examples=100, deadline=None)
def test_a_title_is_marked_as_exactly(title):
    whole = folded(title)
    found = title_marks(wanted(Phrase(whole[1:3]), "title"), title)
    assert bool(found) == bool(whole[1:3])
    assert not found or whole[1:3] in folded("".join(title[start:end] for start, end in found))


@given(st.text("水渠闸路。", max_size=16), st.lists(st.text("水渠闸", min_size=1, max_size=2), min_size=1, max_size=4, unique=True), st.integers(0, 6))
@settings(max_examples=300, deadline=None)
def test_parts_are_near_for_the_marks_when_they_are_for_the_index(text, parts, distance):
    places = [[found.start() for found in re.finditer(f"(?={part})", text)] for part in parts]
    near = chained(places, list(map(len, parts)), distance)
    assert all(near) == any(near) == near_each_other(text, parts, distance)
    assert near == tried_out(places, list(map(len, parts)), distance)


def tried_out(places, lengths, distance):
    """The same by looking at every choice of places in every order."""
    kept = [set() for _ in places]
    for chosen in product(*places):
        for order in permutations(range(len(chosen))):
            if all(chosen[a] <= chosen[b] <= chosen[a] + lengths[a] + distance for a, b in pairwise(order)):
                for part, start in enumerate(chosen):
                    kept[part].add(start)
    return [sorted(found) for found in kept]
