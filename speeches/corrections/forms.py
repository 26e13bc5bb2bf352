"""The form in which a person sets what is stated of a speech."""
import re
import unicodedata
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from speeches.corrections.wording import FIELD_NAMES
from speeches.facts import value_of, values_of
from speeches.models import Keyword, Meeting, MeetingType, Speaker, Speech
from speeches.parsing.decisions import BY_HAND
from speeches.templatetags.terms import term

KINDS = [
    "讲话", "动员讲话", "总结讲话", "工作报告", "述职报告", "表态发言", "交流发言", "任职发言", "主持词", "开幕词", "闭幕词", "致辞", "党课讲稿",
    "其他",
]  # fmt: skip
WHOLE = [("yes", _("全文")), ("no", _("不全：中断或节选"))]
MOST_KEYWORDS = 20
DAY = re.compile(r"^(\d{4})(?:[-./年](\d{1,2})(?:[-./月](\d{1,2})日?|月)?|年)?$")
TYPE_WITHOUT_MEETING = _("会议类型跟着会议走：请先填会议，再选类型。")
WIDE = {"title", "subtitle", "meeting", "keywords"}
EMPTY = {"keywords": []}  # what "not stated" is where it is not None
RECENT = 300  # speeches whose names are offered
LISTS = {"speaker": "speakers", "post": "posts", "meeting": "meetings"}  # field → id of its datalist


def most(model, name: str) -> int | None:
    return model._meta.get_field(name).max_length


class Line(forms.CharField):
    """One line of text, blanks folded; "" = not stated."""

    def __init__(self, longest: int | None, **options):
        too_long = _("最多 %(limit_value)d 个字，现在有 %(show_value)d 个。")
        super().__init__(required=False, max_length=longest, show_hidden_initial=True, **options)
        for validator in self.validators:
            if hasattr(validator, "limit_value"):
                validator.message = too_long

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


class Day(Line):
    """2024, 2024-03 or 2024-03-05; 2024年3月5日 is understood as well."""

    def clean(self, value):
        written = unicodedata.normalize("NFKC", super().clean(value)).replace(" ", "")
        if not written:
            return ""
        found = DAY.match(written)
        if not found:
            raise forms.ValidationError(_("日期写成 2024、2024-03 或 2024-03-05 的样子。"))
        year, month, day = (int(part or 1) for part in found.groups())
        try:
            date(year, month, day)
        except ValueError:
            raise forms.ValidationError(_("日历上没有这一天，请再看一眼。")) from None
        return "-".join([found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)])


class Words(Line):
    """Keywords with 、 between them."""

    def clean(self, value):
        words = list(dict.fromkeys(word for word in re.split(r"[、，,；;\s]+", super().clean(value)) if word))
        longest = most(Keyword, "word")
        if len(words) > MOST_KEYWORDS:
            raise forms.ValidationError(_("最多 %(most)d 个主题，现在有 %(words)d 个。") % {"most": MOST_KEYWORDS, "words": len(words)})
        if any(len(word) > longest for word in words):
            raise forms.ValidationError(_("一个主题最多 %(longest)d 个字。词和词之间请用顿号隔开。") % {"longest": longest})
        return words


class Choice(forms.ChoiceField):
    """One of a list, or nothing; what stands there already may stay, listed or not."""

    def __init__(self, values, **options):
        super().__init__(choices=[("", _("（未写明）")), *((value, value) for value in values)], required=False, show_hidden_initial=True, **options)
        self.error_messages["invalid_choice"] = _("“%(value)s”不在表里，请从表里选一个。")

    def allow(self, value):
        if value and value not in {known for known, _ in self.choices}:
            self.choices = [*self.choices, (value, value)]


class FieldsForm(forms.Form):
    """All fields of one speech. Only what the person changed counts as changed, even if somebody else changed more meanwhile."""

    title = Line(500)
    subtitle = Line(500)
    speaker = Line(most(Speaker, "name"))
    post = Line(most(Speech, "post"))
    organ = Line(most(Speech, "organ"))
    level = Choice(Speech.Level.values)
    date = Day(20)
    place = Line(most(Speech, "place"))
    meeting = Line(most(Meeting, "name"))
    meeting_type = Choice([])
    kind = Choice(KINDS)
    salutation = Line(200)
    complete = forms.ChoiceField(choices=WHOLE, required=False, show_hidden_initial=True)
    keywords = Words(None)

    def __init__(self, speech: Speech, *sent):
        values = values_of(speech)
        shown = {**values, "complete": "yes" if values["complete"] else "no", "keywords": "、".join(values["keywords"])}
        super().__init__(*sent, initial={name: value or "" for name, value in shown.items()}, auto_id="field-%s")
        self.speech = speech
        self.fields["meeting_type"].choices += [(name, name) for name in MeetingType.objects.values_list("name", flat=True)]
        for name, field in self.fields.items():
            field.label = FIELD_NAMES[name]
            field.widget.attrs["class"] = "input"
            if isinstance(field, Choice):
                field.allow(self.initial[name])
                field.choices = [(value, term(said)) for value, said in field.choices]
            if name in LISTS:
                field.widget.attrs["list"] = LISTS[name]

    def clean(self):
        stated = super().clean()
        if stated.get("meeting_type") and "meeting" in stated and not stated["meeting"]:
            self.add_error("meeting_type", TYPE_WITHOUT_MEETING)
        return stated

    @property
    def changes(self) -> dict:
        """field → value of what was changed, as a correction takes them; None = not stated."""
        stated = {name: self.cleaned_data[name] for name in self.changed_data}
        return {name: (value != "no") if name == "complete" else value or EMPTY.get(name) for name, value in stated.items()}

    def rows(self):
        """Each field with its evidence, in the order of the record."""
        for name in FIELD_NAMES:
            yield FieldRow(self[name], self.speech, name)


class FieldRow:
    """A field of the form with what its value rests on."""

    def __init__(self, bound: forms.BoundField, speech: Speech, name: str):
        evidence = speech.evidence.get(name) or {}
        self.bound, self.name = bound, name
        self.is_wide = name in WIDE
        self.is_by_hand = evidence.get("rule") == BY_HAND
        words = evidence.get("text") or ""
        self.words = words if words != bound.initial else ""  # those that say no more than the field are no help
        self.suggestion = "" if self.is_by_hand or value_of(speech, name) else evidence.get("value") or ""
        self.is_doubtful = name in speech.doubts and speech.to_check


def names_known(visible, own: list[Speech]) -> dict[str, list[str]]:
    """Speakers, posts and meetings to choose from: those of this document first, then of what came in last."""
    rows = [(speech.speaker and speech.speaker.name, speech.post, speech.meeting and speech.meeting.name) for speech in own]
    rows += visible.order_by("-pk").values_list("speaker__name", "post", "meeting__name")[:RECENT]
    return {name: list(dict.fromkeys(filter(None, column))) for name, column in zip(LISTS.values(), zip(*rows, strict=True), strict=True)}
