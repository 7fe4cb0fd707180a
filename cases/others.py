"""Who else was brought in for a complaint: its referrals, and all their steps and dates on one line of time."""

import datetime as dt
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cases.enums import Step
from cases.models import Referral, ReferralStep
from intake.models import Complaint


@dataclass(frozen=True, slots=True)
class Point:
    on: dt.date
    who: str
    what: str
    ahead: bool


def brought_in(complaint: Complaint, today: dt.date) -> tuple[list[Referral], list[Point]]:
    """Referrals, the open ones first, and the line of time in order. Two queries."""
    referrals = list(
        Referral.objects.filter(complaint=complaint).select_related("professional").order_by("made_at", "pk")
    )
    referrals.sort(key=lambda each: not each.is_open)
    if not referrals:
        return [], []
    names = {each.pk: each.professional.name for each in referrals}
    steps = ReferralStep.objects.filter(referral__in=names).order_by("on", "pk")
    line = [
        Point(each.on, names[each.referral_id], capfirst(str(Step(each.kind).label)), ahead=False) for each in steps
    ]
    line += [
        Point(each.appointment_on, each.professional.name, capfirst(_("appointment")), ahead=True)
        for each in referrals
        if each.status == "appointment" and each.appointment_on and each.appointment_on >= today
    ]
    return referrals, sorted(line, key=lambda point: point.on)
