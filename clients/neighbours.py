"""What the rooms on the right say about clients on this room's pages.

A room imports only from its left, so they register themselves here at start (AppConfig.ready).
"""

import dataclasses
import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import Q

from clients.models import Client
from practice.models import User


@dataclasses.dataclass(frozen=True)
class Hindrance:
    """Why a client cannot be archived now, as a sentence, and the page where that can be changed."""

    text: str
    url: str


@dataclasses.dataclass(frozen=True)
class Panel:
    """A part of the client's page: a template, and what it shows as `panel`."""

    template: str
    content: Any


class Neighbour:
    """A room on the right; it overrides what it has something to say about. All of it is desk-safe."""

    def next_times(self, clients: Collection[Client], now: dt.datetime) -> Mapping[int, dt.datetime]:
        """When these clients come next, by primary key, in one query."""
        return {}

    def panel(self, client: Client, now: dt.datetime) -> Panel | None:
        """A part of the client's page."""
        return None

    def hindrances(self, client: Client, now: dt.datetime) -> list[Hindrance]:
        """What stands against archiving; asked while the client's row is locked."""
        return []

    def own(self, therapist: User) -> Q | None:
        """Clients who are this therapist's own without being assigned to anybody."""
        return None


_neighbours: list[Neighbour] = []


def register(neighbour: Neighbour) -> None:
    _neighbours.append(neighbour)


def next_times(clients: Collection[Client], now: dt.datetime) -> dict[int, dt.datetime]:
    return {key: at for neighbour in _neighbours for key, at in neighbour.next_times(clients, now).items()}


def panels(client: Client, now: dt.datetime) -> list[Panel]:
    return [panel for neighbour in _neighbours if (panel := neighbour.panel(client, now))]


def hindrances(client: Client, now: dt.datetime) -> list[Hindrance]:
    return [one for neighbour in _neighbours for one in neighbour.hindrances(client, now)]


def own(therapist: User) -> Q:
    """Assigned to this therapist, or else theirs by what a room on the right knows."""
    also = [found for neighbour in _neighbours if (found := neighbour.own(therapist))]
    mine = Q(therapist=therapist)
    for one in also:
        mine |= Q(therapist=None) & one
    return mine
