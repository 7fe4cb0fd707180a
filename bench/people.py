"""Who uses the pages: an owner, a therapist with clients of her own and drafts to sign, 50,000 clients in all."""

import datetime as dt
import random
import uuid
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from clients.folding import search_text
from clients.models import Client
from intake.models import Area, Complaint, Technique
from practice.models import User
from sessions_log import judging
from sessions_log.models import AreaWorked, Rating, TechniqueUsed, Visit
from sessions_log.record import log_visit, sign_visit

FIRST = (
    "Ada",
    "Bea",
    "Emil",
    "Fee",
    "Gus",
    "Hana",
    "Jana",
    "Kai",
    "Lena",
    "Nora",
    "Ole",
    "Pia",
    "Rosa",
    "Tea",
    "Zoë",
)
LAST = (
    "Adler",
    "Bauer",
    "Castro",
    "Diaz",
    "Falk",
    "Grün",
    "Hall",
    "Ibsen",
    "Klein",
    "Lopez",
    "Nagy",
    "Olsen",
    "Ruiz",
)
DRAFTS = 40
SIGNED = 6  # visits of the client whose chart is measured, after ten imported ones


@dataclass(frozen=True)
class Cast:
    owner: User
    therapist: User
    client: Client  # with imported and signed visits
    drafts: list[Visit]  # each of another client, rated, with areas and techniques


def fill(*, up_to: int) -> Cast:
    owner = User.objects.create_user("owner@practice.example", name="Olga Owner", is_owner=True)
    therapist = User.objects.create_user("ines@practice.example", name="Ines Moreno", is_therapist=True)
    _add_clients(up_to - Client.objects.count())
    clients = list(Client.objects.filter(reference__startswith="B").order_by("pk")[: DRAFTS + 1])
    now = timezone.now()
    for days in range(SIGNED * 7, 0, -7):
        draft = _draft(clients[0], therapist, now - dt.timedelta(days=days))
        sign_visit(draft, by=therapist, now=now, seen=draft.version, despite="No more is known")
    drafts = [_draft(client, therapist, now - dt.timedelta(hours=1)) for client in clients[1:]]
    return Cast(owner, therapist, clients[0], drafts)


def _add_clients(count: int) -> None:
    chance = random.Random(7)  # noqa: S311 (no secret)
    made = []
    for number in range(max(count, 0)):
        name = f"{chance.choice(FIRST)} {chance.choice(LAST)}"
        client = Client(name=name, phone=f"+1 555 {number:07}", email=f"c{number}@mail.example")
        client.search, client.phone_digits = search_text(client)
        made.append(client)
    Client.objects.bulk_create(made, batch_size=2000)


@transaction.atomic
def _draft(client: Client, therapist: User, starts_at: dt.datetime) -> Visit:
    visit = log_visit(client, by=therapist, now=timezone.now(), request_id=uuid.uuid4(), starts_at=starts_at)
    complaints = list(Complaint.objects.filter(client=client))
    Rating.objects.bulk_create(
        Rating(visit=visit, complaint=complaint, measure=measure, value=Decimal(4), scale_max=Decimal(top))
        for complaint in complaints
        for measure, top in (("intensity", 10), ("days", 7))
    )
    # What is sensitive is not signed before a client has agreed to it in person.
    areas = Area.objects.filter(sensitive=False)[:6]
    techniques = Technique.objects.filter(sensitive=False)[:4]
    AreaWorked.objects.bulk_create(AreaWorked(visit=visit, area=area) for area in areas)
    TechniqueUsed.objects.bulk_create(TechniqueUsed(visit=visit, technique=each) for each in techniques)
    judging.recompute(complaint.pk for complaint in complaints)
    return visit
