"""Who may see what: one value, from which the querysets' filter and the index's filter are both made."""
from django.conf import settings


def visible_to(user) -> frozenset[str]:
    """Return the visibilities (Document.Visibility values) that somebody may see."""
    if user.has_perm("speeches.change_document"):
        return frozenset({"public", "internal", "hidden"})
    if user.is_authenticated:
        return frozenset({"public", "internal"})
    return frozenset({"public"}) if settings.ARCHIVE_PUBLIC else frozenset()
