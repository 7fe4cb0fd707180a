"""The evening, for those who write from memory: what is not signed yet, one visit after the other, oldest first."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from bookings.enums import AppointmentStatus
from bookings.models import Appointment
from clients.models import Client
from practice.models import User
from sessions_log.models import Visit

MOST = 100  # visits of one evening


@dataclass(frozen=True, slots=True)
class Step:
    """A draft, or an appointment of today that no visit was begun for."""

    client: Client
    starts_at: dt.datetime
    visit: Visit | None
    appointment: Appointment | None

    @property
    def key(self) -> tuple[dt.datetime, str]:
        return self.starts_at, str((self.visit or self.appointment).public_id)  # type: ignore[union-attr]

    @property
    def address(self) -> str:
        if self.visit:
            return reverse("sessions_log:visit", args=[self.visit.public_id]) + "?evening=1"
        assert self.appointment
        start = reverse("sessions_log:start", args=[self.client.public_id])
        return f"{start}?evening=1&appointment={self.appointment.public_id}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is on the way through: "1 of 4", and what comes after it (the list again, after the last)."""

    number: int
    of: int
    after: str


def steps(therapist: User, now: dt.datetime) -> list[Step]:
    """Drafts however old, and appointments of today that began already: two queries."""
    start = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    visits = list(
        Visit.objects.counting()
        .filter(therapist=therapist, imported_at=None)
        .exclude(signed_at__isnull=False, starts_at__lt=start)
        .select_related("client")
        .order_by("starts_at", "pk")[:MOST]
    )
    begun = {visit.client_id for visit in visits if visit.starts_at >= start}
    appointments = (
        Appointment.objects.filter(therapist=therapist, during__overlap=(start, now))
        .exclude(status__in=[AppointmentStatus.CANCELLED, AppointmentStatus.MISSED])
        .exclude(client__in=begun)
        .select_related("client")
        .order_by("during")
    )
    found = [Step(visit.client, visit.starts_at, visit, None) for visit in visits if visit.is_draft]
    found += [Step(each.client, each.starts_at, None, each) for each in appointments if not each.client.archived_at]
    return sorted(found, key=lambda step: step.key)


def place(all_steps: Sequence[Step], at: Visit | Appointment) -> Place:
    """`at` may have been signed meanwhile: what comes after it still does."""
    key = (at.starts_at, str(at.public_id))
    after = next((step for step in all_steps if step.key > key), None)
    number = sum(step.key <= key for step in all_steps)
    return Place(max(number, 1), len(all_steps), after.address if after else reverse("sessions_log:evening"))


def planned(therapist: User, client: Client, asked: str) -> Appointment | None:
    """The appointment that a visit is begun from, if the address names one of hers with this client."""
    try:
        public_id = uuid.UUID(asked)
    except ValueError:
        return None
    return Appointment.objects.filter(public_id=public_id, therapist=therapist, client=client).first()
