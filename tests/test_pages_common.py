"""What holds of every page: nothing inline, nothing from elsewhere, Chinese words for every error."""
import gzip
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.views.defaults import server_error

from speeches.models import Keyword
from tests.shelf import shelve

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def pages(client):
    """Every page of this part, with something on it."""
    speech = shelve()
    addresses = ["/", "/meetings/", "/meeting-types/", "/speakers/", "/topics/", "/accounts/login/", "/nowhere/"]
    addresses += [page.get_absolute_url() for page in (speech, speech.meeting, speech.meeting.type, speech.speaker)]
    addresses += [Keyword.objects.first().get_absolute_url(), speech.get_absolute_url() + "?q=水"]
    return {address: client.get(address) for address in addresses}


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(pages):
    for address, response in pages.items():
        html = response.text
        assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:|<script(?![^>]*\ssrc=)", html), address
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', html), address
        assert "default-src 'none'" in response["Content-Security-Policy"], address


def test_no_page_gives_an_id_twice(pages):
    for address, response in pages.items():
        ids = re.findall(r'\bid="([^"]+)"', response.text)
        assert len(ids) == len(set(ids)), address


def test_every_link_into_the_page_has_a_place_to_go(pages):
    for address, response in pages.items():
        ids = set(re.findall(r'\bid="([^"]+)"', response.text))
        assert set(re.findall(r'href="#([^"]+)"', response.text)) <= ids, address


def test_every_icon_is_in_the_sprite(pages):
    sprite = set(re.findall(r'id="(\w+)"', (ROOT / "static/icons.svg").read_text()))
    used = {name for response in pages.values() for name in re.findall(r"icons\.svg#(\w+)", response.text)}
    assert used <= sprite


def test_the_style_sheet_stays_small():
    assert len(gzip.compress((ROOT / "static/site.css").read_bytes(), 9)) <= 12 * 1024


def test_the_scripts_of_all_pages_together_stay_small():
    scripts = b"".join(script.read_bytes() for script in sorted((ROOT / "static").glob("*.js")))
    assert len(gzip.compress(scripts, 9)) <= 12 * 1024


def test_an_unknown_address_says_so_in_chinese(client):
    response = client.get("/speeches/404/")
    assert response.status_code == 404
    assert "这个地址上没有讲话" in response.text
    assert 'action="/search/"' in response.text


def test_a_page_that_does_not_exist_is_in_no_menu(client):
    assert "aria-current" not in client.get("/nowhere/").text


def test_an_error_of_ours_shows_a_page_in_chinese(rf):
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "这里出了点问题" in response.text


def test_a_form_without_its_token_is_refused_in_words(db):
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert "这一页放得太久了" in response.text


def test_a_wrong_password_is_told_and_the_name_kept(client):
    response = client.post("/accounts/login/", {"username": "wumin", "password": "不对"})
    assert "用户名或密码不对" in response.text
    assert 'value="wumin"' in response.text


def test_signing_in_leads_back_to_where_one_came_from(client):
    User.objects.create_user("wumin", password="一个长密码123")
    sent = {"username": "wumin", "password": "一个长密码123", "next": "/topics/"}
    assert client.post("/accounts/login/", sent)["Location"] == "/topics/"
    assert 'action="/accounts/logout/"' in client.get("/").text


def test_signing_out_needs_a_form(client, admin_client):
    assert admin_client.get("/accounts/logout/").status_code == 405
    assert admin_client.post("/accounts/logout/")["Location"] == "/"
