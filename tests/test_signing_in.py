import time

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from config import signing_in

pytestmark = pytest.mark.django_db
ACCOUNT = {"username": "guanliyuan", "password1": "xing-he-1987", "password2": "xing-he-1987"}


@pytest.fixture
def link(archive_folder):
    return signing_in.new_link()


def test_the_link_signs_in_an_administrator_who_then_sets_name_and_password(client, link):
    assert client.post(link).url == reverse("first_account")
    assert client.post(reverse("first_account"), ACCOUNT).status_code == 302
    user = get_user_model().objects.get()
    assert (user.username, user.is_superuser, user.is_staff, user.check_password("xing-he-1987")) == ("guanliyuan", True, True, True)
    assert client.get(reverse("admin:index")).status_code == 200  # setting the password did not sign out


def test_a_preview_of_the_link_does_not_use_it_up(client, link):
    assert client.get(link).status_code == client.head(link).status_code == 200
    assert not get_user_model().objects.exists()
    assert client.post(link).status_code == 302


def test_the_link_dies_once_used(client, link):
    client.post(link)
    client.logout()
    assert client.get(link).status_code == 410
    assert client.post(link).status_code == 410
    assert "_auth_user_id" not in client.session


def test_a_wrong_or_old_link_opens_nothing(client, link):
    assert client.post(reverse("first_sign_in", args=["guess"])).status_code == 410
    signing_in.new_link()
    assert client.post(link).status_code == 410
    assert not get_user_model().objects.exists()


def test_the_link_expires(client, link, monkeypatch):
    tomorrow = time.time() + signing_in.LIFETIME + 1
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    assert client.post(link).status_code == 410


def test_the_link_is_worth_nothing_once_somebody_can_sign_in(client, link):
    get_user_model().objects.create_superuser("li", password="xing-he-1987")
    assert client.post(link).status_code == 410


def test_who_left_before_setting_a_password_gets_the_same_account_again(client, link):
    client.post(link)
    assert not signing_in.somebody_can_sign_in()
    client.post(signing_in.new_link())
    assert get_user_model().objects.count() == 1


def test_only_a_hash_of_the_link_is_kept_and_only_for_this_user(link, archive_folder):
    token = link.strip("/").rsplit("/", 1)[-1]
    file = archive_folder / "sign_in_link"
    assert token not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_a_weak_password_is_refused_in_chinese(client, link):
    client.post(link)
    page = client.post(reverse("first_account"), ACCOUNT | {"password1": "12345678", "password2": "12345678"})
    assert "密码" in page.text
    assert "太常见" in page.text
    assert not signing_in.somebody_can_sign_in()


def test_five_wrong_passwords_lock_a_name_out_for_this_address_only(client, settings):
    settings.TRUSTED_PROXIES = 1
    get_user_model().objects.create_user("li", password="xing-he-1987")

    def try_with(password, address):
        return client.post(
            reverse("login"), {"username": "li", "password": password}, headers={"x-forwarded-for": f"6.6.6.6, {address}"}
        ).status_code

    assert [try_with("wrong", "10.0.0.1") for _ in range(5)][-1] == 429
    assert try_with("xing-he-1987", "10.0.0.1") == 429
    assert try_with("xing-he-1987", "10.0.0.2") == 302
