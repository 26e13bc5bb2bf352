import re
from html import unescape
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from speeches import archive
from speeches.lines import lines_of
from speeches.models import Paragraph, Speech
from speeches.parsing.drafts import Evidence, NoteDraft, ParagraphDraft, SectionDraft, Warning
from speeches.text_rows import ParagraphRow
from speeches.title_block import sort_head
from tests.desk_files import CANAL, FOREST, SITE, at, send
from tests.shelf import BODY, HEAD, shelve

pytestmark = pytest.mark.django_db


def page_of(client, speech, query=""):
    response = client.get(f"/speeches/{speech.pk}/{query}")
    assert response.status_code == 200
    return response.text


def words(html):
    """What a reader sees: no tags, no numbers in the margin, no blanks."""
    html = re.sub(r'<a class="pin".*?</a>|<small>.*?</small>|<svg.*?</svg>', "", html)
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]+>", "", html)))


def article(html):
    return re.search(r"<article.*?</article>", html, re.S)[0]


def marked(html):
    return re.findall(r"<mark[^>]*>(.*?)</mark>", html[html.index("<h1") : html.index("</h1>")] + article(html))


def test_every_word_of_the_speech_is_on_its_page_once_and_in_order(client):
    text = words(article(page_of(client, shelve())))
    assert text == re.sub(r"\s", "", HEAD[-1] + "".join(BODY) + "附件：值守表东闸：王二" + "注释①指东干渠的水。")


def test_the_lines_of_the_title_block_stand_above_the_text(client):
    html = page_of(client, shelve())
    assert words(re.search(r"<h1.*?</h1>", html, re.S)[0]) == HEAD[0]
    assert re.findall(r'class="when"[^>]* id="p(\d)"', html) == ["2", "3"]


def test_every_paragraph_and_every_section_has_its_address_once(client):
    html = page_of(client, shelve())
    ids = re.findall(r'\bid="([ps]\d+)"', html)
    assert sorted(ids, key=lambda id: (id[0], int(id[1:]))) == [f"p{n}" for n in range(1, 16)] + [f"s{n}" for n in range(1, 5)]


def test_headings_are_folds_that_stand_open(client):
    html = article(page_of(client, shelve()))
    assert html.count("<details open>") == 2
    assert re.search(r'<section id="s1" data-level="1"><details open><summary><h2 id="p6">一、看水要勤</h2>', html)


def test_a_run_in_heading_is_emphasised_in_its_paragraph(client):
    assert '<b class="run">（一）渠里的水。</b>夜里也要有人走渠' in page_of(client, shelve())


def test_the_outline_links_to_every_section(client):
    html = page_of(client, shelve())
    outline = html[html.index('id="outline"') : html.index('id="text"')]
    assert re.findall(r'href="#(s\d)"', outline) == ["s1", "s2", "s3", "s4"]


def test_facts_lead_to_what_is_alike(client):
    speech = shelve()
    html = page_of(client, speech)
    for address in (speech.meeting, speech.speaker, speech.meeting.type):
        assert f'href="{address.get_absolute_url()}"' in html
    assert 'href="/topics/%E6%98%A5%E7%81%8C/"' in html
    assert 'href="/speeches/?year=2024">2024 年 3 月</a>' in html


def test_a_fact_shows_the_words_it_rests_on(client):
    assert '<blockquote lang="zh-Hans">（2024年3月）</blockquote>' in page_of(client, shelve())


def test_the_words_that_a_fact_rests_on_lead_to_their_paragraph(client):
    assert re.search(r'依据 <a href="#p2">第 2 段</a></p><blockquote lang="zh-Hans">（2024年3月）', page_of(client, shelve()))
    moved = page_of(client, shelve(evidence={"date": Evidence("2024年3月下旬", "date_line", 0.9)}))
    assert '原文是这样写的</p><blockquote lang="zh-Hans">2024年3月下旬' in moved


