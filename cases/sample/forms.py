"""The forms of the sample practice: what clients answered before their first visit, what they signed, what waits.

Everybody filled in an intake before the first visit, and a therapist went through it. Consents of long ago have run
out by themselves, so the desk has yearly renewals to send. Today there is something of each kind to look at.
"""

import datetime as dt
import random
import uuid

from django.utils import timezone

from cases.sample.answers import answers_of
from cases.sample.calendar import Calendar
from cases.sample.places import Places
from cases.sample.plan import PlannedClient
from cases.sample.staff import INES
from cases.sample.told import SIGNATURE
from cases.sample.waiting import newcomers, renewed
from clients.models import Client
from intake import desk
from intake.enums import AlertKind, ConsentKind, Purpose
from intake.models import (
    Acceptance,
    Alert,
    ClientLink,
    ComplaintType,
    Consent,
    HealthCondition,
    HealthHistory,
    Intake,
    IntakeRating,
    Professional,
    QuestionEdition,
    TeamMember,
)
from intake.standing import texts_in_use
from practice.current import practice
from practice.dates import months_after
from practice.models import User
from practice.tokens import new_token, token_hash

FEW = 11  # every so many clients would rather not be contacted


def fill_forms(
    now: dt.datetime,
    *,
    rng: random.Random,
    calendar: Calendar,
    plans: list[PlannedClient],
    clients: list[Client],
    places: Places,
) -> None:
    """Intakes, consents and histories of everybody; then what waits for somebody."""
    people, intakes = places.people, _intakes(rng, plans, clients)
    _accept(intakes)
    _consents(intakes)
    _histories(intakes)
    _alerts_of_old(plans, intakes)
    _team(intakes[0], people)
    renewed(now, people)
    new = newcomers(now, rng, calendar, places, intakes[0].questions)
    for client in [*clients, *new]:
        desk.push(client, now)


def _intakes(rng: random.Random, plans: list[PlannedClient], clients: list[Client]) -> list[Intake]:
    types = {each.name: str(each.public_id) for each in ComplaintType.objects.all()}
    conditions = {each.name: str(each.public_id) for each in HealthCondition.objects.all()}
    questions = QuestionEdition.objects.order_by("number").last()
    found = []
    for plan, client in zip(plans, clients, strict=True):
        first = plan.complaints[0].opened if plan.complaints else plan.visits[0].start - dt.timedelta(days=2)
        answers = answers_of(plan, types, conditions, rng)
        link = ClientLink(
            client=client,
            purpose=Purpose.INTAKE,
            token_hash=token_hash(new_token()),
            created_at=first,
            expires_at=first + dt.timedelta(days=14),
            finished_at=first,
        )
        found.append(
            Intake(
                client=client,
                link=link,
                questions=questions,
                answers=answers,
                submitted_at=first,
                saved_at=first,
                started_at=first - dt.timedelta(minutes=rng.randint(4, 9)),
            )
        )
    ClientLink.objects.bulk_create(each.link for each in found)
    Intake.objects.bulk_create(found)
    by_client = {each.client_id: each for each in found}
    ratings = list(IntakeRating.objects.select_related("complaint"))
    for rating in ratings:
        rating.intake = by_client[rating.complaint.client_id]
    IntakeRating.objects.bulk_update(ratings, ["intake"])
    return found


def _accept(intakes: list[Intake]) -> None:
    Acceptance.objects.bulk_create(
        Acceptance(intake=each, by=each.client.therapist, at=each.submitted_at + dt.timedelta(hours=5))
        for each in intakes
    )


def _consents(intakes: list[Intake]) -> None:
    texts, months, made = texts_in_use(), practice().renewal_months, []
    for number, each in enumerate(intakes):
        day, form = timezone.localdate(each.submitted_at), uuid.uuid4()
        made += [
            Consent(
                client=each.client,
                text=text,
                intake=each,
                request_id=form,
                typed_name=each.client.name,
                language="en",
                agreed=text.kind != ConsentKind.CONTACT or number % FEW != FEW // 2,
                signature=SIGNATURE,
                signed_at=each.submitted_at,
                signed_on=day,
                until=months_after(day, months),
            )
            for text in texts
        ]
    Consent.objects.bulk_create(made)


def _histories(intakes: list[Intake]) -> None:
    names = {str(each.public_id): each.name for each in HealthCondition.objects.all()}
    columns = ("operations", "injuries", "skin", "pregnancy")
    made = []
    for each in intakes:
        health, medicines = each.answers["health"], each.answers["medicines"]
        made.append(
            HealthHistory(
                client=each.client,
                conditions=[names[key] for key in health["conditions"]],
                medicines=medicines["medicines"],
                thinners=medicines["thinners"],
                allergies=medicines["allergies"],
                confirmed_on=timezone.localdate(each.submitted_at),
                **{name: health.get(name, "") for name in columns},
            )
        )
    HealthHistory.objects.bulk_create(made)


def _alerts_of_old(plans: list[PlannedClient], intakes: list[Intake]) -> None:
    """What became a precaution was an alert first."""
    Alert.objects.bulk_create(
        Alert(
            client=each.client,
            intake=each,
            kind=AlertKind.HEALTH,
            key="thinners",
            text=text.split(":")[0],
            raised_at=each.submitted_at,
            dealt_at=each.submitted_at + dt.timedelta(hours=5),
            dealt_by=each.client.therapist,
            dealt_note="Talked about it on the phone; kept as a precaution.",
        )
        for plan, each in zip(plans, intakes, strict=True)
        for text in plan.precautions[:1]
    )


def _team(claras: Intake, people: dict[str, User]) -> None:
    doctor = Professional.objects.create(
        kind="primary",
        name="Dr Adams",
        practice="Maple Street Clinic",
        phone="+1 555 010 7788",
        created_by=people[INES.email],
    )
    TeamMember.objects.create(
        client=claras.client, professional=doctor, may_write=True, said_on=timezone.localdate(claras.submitted_at)
    )
