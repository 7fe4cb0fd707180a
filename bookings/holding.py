"""What stands against a booking: the locks that all who book wait for, and the clear answers.

Locks are taken in one order everywhere: therapists, client, tables, appointment, follow-up. Whoever books
holds the therapist, so that fifty people who want one slot wait for each other and forty-nine get a clear answer;
the exclusion constraints of the table refuse an overlap whatever happens.
"""

from django.db import IntegrityError, transaction
from django.utils import timezone
from psycopg.types.range import Range

from bookings.hours import is_within
from bookings.models import Appointment
from bookings.tables import NoTable
from clients.models import Client
from practice.models import User

# Which constraint refuses what.
REFUSED = {"appointment_therapist_free": True, "appointment_client_free": False}


class Taken(Exception):
    """The time is taken. `by_therapist` tells whose calendar clashes; `other` is the appointment there, if known."""

    def __init__(self, *, by_therapist: bool, other: Appointment | None = None):
        super().__init__("the therapist's time is taken" if by_therapist else "the client is booked elsewhere")
        self.by_therapist = by_therapist
        self.other = other


class NotBookable(Exception):
    """The client is archived, or the person does not treat clients any more. `who` is "client" or "therapist"."""

    def __init__(self, who: str):
        super().__init__(f"this {who} cannot be booked")
        self.who = who


class OutsideHours(Exception):
    """The therapist does not work then, and nobody has said why it should be booked all the same."""


class NotPossible(Exception):
    """The appointment's status does not allow this step."""


def hold(appointment: Appointment) -> Appointment:
    """The row as it is now, held until the transaction ends."""
    return Appointment.objects.select_for_update().get(pk=appointment.pk)


def hold_people(client: Client, therapist: User, *others: User) -> None:
    """Hold the therapists' rows and the client's: who books them waits. `therapist` is the one to be booked."""
    ids = {person.pk for person in (therapist, *others)}
    people = User.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
    wanted = next(person for person in list(people) if person.pk == therapist.pk)
    if not (wanted.is_active and wanted.is_therapist):
        raise NotBookable("therapist")
    if not Client.objects.select_for_update(no_key=True).present().filter(pk=client.pk).exists():
        raise NotBookable("client")


def refuse_outside_hours(row: Appointment) -> None:
    """Raises OutsideHours."""
    if not is_within(row.therapist, row.starts_at, row.ends_at, timezone.get_current_timezone()):
        raise OutsideHours


def refuse_overlap(wanted: Appointment) -> None:
    """The precise answer, before the constraints give a blunt one. Therapists are held through the turnover."""
    others = Appointment.objects.standing().exclude(pk=wanted.pk)
    held = Range(wanted.starts_at, wanted.ready_at)
    with_her = others.filter(held__overlap=held, therapist_id=wanted.therapist_id)
    if other := with_her.select_related("client", "therapist").first():
        raise Taken(by_therapist=True, other=other)
    elsewhere = others.filter(during__overlap=wanted.during, client_id=wanted.client_id)
    if other := elsewhere.select_related("therapist").first():
        raise Taken(by_therapist=False, other=other)


def save(row: Appointment, *fields: str) -> None:
    """Where the constraints refuse it all the same, the answer is as clear. Raises Taken, NoTable."""
    try:
        with transaction.atomic():
            row.save(update_fields=fields or None)
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        if name == "appointment_table_free":
            raise NoTable from error
        if name not in REFUSED:
            raise
        raise Taken(by_therapist=REFUSED[name]) from error
