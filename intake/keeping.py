"""Writes preferences and precautions."""

import datetime as dt
import uuid

from django.db import transaction

from clients.models import Client
from intake.models import ClientPreferences, Precaution
from practice.models import User
from practice.versions import take_next


@transaction.atomic
def save_preferences(client: Client, *, seen: int, facts: dict) -> ClientPreferences:
    """Raises Stale if somebody saved them since `seen` (0: there were none yet)."""
    Client.objects.select_for_update(of=("self",), no_key=True).get(pk=client.pk)
    row = ClientPreferences.objects.filter(client=client).first() or ClientPreferences(client=client, version=0)
    take_next(row, seen)
    for name, value in facts.items():
        setattr(row, name, value)
    row.save()
    return row


def add_precaution(client: Client, *, by: User, request_id: uuid.UUID, text: str) -> Precaution:
    """The same `request_id` again gives the one that it made."""
    made, _is_new = Precaution.objects.get_or_create(
        request_id=request_id, defaults={"client": client, "text": text, "created_by": by}
    )
    return made


@transaction.atomic
def end_precaution(precaution: Precaution, *, by: User, now: dt.datetime, note: str) -> Precaution:
    """It no longer applies. Ending it again changes nothing."""
    precaution = Precaution.objects.select_for_update(of=("self",)).get(pk=precaution.pk)
    if precaution.ended_at is None:
        precaution.ended_at, precaution.ended_by, precaution.ended_note = now, by, note
        precaution.save(update_fields=["ended_at", "ended_by", "ended_note"])
    return precaution
