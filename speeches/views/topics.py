"""Topics, and who speaks of one."""
from urllib.parse import urlencode

from django.shortcuts import get_object_or_404, render

from speeches import counts
from speeches.figures import Figures
from speeches.kept_pages import kept
from speeches.models import Keyword, Speaker, Speech
from speeches.views.rows import SPEECHES, WORDS, Line, Lines, page_of, with_counts


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
    visible = Speech.objects.visible_to(request.user)
    keyword = get_object_or_404(with_counts(Keyword.objects, visible), word=word)
    speeches = visible.filter(keywords=keyword)
    years, undated = counts.by_year(speeches, ("topic", word))
    page = {
        "filters": urlencode({"topic": word}),
        "keyword": keyword,
        "page": page_of(request, speeches.for_lists().newest_first(), SPEECHES),
        "years": years,
        "undated": undated,
        "families": counts.by_family(speeches, ("topic", word)),
        "speakers": with_counts(Speaker.objects, speeches).order_by("-count", "name")[:10],
    }
    return render(request, "speeches/topic.html", page)
