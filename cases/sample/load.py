"""Writes the sample practice: in bulk, judged once at the end, and signed last, because signed visits are final."""

import datetime as dt
import random
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import F, Value
from django.utils import timezone

from bookings.models import Appointment
from cases.models import Decision
from cases.rechecking import recheck
from cases.sample import staff
from cases.sample.agreed import agreed
from cases.sample.between import fill_between
from cases.sample.brought_in import bring_in
from cases.sample.calendar import MINUTES, Calendar
from cases.sample.diary import fill_diary
from cases.sample.forms import fill_forms
from cases.sample.front_desk import came, fill_front_desk
from cases.sample.mails import answered
from cases.sample.met import reviewed
from cases.sample.next_steps import decide_further
from cases.sample.places import Places
from cases.sample.plan import PlannedClient, PlannedComplaint, PlannedVisit, Planner
from cases.sample.silent import call_one
from clients.folding import search_text
from clients.models import Client
from intake.models import (
    Area,
    ClientLink,
    ClientPreferences,
    Complaint,
    ComplaintType,
    Episode,
    HomeworkKind,
    IntakeRating,
    Precaution,
    Technique,
)
from practice.models import Practice, User
from sessions_log import judging, returning
from sessions_log.models import (
    AreaWorked,
    Homework,
    HomeworkReview,
    Progress,
    Rating,
    SensitiveConsent,
    TechniqueUsed,
    Visit,
    VisitComplaint,
)

SEED = 5


class NotEmpty(Exception):
    """There is somebody here already: the sample is for an empty practice alone."""


@transaction.atomic
def load_sample(now: dt.datetime) -> dict[str, int]:
    """Make up the whole sample practice as of `now`; how many of what there is then."""
    if User.objects.exists() or Client.objects.exists():
        raise NotEmpty
    zone = ZoneInfo(staff.TIME_ZONE)
    people = _people()
    with timezone.override(zone), _dates_of_their_own():
        rng, calendar = random.Random(SEED), Calendar(timezone.localdate(now), zone)  # noqa: S311 (no secret)
        places = Places(calendar, people)
        plans = Planner(rng, calendar).clients()
        clients = _clients(plans, people)
        complaints = _complaints(plans, clients)
        visits = _visits(plans, clients, people, came(plans, clients, places))
        _ratings(plans, visits, complaints)
        _work(plans, visits)
        drafts = fill_diary(now, rng, calendar, places, visits)
        final = [visit.pk for visit in visits if visit.pk not in drafts]
        _sign(final)
        returning.tell_last_seen([client.pk for client in clients])
        judging.recompute(each.pk for each in complaints.values())
        _decisions(plans, clients, complaints, people)
        fill_forms(now, rng=rng, calendar=calendar, plans=plans, clients=clients, places=places)
        fill_front_desk(now, calendar, places, visits)
        answered(now, people)
        fill_between(now, clients[0])
        headaches = complaints[clients[0].pk, "Headaches"]
        last = Visit.objects.filter(client=clients[0]).exclude(signed_at=None).latest("starts_at")
        bring_in(headaches, last.starts_at, now)
        call_one(now)
        reviewed(headaches, people[staff.OWNER.email], now)
    with timezone.override(zone):
        decide_further(headaches, people[staff.OWNER.email], now)
        recheck(now)
    return {"clients": Client.objects.count(), "visits": len(visits), "complaints": len(complaints)}


@contextmanager
def _dates_of_their_own() -> Iterator[None]:
    """Rows were made when the story says, not all of them now."""
    fields = [
        model._meta.get_field(name)
        for model, name in (
            (Appointment, "created_at"),
            (Appointment, "status_at"),
            (Client, "created_at"),
            (ClientLink, "created_at"),
            (Complaint, "opened_at"),
            (Episode, "created_at"),
            (Precaution, "created_at"),
            (Visit, "created_at"),
            (Rating, "rated_at"),
        )
    ]
    for field in fields:
        field.auto_now_add = False
    try:
        yield
    finally:
        for field in fields:
            field.auto_now_add = True


def _people() -> dict[str, User]:
    Practice.objects.update_or_create(
        pk=1,
        defaults={
            "name": staff.PRACTICE,
            "time_zone": staff.TIME_ZONE,
            "emergency_number": staff.EMERGENCY_NUMBER,
            "is_demo": True,
        },
    )
    return {
        each.email: User.objects.create_user(
            each.email, staff.PASSWORD, name=each.name, **dict.fromkeys(each.roles, True)
        )
        for each in staff.STAFF
    }


def _clients(plans: list[PlannedClient], people: dict[str, User]) -> list[Client]:
    found = []
    for plan in plans:
        client = Client(**plan.fields, therapist=people[plan.therapist], created_at=plan.called)
        client.search, client.phone_digits = search_text(client)
        found.append(client)
    Client.objects.bulk_create(found)
    ClientPreferences.objects.bulk_create(
        ClientPreferences(client=client, **plan.preferences) for client, plan in zip(found, plans, strict=True)
    )
    Precaution.objects.bulk_create(
        Precaution(client=client, text=text, created_by=client.therapist, created_at=client.created_at)
        for client, plan in zip(found, plans, strict=True)
        for text in plan.precautions
    )
    return found


