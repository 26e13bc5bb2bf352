"""检索记录: what readers ask often, in vain, or have to wait for. For keepers only."""
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.asking import query
from search.engine import Phrase, Words
from search.leaving.lists import download
from search.leaving.tables import lines
from speeches.models import Question
from speeches.models.terms import problem_of
from speeches.questions import clear as clear_questions

ROWS = 50
PERIODS = ("7", "30", "180")  # days
LISTS = {
    "frequent": gettext_lazy("常问的"),
    "unanswered": gettext_lazy("没有结果的"),
    "slow": gettext_lazy("慢的"),
}


@login_required
@permission_required("speeches.change_document", raise_exception=True)
def questions(request):
    """Which list and how many days stand in the address: ?list=unanswered&days=7."""
    shown, days = asked_for(request, "list", LISTS), asked_for(request, "days", PERIODS)
    page = Paginator(getattr(since(days), shown)(), ROWS).get_page(request.GET.get("page"))
    latest = Question.objects.in_bulk([row["last"] for row in page.object_list])
    rows = [row | {"latest": latest[row["last"]]} for row in page.object_list if row["last"] in latest]
    for row in rows:
        row["name"] = "" if row["latest"].found else name_in(row["latest"].text)
    context = {"page": page, "rows": rows, "shown": shown, "lists": LISTS.items(), "days": days, "periods": PERIODS}
    return render(request, "speeches/questions.html", context | {"askers": settings.LOG_ASKERS})


@login_required
@permission_required("speeches.change_document", raise_exception=True)
def questions_table(request):
    days = asked_for(request, "days", PERIODS)
    head = [_("日期"), _("检索式"), _("次数"), _("找到"), _("最慢（毫秒）"), _("途径"), _("最后问的人")]
    rows = since(days).order_by("-asked_on", "-times", "key")
    batches = ([row_of(question)] for question in rows.iterator())
    return download(lines(head, batches), _("检索记录"))


@login_required
@permission_required("speeches.delete_document", raise_exception=True)
def clear(request):
    if request.method == "POST":
        clear_questions()
        messages.success(request, _("检索记录已经清空。"))
        return redirect("questions")
    return render(request, "speeches/questions_clear.html", {"count": Question.objects.count()})


def name_in(text: str) -> str:
    """What may be written down as a synonym: 县市监局 or “县市监局”, but no question with 标题:, a star or several words."""
    asked = query.read(QueryDict(urlencode({"q": text, "plain": text})), frozenset())
    node = asked.query.node
    is_name = isinstance(node, Words | Phrase) and node.field == "all" and not asked.problems and not problem_of(node.text)
    return node.text if is_name else ""


def asked_for(request, name: str, known) -> str:
    """A value of the address if it is one that we know, else the first."""
    value = request.GET.get(name)
    return value if value in known else next(iter(known))


def since(days: str):
    return Question.objects.since(timezone.localdate() - timedelta(days=int(days)))


def row_of(question: Question) -> list:
    return [
        question.asked_on, question.text, question.times, question.found, round(question.slowest_ms), question.get_way_display(),
        question.asker,
    ]  # fmt: skip
