"""What is told of numbers that are missing among headings."""
import pytest

from speeches.parsing.drafts import SectionDraft
from speeches.parsing.outline.gaps import MOST, gaps


def told(*labels: str) -> list[tuple[int, str]]:
    """The paragraph and the labels that each warning names; a heading stands in every second paragraph."""
    levels = {"一": 1, "（": 2}
    outline = [SectionDraft(levels.get(label[:1], 1), label, "抓早抓小", False, 2 * n) for n, label in enumerate(labels, 1)]
    return [(warning.paragraph, warning.message[: warning.message.index("，")]) for warning in gaps(outline)]


@pytest.mark.parametrize(
    ("labels", "warnings"),
    [
        (["一", "二", "三"], []),
        (["一", "二", "四"], [(6, "“二”之后就是“四”")]),
        (["二", "三"], [(2, "这一级标题从“二”开始")]),
        (["一", "（一）", "（三）", "二", "（一）"], [(6, "“（一）”之后就是“（三）”")]),
        (["一", "（一）", "（二）", "二", "（三）"], [(10, "这一级标题从“（三）”开始")]),
        (["一", "", "二"], []),
        (["一", "一", "二"], []),
        (["十", "十一"], [(2, "这一级标题从“十”开始")]),
        (["1.", "3.", "第一", "第三"], []),
        (["一", "三"] * (MOST + 1), []),
    ],
)
def test_a_number_that_is_missing_is_told_with_the_paragraph_after_it(labels, warnings):
    assert told(*labels) == warnings
