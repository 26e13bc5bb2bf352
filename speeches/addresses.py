"""Where rows are shown. The same types and people stand in every list, and to make an address takes long."""
from functools import lru_cache

from django.urls import get_script_prefix, reverse


def address(page: str, argument) -> str:
    return made(page, argument, get_script_prefix())


@lru_cache(4_096)
def made(page: str, argument, prefix: str) -> str:
    """`prefix`: below which path of its host this archive is served, which `reverse` puts before it."""
    return reverse(page, args=[argument])
