"""The 拆分台: what was read of a file, corrected with buttons and forms; who may, and what is said when it makes no sense."""
import inspect
import re

import pytest

from speeches import archive
from speeches.models import Correction, Document, Paragraph, Reading, Speech
from speeches.parsing.drafts import Evidence
from speeches.parsing.splitting import signs
from speeches.templatetags.reasons import SIGNS
from tests.desk_files import CANAL, FOREST, NOTICE, SITE, UNTITLED, at, make_editor, send, titles
from tests.shelf import shelve

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return send([SITE, *CANAL, *FOREST])


@pytest.fixture
def editor(client, django_user_model):
    user = make_editor(django_user_model, first_name="吴敏")
    client.force_login(user)
    return user


def do(client, document, what, **more):
    return client.post(f"{document.get_absolute_url()}correct/", {"do": what, **more}, follow=True)


def describe(client, speech, follow=True, **fields):
    """Send the form of a speech with some fields changed, as a browser sends it: with what stood there before."""
    form = client.get(f"{speech.document.get_absolute_url()}?edit={speech.position}").context["form"]
    sent = {}
    for bound in form:
        sent[bound.html_name] = sent[bound.html_initial_name] = bound.value()
    return client.post(f"{speech.document.get_absolute_url()}fields/", sent | {"at": speech.at} | fields, follow=follow)


# ── what the page shows ──


def test_what_was_set_aside_stands_where_it_stands_in_the_file(client, document):
    page = client.get(document.get_absolute_url()).text
    assert page.index(SITE) < page.index("第 1 篇从这里起") < page.index(CANAL[0])


def test_what_was_set_aside_inside_a_speech_stands_between_it_and_the_next(client, document, editor):
    archive.correct(document, "aside", None, {"places": [at("守闸的人要选准。")]})
    page = client.get(document.get_absolute_url()).text
    assert page.index('id="f1"') < page.index("第 1 篇里搁在一边") < page.index("<del>守闸的人要选准。</del>") < page.index("第 2 篇从这里起")


@pytest.mark.parametrize("address", ["", "?edit=1", "lines/2/", "again/", "raw/", "raw/2/"])
def test_ids_are_given_once_links_lead_somewhere_and_nothing_is_inline(client, document, editor, address):
    archive.correct(document, "aside", None, {"places": [at("守闸的人要选准。")]}, editor)
    html = client.get(document.get_absolute_url() + address).text
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:|<script(?![^>]*\ssrc=)", html)


def test_every_sign_of_a_beginning_has_words():
    named = set(re.findall(r'^ +"([a-z ]+)": ', inspect.getsource(signs.weigh), re.MULTILINE))
    assert len(named) > 10
    assert named <= set(SIGNS)


def test_readers_see_the_page_without_anything_to_press(client, document, django_user_model):
    for user in (None, django_user_model.objects.create_user("li")):
        if user:
            client.force_login(user)
        page = client.get(document.get_absolute_url()).text
        assert "并入上一篇" not in page
        assert 'name="do"' not in page
        assert "?edit=" not in page


def test_only_the_speech_that_is_asked_for_comes_with_a_form(client, document, editor):
    page = client.get(f"{document.get_absolute_url()}?edit=2").text
    assert page.count('class="describe"') == 1
    assert f'value="{FOREST[0]}"' in page
    assert 'class="describe"' not in client.get(f"{document.get_absolute_url()}?edit=7").text
    assert 'class="describe"' not in client.get(f"{document.get_absolute_url()}?edit=%00").text


def test_the_desk_asks_the_database_as_often_for_many_speeches_as_for_one(client, editor, django_assert_num_queries):
    one, many = send(CANAL), send([line for n in range(9) for line in (CANAL[0].replace("修渠", f"第{n}次修渠"), *CANAL[1:])], "九篇.docx")
    assert many.speeches.count() == 9
    for document in (one, many):
        with django_assert_num_queries(11):
            client.get(document.get_absolute_url())
        with django_assert_num_queries(15):
            client.get(f"{document.get_absolute_url()}?edit=1")


# ── who may ──