def test_who_may_correct_a_fact_is_led_to_where_it_is_corrected(client, admin_client):
    speech = shelve()
    there = f'href="{speech.document.get_absolute_url()}?edit=1#f1">改正'
    assert there in page_of(admin_client, speech)
    assert there not in page_of(client, speech)


def test_a_guess_is_shown_as_one_and_is_no_fact(client):
    guess = {"speaker": Evidence("下面请鲁大河同志讲话", "host_says", 0.5, "鲁大河")}
    speech = shelve(speaker=None, evidence=guess)
    html = page_of(client, speech)
    assert "鲁大河</summary>" in html
    assert "推断 · 待核" in html
    assert '<blockquote lang="zh-Hans">下面请鲁大河同志讲话</blockquote>' in html
    assert "鲁大河：《" not in html


def test_a_fact_that_is_not_sure_is_marked_for_checking(client):
    html = page_of(client, shelve(evidence={"level": Evidence("全县", "title", 0.4)}))
    assert ">待核<" in html


def test_the_rule_behind_a_fact_is_said_in_words(client):
    html = page_of(client, shelve(evidence={"level": Evidence("我代表县政府讲几点意见", "represents", 0.9)}))
    assert "由“我代表……”推断。" in html


def test_what_is_not_stated_says_so(client):
    html = page_of(client, shelve(date=None, level=None, place=None, evidence={}))
    assert html.count("未写明</span>") >= 3


def test_a_missing_title_is_the_name_of_the_file(client):
    html = page_of(client, shelve(name="会议材料3.docx", title=None))
    assert words(re.search(r"<h1.*?</h1>", html, re.S)[0]) == "会议材料3.docx"
    assert "标题取自文件名" in html


def test_a_speech_that_breaks_off_says_so(client):
    html = page_of(client, shelve(complete=False))
    assert '<li class="part tail">不全</li>' in html
    assert "这篇讲话不全" in html


def test_doubts_of_the_reading_are_listed_with_their_paragraph(client):
    html = page_of(client, shelve(warnings=[Warning("gap", "这里好像缺了一行。", 7)]))
    assert "有 1 处请您核对" in html
    assert '这里好像缺了一行。 <a href="#p7">' in html


def test_automatic_labels_stand_before_their_paragraphs(client):
    paragraphs = [ParagraphDraft("在会上的讲话", part="head"), ParagraphDraft("看水", "一、"), ParagraphDraft("夜里走渠", "（1）")]
    html = page_of(client, shelve(paragraphs=paragraphs, title="在会上的讲话", outline=[SectionDraft(1, "一", "看水", False, 2)], notes=[]))
    assert '<h2 id="p2"><span class="auto">一、</span>看水</h2>' in html
    assert '<span class="auto">（1）</span>夜里走渠' in html


def test_notes_are_linked_there_and_back(client):
    html = page_of(client, shelve())
    assert '三月的水最金贵。<sup><a href="#p15" id="n15"' in html
    assert re.search(r'<p id="p15"><span class="auto"><a href="#n15"[^>]*>①</a> </span>指东干渠的水。</p>', html)


def test_a_note_whose_mark_is_not_in_the_text_hangs_on_the_end_of_its_paragraph(client):
    html = page_of(client, shelve(notes=[NoteDraft("②", "指库水。", 9)]))
    assert re.search(r'先算后放。<sup data-hung><a href="#p15" id="n15"[^>]*>②</a></sup></p>', html)


def test_a_note_that_word_counts_is_not_taken_for_a_digit_of_the_text(client):
    paragraphs = [ParagraphDraft("2021年修了11条渠。")]
    html = page_of(client, shelve(paragraphs=paragraphs, outline=[], notes=[NoteDraft("1", "含支渠。", 1)]))
    assert re.search(r'2021年修了11条渠。<sup data-hung><a href="#p4"', html)


