"""A list as an Atom feed: whoever subscribes to a search hears of each new speech that answers it."""
import re
from datetime import UTC, datetime
from heapq import nlargest

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from search.showing.hits import Hit
from search.templatetags.marks import marked_text

MOST = 20  # entries
UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML cannot hold
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Feed(Atom1Feed):
    def latest_post_date(self):
        """When the newest came in; an empty feed does not change from one look to the next."""
        return max((item["updateddate"] for item in self.items), default=LONG_AGO)


def latest(ids: list[int]) -> list[int]:
    """Those that came into the archive last: numbers are given as speeches come in."""
    return nlargest(MOST, ids)


def write(title: str, page: str, address: str, hits: list[Hit], absolute, asked: str) -> str:
    """The feed of these hits; `asked` is what follows the address of a speech so that it opens marked."""
    house = _("讲话稿库")
    feed = Feed(printable(title), page, "", language="zh-Hans", author_name=house, feed_url=address, feed_guid=address)
    for hit in hits:
        feed.add_item(**entry(hit, absolute, asked))
    return feed.writeString("utf-8")


def entry(hit: Hit, absolute, asked: str) -> dict:
    speech = hit.speech
    address, kind = absolute(speech.get_absolute_url()), speech.meeting and speech.meeting.type
    return {
        "title": printable(str(speech)),
        "link": address + asked,
        "unique_id": address,
        "description": printable(marked_text(hit.best.text, hit.best.marks)) if hit.best else "",
        "author_name": printable(str(speech.speaker)) if speech.speaker else None,
        "categories": [printable(str(kind))] if kind else [],
        "pubdate": speech.document.received_at,
        "updateddate": speech.document.received_at,
    }


def printable(text: str) -> str:
    return UNPRINTABLE.sub("", text)
