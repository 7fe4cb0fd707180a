"""What waits for somebody in the sample practice: an intake to go through, a caller's word, links in every state."""

import datetime as dt
import random
import uuid

from bookings.models import Appointment
from cases.sample import story
from cases.sample.answers import newcomer
from cases.sample.calendar import Calendar
from cases.sample.places import Places
from cases.sample.staff import DESK, INES
from cases.sample.told import CALLED, NEWCOMERS, SIGNATURE
from clients.models import Client
from intake import alerts, consents
from intake.enums import Purpose
from intake.models import ClientLink, Intake, QuestionEdition
from intake.models.links import TRIES
from intake.standing import texts_in_use
from practice.current import local_date
from practice.models import User
from practice.tokens import new_token, token_hash


def _coming(now: dt.datetime) -> list[Appointment]:
    """Appointments from now on, soonest first; Clara's day is told already."""
    ahead = Appointment.objects.filter(during__startswith__gte=now.replace(hour=0)).select_related("client")
    return list(ahead.exclude(client__name=story.CLIENT["name"]).order_by("during", "pk"))


def renewed(now: dt.datetime, people: dict[str, User]) -> None:
    """A renewal that came in with something new, and a word from a caller, for two who come today or soon."""
    mine = [each.client for each in _coming(now) if each.therapist_id == people[INES.email].pk]
    renewed, called = mine[:2]
    before = Intake.objects.get(client=renewed)
    answers = before.answers | {
        "medicines": {"medicines": "apixaban, since October", "thinners": ["apixaban"], "allergies": "none"},
        "likes": {"pressure": "light", "quiet": "quiet", "avoid": "the left calf"},
    }
    at = now - dt.timedelta(hours=15)
    link = _link(renewed, Purpose.RENEWAL, at, people, finished_at=at)
    _arrived(link, before.questions, answers, at)
    alerts.pass_on(called, CALLED, by=people[DESK.email], request_id=uuid.uuid4(), now=now - dt.timedelta(hours=1))


def newcomers(
    now: dt.datetime, rng: random.Random, calendar: Calendar, places: Places, questions: QuestionEdition
) -> list[Client]:
    """Four who come for the first time this week: one filled in her form, the others have a link."""
    people, found = places.people, []
    for ahead, new in enumerate(NEWCOMERS):
        client = Client.objects.create(
            **new, therapist=people[INES.email], created_by=people[DESK.email], created_at=now
        )
        _book(client, calendar, calendar.today + dt.timedelta(days=ahead), places, now)
        found.append(client)
    came, begun, locked, sent = found
    at = now - dt.timedelta(days=1, hours=2)
    link = _link(came, Purpose.INTAKE, at, people, finished_at=at)
    _arrived(link, questions, newcomer(came, rng), at)
    _begun(_link(begun, Purpose.INTAKE, at, people), questions, {"reason": {"reason": "hurts"}}, at)
    _link(locked, Purpose.INTAKE, at, people, tries=TRIES)
    _link(sent, Purpose.INTAKE, at, people)
    return found


def _book(client: Client, calendar: Calendar, day: dt.date, places: Places, now: dt.datetime) -> None:
    start = None
    while start is None:
        day += dt.timedelta(days=1)
        start = calendar.on(INES.email, day)
    places.appointment(client, places.people[INES.email], start, booked_at=now - dt.timedelta(days=3)).save()


def _arrived(link: ClientLink, questions: QuestionEdition, answers: dict, at: dt.datetime) -> None:
    """Submitted and signed; no therapist has gone through it yet."""
    came, name = _begun(link, questions, answers, at, submitted_at=at), link.client.name
    consents.sign(
        link.client,
        [(text, True) for text in texts_in_use()],
        request_id=came.request_id,
        now=at,
        signed_on=local_date(at),
        intake=came,
        typed_name=name,
        language="en",
        signature=SIGNATURE,
    )
    alerts.raise_for(came, at)


def _begun(link: ClientLink, questions: QuestionEdition, answers: dict, at: dt.datetime, **more) -> Intake:
    return Intake.objects.create(
        client=link.client,
        link=link,
        kind=link.purpose,
        questions=questions,
        answers=answers,
        started_at=at - dt.timedelta(minutes=5),
        saved_at=at,
        **more,
    )


def _link(client: Client, purpose: str, at: dt.datetime, people: dict[str, User], **more) -> ClientLink:
    """A link whose address nobody has: the desk sends a new one."""
    return ClientLink.objects.create(
        client=client,
        purpose=purpose,
        token_hash=token_hash(new_token()),
        created_by=people[DESK.email],
        created_at=at,
        expires_at=at + dt.timedelta(days=14),
        **more,
    )
