"""Meetings, speakers and topics that are called what was asked for: they stand above the hits."""
from dataclasses import replace

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from search import engine
from search.asking import query
from search.engine import And, Filters, Or, Phrase, Words
from speeches.models import Keyword, Meeting, Speaker, Speech

MOST = 4  # of each kind
ENOUGH = 60  # speeches to look for four meetings in


def called(asked, user) -> list[tuple[str, object]]:
    """(what kind it is, the thing itself), all of them with speeches that this reader may see."""
    names = list(dict.fromkeys(names_in(asked.query.node)))[:10]
    if not names:
        return []
    visible = Speech.objects.visible_to(user)
    speakers = seen(Speaker.objects.filter(name__in=names), visible, "speaker")
    keywords = seen(Keyword.objects.filter(word__in=names), visible, "keywords")
    found = ((_("讲话人"), speakers), (_("会议"), meetings(asked, visible)), (_("主题"), keywords))
    return [(kind, thing) for kind, things in found for thing in things]


def seen(things, visible, by: str):
    """Those with speeches that this reader may see. Mostly nothing is called so, and a short query says it."""
    return things.filter(Exists(visible.filter(**{by: OuterRef("pk")})))[:MOST] if things.exists() else []


def meetings(asked, visible):
    """Those whose name holds what was asked for, the newest first. The index knows them; a database would read every name."""
    node = in_meetings(asked.query.node)
    if not node:
        return []
    speeches = replace(asked.query, node=node, filters=Filters(), sort="newest", page=1, per_page=ENOUGH, facets=())
    ids = engine.current().search(speeches).ids
    return Meeting.objects.filter(pk__in=visible.filter(pk__in=ids).values("meeting"))[:MOST] if ids else []


def in_meetings(node):
    """The same question about the names of meetings."""
    match node:
        case Words(text, field, others) if field in ("all", "meeting"):
            return Words(text, "meeting", others)
        case Phrase(text, field) if field in ("all", "meeting"):
            return Words(text, "meeting")
        case And(nodes) | Or(nodes):
            return query.joined(type(node), filter(None, map(in_meetings, nodes)))
    return None


def names_in(node) -> list[str]:
    match node:
        case Words(text, field, others) if field in ("all", "speaker", "meeting", "topic"):
            return [text, *others]
        case Phrase(text, field) if field in ("all", "speaker", "meeting", "topic"):
            return [text]
        case And(nodes) | Or(nodes):
            return [name for inner in nodes for name in names_in(inner)]
    return []
