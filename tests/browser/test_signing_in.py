import pytest
from django.contrib.auth import get_user_model

from config import signing_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_first_administrator_comes_in_by_the_link(page):
    page.goto(signing_in.new_link())
    page.get_by_role("button", name="进入讲话稿库").click()
    page.get_by_label("用户名").fill("guanliyuan")
    page.get_by_label("密码", exact=True).fill("xing-he-1987")
    page.get_by_label("密码确认").fill("xing-he-1987")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("账户设好了").wait_for()
    assert get_user_model().objects.get().check_password("xing-he-1987")
