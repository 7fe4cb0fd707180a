"""Intakes that are entered here, from paper or by phone: begun, saved step by step, gone on with by any therapist,
or thrown away."""

import datetime as dt
import uuid

from django.db import transaction

from clients.models import Client
from intake.answers import Json
from intake.enums import How, Purpose
from intake.filling import Meanwhile, digest
from intake.models import Intake
from intake.questions import current_edition
from practice.models import User

KINDS = (Purpose.INTAKE, Purpose.WALK_IN)
WAYS_IN = (How.PAPER, How.PHONE)


class Over(Exception):
    """It was handed in meanwhile, or the client is archived."""


def begun(client: Client) -> Intake | None:
    """The one that is not handed in yet; there is at most one."""
    of_hers = Intake.objects.filter(client=client, link=None, submitted_at=None)
    return of_hers.exclude(pk__in=Intake.objects.thrown_away()).select_related("entered_by").first()


@transaction.atomic
def begin(
    client: Client, *, kind: str, how: str, language: str, by: User, request_id: uuid.UUID, now: dt.datetime
) -> Intake:
    """The same `request_id` again, or one that is begun already, gives that one. Raises Over."""
    client = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
    if found := Intake.objects.filter(request_id=request_id, client=client).first() or begun(client):
        return found
    if client.archived_at:
        raise Over
    facts = {"kind": kind, "how": how, "entered_by": by, "questions": current_edition(), "language": language}
    facts |= {"request_id": request_id, "public_id": uuid.uuid4(), "version": 1, "started_at": now, "saved_at": now}
    made, _is_new = Intake.objects.update_or_create(
        pk=Intake.objects.thrown_away().filter(client=client).values_list("pk", flat=True).first(),
        client=client,
        defaults=facts,
    )
    return made


@transaction.atomic
def save(intake: Intake, answer: dict[str, Json], *, seen: str, by: User, now: dt.datetime) -> Intake:
    """Keep what was typed, by step; `by` answers for it from now on. The same again changes nothing.

    Raises filling.Meanwhile where a step was saved after the page was shown, and Over.
    """
    client = Client.objects.select_for_update(no_key=True).get(pk=intake.client_id)
    intake = Intake.objects.select_for_update(of=("self",)).select_related("questions").get(pk=intake.pk)
    if intake.submitted_at or client.archived_at:
        raise Over
    if all(intake.answers.get(key) == said for key, said in answer.items()):
        return intake
    if digest(intake.answers, answer) != seen:
        raise Meanwhile(intake.answers)
    intake.answers, intake.entered_by = intake.answers | answer, by
    intake.saved_at, intake.version = now, intake.version + 1
    intake.save()
    return intake


@transaction.atomic
def throw_away(intake: Intake, *, seen: str) -> None:
    """It was another client's sheet, or the wrong form: nothing of it is kept. `seen` is its state as it was shown.

    Raises filling.Meanwhile where something was saved since, and Over where it was handed in or is gone.
    """
    Client.objects.select_for_update(no_key=True).get(pk=intake.client_id)
    now = begun(intake.client)
    if now is None or now.pk != intake.pk:
        raise Over
    if now.state != seen:
        raise Meanwhile(now.answers)
    now.answers, now.version = {}, now.version + 1
    now.save(update_fields=["answers", "version"])