def test_names_left_out_in_the_file_are_shown_as_such(client):
    assert '等会<span class="blank" title="原文此处隐去">*</span>局长' in page_of(client, shelve())


def test_the_words_of_the_question_are_marked_exactly(client):
    assert marked(page_of(client, shelve(), "?q=春灌")) == ["春灌", "春灌"]


def test_a_hit_over_a_paragraph_break_is_one_hit_with_two_marks(client):
    html = page_of(client, shelve(), '?q="渠水不等人"')
    assert marked(html) == ["渠水", "不等人"]
    assert html.count('id="m1"') == 1
    assert "共 1 处" in html


def test_a_mark_goes_through_an_emphasis(client):
    html = page_of(client, shelve(), '?q="的水夜里"')
    assert '<mark data-hit="1" id="m1"><b class="run">的水。</b></mark><mark data-hit="1">夜里</mark>' in html


def test_marks_in_text_with_signs_of_html_stay_text(client):
    speech = shelve(paragraphs=[ParagraphDraft("甲<b>乙</b>&amp;丙")], outline=[], notes=[])
    html = page_of(client, speech, "?q=乙")
    assert '甲&lt;b&gt;<mark data-hit="1" id="m1">乙</mark>&lt;/b&gt;&amp;amp;丙' in html


def test_a_question_that_the_text_does_not_hold_marks_nothing(client):
    html = page_of(client, shelve(), "?q=航天")
    assert marked(html) == []
    assert "这一篇里没有" in html


def test_the_way_back_to_the_search_keeps_the_question(client):
    assert 'href="/search/?q=%E6%98%A5%E7%81%8C&amp;year=2024"' in page_of(client, shelve(), "?q=春灌&year=2024")


def test_citations_say_who_what_and_when(client):
    html = page_of(client, shelve())
    assert "温守渠：《在全县春灌工作推进会上的讲话》，2024年3月。" in html
    assert "温守渠. 在全县春灌工作推进会上的讲话[Z/OL]. (2024-03)[" in html


def test_the_speeches_beside_it_in_the_document_are_linked(client):
    first, second = shelve(), shelve(title="第二篇讲话")
    second.document, second.position = first.document, 2
    second.save()
    assert f'<a href="/speeches/{second.pk}/"><small>同一文件 · 后一篇</small><span lang="zh-Hans">第二篇讲话</span></a>' in page_of(client, first)
    assert "第 2 篇，共 2 篇" in page_of(client, second)


def test_other_speeches_of_the_speaker_and_the_meeting_are_listed(client):
    speech, other = shelve(), shelve(title="在全县春灌动员会上的讲话", meeting=None, date="2023")
    html = page_of(client, speech)
    assert "温守渠的其他讲话" in html
    assert f'href="/speeches/{other.pk}/"' in html


def test_a_hidden_speech_is_not_found_nor_listed_beside_others(client, admin_client):
    hidden, shown = shelve(visibility="hidden", title="不公开的讲话"), shelve()
    assert client.get(f"/speeches/{hidden.pk}/").status_code == 404
    assert "不公开的讲话" not in page_of(client, shown)
    assert "不公开的讲话" in page_of(admin_client, shown)


def test_a_deleted_document_takes_its_speeches_along(client):
    speech = shelve()
    speech.document.deleted_at = speech.document.received_at
    speech.document.save()
    assert client.get(f"/speeches/{speech.pk}/").status_code == 404


def test_the_number_of_queries_does_not_grow_with_the_speech(client, django_assert_num_queries):
    long = [ParagraphDraft(f"第{n}段。") for n in range(300)]
    outline = [SectionDraft(1 + n % 3, "一", "小标题", False, n) for n in range(1, 300, 3)]
    for speech in (shelve(), shelve(paragraphs=long, outline=outline)):
        page_of(client, speech)  # the order of its meeting is made once
        for query in ("", "?q=段", "?closed=level1"):
            with django_assert_num_queries(11):
                page_of(client, speech, query)


