"""Who may see which booking: everybody who works here; what is not there is a 404."""

import uuid

from django.shortcuts import get_object_or_404

from bookings.models import Appointment, FollowUp
from practice.models import User


def get_follow_up(user: User, public_id: uuid.UUID) -> FollowUp:
    return get_object_or_404(
        FollowUp.objects.select_related("client", "therapist", "appointment"), public_id=public_id
    )


def get_appointment(user: User, public_id: uuid.UUID) -> Appointment:
    related = ("client", "therapist", "created_by", "status_by", "kind", "table", "follow_up")
    return get_object_or_404(Appointment.objects.select_related(*related), public_id=public_id)


def find_appointment(user: User, public_id: str) -> Appointment | None:
    """An appointment that an address names beside its own; None where it names none."""
    try:
        key = uuid.UUID(public_id)
    except ValueError:
        return None
    return Appointment.objects.select_related("client", "therapist", "kind").filter(public_id=key).first()
