"""The list of all 待核: whose it is, what it says, and that it gets shorter."""
import pytest

from speeches import archive, figures
from speeches.models import Document, Speech
from speeches.parsing.drafts import Evidence, SectionDraft
from tests.desk_files import UNTITLED, make_editor, send
from tests.shelf import draft_of, shelve

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, django_user_model):
    user = make_editor(django_user_model)
    client.force_login(user)
    return user


def unsure(**fields):
    return shelve(evidence={"date": Evidence("三月的一天", "date line", 0.5)}, **fields)


def with_unsure_heading(**fields):
    outline = draft_of().outline
    return shelve(outline=[*outline[:3], SectionDraft(1, "二", "看人要准", False, 10, 0.5)], **fields)


def test_each_doubt_stands_with_what_it_rests_on_and_leads_to_its_place(client, editor):
    speech = unsure()
    page = client.get("/review/").text
    assert "日期待核</b> 2024-03 <q>三月的一天</q> 日期行里写明。" in page
    assert f'href="{speech.document.get_absolute_url()}#f1"' in page


def test_a_doubtful_heading_is_named_and_leads_to_its_line(client, editor):
    speech = with_unsure_heading()
    page = client.get("/review/").text
    assert f'<a href="{speech.document.get_absolute_url()}lines/1/#p10"><q>二、看人要准</q></a>' in page


def test_a_speech_without_a_title_says_so_in_words(client, editor):
    send(UNTITLED)
    page = client.get("/review/").text
    assert "标题待核" in page
    assert "没有找到标题" in page


def test_what_was_looked_at_leaves_the_list(client, editor):
    document = send(UNTITLED)
    page = client.post(f"{document.get_absolute_url()}correct/?doubt=title", {"do": f"seen:{document.speeches.get().at}", "from": "review"}, follow=True)
    assert page.redirect_chain == [("/review/?doubt=title", 302)]
    assert "这一项没有待核的了" in page.text
    assert not Speech.objects.to_check().exists()


def test_the_list_is_filtered_by_what_is_doubtful(client, editor):
    unsure(title="日期不清的讲话")
    with_unsure_heading(title="小标题不清的讲话")
    page = client.get("/review/").text
    assert "日期 1</a>" in page
    assert "小标题 1</a>" in page
    page = client.get("/review/?doubt=date").text
    assert "日期不清的讲话" in page
    assert "小标题不清的讲话" not in page
    assert "小标题不清的讲话" in client.get("/review/?doubt=%22").text


def test_an_uploader_sees_the_doubts_of_the_own_files_only(client, django_user_model):
    uploader = django_user_model.objects.create_user("li")
    client.force_login(uploader)
    unsure(title="别人的讲话")
    mine = send(UNTITLED, "堤防.docx", by=uploader)
    page = client.get("/review/").text
    assert "堤防.docx" in page
    assert "别人的讲话" not in page
    assert "待核 1 篇" in client.get("/").text
    Document.objects.filter(pk=mine.pk).update(visibility="hidden")
    assert "没有待核的讲话" in client.get("/review/").text
    assert "待核 1 篇" not in client.get("/").text


def test_whoever_is_not_signed_in_is_asked_to(client):
    assert client.get("/review/")["Location"] == "/accounts/login/?next=/review/"


def test_the_count_stands_in_the_menu_only_when_there_is_one(client, editor):
    assert "/review/" not in client.get("/").text
    unsure()
    assert '<a href="/review/">待核 1 篇</a>' in client.get("/").text


def test_lists_and_the_page_of_a_speech_say_so_until_somebody_has_looked(client, django_user_model):
    speech = unsure()
    archive.index_pending()
    for address in ("/", "/speeches/", speech.get_absolute_url(), speech.meeting.get_absolute_url()):
        assert '<li class="part tail">待核</li>' in client.get(address).text, address
    Speech.objects.update(to_check=False)
    figures.changed()
    for address in ("/", "/speeches/", speech.get_absolute_url()):
        assert '<li class="part tail">待核</li>' not in client.get(address).text, address


def test_the_list_has_pages_and_asks_the_database_a_fixed_number_of_times(client, editor, django_assert_num_queries):
    unsure()
    with django_assert_num_queries(10):
        client.get("/review/")
    for _ in range(24):
        with_unsure_heading()
    with django_assert_num_queries(10):
        page = client.get("/review/").text
    assert page.count("看过了</button>") == 20
    assert client.get("/review/?page=2").text.count("看过了</button>") == 5


def test_a_very_long_list_is_counted_as_far_as_a_thousand(client, editor):
    document = unsure().document
    Speech.objects.bulk_create(Speech(document=document, position=n, doubts=["title"], to_check=True) for n in range(2, 1000))
    assert "待核 999 篇</a>" in client.get("/uploads/").text
    Speech.objects.create(document=document, position=1000, doubts=["title"], to_check=True)
    assert "待核 1,000 篇以上</a>" in client.get("/uploads/").text
