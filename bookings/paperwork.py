"""A client's forms and consents in a few words for the front desk. Dates and states, never an answer."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from bookings.enums import PaperworkState as State
from bookings.models import Appointment, Paperwork
from practice.current import local_date


class Pill(NamedTuple):
    """A state in words, and the kind of pill that it is shown in."""

    kind: str
    text: str


def pills(row: Paperwork | None, on: dt.date, now: dt.datetime) -> list[Pill]:
    """What is outstanding for a visit on that day. A client without a row has never filled in anything."""
    if row is None:
        return [Pill("soon", _("intake due"))]
    found = [Pill("review", _("therapist to review before the visit"))] if row.to_review else []
    if row.is_due(on):
        found += _outstanding(row, on, now)
    return found


def _outstanding(row: Paperwork, on: dt.date, now: dt.datetime) -> list[Pill]:
    """Whoever fills in an intake signs the consents with it, so those are named only where they alone are due."""
    history = row.history_until is not None and row.history_until >= on
    found = [out] if (out := sent(row, now)) else []
    if history:
        found.append(Pill("soon", _("consent due")))
    elif not found:
        found.append(Pill("soon", _("renewal due") if row.history_until else _("intake due")))
    return found


def sent(row: Paperwork, now: dt.datetime) -> Pill | None:
    """How far a form that was sent has come."""
    if row.state == State.LOCKED:
        return Pill("urgent", _("intake locked"))
    if row.state == State.FAILED:
        return Pill("urgent", _("intake could not be sent"))
    if row.state not in (State.SENT, State.BEGUN):
        return None
    if row.link_until and row.link_until <= now:
        return Pill("soon", _("intake link ran out"))
    return Pill("calm", _("intake begun") if row.state == State.BEGUN else _("intake sent"))


def attach(appointments: Iterable[Appointment], now: dt.datetime) -> None:
    """Give each appointment its `pills`: none to those that are over or fell through. One query for all."""
    rows = [*appointments]
    for one in rows:
        one.pills = []  # type: ignore[attr-defined]
    ahead = [one for one in rows if one.stands and one.ends_at > now]
    if not ahead:
        return
    known = Paperwork.objects.in_bulk({one.client_id for one in ahead})
    for one in ahead:
        one.pills = pills(known.get(one.client_id), local_date(one.starts_at), now)  # type: ignore[attr-defined]
