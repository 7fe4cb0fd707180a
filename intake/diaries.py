"""Keeps a client's symptom diary: what is in it, and what she says of a day."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from clients.models import Client
from intake.diary import WEEK
from intake.models import Complaint, DiaryDay


def complaints_of(client: Client) -> list[Complaint]:
    """What her diary is about: open complaints that count days, or else those with an intensity."""
    found = list(Complaint.objects.open().filter(client=client).select_related("type").order_by("pk"))
    return [each for each in found if each.track_days] or [each for each in found if each.track_intensity]


def lately(complaints: Iterable[Complaint], today: dt.date) -> dict[tuple[int, dt.date], DiaryDay]:
    """What she may still see and put right: today and the six days before it."""
    days = DiaryDay.objects.filter(
        complaint__in=list(complaints), day__gt=today - dt.timedelta(days=WEEK), day__lte=today
    )
    return {(each.complaint_id, each.day): each for each in days}


@transaction.atomic
def keep(client: Client, told: Iterable[tuple[Complaint, dt.date, bool, int | None]], *, now: dt.datetime) -> None:
    """The last word on a day counts. Saying the same again changes nothing, not even when it was said."""
    Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    for complaint, day, had, value in told:
        said = {"had": had, "value": value}
        row, is_new = DiaryDay.objects.get_or_create(complaint=complaint, day=day, defaults={**said, "at": now})
        if not is_new and (row.had, row.value) != (had, value):
            DiaryDay.objects.filter(pk=row.pk).update(**said, at=now if row.had != had else row.at)
