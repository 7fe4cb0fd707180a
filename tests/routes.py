"""Every address of the product, walked from the URLconf."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter


class Route(NamedTuple):
    """One address: its name with namespaces, its view and the names of the UUIDs it carries."""

    name: str
    view: object
    uuids: tuple[str, ...]

    @property
    def is_public(self) -> bool:
        """May somebody who is not logged in enter?"""
        return not getattr(self.view, "login_required", True)


def walk(resolver: URLResolver | None = None, spaces: tuple[str, ...] = (), uuids=()) -> Iterator[Route]:
    resolver = resolver or get_resolver()
    for entry in resolver.url_patterns:
        found = (*uuids, *_uuids(entry))
        if isinstance(entry, URLResolver):
            inner = (*spaces, entry.namespace) if entry.namespace else spaces
            yield from walk(entry, inner, found)
        elif isinstance(entry, URLPattern):
            name = ":".join([*spaces, entry.name or f"without a name: {entry.pattern}"])
            yield Route(name, entry.callback, found)


def _uuids(entry) -> tuple[str, ...]:
    converters = getattr(entry.pattern, "converters", {})
    return tuple(name for name, converter in converters.items() if isinstance(converter, UUIDConverter))
