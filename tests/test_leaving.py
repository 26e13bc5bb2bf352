"""What a list can be taken away as: a table, a feed, JSON. The same conditions, the same eyes."""
import csv
import io
from xml.etree import ElementTree

import pytest
from django.contrib.auth.models import Permission, User

from search.leaving import lists
from speeches.models import Document, Speech
from tests.small_archive import CANAL, HARVEST, SECRET, SINGING, draft, hide, keep_speeches

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def speeches(archive_folder, db):
    keep_speeches(CANAL, SINGING, HARVEST, SECRET)
    hide("内部通报")


def table(client, path, **params):
    response = client.get(path, params)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = response.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def feed(client, path, **params):
    response = client.get(path, params)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def entries(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def keeper():
    user = User.objects.create_user("keeper")
    user.user_permissions.add(Permission.objects.get(codename="change_document"))
    return user


def test_a_table_has_every_fact_and_the_best_passage(client):
    (row,) = table(client, "/search/csv/", q="淤")
    speech = Speech.objects.get(title=CANAL.title)
    assert row == {
        "标题": CANAL.title, "讲话人": "温守渠", "职务": "清源县委书记", "会议": "全县修渠推进会", "类型": "推进会", "日期": "2024-03", "层级": "县",
        "类别": "讲话", "字数": str(speech.characters), "网址": f"http://testserver/speeches/{speech.pk}/",
        "片段": "修渠先算账。哪一段漏，哪一段淤，都要民主监督，一笔一笔写在墙上。",
    }  # fmt: skip


def test_a_table_holds_all_that_was_found_in_the_order_of_the_page(client):
    keep_speeches(*[draft([f"第{number}号渠道报告水情。"], title=f"水情{number}", date=f"2020-01-{number % 28 + 1:02}") for number in range(130)])
    rows = table(client, "/search/csv/", q="水情", sort="oldest", page="3")
    assert len(rows) == 130
    assert [row["日期"] for row in rows] == sorted(row["日期"] for row in rows)


def test_a_table_ends_where_the_page_says_that_it_does(client, monkeypatch):
    monkeypatch.setattr(lists, "MOST_ROWS", 2)
    assert len(table(client, "/speeches/csv/")) == 2
    assert "下载表格（前 2 篇）" in client.get("/speeches/").text


def test_a_table_of_the_list_has_no_passages(client):
    rows = table(client, "/speeches/csv/", level="县")
    assert [row["标题"] for row in rows] == [CANAL.title]
    assert "片段" not in rows[0]


@pytest.mark.parametrize("title", ["=HYPERLINK(\"http://a\")", "+1", "-1", "@SUM(1)", "＝1", " =1", "\t=1"])
def test_no_cell_is_a_formula(client, title):
    keep_speeches(draft([title, "渠水清。"], title=title, speaker=title))
    (row,) = table(client, "/search/csv/", q="渠水清")
    assert row["标题"].startswith("'")
    assert row["讲话人"].startswith("'")


def test_commas_quotation_marks_and_line_breaks_stay_in_their_cell(client):
    keep_speeches(draft(['题,"引"', "渠水\n清，渠水浊。"], title='题,"引"'))
    (row,) = table(client, "/search/csv/", q="渠水浊")
    assert row["标题"] == '题,"引"'
    assert "\n" not in row["片段"]


def test_a_feed_tells_what_came_in_last_first(client):
    assert entries(feed(client, "/search/feed/", q="监督", sort="oldest")) == [HARVEST.title, SINGING.title, CANAL.title]
    keep_speeches(draft(["旧事重提", "监督旧渠。"], title="旧事重提", date="1990"))
    assert entries(feed(client, "/search/feed/", q="监督"))[0] == "旧事重提"


def test_an_entry_keeps_its_id_whatever_was_asked(client):
    speech = Speech.objects.get(title=CANAL.title)
    for q in ("守闸", "修渠"):
        (entry,) = feed(client, "/search/feed/", q=q).iter(f"{ATOM}entry")
        assert entry.findtext(f"{ATOM}id") == f"http://testserver/speeches/{speech.pk}/"
        assert entry.find(f"{ATOM}link").get("href").startswith(f"http://testserver/speeches/{speech.pk}/?q=%")
        assert entry.findtext(f"{ATOM}updated") == speech.document.received_at.isoformat()


def test_a_feed_says_what_it_is_about_and_shows_the_first_passage(client):
    root = feed(client, "/search/feed/", q="守闸", level="县")
    assert root.findtext(f"{ATOM}title") == "讲话稿库：检索 守闸、县级"
    assert "<mark>守闸</mark>的人要选准" in root.findtext(f".//{ATOM}summary")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "讲话稿库"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["alternate"] == "http://testserver/search/?q=%E5%AE%88%E9%97%B8&level=%E5%8E%BF"
    assert links["self"] == "http://testserver/search/feed/?q=%E5%AE%88%E9%97%B8&level=%E5%8E%BF"


def test_a_feed_has_the_twenty_latest(client):
    keep_speeches(*[draft([f"第{number}号渠道报告水情。"], title=f"水情{number}") for number in range(25)])
    assert entries(feed(client, "/search/feed/", q="水情")) == [f"水情{number}" for number in range(24, 4, -1)]


def test_markup_in_a_text_stays_text_in_a_feed(client):
    keep_speeches(draft(["<b>题</b>", "渠水<script>清</script>。\x0b"], title="<b>题</b>\x0b"))
    root = feed(client, "/search/feed/", q="渠水清 -\x01")
    assert entries(root) == ["<b>题</b>"]
    assert "&lt;script&gt;<mark>清</mark>&lt;/script&gt;" in root.findtext(f".//{ATOM}summary")


@pytest.mark.parametrize("q", ["守闸", "找不到的词"])
def test_who_asks_again_hears_that_nothing_has_changed(client, q):
    first = client.get("/search/feed/", {"q": q})
    assert client.get("/search/feed/", {"q": q}, headers={"if-none-match": first["ETag"]}).status_code == 304
    keep_speeches(draft(["又守闸", "守闸，找不到的词。"], title="又守闸"))
    assert client.get("/search/feed/", {"q": q}, headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("path", ["/search/csv/", "/speeches/csv/"])
def test_a_table_holds_only_what_one_may_see(client, path):
    assert SECRET.title not in [row["标题"] for row in table(client, path, q="监督")]
    client.force_login(keeper())
    assert SECRET.title in [row["标题"] for row in table(client, path, q="监督")]


@pytest.mark.parametrize("path", ["/search/feed/", "/speeches/feed/"])
def test_a_feed_holds_only_what_one_may_see(client, path):
    assert SECRET.title not in entries(feed(client, path, q="监督"))
    client.force_login(keeper())
    assert SECRET.title in entries(feed(client, path, q="监督"))


def test_nothing_leaves_that_was_hidden_since_it_was_indexed(client):
    Document.objects.filter(speeches__title=CANAL.title).update(visibility=Document.Visibility.HIDDEN)
    assert table(client, "/search/csv/", q="守闸") == []
    assert entries(feed(client, "/search/feed/", q="守闸")) == []


@pytest.mark.parametrize(("page", "api"), [("/search/", "/api/search/"), ("/speeches/", "/api/speeches/")])
def test_a_page_offers_itself_as_feed_table_and_json(client, page, api):
    text = client.get(page, {"q": "监督", "level": "县", "page": "1"}).text
    same = "?q=%E7%9B%91%E7%9D%A3&amp;level=%E5%8E%BF"
    assert f'<link rel="alternate" type="application/atom+xml" href="{page}feed/{same}"' in text
    for address in (f"{page}feed/", f"{page}csv/", api):
        assert f'<a href="{address}{same}"' in text
        assert client.get(address, {"q": "监督", "level": "县"}).status_code == 200


@pytest.mark.parametrize("path", ["/search/csv/", "/search/feed/", "/speeches/csv/", "/speeches/feed/"])
@pytest.mark.parametrize("name", ["q", "type", "year", "from", "sort", "page"])
def test_nonsense_is_no_failure(client, path, name):
    for value in ("\0", "-1", "\x1b[0m\ufffe", "'; DROP TABLE", "%", "😀"):
        response = client.get(path, {"q": "渠", name: value})
        assert response.status_code == 200
        if path.endswith("feed/"):
            ElementTree.fromstring(response.content)