def test_a_page_is_written_once_and_asked_for_with_one_query(client, django_assert_num_queries):
    speech = shelve()
    archive.rebuild_index()
    page = page_of(client, speech)
    with django_assert_num_queries(1):
        assert page_of(client, speech) == page


# ── folding ──


def closed(html):
    """The sections that stand closed."""
    return re.findall(r'<section id="s(\d+)"[^>]*><details>', html)


@pytest.mark.parametrize(
    ("asked", "positions"),
    [("", []), ("all", ["1", "3", "4"]), ("level1", ["1", "3", "4"]), ("level2", ["3"]), ("3.4", ["3", "4"]), ("2", []), ("level0", []), ("x.1", [])],
)
def test_the_address_says_which_sections_are_closed(client, asked, positions):
    assert closed(page_of(client, nested(), f"?closed={asked}")) == positions


def nested():
    outline = [
        SectionDraft(1, "一", "看水要勤", False, 6),
        SectionDraft(2, "（一）", "渠里的水", True, 7),  # runs in: there is nothing to close
        SectionDraft(2, "", "三月的水最金贵。①", False, 8),
        SectionDraft(1, "二", "看人要准", False, 10),
    ]
    return shelve(outline=outline)


def test_a_section_with_a_hit_stands_open_whatever_the_address_says(client):
    assert closed(page_of(client, nested(), "?closed=all&q=先算后放")) == ["4"]
    assert closed(page_of(client, nested(), "?closed=all&q=航天")) == ["1", "3", "4"]


def test_a_section_in_which_a_hit_ends_stands_open_too(client):
    lines = ["一、先看水", "渠里的水", "二、再看人", "不等人", "三、回去"]
    outline = [SectionDraft(1, *lines[n].split("、"), False, n + 1) for n in (0, 2, 4)]
    speech = shelve(paragraphs=list(map(ParagraphDraft, lines)), outline=outline, notes=[], appendices=[])
    assert closed(page_of(client, speech, '?closed=all&q="水二再看人不等"')) == ["3"]


def test_links_fold_the_levels_that_the_speech_has_and_keep_the_question(client):
    html = page_of(client, nested(), "?closed=level2&q=水")
    folds = re.search(r'<nav class="choice[^"]* folds".*?</nav>|<nav class="choice folds".*?</nav>', html)[0]
    assert re.findall(r'data-closed="(\w*)"', folds) == ["", "level1", "level2"]
    assert 'href="?closed=level1&amp;q=%E6%B0%B4"' in folds
    assert re.search(r'data-closed="level2"[^>]*aria-current="true">收起到二级<', folds)


def test_a_speech_without_headings_has_nothing_to_fold(client):
    html = page_of(client, shelve(outline=[]), "?closed=all")
    assert "folds" not in html
    assert "这篇讲话没有小标题" in html


# ── what is not there ──


def test_a_speech_of_one_paragraph_without_anything_stated_has_a_page(client):
    bare = {"title": None, "speaker": None, "post": None, "date": None, "meeting": None, "level": None, "salutation": None}
    speech = shelve(paragraphs=[ParagraphDraft("看水。")], outline=[], notes=[], appendices=[], keywords=[], evidence={}, **bare)
    html = page_of(client, speech)
    assert words(article(html)) == "看水。"
    assert "《春灌》。" in html
    assert "同一次会议" not in html


# ── around it ──


def test_what_was_set_aside_around_a_speech_is_told_with_its_reason(client):
    document = send([SITE, *CANAL, *FOREST])
    first, second = document.speeches.order_by("position")
    html = page_of(client, first)
    assert "搁在一边 1 处" in html
    assert f"<span>网站的话</span><del lang=\"zh-Hans\">{SITE}</del>" in html
    assert "搁在一边" not in page_of(client, second)
    archive.correct(document, "aside", None, {"places": [at("进山的路口都要有人。")]})
    assert "进山的路口都要有人。</del>" in page_of(client, second)


