"""Raw SQL and joins over what clients tell between visits: check-ins and diaries, for any number of complaints."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import OuterRef, QuerySet, TextField
from django.db.models.functions import Cast, JSONObject
from django.utils.dateparse import parse_datetime

from intake.diary import RECENT, SHOWN, Day
from intake.models import CheckInRating, Complaint

# A check-in speaks of a visit if it came at most this long before its start. An evening and a morning fit, a week-old
# answer does not. A little after the start is still before the treatment: she may answer in the waiting room.
BEFORE, AFTER = dt.timedelta(hours=36), dt.timedelta(minutes=15)

# A rating's own columns in a JSONObject, as text: JSON has no decimals, and a rating never becomes a float.
EXACT = {
    "value": Cast("value", TextField()),
    "parts": Cast("parts", ArrayField(TextField())),
    "scale_max": Cast("scale_max", TextField()),
}


@dataclass(frozen=True, slots=True)
class ToldRating:
    """One number that a client told in a check-in."""

    measure: str
    value: Decimal | None
    parts: tuple[Decimal, ...]
    scale_max: Decimal
    edition: int


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """What a client told of one complaint in one check-in. `declined`: she would rather not say."""

    at: dt.datetime
    declined: bool
    ratings: tuple[ToldRating, ...]


def with_check_ins(complaints: QuerySet[Complaint], starts_at: dt.datetime) -> QuerySet[Complaint]:
    """Adds `checked_in`, for latest_check_in(): what was told of each shortly before a visit of that start."""
    around = {"check_in__at__gte": starts_at - BEFORE, "check_in__at__lte": starts_at + AFTER}
    rows = CheckInRating.objects.filter(complaint=OuterRef("pk"), **around).order_by(
        "-check_in__at", "-check_in", "pk"
    )
    told = JSONObject(
        check_in="check_in_id",
        at="check_in__at",
        declined="declined",
        measure="measure",
        edition="activities_edition",
        **EXACT,
    )
    return complaints.annotate(checked_in=ArraySubquery(rows.values(json=told)))


def latest_check_in(rows: list[dict[str, Any]]) -> CheckedIn | None:
    """The last of the check-ins that `with_check_ins` has found."""
    last = [row for row in rows if row["check_in"] == rows[0]["check_in"]]
    if not last:
        return None
    at = parse_datetime(last[0]["at"])
    assert at
    ratings = tuple(_told(row) for row in last if not row["declined"])
    return CheckedIn(at, any(row["declined"] for row in last), ratings)


def _told(row: dict[str, Any]) -> ToldRating:
    return ToldRating(
        measure=row["measure"],
        value=None if row["value"] is None else Decimal(row["value"]),
        parts=tuple(map(Decimal, row["parts"])),
        scale_max=Decimal(row["scale_max"]),
        edition=row["edition"],
    )


# `{which}` limits d, the days that are read.
DIARIES = """
SELECT d.complaint_id, d.day, d.had, d.value, d.at, before.day, coalesce(run.days, 0)
FROM intake_diaryday d
LEFT JOIN LATERAL (
    SELECT max(p.day) AS day FROM intake_diaryday p
    WHERE p.complaint_id = d.complaint_id AND p.day < d.day AND NOT p.had
) before ON NOT d.had AND d.day > %(on)s::date - %(recent)s
LEFT JOIN LATERAL (
    SELECT count(*) AS days FROM intake_diaryday r
    WHERE r.complaint_id = d.complaint_id AND r.day < d.day AND r.had AND (before.day IS NULL OR r.day > before.day)
) run ON NOT d.had AND d.day > %(on)s::date - %(recent)s
WHERE d.day > %(on)s::date - %(shown)s AND d.day <= %(on)s::date AND {which}
ORDER BY d.complaint_id, d.day
"""


def diaries(complaints: Collection[int], on: dt.date) -> dict[int, list[Day]]:
    """Of each complaint the kept days of the last four weeks up to `on`, oldest first: one query."""
    found: dict[int, list[Day]] = {complaint: [] for complaint in complaints}
    if found:
        for complaint, *day in diary_rows("d.complaint_id = ANY(%(complaints)s)", on, complaints=list(found)):
            found[complaint].append(Day(*day))
    return found


def diary_rows(which: str, on: dt.date, **parameters: Any) -> list[tuple]:
    """Rows of DIARIES; `which` is SQL of our own, and what it names is in `parameters`."""
    named: dict[str, Any] = {"on": on, "shown": SHOWN, "recent": RECENT} | parameters
    with connection.cursor() as cursor:
        cursor.execute(DIARIES.format(which=which), named)
        return cursor.fetchall()
