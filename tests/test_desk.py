"""The 拆分台: what was read of a file, corrected with buttons and forms; who may, and what is said when it makes no sense."""
import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from speeches import archive
from speeches.models import Correction, Paragraph
from tests.docx_files import docx_of, p

pytestmark = pytest.mark.django_db

CANAL = [
    "在全县修渠推进会上的讲话", "（2024年3月5日）", "同志们：", "今天的会只讲一件事，就是把渠修好。", "一、把账算清",
    "修渠先算账，一笔一笔写在墙上。", "二、把人用好", "守闸的人要选准。", "谢谢大家！",
]  # fmt: skip
FOREST = [
    "在全县护林工作会议上的讲话", "（2023年11月2日）", "同志们：", "入冬以后，山上的草都干了。", "一、把火源看住",
    "进山的路口都要有人。", "谢谢大家！",
]  # fmt: skip
SITE = "本文由会员分享，可在线阅读，更多相关《讲话汇编.docx》请在本站搜索"


def upload(lines, name="汇编.docx", by=None):
    sent = archive.receive(ContentFile(docx_of("".join(map(p, lines))), name), by=by)
    archive.read_upload(sent.pk)
    sent.refresh_from_db()
    return sent.document


@pytest.fixture
def document():
    return upload([SITE, *CANAL, *FOREST])


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_user("wumin", first_name="吴敏")
    user.groups.add(Group.objects.get(name="编辑"))
    client.force_login(user)
    return user


def titles(document):
    return [speech.title for speech in document.speeches.order_by("position")]


def at(text):
    return Paragraph.objects.get(text=text).at


def do(client, document, what, **more):
    return client.post(f"{document.get_absolute_url()}correct/", {"do": what, **more}, follow=True)


def test_a_speech_is_merged_and_the_step_is_offered_for_undoing(client, document, editor):
    page = do(client, document, f"merge:{at(FOREST[0])}")
    assert titles(document) == [CANAL[0]]
    assert page.redirect_chain[0][0].endswith("#f1")
    assert "“在全县护林工作会议上的讲话202…”并入上一篇，吴敏，刚刚" in page.text
    do(client, document, f"undo:{Correction.objects.get().number}")
    assert titles(document) == [CANAL[0], FOREST[0]]
