"""How the first administrator gets in: a link that works once. No account and no password exist before it is used."""
import hashlib
import json
import os
import secrets
import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import BaseUserCreationForm
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

LIFETIME = 24 * 3600


def link_file():
    return settings.DATA / "sign_in_link"


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def somebody_can_sign_in() -> bool:
    users = get_user_model().objects.filter(is_superuser=True, is_active=True)
    return users.exclude(password="").exclude(password__startswith="!").exists()


def new_link() -> str:
    """Return the path of a fresh link; the one before it ends. Only its hash is kept."""
    token = secrets.token_urlsafe(32)
    kept = {"sha256": digest(token), "until": time.time() + LIFETIME}
    with open(link_file(), "w", opener=lambda file, flags: os.open(file, flags, 0o600)) as file:
        json.dump(kept, file)
    return reverse("first_sign_in", args=[token])


def is_valid(token: str) -> bool:
    try:
        kept = json.loads(link_file().read_text())
    except FileNotFoundError:
        return False
    return secrets.compare_digest(kept["sha256"], digest(token)) and time.time() < kept["until"]


def use_up(token: str) -> bool:
    """Return whether the link was still good; whoever comes first takes the file away."""
    if not is_valid(token) or somebody_can_sign_in():
        return False
    try:
        link_file().unlink()
    except FileNotFoundError:
        return False
    return True


def first_administrator():
    """Return the superuser that nobody has given a password yet, made if there is none."""
    users = get_user_model().objects
    waiting = users.filter(is_superuser=True, is_active=True, password__startswith="!").first()
    if waiting:
        return waiting
    names = ["admin", *(f"admin{number}" for number in range(2, 100))]
    taken = set(users.filter(username__in=names).values_list("username", flat=True))
    return users.create_superuser(next(name for name in names if name not in taken))


@never_cache
def first_sign_in(request, token):
    """GET shows a button only, so that a preview of the link does not use it up."""
    if not is_valid(token) or somebody_can_sign_in():
        return render(request, "registration/first_sign_in.html", {"over": True}, status=410)
    if request.method == "POST" and use_up(token):
        login(request, first_administrator(), backend="django.contrib.auth.backends.ModelBackend")
        return redirect("first_account")
    return render(request, "registration/first_sign_in.html")


@sensitive_post_parameters()
@never_cache
@login_required
def first_account(request):
    """Give the account that a link opened its name and password."""
    if request.user.has_usable_password():
        return redirect(settings.LOGIN_REDIRECT_URL)
    form = BaseUserCreationForm(request.POST or None, instance=request.user)
    if form.is_valid():
        update_session_auth_hash(request, form.save())
        messages.success(request, _("账户设好了。下次用这个用户名和密码登录。"))
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "registration/first_account.html", {"form": form})
