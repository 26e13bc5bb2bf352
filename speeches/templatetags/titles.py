"""Where the large title of a page may break: 推进会 never in two."""
import re
from html import escape
from itertools import groupby
from operator import itemgetter

from django import template
from django.utils.safestring import SafeString, mark_safe

from search import words

register = template.Library()
RUN = re.compile(r"<[^>]*>|&[^;]+;|([\u4e00-\u9fff]{2,})")
LEADING = set("在向于对为暨和与及第全把将")  # nothing is parted from the word that it leads in
TRAILING = ("会上", "会议上")  # nor from the meeting that it is: 推进会上 is 推进 and 会上 to jieba


@register.filter
def phrased(title) -> str:
    """The title with <wbr> between its words; whatever is marked in it stays marked. The style sheet forbids other breaks."""
    html = title if isinstance(title, SafeString) else escape(str(title))
    pieces = RUN.sub(lambda found: between_words(found[1]) if found[1] else found[0], html)
    return mark_safe(f'<span class="phrased">{pieces}</span>')


def between_words(run: str) -> str:
    starts = breaks(run)
    return "<wbr>".join(run[start:end] for start, end in zip([0, *starts], [*starts, len(run)], strict=True))


def breaks(run: str) -> list[int]:
    """Where words of two characters and more begin that do not lie in a longer one: 推进会上的 stays in one piece."""
    found, reached, starts = sorted((start, start + len(word)) for word, start in words.placed(run)), 0, []
    for start, words_from_here in groupby(found, itemgetter(0)):
        end = max(end for _start, end in words_from_here)
        if start >= reached and start and end - start > 1 and run[start - 1] not in LEADING and not run.startswith(TRAILING, start):
            starts.append(start)
        reached = max(reached, end)
    return starts
