"""Signing consents, and taking them back."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from clients.models import ADULT_AGE, Client
from intake import desk
from intake.models import Consent, ConsentText, ConsentWithdrawal
from practice.current import practice
from practice.dates import months_after
from practice.models import User


@transaction.atomic
def sign(
    client: Client,
    said: Iterable[tuple[ConsentText, bool]],
    *,
    request_id: uuid.UUID,
    now: dt.datetime,
    signed_on: dt.date,
    birth_date: dt.date | None = None,
    **how: Any,
) -> list[Consent]:
    """Keep what was agreed to or refused. `how` holds the other fields of Consent. Signed once for a `request_id`.

    `birth_date` is the one that was said with it, where the record has none.
    """
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if made := list(Consent.objects.filter(request_id=request_id, client=client)):
        return made
    until = months_after(signed_on, practice().renewal_months)
    born = client.birth_date or birth_date
    if how.get("under_18") and born:  # at 18 they sign for themselves
        until = min(until, months_after(born, 12 * ADULT_AGE) - dt.timedelta(days=1))
    rows = [
        Consent(
            client=client,
            text=text,
            agreed=agreed,
            request_id=request_id,
            signed_at=now,
            signed_on=signed_on,
            until=until,
            **how,
        )
        for text, agreed in said
    ]
    Consent.objects.bulk_create(rows)
    desk.push(client, now)
    return rows


@transaction.atomic
def withdraw(consent: Consent, *, by: User, note: str, now: dt.datetime) -> None:
    """The client takes it back. Doing it again changes nothing."""
    Client.objects.select_for_update(no_key=True).get(pk=consent.client_id)
    _row, is_new = ConsentWithdrawal.objects.get_or_create(
        consent=consent, defaults={"at": now, "by": by, "note": note}
    )
    if is_new:
        desk.push(consent.client, now)
