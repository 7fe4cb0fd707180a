"""Writes the health history: what is known, as last confirmed by the client."""

import datetime as dt
from typing import Any

from django.db import transaction

from clients.models import Client
from intake import desk
from intake.models import HealthHistory
from practice.versions import take_next


@transaction.atomic
def save_history(client: Client, *, seen: int, facts: dict[str, Any], now: dt.datetime) -> HealthHistory:
    """Raises Stale if somebody saved it since `seen` (0: nobody had asked yet). The front desk learns the date."""
    Client.objects.select_for_update(of=("self",), no_key=True).get(pk=client.pk)
    row = HealthHistory.objects.filter(client=client).first() or HealthHistory(client=client, version=0)
    take_next(row, seen)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    desk.push(client, now)
    return row
