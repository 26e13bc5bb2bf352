"""Numbers over the whole archive: made once for each state of it, then kept in this process until something changes."""
from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b
from uuid import uuid4

from django.core.cache import cache
from django.db import connection
from django.utils.translation import get_language

from speeches.models import Speech, State
from speeches.visibility import visible_to

NOT_MADE = object()


def changed() -> None:
    """Say in the transaction that changes what readers see: every number made before is out of date."""
    stamp = uuid4().hex  # never one that was: a restored database may not meet the numbers of another
    # In one statement: of two that come first at once, the second would find no row and then one.
    State.objects.bulk_create([State(pk=1, stamp=stamp)], update_conflicts=True, unique_fields=["pk"], update_fields=["stamp"])


def stamp() -> str | None:
    """Of the archive as it is. Every page asks for it first, and of a kept one the ORM was a fifth of the time."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT stamp FROM {State._meta.db_table} WHERE id = 1")
        row = cursor.fetchone()
    return row and row[0]


class Figures:
    """What one reader's pages count. One query for the state of the archive, and those of `make` where it has changed."""

    def __init__(self, user):
        self.user = user
        # Asked for before anything is counted: what is counted may be newer than its name says, never older.
        self.state = stamp()
        self.reader = "+".join(sorted(visible_to(user)))

    @cached_property
    def speeches(self):
        return Speech.objects.visible_to(self.user)

    def of(self, make: Callable, *given):
        """Return make(speeches that this reader may see, *given), a plain value without rows of the database in it."""
        key = f"{make.__module__}.{make.__qualname__}{given!r} {self.reader} {get_language()} {self.state}"
        value = cache.get(name := digest(key), NOT_MADE)
        if value is NOT_MADE:
            cache.set(name, value := make(self.speeches, *given), None)
        return value


def digest(key: str) -> str:
    return blake2b(key.encode(), digest_size=16).hexdigest()