ADDRESSES = ["correct/", "fields/", "again/", "lines/1/"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_else_corrects(client, document, django_user_model, address):
    address = document.get_absolute_url() + address
    assert client.post(address, {"do": "seen:all"})["Location"].startswith("/accounts/login/")
    client.force_login(django_user_model.objects.create_user("li"))
    assert client.post(address, {"do": "seen:all"}).status_code == 403
    assert client.get(address).status_code == 403
    assert not Correction.objects.exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_is_hidden_from_its_uploader_or_deleted_is_not_there(client, django_user_model, address):
    uploader = django_user_model.objects.create_user("li")
    document = send(CANAL, by=uploader)
    client.force_login(uploader)
    assert client.get(document.get_absolute_url() + address).status_code in (200, 302)
    Document.objects.update(visibility="hidden")
    assert client.post(document.get_absolute_url() + address).status_code == 404
    client.force_login(make_editor(django_user_model))
    assert client.get(document.get_absolute_url() + address).status_code in (200, 302)
    archive.remove(document)
    assert client.post(document.get_absolute_url() + address).status_code == 404
    assert 'name="do"' not in client.get(document.get_absolute_url()).text


def test_whoever_uploaded_a_file_corrects_it(client, django_user_model):
    uploader = django_user_model.objects.create_user("li")
    document = send([*CANAL, *FOREST], by=uploader)
    client.force_login(uploader)
    do(client, document, f"merge:{at(FOREST[0])}")
    assert Correction.objects.get().by == uploader


def test_who_had_to_sign_in_in_between_comes_back_to_the_desk(client, document, editor):
    for address in ("correct/", "fields/"):
        assert client.get(document.get_absolute_url() + address)["Location"] == document.get_absolute_url()


def test_the_page_of_a_speech_leads_to_the_desk_those_who_may_correct_it(client, document, django_user_model):
    speech = document.speeches.get(position=2)
    link = f'href="{document.get_absolute_url()}#f2"'
    assert link not in client.get(speech.get_absolute_url()).text
    client.force_login(make_editor(django_user_model))
    assert link in client.get(speech.get_absolute_url()).text


def test_a_file_without_speeches_has_a_page(client, document, editor):
    document.speeches.all().delete()
    page = client.get(document.get_absolute_url()).text
    assert "认出 0 篇讲话" in page
    assert SITE in page
    assert 'value="seen:all"' not in page


# ── buttons ──


def test_a_speech_is_merged_and_the_step_is_offered_for_undoing(client, document, editor):
    page = do(client, document, f"merge:{at(FOREST[0])}")
    assert titles(document) == [CANAL[0]]
    assert page.redirect_chain[0][0].endswith("#f1")
    assert "“在全县护林工作会议上的讲话202…”并入上一篇，吴敏，刚刚" in page.text
    page = do(client, document, f"undo:{Correction.objects.get().number}")
    assert titles(document) == [CANAL[0], FOREST[0]]
    assert "已经撤销" in page.text
    assert "<del>“在全县护林工作会议上的讲话202…”并入上一篇</del>" in page.text


def test_a_second_click_does_nothing_more(client, document, editor):
    do(client, document, f"merge:{at(FOREST[0])}")
    do(client, document, "speech")
    last = Correction.objects.last().number
    do(client, document, f"undo:{last}")
    page = do(client, document, f"undo:{last}")
    assert "这一步已经撤销过了" in page.text
    assert titles(document) == [CANAL[0]]


@pytest.mark.parametrize("again", ["speech", "seen:all"])
def test_the_same_said_twice_is_kept_once(client, document, editor, again):
    do(client, document, again)
    do(client, document, again, last=Correction.objects.last().number)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize(
    "what", ["", "dance", "merge", "merge:", "merge:999999", "merge:١", "merge:-1", f"back:{'9' * 40}", "adopt:0", "adopt:0:title", "adopt:0:pk",
             "undo", "undo:5", "seen:77", "merge:0:1:2"],
)  # fmt: skip
def test_what_makes_no_sense_is_said_and_changes_nothing(client, document, editor, what):
    page = do(client, document, what)
    assert page.status_code == 200
    assert 'class="wrong"' in page.text
    assert titles(document) == [CANAL[0], FOREST[0]]
    assert not Correction.objects.exists()


def test_a_piece_is_put_back_into_the_text(client, document, editor):
    page = client.get(document.get_absolute_url()).text
    assert f'value="back:{document.dropped[0]["at"]}"' in page
    do(client, document, f"back:{document.dropped[0]['at']}")
    assert Speech.objects.filter(paragraphs__text=SITE).exists()


def test_a_notice_is_parted_like_a_speech_when_somebody_says_it_is_one(client, editor):
    document = send(NOTICE)
    assert 'value="speech"' in client.get(document.get_absolute_url()).text
    page = do(client, document, "speech")
    assert 'value="speech"' not in page.text
    assert Correction.objects.get().kind == "speech"


def test_what_somebody_has_looked_at_carries_no_doubt_any_more(client, editor):
    document = send(UNTITLED)
    page = client.get(document.get_absolute_url()).text
    assert "标题待核" in page
    assert "待核 1 篇" in page
    page = do(client, document, f"seen:{document.speeches.get().at}").text
    assert "标题待核" not in page
    assert "吴敏刚刚看过" in page


def test_an_unsure_beginning_says_what_speaks_against_it_until_somebody_confirms_it(client, document, editor):
    speech = document.speeches.get(position=2)
    speech.evidence["start"] |= {"rule": "genre, break", "confidence": 0.4}
    speech.doubts, speech.to_check = ["start"], True
    speech.save()
    page = client.get(document.get_absolute_url()).text
    assert "第 2 篇从这里起？" in page
    assert "下面没有称谓" in page
    assert "没有“讲话”一类的文种" not in page
    assert f'value="seen:{speech.at}" form="desk"><svg' in page
    page = do(client, document, f"seen:{speech.at}").text
    assert "第 2 篇从这里起？" not in page
    assert "人工定的" in page


def test_all_speeches_are_looked_at_with_one_click_unless_somebody_changed_them(client, document, editor):
    archive.correct(document, "heading", at("守闸的人要选准。"), {"level": 2})
    assert "刚才有人改过这份文件" in do(client, document, "seen:all", last="").text
    do(client, document, "seen:all", last=Correction.objects.get().number)
    assert document.speeches.filter(seen_by=editor).count() == 2
    assert 'value="seen:all"' not in client.get(document.get_absolute_url()).text


def test_a_suggestion_is_adopted_with_one_click(client, editor):
    document = send(UNTITLED, "关于堤防的讲话.docx")
    speech = document.speeches.get()
    assert f'value="adopt:{speech.at}:title"' in client.get(document.get_absolute_url()).text
    page = do(client, document, f"adopt:{speech.at}:title")
    assert titles(document) == ["关于堤防的讲话"]
    assert "adopt:" not in page.text


def test_a_type_is_adopted_only_for_a_meeting(client, editor):
    speech = shelve(meeting=None, meeting_type=None, evidence={"meeting_type": Evidence("上一堂党课", "gives a lesson", 0.5, "党课")})
    page = client.get(speech.document.get_absolute_url()).text
    assert "填了会议才能采用" in page
    assert "adopt:" not in page
    assert "请先填会议" in do(client, speech.document, "adopt:0:meeting_type").text
    assert "请先填会议" in describe(client, speech, adopt="meeting_type").text


def test_an_imported_text_says_why_it_cannot_be_parted(client, editor):
    document = shelve().document
    page = do(client, document, "merge:0")
    assert "这是成批导入的文字，一条就是一篇，不能拆分。" in page.text


# ── fields ──


def test_all_changed_fields_of_a_speech_are_one_correction(client, document, editor):
    speech = document.speeches.get(position=1)
    page = describe(client, speech, speaker="温守渠", date="2024年3月6日", keywords="修渠，水利、修渠")
    assert Correction.objects.get().value == {"speaker": "温守渠", "date": "2024-03-06", "keywords": ["修渠", "水利"]}
    assert page.redirect_chain[0][0].endswith("#f1")
    assert "一篇改了讲话人、日期、主题" in page.text
    assert "已确认" in client.get(f"{document.get_absolute_url()}?edit=1").text


def test_a_form_without_a_change_changes_nothing(client, document, editor):
    page = describe(client, document.speeches.get(position=1))
    assert "没有改动" in page.text
    assert not Correction.objects.exists()


def test_what_somebody_else_changed_meanwhile_is_not_set_back(client, document, editor):
    speech = document.speeches.get(position=1)
    sent = {"at": speech.at, "speaker": "", "initial-speaker": "", "place": "东干渠", "initial-place": ""}
    archive.correct(document, "fields", speech.at, {"speaker": "温守渠"})
    client.post(f"{document.get_absolute_url()}fields/", sent)
    speech.refresh_from_db()
    assert (speech.speaker.name, speech.place) == ("温守渠", "东干渠")


def test_an_emptied_field_is_not_stated(client, document, editor):
    describe(client, document.speeches.get(position=1), date="", meeting="", meeting_type="", complete="no")
    value = Correction.objects.get().value
    assert value == {"date": None, "meeting": None, "meeting_type": None, "complete": False}


def test_a_speech_need_not_be_filed_under_anything(client, editor):
    speech = shelve(keywords=["春灌"])
    describe(client, speech, keywords=" ")
    assert Correction.objects.get().value == {"keywords": []}
    assert not speech.keywords.exists()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("date", "去年", "日期写成 2024、2024-03 或 2024-03-05 的样子。"),
        ("date", "2023-02-29", "日历上没有这一天"),
        ("date", "0000", "日历上没有这一天"),
        ("level", "厅", "“厅”不在表里"),
        ("kind", "<b>", "“&lt;b&gt;”不在表里"),
        ("place", "水" * 101, "最多 100 个字，现在有 101 个。"),
        ("keywords", "水" * 51, "一个主题最多 50 个字"),
        ("keywords", "、".join(map(str, range(21))), "最多 20 个主题，现在有 21 个"),
        ("meeting", "", "会议类型跟着会议走"),
    ],
)
def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(client, document, editor, field, value, told):
    page = describe(client, document.speeches.get(position=1), **{"subtitle": "写了一半", field: value})
    assert page.status_code == 400
    assert told in page.text
    assert 'value="写了一半"' in page.text
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("written", "stored"), [("2024", "2024"), ("２０２４.3", "2024-03"), ("2024/3/5", "2024-03-05"), ("2024年", "2024"), ("2024 年 3 月", "2024-03")])
def test_dates_are_understood_as_people_write_them(client, document, editor, written, stored):
    describe(client, document.speeches.get(position=1), date=written)
    assert Correction.objects.get().value == {"date": stored}


