"""What clients have answered to their mails in the sample practice, who waits for a free time, words in Spanish."""

import datetime as dt
import uuid

from bookings.enums import AnswerKind, AppointmentStatus, MessageKind, TextKind
from bookings.models import Answer, Appointment, Message, MessageText, ReminderWish, Waiting
from cases.sample import story
from cases.sample.staff import OWNER
from clients.enums import PreferredTime
from practice.models import User

SPANISH = {
    "subject": "Su cita del {day} a las {time}",
    "body": (
        "Hola {first_name}:\n\n"
        "su cita con {therapist} es el {day} a las {time} ({minutes} minutos).\n\n"
        "El archivo adjunto es para su calendario.\n\n"
        "Si no le viene bien, puede cambiarla o cancelarla con el botón "
        "hasta el {until}.\n\n"
        "¡Hasta pronto!"
    ),
    "button": "Confirmar o cambiar",
}


def answered(now: dt.datetime, people: dict[str, User]) -> None:
    """One asked for another time, one wants no reminders, one mail went nowhere. Whoever cancelled did so by the link
    in her mail, and the time is offered to those who wait for it."""
    known = {
        "client__created_at__lt": now - dt.timedelta(days=7),
        "during__startswith__gt": now + dt.timedelta(days=3),
    }
    soon = Appointment.objects.standing().filter(**known).exclude(client__email="")
    coming = soon.exclude(client__name=story.CLIENT["name"]).select_related("client").order_by("during", "pk")
    asks, unreminded, unreached = found = coming[:3]
    Appointment.objects.filter(pk__in=[each.pk for each in found]).update(created_at=now - dt.timedelta(days=2))
    for each in (asks, unreminded):
        _mail(each, MessageKind.BOOKED, now - dt.timedelta(days=2), sent_to=each.client.email)
    _mail(unreached, MessageKind.BOOKED, now - dt.timedelta(days=1), failed=True)
    _say(asks, AnswerKind.ANOTHER_TIME, now - dt.timedelta(hours=3), times=[PreferredTime.EVENINGS])
    _say(unreminded, AnswerKind.NO_REMINDERS, now - dt.timedelta(hours=1))
    ReminderWish.objects.create(client=unreminded.client, wanted=False, at=now - dt.timedelta(hours=1))
    cancelled = Appointment.objects.get(status=AppointmentStatus.CANCELLED, during__startswith__gt=now)
    _say(cancelled, AnswerKind.CANCELLED, cancelled.status_at)
    Appointment.objects.filter(pk=cancelled.pk).update(status_by=None)
    for waiting in Waiting.objects.exclude(client__email="").select_related("client"):
        _mail(cancelled, MessageKind.OFFER, cancelled.status_at, sent_to=waiting.client.email, waiting=waiting)
    MessageText.objects.create(kind=TextKind.BOOKED, language="Spanish", changed_by=people[OWNER.email], **SPANISH)


def _mail(about: Appointment, kind: str, at: dt.datetime, *, failed: bool = False, **more) -> Message:
    """Nobody has the address that its link would have."""
    ends = {"failed_at": at, "tries": 7} if failed else {"sent_at": at}
    return Message.objects.create(
        appointment=about, kind=kind, created_at=at, request_id=uuid.uuid4(), **ends, **more
    )


def _say(about: Appointment, kind: str, at: dt.datetime, **more) -> None:
    Answer.objects.create(appointment=about, kind=kind, about=about.starts_at, at=at, request_id=uuid.uuid4(), **more)
