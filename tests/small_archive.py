"""Four short speeches, kept and indexed, for the tests of search pages."""
from speeches import archive
from speeches.models import Document
from speeches.parsing.drafts import AppendixDraft, NoteDraft, ParagraphDraft, SectionDraft, SpeechDraft


def draft(lines: list[str], sections=(), head=1, **fields) -> SpeechDraft:
    paragraphs = [ParagraphDraft(line, part="head" if n < head else "body") for n, line in enumerate(lines)]
    return SpeechDraft(paragraphs, outline=[SectionDraft(*section) for section in sections], **fields)


CANAL = draft(
    [
        "在全县修渠推进会上的讲话",
        "同志们：",
        "今天的会只讲一件事，就是把渠修好。",
        "一、把账算清",
        "修渠先算账。哪一段漏，哪一段淤，都要民主监督，一笔一笔写在墙上。",
        "（一）算水账",
        "水从上游来，到下游去，少一方都要有说法。",
        "二、把人用好",
        "守闸的人要选准。守闸的人自己先要接受民",
        "主监督，不能只监督别人。",
    ],
    [(1, "一", "把账算清", False, 4), (2, "（一）", "算水账", False, 6), (1, "二", "把人用好", False, 8)],
    title="在全县修渠推进会上的讲话", speaker="温守渠", post="清源县委书记", date="2024-03", meeting="全县修渠推进会",
    meeting_type="推进会", kind="讲话", level="县", keywords=["修渠", "水利"],
)
SINGING = draft(
    ["音乐节开幕致辞", "各位来宾：", "欢迎来到白鹭镇。今晚不讲监督，只听歌。", "节目单"],
    title="音乐节开幕致辞", speaker="白小鹭", post="白鹭镇镇长", date="2023-08-12", kind="致辞", level="乡", keywords=["文化"],
    notes=[NoteDraft("①", "歌者来自邻县。", 3)], appendices=[AppendixDraft("附件：节目单", ["第一首：渠水谣"])],
)  # fmt: skip
HARVEST = draft(
    ["秋收调度会讲话", "抓紧收，收一块清一块。民主要讲，监督也要讲。", "雨前把粮食收进仓。"],
    title="秋收调度会讲话", meeting="秋收调度会", meeting_type="调度会", kind="讲话",
)  # fmt: skip
SECRET = draft(["内部通报", "民主监督的内部情况。"], title="内部通报")


def keep_speeches(*drafts: SpeechDraft):
    """Keep them as texts, in this order, and index them; the id of its source is a speech's title."""
    for each in drafts:
        text = "\n".join(paragraph.text for paragraph in each.paragraphs)
        archive.keep_text({"id": each.title, "title": each.title, "text": text}, each)
    archive.rebuild_index()


def hide(title: str):
    Document.objects.filter(speeches__title=title).update(visibility=Document.Visibility.HIDDEN)
    archive.rebuild_index()
