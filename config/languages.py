"""In which language a page speaks: Chinese, whatever the browser asks for, unless its reader has chosen another in the footer."""
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

NAMES = dict(settings.LANGUAGES)
CHINESE_ALWAYS = ("/api/",)  # its sentences are part of what programs rely on


def speak_chosen_language(get_response):
    """Django's own middleware would follow Accept-Language, which on many a Chinese office PC says English."""

    def answer(request):
        with translation.override(language_of(request)):
            response = get_response(request)
            if response.get("Content-Type", "").startswith("text/html"):
                response["Content-Language"] = translation.get_language()
                patch_vary_headers(response, ["Cookie"])
            return response

    return answer


def language_of(request) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in NAMES and not request.path_info.startswith(CHINESE_ALWAYS) else settings.LANGUAGE_CODE


@csrf_exempt
@require_POST
def choose_language(request):
    """Keep the choice and lead back to the page it was made on.

    Without a token, which would make every page of every reader another one; another site's form is known by its origin.
    """
    origin = request.headers.get("Origin", "")
    if origin and origin.partition("://")[2] != request.get_host():
        raise PermissionDenied
    return set_language(request)
