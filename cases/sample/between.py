"""What Clara told since her last visit: a diary since the fourth, with one day without a headache, and a check-in."""

import datetime as dt

from django.utils import timezone

from cases.sample.story import DAYS_AGO
from clients.models import Client
from intake.enums import Giving, Purpose
from intake.models import CheckIn, CheckInRating, ClientLink, Complaint, DiaryDay
from practice.current import practice
from practice.tokens import new_token, token_hash

STRENGTHS = (7, 6, 6, 8, 7, 6, 5, 6, 6, 0, 5, 5)  # a day, since the fourth visit
TOLD = {"Headaches": {"days": 6, "intensity": 6}, "Upper back": {"intensity": 3}, "Stress": {"intensity": 4}}
TOPS = {"days": 7, "intensity": 10}


def fill_between(now: dt.datetime, clara: Client) -> None:
    today = timezone.localdate(now)
    complaints = {each.name: each for each in Complaint.objects.open().filter(client=clara)}
    started = today - dt.timedelta(days=DAYS_AGO[3])
    _link(clara, Purpose.DIARY, _at(started, 17), lasts=90)
    days = (today - dt.timedelta(days=ago) for ago in range(len(STRENGTHS), 0, -1))
    DiaryDay.objects.bulk_create(
        DiaryDay(complaint=complaints["Headaches"], day=day, had=bool(value), value=value or None, at=_at(day, 21))
        for day, value in zip(days, STRENGTHS, strict=True)
    )
    asked = _link(clara, Purpose.CHECK_IN, now - dt.timedelta(hours=8), lasts=practice().link_days)
    told_at = max(now - dt.timedelta(minutes=90), _at(today, 0))
    ClientLink.objects.filter(pk=asked.pk).update(finished_at=told_at)
    check_in = CheckIn.objects.create(client=clara, link=asked, at=told_at)
    CheckInRating.objects.bulk_create(
        CheckInRating(
            check_in=check_in, complaint=complaints[name], measure=measure, value=value, scale_max=TOPS[measure]
        )
        for name, said in TOLD.items()
        for measure, value in said.items()
    )


def _link(client: Client, purpose: Purpose, at: dt.datetime, *, lasts: int) -> ClientLink:
    return ClientLink.objects.create(
        client=client,
        purpose=purpose,
        token_hash=token_hash(new_token()),
        created_at=at,
        given_at=at,
        given_how=Giving.SHOWN,
        given_by=client.therapist,
        expires_at=at + dt.timedelta(days=lasts),
    )


def _at(day: dt.date, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))