def test_a_suggestion_adopted_in_the_form_takes_the_other_changes_along(client, editor):
    speech = send(UNTITLED, "关于堤防的讲话.docx").speeches.get()
    describe(client, speech, place="西堤", adopt="title")
    assert Correction.objects.get().value == {"title": "关于堤防的讲话", "place": "西堤"}


def test_a_speech_that_is_gone_meanwhile_is_told(client, document, editor):
    sent = {"at": at(FOREST[0]), "title": "新", "initial-title": FOREST[0]}
    archive.correct(document, "merge", at(FOREST[0]))
    page = client.post(f"{document.get_absolute_url()}fields/", sent, follow=True)
    assert "那一篇已经不在那里了" in page.text


def test_names_of_hidden_documents_are_not_offered_to_an_uploader(client, django_user_model):
    uploader = django_user_model.objects.create_user("li")
    document = send(CANAL, by=uploader)
    shelve(speaker="密使", visibility="hidden")
    shelve(speaker="白小鹭")
    client.force_login(uploader)
    page = client.get(f"{document.get_absolute_url()}?edit=1").text
    assert '<option value="白小鹭">' in page
    assert "密使" not in page


# ── parsing again ──


def test_parsing_again_says_so_when_nothing_would_change(client, document, editor):
    archive.correct(document, "fields", at(CANAL[0]), {"speaker": "温守渠"}, editor)
    page = client.get(f"{document.get_absolute_url()}again/").text
    assert "和现在的一样，不用改" in page
    assert "就这样改" not in page
    assert "“在全县修渠推进会上的讲话2024…”一篇改了讲话人" in page


