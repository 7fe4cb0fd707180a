"""When a client was last here, and with whom: pushed down by the room that keeps visits, which stay unknown here."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import NamedTuple

from bookings.models import LastSeen


class Last(NamedTuple):
    """The last visit of a client, by primary keys; nobody's where it came with an import."""

    client_id: int
    at: dt.datetime
    therapist_id: int | None


def push(clients: Collection[int], last: Iterable[Last]) -> int:
    """Say anew of these clients when each was last here; who is not among `last` was never here. How many differed.

    Two statements, one more for those who differ. Inside the caller's transaction and locks on the clients.
    """
    stored = {row.client_id: Last(row.client_id, row.at, row.therapist_id) for row in _rows(clients)}
    said = {one.client_id: one for one in last}
    changed = [one for pk, one in said.items() if stored.get(pk) != one]
    LastSeen.objects.bulk_create(
        [LastSeen(**one._asdict()) for one in changed],
        update_conflicts=True,
        unique_fields=["client"],
        update_fields=["at", "therapist"],
    )
    gone, _ = _rows(stored.keys() - said.keys()).delete()
    return len(changed) + gone


def _rows(clients: Collection[int]):
    return LastSeen.objects.filter(client__in=clients)
