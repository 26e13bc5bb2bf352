"""Chinese for everybody, English for whoever asks for it; both whole."""
import re
from html.parser import HTMLParser

import polib
import pytest
from axes.models import AccessLog
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client
from django.utils import translation
from django.views.defaults import server_error

from config.errors import bad_request
from speeches import archive
from speeches.models import IndexTask, Term
from speeches.templatetags.facts import long_date
from tests import catalogues
from tests.shelf import shelve

CHINESE_LETTERS = re.compile("[\u4e00-\u9fff]")


def entries(file):
    return [entry for entry in catalogues.read(file) if not entry.obsolete]


def keys(entry) -> dict:
    forms = entry.msgstr_plural if entry.msgid_plural else {"": entry.msgstr}
    return {(entry.msgctxt, entry.msgid, form): words for form, words in forms.items()}


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}", text))


def test_everything_that_the_interface_says_is_in_the_english_catalogue():
    known = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries(catalogues.ENGLISH)}
    said = {(context, words, plural) for (context, words), forms in catalogues.messages_in_code().items() for plural in forms}
    assert said - known == set()
    assert known - said == set(), "nobody says these any more: python -m tests.catalogues"


def test_every_entry_is_translated_with_its_placeholders():
    for entry in entries(catalogues.ENGLISH):
        assert entry.translated(), entry.msgid
        assert not entry.fuzzy, entry.msgid
        for form, words in entry.msgstr_plural.items() if entry.msgid_plural else [(1, entry.msgstr)]:
            wanted = placeholders(entry.msgid_plural if form and entry.msgid_plural else entry.msgid)
            assert placeholders(words) == wanted or (form == 0 and placeholders(words) < wanted), entry.msgid


@pytest.mark.parametrize("file", [catalogues.ENGLISH, catalogues.CHINESE], ids=["en", "zh_Hans"])
def test_what_django_reads_is_what_was_written(file):
    written = {key: words for entry in entries(file) for key, words in keys(entry).items() if words}
    read = {key: words for entry in polib.mofile(str(file.with_suffix(".mo"))) for key, words in keys(entry).items()}
    assert read == written


def test_no_translation_ends_the_attribute_it_stands_in():
    for entry in entries(catalogues.ENGLISH):
        for words in keys(entry).values():
            assert set(words) & set('"<>') <= set(entry.msgid), entry.msgid


def test_english_says_one_and_many():
    with translation.override("en"):
        assert [translation.ngettext("%s 点", "%s 点", number) % number for number in (1, 3)] == ["1 point", "3 points"]


class Words(HTMLParser):
    """What a reader sees or hears of a page: its text, and the words in attributes; nothing in another language by its mark."""

    HEARD = ("title", "alt", "placeholder", "aria-label")
    EMPTY = ("br", "img", "input", "link", "meta", "hr", "use", "rect", "circle", "line", "path", "col", "source", "wbr", "base")

    def __init__(self, page: str, skipped_languages=()):
        super().__init__()
        self.open, self.words, self.skipped = [], [], skipped_languages
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        silent = self.silent() or tag in ("script", "style", "kbd", "code") or attributes.get("lang") in self.skipped
        if not silent:
            self.words += [attributes[name] for name in self.HEARD if attributes.get(name)]
            self.words += [attributes["value"]] if tag == "input" and attributes.get("type") in ("submit", "button") else []
        if tag not in self.EMPTY:
            self.open.append((tag, silent))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in self.EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, text):
        if not self.silent():
            self.words.append(text)

    def silent(self) -> bool:
        return bool(self.open) and self.open[-1][1]


# What Chinese readers know as it is, and what Django writes into its own pages for screen readers.
NAMES = """Word WPS JSON CSV Excel Atom SHA-256 GB/T BibTeX RIS CSL-JSON Cookie Shift Esc IP URL API OR GET POST LDAP Mac Control
plain Command docx doc wps rtf python3 manage.py True False Search"""
ALLOWED = re.compile("|".join([r"https?://\S+", "[0-9a-f]{64}"] + [rf"(?<![a-z]){name}(?![a-z])" for name in NAMES.split()]))


