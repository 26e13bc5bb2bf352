"""The sample speeches are the demo and the golden tests: beside each stands, as text, what must be read from it."""
from pathlib import Path

import pytest

from speeches.parsing.pipeline import parse

FIXTURES = Path(__file__).parent.parent / "fixtures"
FIELDS = {
    "title": "标题", "subtitle": "副标题", "speaker": "讲话人", "post": "职务", "date": "日期", "place": "地点",
    "meeting": "会议", "meeting_type": "会议类型", "kind": "类别", "level": "层级", "salutation": "称谓",
}  # fmt: skip


def as_text(draft) -> str:
    """Write a draft down as a person would check it: the fields, the outline, what was set aside and why."""
    lines = []
    for number, speech in enumerate(draft.speeches, 1):
        lines += [f"【第{number}篇】"]
        lines += [f"{name}：{getattr(speech, field)}" for field, name in FIELDS.items() if getattr(speech, field)]
        for section in speech.outline:
            form = "（段首）" if section.run_in else ""
            lines += [f"{'　' * section.level}{section.label}｜{section.heading}{form}"]
        lines += [f"附录：{appendix.title}" for appendix in speech.appendices]
    lines += [f"搁开（{piece.reason}）：{piece.text}" for piece in draft.dropped]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("sample", sorted(FIXTURES.glob("*.docx")), ids=lambda file: file.stem)
def test_a_sample_is_read_as_written_down_beside_it(sample):
    assert as_text(parse(sample.read_bytes(), sample.name)) == sample.with_suffix(".txt").read_text("utf-8")


def test_there_are_ten_speeches_in_eight_files():
    drafts = [parse(file.read_bytes(), file.name) for file in FIXTURES.glob("*.docx")]
    assert (len(drafts), sum(len(draft.speeches) for draft in drafts)) == (8, 10)
