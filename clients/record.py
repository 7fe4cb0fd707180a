"""Writing clients: add, change, archive, bring back. Each function owns its transaction and its lock."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from clients import neighbours
from clients.models import Client
from practice.models import User
from practice.versions import take_next


class StillExpected(Exception):
    """The client cannot be archived now; `hindrances` tells why."""

    def __init__(self, hindrances: list[neighbours.Hindrance]):
        super().__init__("the client is still expected")
        self.hindrances = hindrances


def add_client(facts: dict[str, Any], *, by: User, request_id: uuid.UUID) -> tuple[Client, bool]:
    """Add a client. The same `request_id` again gives the client added first, and False."""
    return Client.objects.get_or_create(request_id=request_id, defaults={**facts, "created_by": by})


@transaction.atomic
def change_client(client: Client, facts: dict[str, Any], *, seen: int) -> Client:
    """Save what differs; nothing is written where nothing does. Raises Stale."""
    locked = _lock(client)
    changed = [name for name, value in facts.items() if getattr(locked, name) != value]
    if not changed:
        return locked
    take_next(locked, seen)
    for name in changed:
        setattr(locked, name, facts[name])
    locked.save(update_fields=[*changed, "version"])
    return locked


@transaction.atomic
def archive_client(client: Client, *, by: User, now: dt.datetime) -> Client:
    """Archive, never delete. A second click does nothing. Raises StillExpected where appointments lie ahead."""
    locked = _lock(client)
    if locked.archived_at:
        return locked
    if hindrances := neighbours.hindrances(locked, now):
        raise StillExpected(hindrances)
    return _set_archived(locked, now, by)


@transaction.atomic
def bring_back_client(client: Client) -> Client:
    """Back to the list. Who archived and brought back, and when, stays in the history."""
    locked = _lock(client)
    return _set_archived(locked, None, None) if locked.archived_at else locked


def _set_archived(locked: Client, at: dt.datetime | None, by: User | None) -> Client:
    locked.archived_at, locked.archived_by = at, by
    locked.version += 1
    locked.save(update_fields=["archived_at", "archived_by", "version"])
    return locked


def _lock(client: Client) -> Client:
    return Client.objects.select_for_update(no_key=True).get(pk=client.pk)