def english_on(page: str) -> list[str]:
    """The pieces of a Chinese page that hold Latin words of three letters or more."""
    return [words.strip() for words in Words(page, ("en",)).words if re.search("[A-Za-z]{3}", ALLOWED.sub("", words))]


@pytest.fixture
def shelf(admin_user):
    """One of everything, under Chinese names."""
    speech = shelve()
    archive.index_pending()
    User.objects.filter(pk=admin_user.pk).update(username="吴敏", email="", password="!")
    speech.evidence = {}
    speech.document.sha256 = ""
    speech.save()
    Term.objects.create(names="市监局\n市场监管局")
    IndexTask.objects.create(speech_id=speech.pk)
    return speech


@pytest.fixture
def reader(shelf, admin_user):
    client = Client(headers={"accept-language": "en-GB,en;q=0.9"})
    client.force_login(User.objects.get(pk=admin_user.pk))
    return client


LISTS = "/ /speeches/ /search/?q=水 /search/?q=没有这个 /meetings/ /meeting-types/ /speakers/ /topics/ /timeline/ /upload/ /uploads/ /review/ /questions/ /questions/clear/ /nowhere/".split()


def pages_of(speech) -> list[str]:
    document = speech.document.get_absolute_url()
    shown = [speech, speech.document, speech.meeting, speech.meeting.type, speech.speaker, speech.keywords.first()]
    return [
        *LISTS, "/help/search/", "/accounts/first/x/", *(row.get_absolute_url() for row in shown),
        document + "delete/", document + "lines/1/", document + "?edit=1", speech.get_absolute_url() + "?q=水",
    ]  # fmt: skip


def test_a_browser_that_asks_for_english_gets_whole_chinese_pages(reader, shelf):
    for address in pages_of(shelf):
        page = reader.get(address)
        assert page["Content-Language"] == "zh-hans", address
        assert 'lang="zh-Hans"' in page.text, address
        assert english_on(page.text) == [], address


def test_the_back_office_is_chinese(reader, shelf):
    addresses = ["/admin/", "/admin/password_change/", "/admin/login/"]
    for model in admin.site._registry:
        of_model = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        row = model.objects.first()
        addresses += [of_model, of_model + "add/", *([f"{of_model}{row.pk}/change/", f"{of_model}{row.pk}/history/"] if row else [])]
    AccessLog.objects.all().delete()  # django-axes calls its rows “Access Log for …”
    for address in addresses:
        page = reader.get(address)
        assert page.status_code == 403 or english_on(page.text) == [], address


def error_pages(client, rf):
    """Each page for what went wrong."""
    guarded = Client(enforce_csrf_checks=True)
    guarded.cookies = client.cookies
    yield client.get("/nowhere/")
    yield client.get("/accounts/login/?next=/upload/")
    yield guarded.post("/accounts/login/", {"username": "a"})
    yield guarded.post("/language/", {"language": "en"}, headers={"origin": "https://elsewhere.example"})
    yield bad_request(rf.get("/"), ValueError("wrong"))
    yield server_error(rf.get("/"))
    for _try in range(6):
        locked = client.post("/accounts/login/", {"username": "a", "password": "b"})
    yield locked


@pytest.mark.django_db
def test_every_error_is_told_in_chinese(client, rf):
    told = list(error_pages(client, rf))
    assert [page.status_code for page in told] == [404, 200, 403, 403, 400, 500, 429]
    assert [english_on(page.text) for page in told] == [[]] * len(told)


@pytest.fixture
def english(client):
    client.post("/language/", {"language": "en"})
    return client


def chinese_on(page: str) -> list[str]:
    """The Chinese pieces of an English page, the mark of the house aside."""
    return [words.strip() for words in Words(page, ("zh-Hans", "zh-hans")).words if CHINESE_LETTERS.search(words) and words != "稿"]


