"""Does the index hold exactly what it should? Compared by fingerprints of its postings and by the texts it keeps."""
from zlib import crc32

import numpy as np
from django.utils.translation import gettext as _

from search.whoosh_index.schema import SOURCES, document_of, make_schema
from search.whoosh_index.view import View


def differences(view: View, entries) -> list[str]:
    """Return one sentence for each speech that is missing, left over or not the same in the index."""
    schema = make_schema()
    fields = {name: field for name, field in schema.items() if field.indexed}
    prints = {name: fingerprints(view, name) for name in fields}
    places = {int(view.numbers[place]): place for place in np.flatnonzero(view.live)}
    told = []
    for entry in entries:
        place, document = places.pop(entry.id, None), document_of(entry)
        if place is None:
            told.append(_("讲话 %(id)s 不在索引里。") % {"id": entry.id})
        elif (
            any(prints[name][place] != fingerprint(field.counts(document[name])) for name, field in fields.items())
            or any(view.held(source, place) != document[f"held_{source}"] for source in SOURCES)
            or (view.days_from[place], view.days_to[place]) != (document["day_from"], document["day_to"])
        ):
            told.append(_("讲话 %(id)s 在索引里的内容与档案不一致。") % {"id": entry.id})
    return told + [_("索引里多出讲话 %(id)s，档案中已没有它。") % {"id": number} for number in sorted(places)]


def fingerprint(counts: dict[str, int]) -> int:
    return sum(crc32(term.encode()) * count for term, count in counts.items())


def fingerprints(view: View, field) -> np.ndarray:
    """Return the same figure for every document, from its postings alone."""
    sums = np.zeros(view.size, np.int64)
    for segment, start in zip(view.segments, view.starts, strict=False):
        for term, documents, counts in segment.terms(field):
            sums[documents + start] += crc32(term) * counts.astype(np.int64)
    return sums
