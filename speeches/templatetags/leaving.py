"""How what a page shows can be taken away: followed as a feed, downloaded as a table, read by a program."""
from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()

NUMBERED = ("meeting", "speaker")  # the others are known by their names
FILTERS = {"speaker": "speaker", "topic": "topic", "meeting_type": "type"}  # the filter of /speeches/ that asks for its speeches


@register.inclusion_tag("speeches/_leaving.html")
def leaving(page, row=None):
    """The links for people. `page` is the name of its address; of a meeting, speaker, topic or type give the row too."""
    return ways(page, row)


@register.inclusion_tag("speeches/_alternates.html")
def alternates(page, row=None):
    """The same for browsers, feed readers and programs, in the head of the page."""
    return ways(page, row)


def ways(page, row) -> dict:
    given = [] if row is None else [row.pk if page in NUMBERED else str(row)]
    return {
        "name": "" if row is None else str(row),
        "feed": reverse(f"{page}_feed", args=given) if given or page == "speeches" else "",
        "table": filtered(FILTERS[page], row) if page in FILTERS else reverse(f"{page}_table", args=given),
        "json": reverse(f"api:{page}", args=given),
    }


def filtered(name: str, row) -> str:
    return f"{reverse('speeches_table')}?{urlencode({name: str(row)})}"
