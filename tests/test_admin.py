"""The back office: it opens for every model, finds, and what is changed there is found as changed."""
import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group

from search import engine
from search.engine import Query, Words
from speeches import archive
from speeches.models import (
    CountedFile,
    Document,
    FormerSpeech,
    IndexTask,
    Keyword,
    MeetingType,
    Question,
    Reading,
    Speech,
    SpeechKeyword,
    SpeechReads,
    State,
)
from speeches.parsing.drafts import ParagraphDraft, SpeechDraft
from speeches.visibility import visible_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def speech():
    draft = SpeechDraft(
        [ParagraphDraft("在护林会上的讲话")], title="在护林会上的讲话", speaker="温守林", meeting="护林会", meeting_type="工作会议",
        date="2024-03-05", keywords=["护林"],
    )  # fmt: skip
    archive.keep_text({"id": "林-1", "text": "甲"}, draft)
    archive.index_pending()
    return Speech.objects.get()


SHOWN_ELSEWHERE = [SpeechKeyword, Reading, FormerSpeech, Question, CountedFile, SpeechReads, State]  # with their speech, on a page of their own; or nothing for a person


def models():
    return [model for model in apps.get_app_config("speeches").get_models() if model not in SHOWN_ELSEWHERE]


@pytest.mark.parametrize("model", models())
def test_every_model_has_its_list_and_its_search(admin_client, speech, model):
    page = admin_client.get(f"/admin/speeches/{model._meta.model_name}/", {"q": "护林"})
    assert page.status_code == 200
    assert str(model._meta.verbose_name) in page.text


@pytest.mark.parametrize("model", models())
def test_every_row_opens(admin_client, speech, model):
    archive.mark_speeches([speech.pk], wake=False)
    row = model.objects.first()
    if row:
        assert admin_client.get(f"/admin/speeches/{model._meta.model_name}/{row.pk}/change/").status_code == 200


def test_no_model_is_forgotten():
    assert [model for model in models() if not admin.site.is_registered(model)] == []


def form_of(admin_client, address) -> dict:
    """The values that a form of the back office would send unchanged."""
    page = admin_client.get(address).context
    forms = [page["adminform"].form]
    for formset in page["inline_admin_formsets"]:
        forms += [formset.formset.management_form, *formset.formset.forms]
    values = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def change(admin_client, row, **values):
    address = f"/admin/speeches/{row._meta.model_name}/{row.pk}/change/"
    page = admin_client.post(address, form_of(admin_client, address) | values)
    assert page.status_code == 302, page.context["errors"]


def found(words):
    archive.index_pending()
    return engine.current().search(Query(Words(words), visible_to(AnonymousUser()))).ids


@pytest.mark.parametrize(("relation", "field"), [("speaker", "name"), ("meeting", "name")])
def test_a_name_changed_here_is_found_with_all_its_speeches(admin_client, speech, relation, field):
    change(admin_client, getattr(speech, relation), **{field: "钟看山"})
    assert found("钟看山") == [speech.pk]


def test_a_type_and_a_keyword_changed_here_bring_their_speeches_up_to_date(admin_client, speech):
    change(admin_client, MeetingType.objects.get(name="工作会议"), name="山林会议")
    change(admin_client, Keyword.objects.get(), word="巡山")
    assert IndexTask.objects.count() == 2
    archive.index_pending()
    entry = next(archive.entries())
    assert (entry.type, entry.topics) == ("山林会议", ("巡山",))


def test_a_document_hidden_here_is_no_longer_found(admin_client, speech):
    change(admin_client, speech.document, visibility="hidden")
    assert found("护林会") == []


def test_a_meeting_deleted_here_leaves_its_speech(admin_client, speech):
    admin_client.post(f"/admin/speeches/meeting/{speech.meeting_id}/delete/", {"post": "yes"})
    archive.index_pending()
    assert next(archive.entries()).meeting == ""


def test_documents_are_deleted_and_restored_by_an_action(admin_client, speech):
    act = {"_selected_action": [speech.document_id], "action": "take_out"}
    page = admin_client.post("/admin/speeches/document/", act, follow=True)
    assert "删除了 1 份文档" in page.text
    assert Document.objects.get().deleted_at
    admin_client.post("/admin/speeches/document/", act | {"action": "take_back"})
    assert Document.objects.get().deleted_at is None


def test_what_was_said_cannot_be_changed_here(admin_client, speech):
    assert admin_client.get("/admin/speeches/paragraph/add/").status_code == 403
    assert "text" not in form_of_read_only(admin_client, speech)


def form_of_read_only(admin_client, speech):
    page = admin_client.get(f"/admin/speeches/paragraph/{speech.paragraphs.get().pk}/change/")
    return page.context["adminform"].form.fields


def test_an_editor_may_keep_speeches_in_order_but_no_accounts(client, django_user_model, speech):
    user = django_user_model.objects.create_user("wen", is_staff=True)
    user.groups.add(Group.objects.get(name="编辑"))
    client.force_login(user)
    assert client.get(f"/admin/speeches/speech/{speech.pk}/change/").status_code == 200
    assert client.get("/admin/auth/user/").status_code == 403
    assert client.get("/admin/speeches/upload/").status_code == 403
