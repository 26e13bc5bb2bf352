"""The file as first read beside what stands: removals struck through, insertions marked, each kind counted."""
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from speeches import archive
from speeches.models import Document, Reading
from tests.desk_files import CANAL, FOREST, SITE, at, make_editor, send
from tests.docx_files import docx_of, p
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
SAMPLE = Path(__file__).parent.parent / "fixtures/05分享站粘贴的协商会讲话.docx"

LONG = "这件事群众等了三年，县里开了五次会，今年无论如何要办成，办成了还要让群众来评，评得好不好都要写在墙上" * 2
TWO_IN_ONE = [
    "在县政协提案办理会上的讲话各位委员,同志们:这次会议准备了两个月。下面讲三点意见。",
    f"一、提高认识,把提案当成来信。{LONG}。", f"二、务求实效,把答复变成办结。{LONG}。", f"三、加强协商,把对手变成帮手。{LONG}。谢谢大家!",
    f"在2024年旧房改造现场会上的讲话（2024年5月6日）同志们:上午看了三个小区。{LONG}。",
    f"第一,改什么,群众说了算。{LONG}。第二,怎么改,质量说了算。{LONG}。",
]  # fmt: skip


@pytest.fixture
def document():
    return send([SITE, *CANAL, *FOREST])


def lines(page) -> list[str]:
    """The text of every line, with what only screen readers hear and the numbers left out."""
    found = re.findall(r'<p id="l\d+">(.*?)</p>', page.text, re.DOTALL)
    found = [re.sub(r'<span class="(?:sr|tag)">.*?</span>|<a class="pin".*?</a>', "", line) for line in found]
    return [re.sub(r"<ins.*?</ins>|<del[^>]*>↵</del>|<[^>]+>", "", line).strip() for line in found]


def raw(client, document, position=1):
    return client.get(f"{document.get_absolute_url()}raw/{position}/")


def test_repairs_are_counted_as_soon_as_the_file_has_been_read_again(client):
    upload = archive.receive(ContentFile(SAMPLE.read_bytes(), SAMPLE.name))
    archive.read_upload(upload.pk)
    document = Document.objects.get()
    Reading.objects.all().delete()
    counted = "逐处可查"
    assert counted not in client.get(document.speeches.first().get_absolute_url()).text
    raw(client, document)
    assert counted in client.get(document.speeches.first().get_absolute_url()).text


def test_every_line_of_the_file_is_there_with_the_speech_that_has_it(client, document):
    assert lines(raw(client, document)) == [SITE, *CANAL]
    assert lines(raw(client, document, 2)) == FOREST


def test_what_was_set_aside_is_struck_and_says_why(client, document):
    page = raw(client, document).text
    assert f'<del title="网站的话">{SITE}</del>' in page
    assert f'<a href="{document.get_absolute_url()}raw/1/#l1"><span>网站的话</span><span class="count">1</span></a>' in page


def test_what_a_person_set_aside_is_struck_too(client, document):
    archive.correct(document, "aside", None, {"places": [at("守闸的人要选准。")]})
    assert '<del title="人工搁开的">守闸的人要选准。</del>' in raw(client, document).text


def test_lines_that_were_joined_and_parted_show_where(client):
    upload = archive.receive(ContentFile(SAMPLE.read_bytes(), SAMPLE.name))
    archive.read_upload(upload.pk)
    page = raw(client, Document.objects.get())
    assert '<del title="页码">2、</del>' in page.text
    assert '县里登记的摊位有三百二十七个,差不多就是三百二十七户人家的生计<del title="断开的行接上">↵</del>' in page.text
    assert '<ins title="粘连的行分开">↵</ins><span class="sr">（粘连的行分开）</span>第二,要把监督当成帮忙' in page.text
    assert len(lines(page)) == 6  # as many as the file has


def test_each_paragraph_leads_to_itself_in_the_speech(client, document):
    speech = document.speeches.get(position=2)
    position = speech.paragraphs.get(text="进山的路口都要有人。").position
    assert f'href="{speech.get_absolute_url()}#p{position}"' in raw(client, document, 2).text


def test_a_line_with_two_speeches_is_shown_with_both(client):
    upload = archive.receive(ContentFile(docx_of(p("".join(TWO_IN_ONE))), "粘.docx"))
    archive.read_upload(upload.pk)
    document = Document.objects.get()
    assert document.speeches.count() == 2
    first, second = raw(client, document), raw(client, document, 2)
    assert lines(first) == lines(second)
    assert f'href="{document.speeches.get(position=2).get_absolute_url()}#p1"' in second.text


def test_speech_and_document_lead_there(client, document):
    speech = document.speeches.get(position=2)
    assert f'href="{document.get_absolute_url()}raw/2/"' in client.get(speech.get_absolute_url()).text
    assert f'href="{document.get_absolute_url()}raw/"' in client.get(document.get_absolute_url()).text
    assert "raw/" not in client.get(shelve().get_absolute_url()).text


@pytest.mark.parametrize("position", [0, 3, 99999999999999999999])
def test_a_speech_that_is_not_there_is_not_found(client, document, position):
    assert raw(client, document, position).status_code == 404


def test_what_may_not_be_seen_and_what_has_no_original_is_not_found(client, document, django_user_model):
    assert raw(client, shelve().document).status_code == 404
    Document.objects.update(visibility="hidden")
    assert raw(client, document).status_code == 404
    client.force_login(make_editor(django_user_model))
    assert raw(client, document).status_code == 200


def test_an_original_that_cannot_be_read_is_told(client, document):
    Reading.objects.all().delete()
    document.original.unlink()
    page = client.get(f"{document.get_absolute_url()}raw/", follow=True)
    assert page.redirect_chain == [(document.get_absolute_url(), 302)]
    assert "没法对照" in page.text


def test_the_text_of_a_file_is_never_markup(client):
    document = send([*CANAL[:3], "&lt;script&gt;alert(1)&lt;/script&gt;，把渠修好。", *CANAL[4:]])
    page = raw(client, document).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_asks_the_database_a_fixed_number_of_times(client, document, django_assert_num_queries):
    other = send([*CANAL, *[line for n in range(5) for line in [FOREST[0].replace("护林", f"第{n}次护林"), *FOREST[1:]]]], "多.docx")
    for each in (document, other):
        with django_assert_num_queries(4):
            raw(client, each)
