"""/api/: where the two apps' routes come together, and what an error looks like. Never an exception's text."""
import logging
from functools import wraps

from django.http import Http404
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.renderers import JSONRenderer

from search.api import router as search_router
from speeches.api import router as speeches_router
from speeches.catalogue_api import router as catalogue_router

log = logging.getLogger(__name__)

# HTTP status → code, sentence for a person: in Chinese always, as programs rely on it
ERRORS = {
    400: ("bad_request", "这个请求的格式不对，请对照 /api/docs 改一改。"),
    401: ("not_signed_in", "请带上令牌：Authorization: Bearer 令牌。"),
    403: ("not_allowed", "这个令牌没有做这件事的权限，请联系管理者。"),
    404: ("not_found", "这个地址上没有内容：请检查编号，或用 /api/search/ 查找。"),
    405: ("wrong_method", "这个地址不接受这种请求，请对照 /api/docs 改一改。"),
    422: ("bad_request", "有的参数不对，请对照 /api/docs 改一改。"),
    500: ("failed", "服务器出了问题，这次没有办成。请稍后再试，或告诉管理者。"),
}


class ReadableJSON(JSONRenderer):
    json_dumps_params = {"ensure_ascii": False}


api = NinjaAPI(
    title="讲话稿库",
    version="1",
    urls_namespace="api",
    renderer=ReadableJSON(),
    description="检索和读取讲话稿。检索式的写法见 [检索写法](/help/search/)。",
)


def error(request, status: int, message: str = ""):
    code, sentence = ERRORS.get(status, ERRORS[400 if status < 500 else 500])
    return api.create_response(request, {"error": {"code": code, "message": message or sentence}}, status=status)


@api.exception_handler(Http404)
def not_found(request, exception):
    return error(request, 404)


@api.exception_handler(ValidationError)
def not_valid(request, exception):
    return error(request, 422)


@api.exception_handler(HttpError)
def refused(request, exception):
    return error(request, exception.status_code)


@api.exception_handler(Exception)
def failed(request, exception):
    log.exception("the API failed at %s", request.path, exc_info=exception)
    return error(request, 500)


elsewhere = Router()


@elsewhere.api_operation(["GET", "POST", "PUT", "PATCH", "DELETE"], "/{path:rest}", include_in_schema=False)
def nowhere(request, rest: str):
    return error(request, 404)


for router in (search_router, speeches_router, catalogue_router, elsewhere):  # in this order: the last answers what no other does
    api.add_router("", router)


def asked_rightly(view):
    """Answer HEAD as GET is answered, and a method that is not there as any other error; Ninja does neither."""

    @wraps(view)
    def answer(request, *args, **kwargs):
        method, request.method = request.method, "GET" if request.method == "HEAD" else request.method
        response = view(request, *args, **kwargs)
        request.method = method
        if response.status_code != 405:
            return response
        refusal = error(request, 405)
        refusal["Allow"] = response["Allow"]
        return refusal

    return answer


urls = api.urls
for pattern in urls[0]:
    pattern.callback = asked_rightly(pattern.callback)
