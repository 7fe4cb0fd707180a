"""Somebody who stopped coming, and was called: the others still stand on the board."""

import datetime as dt
import uuid

from cases.enums import How, Sort, Tab
from cases.outreach import record_reached
from cases.queries.board import Chosen, look
from clients.models import Client
from practice.current import local_date

NOTE = "Felt no difference, and did not like to say so. Sleeps better since the new pillow. May ring in spring."


def call_one(now: dt.datetime) -> None:
    """Of those who left without being better, the one who has been away longest was called last week."""
    _counts, silent = look(Chosen(local_date(now)), Tab.STOPPED, Sort.LAST, limit=100, offset=0)
    client = Client.objects.select_related("therapist").get(public_id=silent[-1].client_public_id)
    called = now - dt.timedelta(days=8)
    until = local_date(called) + dt.timedelta(weeks=6)
    said = {"how": How.CALL, "note": NOTE, "rests_until": until}
    record_reached(client, by=client.therapist, now=called, request_id=uuid.uuid4(), **said)
