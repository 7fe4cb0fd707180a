"""Who may see which booking: everybody who works here; what is not there is a 404."""

import uuid

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from bookings.models import Appointment, FollowUp
from clients.models import Client
from practice.models import User


def get_follow_up(user: User, public_id: uuid.UUID) -> FollowUp:
    return get_object_or_404(
        FollowUp.objects.select_related("client", "therapist", "appointment"), public_id=public_id
    )


def is_away(request, client: Client) -> bool:
    """An archived client is asked for nothing: says so."""
    if client.archived_at:
        messages.error(request, _("This client is archived. Bring the client back first."))
    return client.archived_at is not None


def get_appointment(user: User, public_id: uuid.UUID) -> Appointment:
    related = ("client", "therapist", "created_by", "status_by", "kind", "table", "follow_up")
    return get_object_or_404(Appointment.objects.select_related(*related), public_id=public_id)


def find_appointment(user: User, public_id: str) -> Appointment | None:
    """An appointment that an address names beside its own and that stands; None where it names none."""
    try:
        key = uuid.UUID(public_id)
    except ValueError:
        return None
    standing = Appointment.objects.standing().select_related("client", "therapist", "kind")
    return standing.filter(public_id=key).first()