def test_parsing_again_shows_the_difference_first(client, document, editor):
    speech = document.speeches.get(position=1)
    speech.sections.filter(position=1).update(heading="把旧账算清")
    Speech.objects.filter(pk=speech.pk).update(kind="致辞", complete=False)
    page = client.get(f"{document.get_absolute_url()}again/").text
    assert "<del>致辞</del> → <ins>讲话</ins>" in page
    assert "<del>不全</del> → <ins>全文</ins>" in page
    assert "<del>一 把旧账算清（一级小标题）</del>" in page
    speech.refresh_from_db()
    assert speech.kind == "致辞"
    page = client.post(f"{document.get_absolute_url()}again/", follow=True)
    speech.refresh_from_db()
    assert speech.kind == "讲话"
    assert "已经重新整理" in page.text


def test_a_file_that_was_kept_before_places_were_known_is_parsed_again_first(client, document, editor):
    Speech.objects.update(at=0, digest="")
    Paragraph.objects.update(at=None)
    Reading.objects.all().delete()
    speeches = list(document.speeches.order_by("position"))
    page = do(client, document, "merge:0")
    assert "请先“重新整理”一次" in page.text
    client.post(f"{document.get_absolute_url()}again/")
    assert list(document.speeches.order_by("position")) == speeches
    assert titles(document) == [CANAL[0], FOREST[0]]
    do(client, document, f"merge:{at(FOREST[0])}")
    assert titles(document) == [CANAL[0]]


def test_a_correction_whose_words_are_not_in_the_file_any_more_is_told_and_holds_no_longer(client, document, editor):
    reading = Reading.objects.get()
    content = reading.content
    line = next(block for block in content["blocks"] if block["text"] == "守闸的人要选准。")
    line["text"] = "放牛的人要选准"
    Reading.objects.update(packed=Reading.pack(content))
    archive.correct(document, "fields", at(FOREST[0]), {"speaker": "温守渠"}, editor)
    archive.correct(document, "heading", at("放牛的人要选准"), {"level": 2}, editor)
    page = client.get(f"{document.get_absolute_url()}again/").text
    assert page.index("改过的，都不动") < page.index("一篇改了讲话人") < page.index("找不到位置的改动") < page.index("“放牛的人要选准")
    page = client.post(f"{document.get_absolute_url()}again/", follow=True).text
    assert "起不再有效" in page
    assert document.speeches.get(position=2).speaker.name == "温守渠"
    assert [correction.kind for correction in document.corrections.live()] == ["fields"]


def test_an_original_that_is_gone_is_told(client, document, editor):
    document.original.unlink()
    assert "原文件现在读不出来" in client.get(f"{document.get_absolute_url()}again/", follow=True).text
