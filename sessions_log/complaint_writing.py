"""Keeps what the form of a complaint says: its own fields by complaints.py, and where it is felt."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from clients.models import Client
from intake.models import Complaint, ComplaintArea
from practice.models import User
from sessions_log.complaint_forms import ComplaintForm, RatingNowForm
from sessions_log.complaints import edit_complaint, open_complaint
from sessions_log.describe import Difference


@transaction.atomic
def take_down(
    client: Client,
    *,
    by: User,
    now: dt.datetime,
    request_id: uuid.UUID,
    form: ComplaintForm,
    ratings: RatingNowForm,
    areas: dict[int, str],
) -> Complaint:
    """A new complaint. A measure that is rated at once is one that is asked about."""
    facts = form.facts()
    given = ratings.ratings(facts["activities"])
    facts |= {f"track_{rating.measure}": True for rating in given}
    complaint = open_complaint(client, by=by, now=now, request_id=request_id, fields=facts, ratings=given)
    _keep_areas(complaint, areas)
    return complaint


@transaction.atomic
def change(complaint: Complaint, *, now: dt.datetime, seen: int, facts: dict, areas: dict[int, str]) -> Complaint:
    complaint = edit_complaint(complaint, now=now, seen=seen, changes=facts)
    _keep_areas(complaint, areas)
    return complaint


def areas_of(complaint: Complaint) -> dict[int, dict[str, str]]:
    return {row.area_id: {"side": row.side} for row in complaint.areas.order_by("pk")}


def differences(saved: Complaint, form: ComplaintForm) -> list[Difference]:
    """What the form says differently from what somebody saved meanwhile."""
    return [
        Difference(name, str(_label(form, name)), _text(getattr(saved, name)), _text(value))
        for name, value in form.facts().items()
        if getattr(saved, name) != value
    ]


def _keep_areas(complaint: Complaint, areas: dict[int, str]) -> None:
    there = {row.area_id: row.side for row in complaint.areas.all()}
    if there != areas:
        complaint.areas.all().delete()
        ComplaintArea.objects.bulk_create(
            ComplaintArea(complaint=complaint, area_id=area, side=side) for area, side in areas.items()
        )


def _label(form: ComplaintForm, name: str):
    return form.fields[name].label if name in form.fields else _("Activities")


def _text(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(value)
    return "" if value is None else str(value)
