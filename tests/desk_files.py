"""Files with invented speeches for the tests of the 拆分台, sent in as anybody would."""
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from speeches import archive
from speeches.models import Document, Paragraph
from tests.docx_files import docx_of, p

CANAL = [
    "在全县修渠推进会上的讲话", "（2024年3月5日）", "同志们：", "今天的会只讲一件事，就是把渠修好。", "一、把账算清",
    "修渠先算账，一笔一笔写在墙上。", "二、把人用好", "守闸的人要选准。", "谢谢大家！",
]  # fmt: skip
FOREST = [
    "在全县护林工作会议上的讲话", "（2023年11月2日）", "各位同志：", "入冬以后，山上的草都干了。", "一、把火源看住",
    "进山的路口都要有人。", "谢谢各位！",
]  # fmt: skip
SITE = "本文由会员分享，可在线阅读，更多相关《讲话汇编.docx》请在本站搜索"
UNTITLED = ["堤上的草要割，堤下的沟要清。", "汛期到来以前，每一段都要有人走一遍。"]
NOTICE = ["关于召开护林工作会议的通知", "各村：", "定于3月5日召开护林工作会议，请准时参加。", "临溪县护林办公室", "2024年3月1日"]


def send(lines: list[str], name="汇编.docx", by=None) -> Document:
    upload = archive.receive(ContentFile(docx_of("".join(map(p, lines))), name), by=by)
    archive.read_upload(upload.pk)
    upload.refresh_from_db()
    return upload.document


def make_editor(users, name="wumin", **fields):
    user = users.objects.create_user(name, **fields)
    user.groups.add(Group.objects.get(name="编辑"))
    return user


def at(text: str) -> int:
    return Paragraph.objects.get(text=text).at


def titles(document: Document) -> list[str]:
    return [speech.title for speech in document.speeches.order_by("position")]
