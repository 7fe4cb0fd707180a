"""Consents that were signed on paper: written down from the sheet, with a photo of it or kept in the paper file."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from clients.models import Client
from intake.consents import sign
from intake.enums import How
from intake.models import Consent, ConsentText
from practice.models import User
from practice.uploads import Photo, keeping


def record_from_paper(
    client: Client,
    said: Iterable[tuple[ConsentText, bool]],
    *,
    by: User,
    request_id: uuid.UUID,
    now: dt.datetime,
    signed_on: dt.date,
    photo: Photo | None,
    **who: Any,
) -> list[Consent]:
    """Keep what the sheet says and, with it, its photo: both or neither. `who` are the fields of who signed.

    The same `request_id` again gives the consents that it made.
    """
    if Consent.objects.filter(request_id=request_id).exclude(client=client).exists():
        raise PermissionDenied
    facts = {"request_id": request_id, "now": now, "signed_on": signed_on, "how": How.PAPER, "recorded_by": by, **who}
    if photo is None:
        return sign(client, said, **facts)
    with transaction.atomic(), keeping(photo, by, now, request_id) as paper:
        return sign(client, said, paper=paper, **facts)