def test_the_end_says_in_how_many_places_the_text_was_repaired(client):
    sample = Path(__file__).parent.parent / "fixtures/05分享站粘贴的协商会讲话.docx"  # its lines are broken, glued, and one holds a page number
    upload = archive.receive(ContentFile(sample.read_bytes(), sample.name))
    archive.read_upload(upload.pk)
    speech = Speech.objects.get()
    end = page_of(client, speech).split('class="speech-end"')[1]
    raw = client.get(f"{speech.document.get_absolute_url()}raw/1/").text
    assert f"整理了 {raw.count('>↵<')} 处" in end
    assert "搁在一边" in end


def test_a_text_that_came_without_a_file_has_no_original_to_compare(client):
    assert "对照原文" not in page_of(client, shelve())
    assert "对照原文" in page_of(client, send(CANAL).speeches.get())


def test_a_file_of_many_speeches_lists_them_with_the_one_that_is_read(client):
    first = shelve()
    for position in range(2, 6):
        other = shelve(title=f"第{position}篇")
        other.document, other.position, other.at = first.document, position, position * 100
        other.save()
    html = page_of(client, first)
    assert f'<a href="/speeches/{first.pk}/" aria-current="page">' in html
    assert f'<a href="/speeches/{other.pk}/">第5篇</a>' in html


def test_a_long_list_of_a_file_is_folded(client):
    first = shelve()
    rows = [Speech(document=first.document, position=n, at=n * 100, title=f"第{n}篇") for n in range(2, 14)]
    Speech.objects.bulk_create(rows)
    assert re.search(r'<details class="more"><summary>第 1 篇，共 13 篇<svg', page_of(client, first))


def test_the_speeches_of_a_meeting_stand_in_its_order_with_this_one_among_them(client):
    speech, other = shelve(), shelve(title="第二个讲话")
    html = page_of(client, speech)
    assert re.search(r"<h2>同一次会议</h2><ul><li class=\"current\"><b[^>]*>在全县春灌.*正在读的.*第二个讲话</a>", html, re.S)
    assert other.meeting_id == speech.meeting_id


def test_length_is_told_in_characters_and_in_time_read_and_said(client):
    speech = shelve()
    speech.characters = 26_000
    speech.save()
    assert "2 点 · 26,000 字，默读约 1 小时 5 分钟，讲约 2 小时 10 分钟" in page_of(client, speech)


def test_programs_find_the_speech_and_its_citation(client):
    speech = shelve()
    html = page_of(client, speech)
    for address in (f"/api/speeches/{speech.pk}/", f"/speeches/{speech.pk}/cite/?as=json"):
        assert f'<link rel="alternate" type="application/json" href="{address}"' in html
        assert client.get(address).status_code == 200


def test_a_heading_of_several_lines_and_a_date_are_told_apart():
    class Row:
        title, subtitle, salutation = "在全县春灌会议上的讲话", "把水看住", ""

    texts = ["在全县春灌会议", "上的讲话", "——把水看住", "（2024年3月）"]
    lines = lines_of([Paragraph(position=n, text=text, part="head") for n, text in enumerate(texts, 1)], [], {})
    block = sort_head(Row, lines)
    assert [[line.position for line in part] for part in (block.title, block.subtitle, block.below)] == [[1, 2], [3], [4]]


@pytest.mark.parametrize(("text", "shown"), [("*渠" * 50_000, "blank"), ("水，一是要" * 20_000, "run")])
def test_a_paragraph_as_long_as_a_book_is_cut_at_each_of_its_places(text, shown):
    [line] = lines_of([ParagraphRow(1, "body", text, "", None, None, 1)], [], {})
    assert "".join(piece.text for piece in line.pieces) == text
    assert sum(getattr(piece, shown) for piece in line.pieces) == len(line.pieces) // 2
