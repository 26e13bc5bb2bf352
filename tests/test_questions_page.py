"""检索记录: what readers ask often, in vain or slowly, shown to keepers alone."""
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from search import engine
from speeches import counting
from speeches.models import Question
from tests.asking import ask, gather
from tests.desk_files import make_editor

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, django_user_model):
    user = make_editor(django_user_model, is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def at_once(monkeypatch):
    """Files are settled as soon as they are set aside: in these tests nobody writes meanwhile. And there is an index."""
    engine.current().rebuild([])
    monkeypatch.setattr(counting, "SETTLED", 0)


@pytest.fixture
def asked(at_once):
    ask("渠水", found=4, times=12)
    ask("县市监局", found=0, times=3)
    ask("闸门", found=2, ms=1234.4, way="api")
    ask("水库", found=0)
    gather()
    Question.objects.filter(key="水库").update(asked_on=timezone.localdate() - timedelta(days=20))


def shown(client, **asked) -> list[str]:
    page = client.get("/questions/", asked)
    assert page.status_code == 200
    return [row["latest"].text for row in page.context["rows"]]


def test_what_is_asked_often_in_vain_and_slowly(client, editor, asked):
    assert shown(client) == ["渠水", "县市监局", "闸门"]
    assert shown(client, list="unanswered") == ["县市监局"]
    assert shown(client, list="unanswered", days="30") == ["县市监局", "水库"]
    assert shown(client, list="slow") == ["闸门"]
    assert shown(client, list="nonsense", days="-1", page="x") == ["渠水", "县市监局", "闸门"]
    page = client.get("/questions/?list=slow").text
    assert "1234 毫秒" in page
    assert "其中接口 1 次" in page


def test_what_was_in_vain_and_is_found_now_leaves_the_list(client, editor, asked):
    ask("水库", found=7)
    gather()
    assert shown(client, list="unanswered", days="180") == ["县市监局"]
    assert shown(client, days="180") == ["渠水", "县市监局", "水库", "闸门"]


def test_a_question_can_be_asked_again_or_made_a_name(client, editor, asked):
    page = client.get("/questions/").text
    assert 'href="/search/?q=%E5%8E%BF%E5%B8%82%E7%9B%91%E5%B1%80"' in page
    form = client.get("/admin/speeches/term/add/?names=%E5%8E%BF%E5%B8%82%E7%9B%91%E5%B1%80").text
    assert "/admin/speeches/term/add/?names=%E5%8E%BF%E5%B8%82%E7%9B%91%E5%B1%80" in page
    assert "县市监局</textarea>" in form


def test_only_what_may_be_a_name_can_be_made_one(client, editor, at_once):
    for text in ("标题:水库", "水库 泄洪", "水*", "“水库 (泄洪", "渠" * 61, "-水库", "“县市监局”"):
        ask(text, found=0)
    gather()
    assert re.findall("names=([^\"]*)", client.get("/questions/").text) == [quote("县市监局")]


def test_readers_see_nothing_of_it(client, asked, django_user_model):
    assert client.get("/questions/").status_code == client.get("/questions/csv/").status_code == 302
    client.force_login(django_user_model.objects.create_user("reader"))
    assert [client.get(address).status_code for address in ("/questions/", "/questions/csv/", "/questions/clear/")] == [403, 403, 403]
    assert client.post("/questions/clear/").status_code == 403
    assert "/questions/" not in client.get("/").text
    assert Question.objects.count() == 4


def test_keepers_find_it_in_their_menu(client, editor):
    assert 'href="/questions/"' in client.get("/").text
    assert "这段时间里还没有人检索" in client.get("/questions/").text


def test_the_table_holds_every_day_and_no_formula(client, editor, asked, at_once):
    ask("=1+1 渠", found=0)
    gather()
    table = b"".join(client.get("/questions/csv/?days=180").streaming_content).decode()
    assert table.startswith("\ufeff日期,检索式,次数,找到")
    assert f"{timezone.localdate()},渠水,12,4,5,网页," in table
    assert "水库" in table
    assert "'=1+1 渠" in table


def test_who_may_delete_clears_it_and_nothing_is_left(client, editor, asked, settings, django_user_model):
    ask("还没有数的")
    assert "4 条会全部删掉" in client.get("/questions/clear/").text
    assert "检索记录已经清空" in client.post("/questions/clear/", follow=True).text
    assert not Question.objects.exists()
    assert [file.name for file in settings.DATA.glob("questions.*")] == ["questions.lock"]
    only_corrects = django_user_model.objects.create_user("corrector")
    only_corrects.user_permissions.add(Permission.objects.get(codename="change_document"))
    client.force_login(only_corrects)
    assert client.post("/questions/clear/").status_code == 403
    assert "/questions/clear/" not in client.get("/questions/").text


def test_a_hostile_question_is_text(client, editor, at_once):
    bomb = "<script>zhadan(1)</script>\"'><img src=x onerror=zhadan(2)>{{7*7}}"
    client.get("/search/", {"q": bomb})
    ask(bomb, found=0, ms=999)
    gather()
    for name in ("frequent", "unanswered", "slow"):
        page = client.get("/questions/", {"list": name}).text
        assert "&lt;script&gt;zhadan(1)" in page
        assert "<script>zhadan" not in page
        assert "<img" not in page
        assert "{{7*7}}" in page


def test_the_page_asks_the_database_a_fixed_number_of_times(client, editor, at_once, django_assert_num_queries):
    ask("渠水")
    gather()
    with django_assert_num_queries(8):
        client.get("/questions/")
    for number in range(60):
        ask(f"渠{number}")
    gather()
    with django_assert_num_queries(8):
        client.get("/questions/?page=2")


def test_who_asked_last_stands_there_where_the_settings_say_so(client, editor, at_once, settings):
    ask("水库")
    gather()
    assert "不记是谁问的" in client.get("/questions/").text
    settings.LOG_ASKERS = True
    ask("渠水")
    gather()
    page = client.get("/questions/").text
    assert "最后是 10.1.2.3" in page
    assert "不记是谁问的" not in page
