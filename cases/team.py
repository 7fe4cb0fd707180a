"""Who else works on a complaint, what each does, and everybody's dates on one line of time."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bookings.models import Appointment
from cases.enums import Step
from cases.models import Conversation, Referral, ReferralStep
from cases.reading import Case
from clients.models import Client
from intake.models import TeamMember
from practice.current import local_date

AHEAD = 3  # of our own appointments: a year's series would hide everybody else's


@dataclass(frozen=True, slots=True)
class Point:
    on: dt.date
    who: str
    what: str
    ahead: bool = False


def referrals_of(complaints: Collection[int]) -> dict[int, list[Referral]]:
    """By complaint, the open ones first, each with the `last_word` that was written about it. One query."""
    noted = ReferralStep.objects.filter(referral=OuterRef("pk")).exclude(note="").order_by("-on", "-pk")
    found: dict[int, list[Referral]] = {complaint: [] for complaint in complaints}
    rows = Referral.objects.filter(complaint__in=complaints).select_related("professional")
    for each in rows.annotate(last_word=Subquery(noted.values("note")[:1])).order_by("made_at", "pk"):
        found[each.complaint_id].append(each)
    for several in found.values():
        several.sort(key=lambda each: not each.is_open)
    return found


def also_treat(client: Client, referrals: Iterable[Referral]) -> QuerySet[TeamMember]:
    """Who else is on the client's team, without those whom these referrals lead to."""
    known = [each.professional_id for each in referrals]
    there = TeamMember.objects.filter(client=client, ended_on=None).exclude(professional__in=known)
    return there.select_related("professional").order_by("professional__name")


def ahead_of(client: Client, now: dt.datetime) -> list[Appointment]:
    """The next appointments that stand, with their therapists: a few."""
    standing = Appointment.objects.standing().filter(client=client, during__startswith__gt=now)
    return list(standing.select_related("therapist").order_by("during")[:AHEAD])


def steps_of(referrals: Collection[Referral]) -> list[Point]:
    """What became of them, in order. One query, or none."""
    names = {each.pk: each.professional.name for each in referrals}
    steps = ReferralStep.objects.filter(referral__in=names).order_by("on", "pk") if names else ()
    return [Point(each.on, names[each.referral_id], capfirst(str(Step(each.kind).label))) for each in steps]


def one_line(case: Case, steps: list[Point], talks: Iterable[Conversation], ahead: list[Appointment]) -> list[Point]:
    """What was decided and said here, what became of referrals, and what lies ahead with anybody, in order."""
    here = [Point(local_date(each.at), each.by, each.mark) for each in case.decisions]
    here += [Point(each.held_on, each.held_by.name, _("Talked openly")) for each in talks]
    coming = [
        Point(each.appointment_on, each.professional.name, _("Appointment"), ahead=True)
        for each in case.referrals
        if each.is_open and each.appointment_on and each.appointment_on >= case.today
    ]
    coming += [
        Point(local_date(each.during.lower), each.therapist.name, _("Massage here"), ahead=True) for each in ahead
    ]
    return sorted([*here, *steps, *coming], key=lambda point: (point.on, point.ahead))
