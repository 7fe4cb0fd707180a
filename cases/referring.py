"""Writes referrals and what becomes of them: every step dated, by whom, only ever added."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cases.enums import ReferralStatus, Step
from cases.models import Letter, Referral, ReferralStep
from intake.models import Complaint, Professional, TeamMember
from practice.current import local_date, practice
from practice.models import Upload, User
from sessions_log import judging

# Days after which nothing heard is too long: then it rises on the lists. After any other step it is the practice's
# own number of weeks.
PATIENCE = {Step.DRAFTED: 7, Step.SEEN: 28, Step.REPLY: 14}
# An appointment that is ahead stays what is waited for, whatever is told or handed over meanwhile.
BESIDE = (Step.TOLD, Step.HANDED_OVER, Step.SENT)


@dataclass(frozen=True, slots=True)
class Happened:
    """A step as somebody tells it; `appointment_on` where an appointment was made."""

    kind: Step
    on: dt.date
    note: str = ""
    appointment_on: dt.date | None = None
    letter: Letter | None = None
    reply: Upload | None = None


@transaction.atomic
def refer(
    complaint: Complaint,
    professional: Professional,
    *,
    reason: str,
    by: User,
    now: dt.datetime,
    request_id: uuid.UUID,
) -> Referral:
    """Begin a referral. The same `request_id` again gives the one it made."""
    (complaint,) = judging.lock([complaint.pk])
    if made := Referral.objects.filter(request_id=request_id).first():
        return made
    if complaint.client.archived_at:
        raise ValidationError(_("This client is archived. Bring the client back first."))
    today = local_date(now)
    referral = Referral.objects.create(
        request_id=request_id,
        complaint=complaint,
        professional=professional,
        reason=reason,
        made_by=by,
        made_at=now,
        hear_by=today + dt.timedelta(days=PATIENCE[Step.DRAFTED]),
    )
    ReferralStep.objects.create(
        referral=referral, kind=Step.DRAFTED, on=today, by=by, at=now, request_id=uuid.uuid5(request_id, "begun")
    )
    return referral


@transaction.atomic
def add_step(
    referral: Referral, happened: Happened, *, by: User, now: dt.datetime, request_id: uuid.UUID
) -> ReferralStep:
    """Add a step and say where the referral stands by it. The same `request_id` again gives the one it made."""
    referral = Referral.objects.select_for_update(of=("self",)).with_people().get(pk=referral.pk)
    if made := ReferralStep.objects.filter(request_id=request_id).first():
        return made
    if referral.is_open == (happened.kind == Step.REOPENED):
        raise ValidationError(_("This referral is open.") if referral.is_open else _("This referral was closed."))
    if happened.kind in (Step.HANDED_OVER, Step.SENT) and not may_leave(happened.letter, local_date(now)):
        raise ValidationError(_("The client has not allowed this letter to leave."))
    step = ReferralStep.objects.create(
        referral=referral,
        request_id=request_id,
        by=by,
        at=now,
        kind=happened.kind,
        on=happened.on,
        note=happened.note,
        appointment_on=happened.appointment_on,
        letter=happened.letter,
        reply=happened.reply,
    )
    referral.status = _status(referral, happened)
    referral.appointment_on = (
        None if happened.kind == Step.SEEN else happened.appointment_on or referral.appointment_on
    )
    referral.hear_by = _hear_by(referral, happened, practice().referral_weeks)
    referral.save(update_fields=["status", "appointment_on", "hear_by"])
    if happened.kind == Step.SEEN:
        # Whoever has seen her treats her: from now on on her team. What was said of writing to them stays.
        TeamMember.objects.get_or_create(
            client=referral.complaint.client,
            professional=referral.professional,
            defaults={"said_on": happened.on, "may_write": False},
        )
    return step


def may_leave(letter: Letter | None, on: dt.date) -> bool:
    """Does the latest answer allow it, given by whom it is to ask on that day: the client, or a minor's guardian?"""
    answer = letter.answers.order_by("-pk").values("allowed", "under_18").first() if letter else None
    if letter is None or answer is None:
        return False
    return answer["allowed"] and answer["under_18"] == letter.referral.complaint.client.is_minor(on)


def has_left(letter: Letter) -> bool:
    """Was it handed over or sent?"""
    return ReferralStep.objects.filter(letter=letter).exists()


def _status(referral: Referral, happened: Happened) -> str:
    kind = happened.kind
    if kind == Step.REOPENED:  # as it stood before it was closed
        states = [each for each in ReferralStatus.values if each != ReferralStatus.CLOSED]
        kind = Step(referral.steps.filter(kind__in=states).order_by("-pk").values_list("kind", flat=True)[0])
    waits = referral.status in (ReferralStatus.APPOINTMENT, ReferralStatus.CLOSED)
    if kind in BESIDE and waits and _is_ahead(referral, happened.on):
        return ReferralStatus.APPOINTMENT
    return kind.value if kind.value in ReferralStatus.values else referral.status


def _is_ahead(referral: Referral, on: dt.date) -> bool:
    return referral.appointment_on is not None and referral.appointment_on >= on


def wait_otherwise(weeks: int) -> None:
    """The practice waits so many weeks longer from now on, or shorter: so do the referrals that wait by it."""
    waiting = Referral.objects.filter(
        status__in=(ReferralStatus.TOLD, ReferralStatus.HANDED_OVER, ReferralStatus.SENT)
    )
    waiting.update(hear_by=F("hear_by") + dt.timedelta(weeks=weeks))


def _hear_by(referral: Referral, happened: Happened, weeks: int) -> dt.date | None:
    if happened.kind == Step.CLOSED:
        return None
    no_longer = happened.kind == Step.NOT_YET and referral.appointment_on == happened.on
    if _is_ahead(referral, happened.on) and not no_longer:
        return referral.appointment_on
    return happened.on + dt.timedelta(days=PATIENCE.get(happened.kind, 7 * weeks))
