"""Keeps what a client told before a visit. It is no rating before a therapist has confirmed it at the visit."""

import datetime as dt

from django.db import transaction

from intake import links
from intake.models import CheckIn, CheckInRating, ClientLink, Complaint


def asked_of(link: ClientLink) -> list[Complaint]:
    """What a check-in asks about: her open complaints."""
    return list(Complaint.objects.open().filter(client=link.client).select_related("type").order_by("pk"))


@transaction.atomic
def keep(link: ClientLink, ratings: list[CheckInRating], *, now: dt.datetime) -> CheckIn:
    """Once: the link is done with. Raises links.NotUsable where it was already, or was taken back."""
    links.finish(link, now=now)
    made = CheckIn.objects.create(client=link.client, link=link, appointment=link.appointment, at=now)
    for rating in ratings:
        rating.check_in = made
    CheckInRating.objects.bulk_create(ratings)
    return made
