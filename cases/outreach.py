"""Writes down what came of a kind word to somebody who stopped coming."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from bookings.recall import leave_in_peace
from cases.models import ReachedOut
from clients.models import Client
from practice.current import local_date
from practice.models import User


@transaction.atomic
def record_reached(
    client: Client,
    *,
    by: User,
    now: dt.datetime,
    request_id: uuid.UUID,
    how: str,
    note: str,
    rests_until: dt.date,
    in_peace: bool = False,
) -> ReachedOut:
    """Add what came of it; the client's complaints rest until then. The same `request_id` again gives the first.

    `in_peace`: nobody calls any more, neither from the board nor from the desk's lists.
    """
    locked = Client.objects.select_for_update(no_key=True, of=("self",)).get(pk=client.pk)
    if made := ReachedOut.objects.filter(request_id=request_id).first():
        return made
    if locked.archived_at:
        raise ValidationError(_("This client is archived. Bring the client back first."))
    made = ReachedOut.objects.create(
        request_id=request_id,
        client=locked,
        how=how,
        note=note,
        rests_until=rests_until,
        on=local_date(now),
        at=now,
        by=by,
    )
    if in_peace:
        leave_in_peace(locked, by=by, now=now)
    return made
