"""Writing when people work, and what can be booked: kinds of appointments and tables."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction

from bookings.models import AppointmentKind, Exceptional, Table, WorkingHours
from practice.models import User

Stretches = Sequence[tuple[dt.time, dt.time]]


class ChangedMeanwhile(Exception):
    """Somebody saved other hours since the form was shown."""


class NameTaken(Exception):
    """There is one of this name already."""


def week_of(therapist: User) -> dict[int, list[tuple[dt.time, dt.time]]]:
    """The stretches of each weekday, 0 for Monday."""
    week: dict[int, list[tuple[dt.time, dt.time]]] = {n: [] for n in range(7)}
    for one in WorkingHours.objects.filter(therapist=therapist).order_by("weekday", "starts"):
        week[one.weekday].append((one.starts, one.ends))
    return week


@transaction.atomic
def save_week(therapist: User, week: Mapping[int, Stretches], *, seen: Mapping[int, Stretches]) -> None:
    """Replace the hours that were shown as `seen`. Appointments that stand stay. Raises ChangedMeanwhile."""
    User.objects.select_for_update(no_key=True).get(pk=therapist.pk)
    standing = week_of(therapist)
    if any(list(standing[day]) != list(seen[day]) for day in range(7)):
        raise ChangedMeanwhile
    WorkingHours.objects.filter(therapist=therapist).delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(therapist=therapist, weekday=day, starts=starts, ends=ends)
        for day, stretches in week.items()
        for starts, ends in stretches
    )


def add_exceptional(facts: dict, *, by: User, request_id: uuid.UUID) -> Exceptional:
    """Days that differ from the week. The same `request_id` again gives what was made first."""
    made, _is_new = Exceptional.objects.get_or_create(request_id=request_id, defaults=facts | {"created_by": by})
    return made


def remove_exceptional(one: Exceptional, *, by: User, now: dt.datetime) -> None:
    Exceptional.objects.filter(pk=one.pk, removed_at=None).update(removed_at=now, removed_by=by)


def add(model: type[AppointmentKind] | type[Table], facts: dict, *, request_id: uuid.UUID):
    """A kind or a table. The same `request_id` again gives what was made first. Raises NameTaken."""
    try:
        with transaction.atomic():
            made, _is_new = model.objects.get_or_create(request_id=request_id, defaults=facts)
    except IntegrityError as error:
        raise NameTaken from error
    return made


def retire(model: type[AppointmentKind] | type[Table], public_id: uuid.UUID, *, now: dt.datetime) -> None:
    """No longer to be booked; the appointments that have it keep it."""
    model.objects.filter(public_id=public_id, retired_at=None).update(retired_at=now)
