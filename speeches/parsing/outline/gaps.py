"""Numbers that are missing among the headings of a speech: copying lost a heading, or we did not see it."""
from collections.abc import Iterator

from speeches.parsing.drafts import SectionDraft, Warning
from speeches.parsing.marks import Mark, mark_of

KINDS = ("一、", "（一）")  # smaller numbers skip by themselves, in annexes and answers to questions
MOST = 5  # a text with more of them is no row of headings


def gaps(outline: list[SectionDraft]) -> list[Warning]:
    found = list(missing(outline))
    return found if len(found) <= MOST else []


def missing(outline: list[SectionDraft]) -> Iterator[Warning]:
    """Compare each number with the one before it under the same heading."""
    latest: dict[tuple[int, str], tuple[Mark, str]] = {}
    for section in outline:
        latest = {key: value for key, value in latest.items() if key[0] <= section.level}
        mark = mark_of(f"{section.label}、甲") if section.label else None
        if mark is None or mark.kind not in KINDS:
            continue
        before, label = latest.get((section.level, mark.kind), (None, ""))
        if before and mark.number > before.number + 1:
            yield Warning("gap", f"“{label}”之后就是“{section.label}”，中间像是少了标题，请核对。", section.paragraph)
        elif not before and mark.number > 1:
            yield Warning("gap", f"这一级标题从“{section.label}”开始，前面像是少了标题，请核对。", section.paragraph)
        latest[section.level, mark.kind] = mark, section.label
