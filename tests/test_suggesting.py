"""What is offered while somebody types, and to whom."""
import pytest
from django.contrib.auth.models import Permission, User
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.helping import gathering
from speeches.models import Document, Speaker, Speech
from tests.small_archive import CANAL, HARVEST, SECRET, SINGING, draft, hide, keep_speeches

pytestmark = pytest.mark.django_db
HIDDEN = draft(["密谈的内容。", "青鸾计划不公开。"], title="青鸾计划密谈", speaker="莫青鸾", meeting="青鸾密谈会", keywords=["青鸾计划"])


@pytest.fixture(autouse=True)
def speeches(archive_folder, db):
    keep_speeches(CANAL, SINGING, HARVEST, SECRET, HIDDEN)
    hide("内部通报")
    hide("青鸾计划密谈")
    gathering.gather()


@pytest.fixture
def keeper(client):
    keeper = User.objects.create_user("keeper")
    keeper.user_permissions.add(Permission.objects.get(codename="change_document"))
    client.force_login(keeper)
    return client


def suggested(client, q, **filters):
    response = client.get("/search/suggest/", {"q": q, **filters})
    assert response.status_code == 200
    return [(each.kind, each.text) for each in response.context["suggestions"]]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("温", ("讲话人", "温守渠")), ("守渠", ("讲话人", "温守渠")), ("wsq", ("讲话人", "温守渠")), ("wenshouqu", ("讲话人", "温守渠")), ("wenshq", ("讲话人", "温守渠")),
        ("修渠", ("主题", "修渠")), ("全县修", ("会议", "全县修渠推进会")), ("qxxqtjh", ("会议", "全县修渠推进会")), ("推进会", ("会议", "全县修渠推进会")),
        ("音乐", ("讲话", "音乐节开幕致辞")), ("开幕", ("讲话", "音乐节开幕致辞")), ("yinyuejie", ("讲话", "音乐节开幕致辞")), ("ylj", None),
        ("粮", ("词", "粮食")), ("liangsh", ("词", "粮食")), ("糧", ("词", "粮食")), ("監督 粮", ("词", "粮食")),
    ],
)  # fmt: skip
def test_what_is_typed_is_offered_by_its_kind(client, typed, offered):
    assert (offered in suggested(client, typed)) is bool(offered)


def test_each_suggestion_is_an_option_that_leads_to_its_page(client):
    canal = Speech.objects.get(title=CANAL.title)
    page = client.get("/search/suggest/", {"q": "全县修渠"}).text
    assert f'<a role="option" id="hint-1" href="/meetings/{canal.meeting_id}/" tabindex="-1" aria-selected="false">全县修渠推进会<small>会议 · 2024-03</small></a>' in page
    assert f'href="/speeches/{canal.pk}/" tabindex="-1" aria-selected="false">{CANAL.title}<small>讲话 · 2024-03</small>' in page


def test_a_word_leads_to_a_search_with_the_filters_of_the_page_and_says_what_it_finds(client):
    word = client.get("/search/suggest/", {"q": "监", "level": "县", "page": "3"}).context["suggestions"][0]
    assert (word.text, word.fact, word.address) == ("监督", "1 篇", "/search/?q=%E7%9B%91%E7%9D%A3&level=%E5%8E%BF")
    assert client.get(word.address).context["results"].total == 1


def test_behind_other_words_a_word_goes_on_with_the_question(client):
    word = client.get("/search/suggest/", {"q": "守闸 监"}).context["suggestions"][0]
    assert (word.text, word.fact, word.address) == ("监督", "1 篇", "/search/?q=%E5%AE%88%E9%97%B8+%E7%9B%91%E7%9D%A3")
    assert suggested(client, "守闸 粮") == []  # no speech holds both


def test_signs_of_the_question_language_and_what_folds_to_nothing_are_left_alone(client):
    for typed in ("", " ", "，", "“监", "标题:监", "(监", "监督 ", "监" * 41):
        assert suggested(client, typed) == []


@pytest.mark.parametrize("typed", ["青", "青鸾", "qingl", "qljh", "密谈", "mit", "莫", "mql", "内部通", "nbtb", "内部"])
def test_nothing_of_a_hidden_document_is_offered(client, keeper, typed):
    assert suggested(keeper, typed)
    client.logout()
    assert suggested(client, typed) == []


def test_what_was_hidden_or_deleted_since_the_names_were_gathered_is_not_offered(client):
    assert suggested(client, "wenshou")
    Document.objects.filter(speeches__title=CANAL.title).update(deleted_at=timezone.now())
    assert suggested(client, "wenshou") == []
    assert suggested(client, "全县修渠") == []


def test_a_name_is_shown_as_the_database_has_it_now(client):
    Speaker.objects.filter(name="温守渠").update(distinction="清源")
    assert ("讲话人", "温守渠（清源）") in suggested(client, "温守")


def test_the_database_is_asked_a_fixed_number_of_times(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        suggested(client, "渠")
    keep_speeches(*[draft([f"第{number}号渠。"], title=f"渠{number}", speaker=f"渠工{number}", meeting=f"渠会{number}") for number in range(30)])
    gathering.gather()
    with django_assert_max_num_queries(4):
        assert len(suggested(client, "渠")) > 8


def test_the_same_title_twice_is_offered_once(client):
    keep_speeches(draft(["第一份。"], title="水情通报"), draft(["第二份。"], title="水情简报"))
    Speech.objects.filter(title="水情简报").update(title="水情通报")
    gathering.gather()
    assert suggested(client, "水情").count(("讲话", "水情通报")) == 1


def test_names_are_gathered_when_the_index_has_changed_and_not_too_often(archive_folder):
    (archive_folder / "names.seconds").write_text("0")
    assert not gathering.is_behind()
    keep_speeches(draft(["新的一篇。"], title="新水闸落成"))
    assert gathering.is_behind()
    gathering.gather()
    assert not gathering.is_behind()
    keep_speeches(draft(["又一篇。"], title="旧水闸拆除"))
    (archive_folder / "names.seconds").write_text("600")
    assert not gathering.is_behind()


def test_an_archive_without_the_file_offers_nothing(client, archive_folder):
    gathering.names_file().unlink()
    assert gathering.is_behind()
    assert suggested(client, "渠") == []


def test_what_was_typed_is_escaped(client):
    keep_speeches(draft(["渠。"], title="<b>渠</b>报"))
    gathering.gather()
    page = client.get("/search/suggest/", {"q": "渠"}).text
    assert "&lt;b&gt;渠" in page
    assert "<b>" not in page


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters() | st.sampled_from("渠修温会xqw \0\n\"“”「()（:*-近|"), max_size=60))
def test_nothing_that_is_typed_makes_it_fail(client, typed):
    typed = typed.encode("utf-8", "ignore").decode()
    assert client.get("/search/suggest/", {"q": typed}).status_code == 200


def test_a_very_long_text_is_answered(client):
    assert suggested(client, "渠" * 100_000) == []
    assert suggested(client, "qu" * 100_000) == []