def _complaints(plans: list[PlannedClient], clients: list[Client]) -> dict[tuple[int, str], Complaint]:
    """By client and name."""
    types = {each.name: each for each in ComplaintType.objects.all()}
    made: list[tuple[PlannedComplaint, Complaint]] = []
    for client, plan in zip(clients, plans, strict=True):
        for each in plan.complaints:
            closing = {}
            if each.closed_on:
                closing = {"closed_on": each.closed_on, "closed_reason": "resolved", "closed_by": client.therapist}
            complaint = Complaint(
                client=client,
                type=types[each.type],
                opened_at=each.opened,
                opened_by=client.therapist,
                **each.fields,
                **closing,
            )
            made.append((each, complaint))
    Complaint.objects.bulk_create(complaint for _plan, complaint in made)
    Episode.objects.bulk_create(
        Episode(complaint=complaint, number=1, starts_on=each.opened.date(), created_at=each.opened)
        for each, complaint in made
    )
    IntakeRating.objects.bulk_create(
        IntakeRating(
            complaint=complaint,
            measure="intensity",
            value=Decimal(each.intake),
            scale_max=Decimal(10),
            rated_at=each.opened,
            created_by=complaint.opened_by,
        )
        for each, complaint in made
        if each.intake is not None
    )
    return {(complaint.client_id, complaint.name): complaint for _plan, complaint in made}


def _visits(
    plans: list[PlannedClient], clients: list[Client], people: dict[str, User], appointments: list[Appointment]
) -> list[Visit]:
    """In the order of the plans, as the appointments."""
    booked = iter(appointments)
    return Visit.objects.bulk_create(
        Visit(
            client=client,
            therapist=people[each.therapist],
            created_by=people[each.therapist],
            appointment=next(booked),
            starts_at=each.start,
            minutes=MINUTES,
            pressure=each.pressure,
            health_changed=False,
            created_at=each.start,
            **each.notes,
        )
        for client, plan in zip(clients, plans, strict=True)
        for each in plan.visits
    )


def _of(plans: list[PlannedClient], visits: list[Visit]) -> Iterator[tuple[PlannedVisit, Visit]]:
    return zip((each for plan in plans for each in plan.visits), visits, strict=True)


def _ratings(plans: list[PlannedClient], visits: list[Visit], complaints: dict[tuple[int, str], Complaint]) -> None:
    about, ratings = [], []
    for plan, visit in _of(plans, visits):
        for name, given in plan.ratings.items():
            complaint = complaints[visit.client_id, name]
            about.append(VisitComplaint(visit=visit, complaint=complaint, declined=plan.declined))
            for measure, timing, key in (
                ("intensity", "before", "before"),
                ("intensity", "after", "after"),
                ("days", "before", "days"),
            ):
                if (value := given.get(key)) is not None:
                    at = visit.starts_at + dt.timedelta(minutes=MINUTES if timing == "after" else 2)
                    ratings.append(
                        Rating(
                            visit=visit,
                            complaint=complaint,
                            measure=measure,
                            timing=timing,
                            value=Decimal(value),
                            scale_max=Decimal(7 if measure == "days" else 10),
                            rated_at=at,
                        )
                    )
    VisitComplaint.objects.bulk_create(about)
    Rating.objects.bulk_create(ratings)


def _work(plans: list[PlannedClient], visits: list[Visit]) -> None:
    areas, techniques, kinds = (_by_name(model) for model in (Area, Technique, HomeworkKind))
    worked, used, given, reviews = [], [], [], []
    before: dict[int, list[Homework]] = {}
    for plan, visit in _of(plans, visits):
        worked += [AreaWorked(visit=visit, area=areas[n], side=side, finding=found) for n, side, found in plan.areas]
        used += [TechniqueUsed(visit=visit, technique=techniques[name]) for name in plan.techniques]
        now_given = [
            Homework(visit=visit, kind=kinds[name], detail=detail, times_a_day=times or None)
            for name, detail, times in plan.homework
        ]
        if plan.done:
            reviews += [
                HomeworkReview(visit=visit, homework=each, done=plan.done) for each in before.get(visit.client_id, [])
            ]
        given += now_given
        before[visit.client_id] = now_given
    AreaWorked.objects.bulk_create(worked)
    TechniqueUsed.objects.bulk_create(used)
    SensitiveConsent.objects.bulk_create(agreed(worked, used))
    Homework.objects.bulk_create(given)
    for review in reviews:
        review.homework_id = review.homework.pk
    HomeworkReview.objects.bulk_create(reviews)


def _by_name(model: type[models.Model]) -> dict[str, models.Model]:
    return {each.name: each for each in model._default_manager.all()}


def _sign(visits: list[int]) -> None:
    """One statement, and nothing of these visits changes any more."""
    at = F("starts_at") + F("minutes") * Value(dt.timedelta(minutes=1))
    Visit.objects.filter(pk__in=visits).update(signed_at=at, signed_by=F("therapist"))


def _decisions(
    plans: list[PlannedClient],
    clients: list[Client],
    complaints: dict[tuple[int, str], Complaint],
    people: dict[str, User],
) -> None:
    """Clara's, at her third visit; and those that let a case wait."""
    progress = Progress.objects.in_bulk()
    found = []
    for plan, client in zip(plans, clients, strict=True):
        if plan.decision is None:
            continue
        complaint = complaints[client.pk, plan.complaints[0].name]
        stands, decided = progress[complaint.pk], dict(plan.decision)
        at = decided.pop("at")
        found.append(
            Decision(
                complaint=complaint,
                decided_by=people[plan.therapist],
                decided_at=at,
                stage="review" if decided["visits"] < stands.visits else stands.stage,
                verdict=stands.verdict,
                look_again_on=at.date() + dt.timedelta(days=84),
                **decided,
            )
        )
    Decision.objects.bulk_create(found)
