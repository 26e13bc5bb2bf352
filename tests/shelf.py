"""Puts speeches on the shelf without Word: a draft with invented people and places, kept as any other."""
from itertools import count

from speeches.keeping import keep_text
from speeches.models import Speech
from speeches.parsing.drafts import AppendixDraft, Evidence, NoteDraft, ParagraphDraft, SectionDraft, SpeechDraft

NUMBERS = count(1)
HEAD = ["在全县春灌工作推进会上的讲话", "（2024年3月）", "临溪县副县长 温守渠", "同志们："]
BODY = [
    "今天的会很短，把春灌的水看住。",
    "一、看水要勤",
    "（一）渠里的水。夜里也要有人走渠，等会*局长还要讲。",
    "三月的水最金贵。①",
    "（二）库里的水。先算后放。",
    "二、看人要准",
    "一是守闸的人，二是走渠的人。渠水",
    "不等人，谢谢大家！",
]


def draft_of(**fields) -> SpeechDraft:
    paragraphs = [ParagraphDraft(line, part="head") for line in HEAD] + [ParagraphDraft(line) for line in BODY]
    return SpeechDraft(
        **{
            "paragraphs": paragraphs,
            "title": HEAD[0],
            "salutation": "同志们：",
            "speaker": "温守渠",
            "post": "临溪县副县长",
            "date": "2024-03",
            "meeting": "全县春灌工作推进会",
            "meeting_type": "推进会",
            "kind": "讲话",
            "level": "县",
            "keywords": ["春灌", "水渠"],
            "outline": [
                SectionDraft(1, "一", "看水要勤", False, 6),
                SectionDraft(2, "（一）", "渠里的水", True, 7),
                SectionDraft(2, "（二）", "库里的水", True, 9),
                SectionDraft(1, "二", "看人要准", False, 10),
            ],
            "notes": [NoteDraft("①", "指东干渠的水。", 8)],
            "appendices": [AppendixDraft("附件：值守表", ["东闸：王二"])],
            "evidence": {"date": Evidence("（2024年3月）", "date_line", 0.95)},
        }
        | fields
    )


def shelve(name="春灌.docx", visibility="public", **fields) -> Speech:
    """Keep one speech; fields change its draft."""
    document = keep_text({"id": f"t{next(NUMBERS)}", "title": name, "text": "\n".join(HEAD + BODY)}, draft_of(**fields))
    document.visibility = visibility
    document.save()
    return document.speeches.get()
