"""Clients who are left in peace: nobody presses a follow-up on them until they ask. Why is not known here."""

import datetime as dt

from django.db.models import Exists, OuterRef

from bookings.models import Quiet
from clients.models import Client


def leave_in_peace(client: Client, on: dt.date) -> None:
    """From `on` no follow-up is offered by itself, and no recall goes out. Saying it again changes nothing."""
    Quiet.objects.get_or_create(client=client, defaults={"since": on})


def end_peace(client: Client) -> None:
    """The client asked to be reminded again."""
    Quiet.objects.filter(client=client).delete()


def is_left_in_peace(client: Client) -> bool:
    return Quiet.objects.filter(client=client).exists()


def left_in_peace() -> Exists:
    """For lists of clients: `Client.objects.filter(~left_in_peace())` are those who may be recalled."""
    return Exists(Quiet.objects.filter(client=OuterRef("pk")))
