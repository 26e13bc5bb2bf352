"""The lines of a speech with boxes to tick: where it begins, what is set aside, what is a heading."""
import pytest

from speeches import archive
from speeches.models import Correction, Section, Speech
from tests.desk_files import CANAL, FOREST, at, make_editor, send, titles
from tests.shelf import shelve

pytestmark = pytest.mark.django_db


@pytest.fixture
def document():
    return send([*CANAL, *FOREST])


@pytest.fixture(autouse=True)
def editor(client, django_user_model):
    user = make_editor(django_user_model)
    client.force_login(user)
    return user


def address(document, position=1):
    return f"{document.get_absolute_url()}lines/{position}/"


def press(client, document, what, *texts, position=1):
    return client.post(address(document, position), {"do": what, "at": [at(text) for text in texts]}, follow=True)


def headings(document):
    return list(Section.objects.filter(speech__document=document).order_by("speech__position", "position").values_list("level", "heading"))


def test_every_line_has_its_number_its_box_and_its_level(client, document):
    page = client.get(address(document)).text
    for number, text in enumerate(CANAL, 1):
        assert f'<input type="checkbox" name="at" value="{at(text)}"><span class="num">{number}</span>' in page
    assert page.count("一级小标题</span>") == 2


def test_a_doubtful_heading_says_so(client, document):
    Section.objects.filter(heading="把账算清").update(confidence=0.4)
    assert "一级小标题，待核" in client.get(address(document)).text


def test_a_speech_begins_at_the_ticked_line(client, document):
    page = press(client, document, "start", "二、把人用好")
    assert document.speeches.count() == 3
    assert page.redirect_chain == [(f"{address(document, 2)}#p1", 302)]
    assert "从“二把人用好" in page.text


@pytest.mark.parametrize(("line", "position"), [("谢谢大家！", 2), ("（2023年11月2日）", 2)])
def test_a_beginning_moves_up_and_down(client, line, position):
    document = send([*CANAL[:-1], "补充一点。", *FOREST])
    line = {"谢谢大家！": "补充一点。"}.get(line, line)
    speech = document.speeches.get(position=2)
    page = press(client, document, f"move:{speech.at}", line, position=position)
    assert page.redirect_chain == [(f"{address(document, 2)}#p1", 302)]
    assert document.speeches.get(pk=speech.pk).at == at(line)


def test_the_last_lines_of_the_speech_before_can_be_ticked(client, document):
    page = client.get(address(document, 2)).text
    assert page.index("上一篇的最后 9 段") < page.index("守闸的人要选准。") < page.index("入冬以后")
    assert "上一篇的最后" not in client.get(address(document)).text


def test_lines_are_set_aside_together(client, document):
    page = press(client, document, "aside", "守闸的人要选准。", "今天的会只讲一件事，就是把渠修好。")
    assert [piece["text"] for piece in document.__class__.objects.get().dropped] == ["今天的会只讲一件事，就是把渠修好。", "守闸的人要选准。"]
    assert "把“今天的会只讲一件事就是把渠修好”等 2 段搁在一边" in page.text


def test_lines_become_headings_and_body_again(client, document):
    press(client, document, "heading:2", "守闸的人要选准。", "修渠先算账，一笔一笔写在墙上。")
    assert (2, "守闸的人要选准") in headings(document)
    press(client, document, "heading:0", "守闸的人要选准。", "二、把人用好")
    assert [heading for _, heading in headings(document)] == ["把账算清", "修渠先算账，一笔一笔写在墙上", "把火源看住"]


def test_the_last_step_is_undone_on_the_page_of_the_lines(client, document):
    page = press(client, document, "heading:2", "守闸的人要选准。")
    number = Correction.objects.get().number
    assert f'value="undo:{number}"' in page.text
    page = press(client, document, f"undo:{number}")
    assert page.redirect_chain == [(f"{address(document)}#p8", 302)]
    assert (2, "守闸的人要选准") not in headings(document)


@pytest.mark.parametrize(
    ("what", "texts", "told"),
    [
        ("start", [], "还没有勾段落"),
        ("start", CANAL[3:5], "开头只能是一段，您勾了 2 段"),
        ("start", CANAL[:1], "这一段本来就是一篇的开头"),
        ("heading:5", CANAL[3:4], "没有这一级小标题"),
        ("heading:x", CANAL[3:4], "没有这一级小标题"),
        ("move:x", CANAL[3:4], "没有说是哪一处"),
        ("choose", CANAL[3:4], "勾了 1 段。请选要做的事"),
        ("aside", [*CANAL, *FOREST], "整份文件就没有正文了"),
    ],
)
def test_what_makes_no_sense_is_said_and_the_ticks_stay(client, document, what, texts, told):
    page = press(client, document, what, *texts)
    assert page.status_code == 400
    assert told in page.text
    assert page.text.count('" checked><span') == len([text for text in texts if text in CANAL])
    assert not Correction.objects.exists()


def test_places_that_are_none_are_no_ticks(client, document):
    page = client.post(address(document), {"do": "aside", "at": ["x", "9" * 30, "-1", "١"]})
    assert "还没有勾段落" in page.text


def test_a_speech_that_is_gone_leads_back_to_the_desk(client, document):
    assert client.get(address(document, 9))["Location"] == document.get_absolute_url()
    archive.correct(document, "merge", at(FOREST[0]))
    assert client.post(address(document, 2), {"do": "choose"})["Location"] == document.get_absolute_url()


def test_notes_have_no_box_and_an_imported_text_takes_headings(client):
    speech = shelve()
    document = speech.document
    page = client.get(address(document)).text
    assert page.count('<input type="checkbox" name="at"') == speech.paragraphs.exclude(at=None).count() < speech.paragraphs.count()
    press(client, document, "heading:1", "三月的水最金贵。①")
    assert "三月的水最金贵" in [heading.rstrip("①。") for _, heading in headings(document)]
    assert titles(document) == [speech.title]


def test_the_lines_ask_the_database_a_fixed_number_of_times(client, django_assert_num_queries):
    short = send(CANAL)
    long = send([CANAL[0].replace("修渠", "清淤"), *CANAL[1:3], *[f"第{n}段渠要在年内修好。" for n in range(40)], *FOREST], "长.docx")
    for document in (short, long):
        with django_assert_num_queries(13):
            client.get(address(document, 1))
    assert Speech.objects.count() == 3
