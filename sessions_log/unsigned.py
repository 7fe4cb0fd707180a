"""Visits that wait for their signature: for their author after a day, for an owner after three."""

import datetime as dt

from django.db.models import Count, F, QuerySet, Window

from sessions_log.models import Visit

FOR_THE_AUTHOR = dt.timedelta(hours=24)
FOR_THE_OWNER = dt.timedelta(hours=72)


def overdue(visit: Visit, now: dt.datetime) -> bool:
    return visit.is_draft and visit.starts_at <= now - FOR_THE_AUTHOR


def by_therapist(now: dt.datetime) -> QuerySet[Visit]:
    """Of each therapist with drafts that old, the oldest one, and how many there are (`unsigned`): one query."""
    drafts = Visit.objects.drafts().filter(starts_at__lte=now - FOR_THE_OWNER)
    counted = drafts.annotate(unsigned=Window(Count("pk"), partition_by=F("therapist")))
    return counted.select_related("therapist").order_by("therapist", "starts_at", "pk").distinct("therapist")
