"""Dataclasses to JSON and back, built from their type hints: whatever a draft holds travels, no table to keep.

What comes back is checked value by value, for it comes from a process that read a stranger's file.
"""
import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

PLAIN = {str: (str,), int: (int,), float: (float, int), bool: (bool,), dict: (dict,), list: (list,), type(None): (type(None),)}
LISTS = {list: list, set: set, tuple: tuple}


def pack(value) -> bytes:
    """Return a value as JSON: dataclasses become objects, sets and tuples lists, the keys of a dict strings."""
    return json.dumps(value, ensure_ascii=False, default=opened, separators=(",", ":")).encode()


def opened(value):
    """What is as it would be anyway stays at home: most fields of most paragraphs."""
    if is_dataclass(value):
        return {name: part for name, usual in usuals(type(value)) if (part := getattr(value, name)) != usual}
    if isinstance(value, set):
        return sorted(value)
    raise TypeError(f"{type(value)} cannot travel")


@cache
def usuals(kind) -> list[tuple[str, Any]]:
    """The fields of a dataclass with their defaults; a field without one is unlike any value."""
    return [
        (field.name, field.default_factory() if field.default_factory is not MISSING else field.default)
        for field in fields(kind)
    ]  # fmt: skip


def unpack(kind, packed: bytes):
    """Build a value of this kind again. Raises ValueError where the JSON is of another."""
    return builder(kind)(json.loads(packed))


@cache
def builder(kind) -> Callable[[Any], Any]:
    """Return the function that builds values of a kind from plain ones."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return build_dataclass(kind)
    if origin in (Union, types.UnionType) and not plain_types(kind):
        return build_or_none(inner)
    if origin is dict:
        return build_dict(*inner)
    if origin is tuple and Ellipsis not in inner:
        return build_row(inner)
    if origin in LISTS:
        return build_list(LISTS[origin], inner[0])
    return build_plain(kind)


def plain_types(kind) -> tuple:
    """The types that JSON itself has for a kind; () = it needs building."""
    kinds = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    return sum((PLAIN[one] for one in kinds), ()) if all(one in PLAIN for one in kinds) else ()


def build_dataclass(kind):
    known = {}  # name → the plain types it may have, what builds it; filled at first use, for a kind may hold its own

    def build(given):
        if not known:
            known.update({name: (plain_types(hint), builder(hint)) for name, hint in get_type_hints(kind).items()})
        check(given, dict)
        for name, part in given.items():
            if name not in known:
                raise ValueError(f"{kind.__name__} has no {name}")
            accepted, build_part = known[name]
            if type(part) not in accepted:
                given[name] = build_part(part)
        try:
            return kind(**given)
        except TypeError as missing:
            raise ValueError(missing) from None

    return build


def build_or_none(kinds):
    [kind] = [kind for kind in kinds if kind is not type(None)]
    build = builder(kind)
    return lambda given: None if given is None else build(given)


def build_dict(key, value):
    build, key = builder(value), int if key is int else builder(key)

    def build_all(given):
        check(given, dict)
        return {key(name): build(part) for name, part in given.items()}

    return build_all


def build_row(kinds):
    builders = [builder(kind) for kind in kinds]

    def build(given):
        check(given, list)
        return tuple(one(part) for one, part in zip(builders, given, strict=True))

    return build


def build_list(make, kind):
    build = builder(kind)

    def build_all(given):
        check(given, list)
        return make(map(build, given))

    return build_all


def build_plain(kind):
    accepted = plain_types(kind)
    if not accepted:
        raise TypeError(f"{kind} cannot travel")

    def build(given):
        check(given, *accepted)
        return given

    return build


def check(given, *accepted):
    if type(given) not in accepted:
        raise ValueError(f"{type(given).__name__} where {accepted} were to come")
