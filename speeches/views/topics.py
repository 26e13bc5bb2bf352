"""Topics, and who speaks of one."""
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from search import engine
from speeches import counts, trends
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.models import Keyword
from speeches.views.rows import SPEECHES, WORDS, Line, Lines, in_order, page_of, rows_of, with_counts
from speeches.visibility import visible_to

RELATED = 16  # topics


@kept
def topics(request):
    lines = Lines(Figures(request.user), most_used_first, written)
    return render(request, "speeches/topics.html", {"page": page_of(request, lines, WORDS)})


def most_used_first(speeches):
    return with_counts(Keyword.objects, speeches).order_by("-count", "word")


def written(keyword) -> Line:
    return Line(keyword.get_absolute_url(), keyword.word, keyword.count)


@kept
def topic(request, word):
    figures = Figures(request.user)
    keyword = get_object_or_404(Keyword, word=word)
    filed, related = figures.of(filed_under, word)
    if not filed:
        raise Http404
    page = Paginator(filed, SPEECHES).get_page(request.GET.get("page"))
    page.object_list = in_order(page, rows_of(figures.speeches, page))
    return render(request, "speeches/topic.html", {
        "filters": urlencode({"topic": word}),
        "keyword": keyword,
        "trend": figures.of(trends.trend, word, tuple(sorted(visible_to(request.user))), engine.current().stamp()),
        "asked": trends.query(word),
        "page": page,
        "related": related,
    })  # fmt: skip


def filed_under(speeches, word):
    """The speeches filed under a word, the latest first, and the words that they are filed under besides."""
    filed = speeches.filter(keywords__word=word)
    others = [pair for pair in counts.by_topic(filed, RELATED + 1) if pair[0] != word]
    return list(filed.newest_first().values_list("pk", flat=True)), others[:RELATED]
