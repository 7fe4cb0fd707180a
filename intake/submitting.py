"""Handing in an intake: once, whole, with its consents signed, or not at all."""

import datetime as dt

from django.db import transaction

from clients.models import Client
from intake import alerts, consents, desk, links, steps
from intake.answers import read as read_answers
from intake.asking import Asking
from intake.consent_step import signed_with
from intake.filling import Meanwhile
from intake.models import Intake
from intake.step_form import Missing
from practice.current import local_date


class Incomplete(Exception):
    """Answers or consents are missing that the form needs."""

    def __init__(self, missing: list[Missing]):
        super().__init__(f"{len(missing)} answers are missing")
        self.missing = missing


@transaction.atomic
def submit(intake: Intake, now: dt.datetime, *, seen: str | None = None) -> Intake:
    """Sign the consents, close the intake and its link, raise what a therapist must know of, tell the front desk.

    A second time it changes nothing. Raises Incomplete, links.NotUsable if the link was taken back meanwhile, and
    filling.Meanwhile where several fill it in and it is no longer in the state that was `seen`.
    """
    client = Client.objects.select_for_update(no_key=True).get(pk=intake.client_id)
    intake = Intake.objects.select_for_update(of=("self",)).select_related("questions", "link").get(pk=intake.pk)
    if intake.submitted_at:
        return intake
    if seen is not None and intake.state != seen:
        raise Meanwhile(intake.answers)
    intake.client = client
    asking = asked_with(intake, now)
    if missing := steps.missing(intake.answers, asking):
        raise Incomplete(missing)
    if not asking.is_entered:
        _sign(intake, asking, now)
    intake.words = _words(intake, asking)
    intake.submitted_at, intake.version = now, intake.version + 1
    intake.save(update_fields=["words", "submitted_at", "version"])
    if intake.link:
        links.finish(intake.link, now=now)
    alerts.raise_for(intake, now)
    desk.push(client, now)
    return intake


def _words(intake: Intake, asking: Asking) -> dict[str, str]:
    """The practice's lists go on changing; what was asked and ticked does not."""
    answers = read_answers(intake.answers)
    words = {str(flag.public_id): flag.question for flag in asking.flags_for(answers)}
    ticked = (key for key in answers.health.get("conditions", ()) if key in asking.conditions)
    words |= {key: asking.conditions[key].name for key in ticked}
    kinds = (told.type for told in answers.complaints if told.type in asking.types)
    return words | {str(kind): asking.types[kind].name for kind in kinds}


def asked_with(intake: Intake, now: dt.datetime) -> Asking:
    """As it is asked today: who was under 18 may have grown up, a text may have changed."""
    return Asking(
        intake.questions,
        kind=intake.kind,
        language=intake.language,
        today=local_date(now),
        client=intake.client,
        how=intake.how,
    )


def _sign(intake: Intake, asking: Asking, now: dt.datetime) -> None:
    answers = read_answers(intake.answers)
    said = answers.consents["texts"]
    consents.sign(
        intake.client,
        [(text, said[text.kind]["agreed"]) for text in asking.texts if text.kind in said],
        request_id=intake.request_id,
        now=now,
        signed_on=asking.today,
        birth_date=answers.birth_date,
        intake=intake,
        language=intake.language,
        under_18=asking.is_minor(answers.birth_date),
        **signed_with(answers.consents),
    )
