"""What is sent between two processes arrives as it was, whatever kind of dataclass it is."""
from dataclasses import dataclass, field

import pytest

from speeches.parsing import drafts
from speeches.parsing.decisions import Decisions
from speeches.parsing.travel import pack, unpack


@dataclass(slots=True)
class Branch:
    name: str
    leaves: list["Branch"] = field(default_factory=list)
    weight: float | None = None
    fruit: "Branch | None" = None
    by_place: dict[int, "Branch"] = field(default_factory=dict)
    spans: list[tuple[int, int]] = field(default_factory=list)
    places: set[int] = field(default_factory=set)
    loose: dict[int, dict] = field(default_factory=dict)
    full: bool = True
    label: str | int = ""


@pytest.mark.parametrize(
    "branch",
    [
        Branch("枝"),
        Branch("枝", [Branch("叶"), Branch("叶")], 0.5, Branch("果")),
        Branch("枝", by_place={7: Branch("叶", full=False)}, spans=[(0, 3), (5, 9)], places={9, 2}, loose={3: {"title": None}}),
        Branch("枝", weight=2, label=7),
        Branch('"\\\n\u2028\U0001f333', label="七"),
    ],
)
def test_a_value_arrives_as_it_was(branch):
    assert unpack(Branch, pack(branch)) == branch


def test_a_whole_draft_arrives_as_it_was():
    note, heading = drafts.NoteDraft("①", "见林业志。", 2), drafts.SectionDraft(1, "一", "早动手", False, 3, 0.8)
    speech = drafts.SpeechDraft(
        [drafts.ParagraphDraft("在会上的讲话", part="head"), drafts.ParagraphDraft("早动手", "一、")],
        title="在会上的讲话", complete=False, keywords=["造林"], outline=[heading], notes=[note],
        appendices=[drafts.AppendixDraft("附件", ["表一"], [""])], warnings=[drafts.Warning("code", "说明", 3)],
        evidence={"title": drafts.Evidence("在会上的讲话", "title", 0.9), "level": drafts.Evidence("本县", "own", 0.4, "县")},
    )  # fmt: skip
    reading = drafts.Reading([drafts.Block("早动手", "一、", drafts.Form(True, 16.0), notes=[note])], [drafts.Dropped("3", "page_marker", 7)])
    draft = drafts.DocumentDraft([speech], [drafts.Dropped("3", "page_marker")], characters=9, reading=reading)
    assert unpack(drafts.DocumentDraft, pack(draft)) == draft


def test_what_a_person_decided_arrives_as_it_was():
    decisions = Decisions({12: True}, [(3, 9)], {40, 4}, {7: 0}, {12: {"title": None, "keywords": ["造林"]}}, True)
    assert unpack(Decisions, pack(decisions)) == decisions


@pytest.mark.parametrize(
    "packed",
    [
        '{"name": 7}', '{"name": null}', '{"name": "枝", "bark": 1}', '{"name": "枝", "leaves": {}}', '{"name": "枝", "leaves": ["叶"]}',
        '{"name": "枝", "by_place": {"x": {"name": "叶"}}}', '{"name": "枝", "spans": [[1]]}', '{"name": "枝", "full": 1}', "[]", "7", "{",
        "{}", '{"name": "枝", "weight": "2"}', '{"name": "枝", "loose": {"3": []}}',
    ],
)  # fmt: skip
def test_a_value_of_another_kind_is_not_taken(packed):
    with pytest.raises(ValueError):  # noqa: PT011
        unpack(Branch, packed.encode())


def test_what_cannot_travel_is_said_so_before_it_is_sent():
    with pytest.raises(TypeError):
        pack(Branch("枝", leaves=[object()]))
