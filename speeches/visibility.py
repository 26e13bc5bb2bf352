"""Who may see what: one value, from which the querysets' filter and the index's filter are both made. Who may correct what."""
from django.conf import settings


def visible_to(user) -> frozenset[str]:
    """Return the visibilities (Document.Visibility values) that somebody may see."""
    if user.has_perm("speeches.change_document"):
        return frozenset({"public", "internal", "hidden"})
    if user.is_authenticated:
        return frozenset({"public", "internal"})
    return frozenset({"public"}) if settings.ARCHIVE_PUBLIC else frozenset()


def may_correct(user, document) -> bool:
    """Editors, and whoever uploaded it. Whether the document may be seen at all is asked before."""
    return user.has_perm("speeches.change_document") or (user.is_authenticated and document.by_id == user.pk)
