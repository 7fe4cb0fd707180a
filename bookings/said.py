"""What clients have said by the link in a mail, on the desk's list until somebody has seen to it."""

import datetime as dt
import uuid
from collections.abc import Collection

from bookings.enums import AnswerKind
from bookings.models import Answer, Appointment
from clients.models import Client
from practice.models import User

SHOWN = 50  # at once, on the desk's list


def keep(
    appointment: Appointment,
    kind: AnswerKind,
    *,
    now: dt.datetime,
    request_id: uuid.UUID,
    times: Collection[str] = (),
) -> Answer:
    """Put it on the list. Said again while it stands there, it stands there once, with the times named last.

    Inside the caller's transaction, which holds the appointment.
    """
    if known := Answer.objects.filter(request_id=request_id).first():
        return known
    facts = {"about": appointment.starts_at, "times": [*times], "at": now, "request_id": request_id}
    made, _is_new = Answer.objects.update_or_create(
        appointment=appointment, kind=kind, settled_at=None, defaults=facts
    )
    return made


def see_to(answer: Answer, *, by: User, now: dt.datetime) -> bool:
    """Off the list. False where somebody did it before."""
    return bool(Answer.objects.filter(pk=answer.pk, settled_at=None).update(settled_at=now, settled_by=by))


def answered(appointment: Appointment, now: dt.datetime, kind: AnswerKind = AnswerKind.ANOTHER_TIME) -> None:
    """What happened to the appointment has answered it."""
    Answer.objects.filter(appointment=appointment, kind=kind, settled_at=None).update(settled_at=now)


def open_answers() -> list[Answer]:
    """What waits for somebody, the oldest first; one more than is shown at once tells that there are more."""
    related = ("appointment__client", "appointment__therapist")
    return list(Answer.objects.filter(settled_at=None).select_related(*related).order_by("at", "pk")[: SHOWN + 1])


def answers_of(appointment: Appointment) -> list[Answer]:
    """All that was said about an appointment, the latest first."""
    return list(Answer.objects.filter(appointment=appointment).select_related("settled_by").order_by("-at", "-pk"))


def take_back(client: Client, kind: AnswerKind, now: dt.datetime) -> None:
    """The client has said the opposite since."""
    Answer.objects.filter(appointment__client=client, kind=kind, settled_at=None).update(settled_at=now)