@pytest.mark.django_db
def test_english_pages_of_an_empty_archive_hold_no_chinese(english, admin_user):
    english.force_login(admin_user)
    for address in LISTS:
        if "?" not in address:
            page = english.get(address)
            assert page["Content-Language"] == "en", address
            assert chinese_on(page.text) == [], address


@pytest.mark.django_db
def test_every_error_is_told_in_english_too(english, rf):
    with translation.override("en"):
        assert [chinese_on(page.text) for page in error_pages(english, rf)] == [[]] * 7


@pytest.mark.django_db
def test_the_choice_leads_back_to_the_page_and_stays(client):
    chosen = client.post("/language/", {"language": "en"}, headers={"referer": "http://testserver/search/?q=a"})
    assert chosen["Location"] == "http://testserver/search/?q=a"
    assert "Search help" in client.get("/").text
    client.post("/language/", {"language": "zh-hans"})
    assert "检索写法" in client.get("/").text


@pytest.mark.django_db
@pytest.mark.parametrize("origin", ["null", "http://[", "http://testserver@elsewhere.example", "http://testserver.elsewhere.example"])
def test_no_form_of_another_site_chooses(client, origin):
    assert client.post("/language/", {"language": "en"}, headers={"origin": origin}).status_code == 403
    assert client.post("/language/", {"language": "en"}, headers={"origin": "http://testserver"}).status_code == 302


@pytest.mark.django_db
def test_a_choice_that_leads_elsewhere_leads_home(client):
    assert client.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})["Location"] == "/"


@pytest.mark.django_db
def test_a_language_that_is_not_there_is_chinese(client):
    client.cookies["django_language"] = "../../etc"
    assert client.get("/")["Content-Language"] == "zh-hans"


@pytest.mark.django_db
def test_the_api_answers_in_chinese_whatever_was_chosen(english):
    assert CHINESE_LETTERS.search(english.get("/api/speeches/404/").json()["error"]["message"])


@pytest.mark.django_db
def test_pages_differ_by_cookie_and_carry_no_token_for_it(client):
    page = client.get("/")
    assert "Cookie" in page["Vary"]
    assert "csrfmiddlewaretoken" not in page.text
    assert page.text == client.get("/").text


def test_dates_are_written_as_each_language_writes_them(shelf):
    assert long_date(shelf) == "2024 年 3 月"
    with translation.override("en"):
        assert long_date(shelf) == "March 2024"


def test_terms_of_the_field_are_english_while_filters_keep_their_values(english, shelf):
    page = english.get("/speeches/").text
    assert "Progress meeting" in page
    assert "County level" in page
    assert "/meeting-types/%E6%8E%A8%E8%BF%9B%E4%BC%9A/" in page


def test_scripts_and_styles_say_nothing_of_their_own():
    for file in (catalogues.ROOT / "static").glob("*.js"):
        assert not CHINESE_LETTERS.search(re.sub(r"//.*|/\*.*?\*/", "", file.read_text())), file.name
    shown = re.findall(r"content: ([^;}]*)", (catalogues.ROOT / "static/site.css").read_text())
    assert not CHINESE_LETTERS.search(" ".join(shown))


@pytest.mark.browser
def test_without_scripts_a_click_changes_the_language_of_the_same_page(new_page, shelf):
    page = new_page(java_script_enabled=False)
    page.goto("/search/?q=水")
    page.get_by_role("button", name="English").click()
    assert page.url.endswith("/search/?q=%E6%B0%B4")
    assert page.get_by_role("contentinfo").get_by_text("Search help").is_visible()
    page.get_by_role("button", name="简体中文").click()
    assert page.locator("html").get_attribute("lang") == "zh-Hans"


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1024])
def test_english_words_fit_where_chinese_ones_did(new_page, shelf, sign_in, admin_user, width):
    page = new_page(width=width)
    sign_in(page, admin_user)
    page.goto("/")
    page.get_by_role("button", name="English").click()
    for address in [*LISTS, *(shown.get_absolute_url() for shown in (shelf, shelf.document, shelf.meeting, shelf.keywords.first()))]:
        if address != "/nowhere/":
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
