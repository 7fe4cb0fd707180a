"""Clara's open conversation at the fifth visit, and who else was brought in: her doctor, and a clinic next month."""

import datetime as dt
import uuid

from cases.enums import Step
from cases.models import Referral
from cases.referring import Happened, add_step, refer
from cases.talks import record_talk
from intake.models import Complaint, Professional
from practice.current import local_date

DOCTOR = {"kind": "primary", "name": "Dr Adams"}
ACUPUNCTURIST = {
    "kind": "acupuncturist",
    "name": "Li Wen",
    "practice": "Harbour Acupuncture",
    "phone": "+1 555 010 3380",
    "notes": "Headaches and sleep; takes time for a first talk, evenings too.",
}
CLINIC = {
    "kind": "neurologist",
    "name": "Headache clinic",
    "practice": "St Brigid Hospital",
    "phone": "+1 555 010 9000",
    "notes": "Wants a letter from the family doctor. Four to six weeks until a first appointment.",
}
ANSWER = "Thank you for saying it. I would rather know than go on hoping."
WANTS = "See her doctor first. Keep a massage once a month, for back and stress."


def bring_in(headaches: Complaint, talked_at: dt.datetime, now: dt.datetime) -> None:
    """At the fifth visit it was said; two days later she had a date at the clinic."""
    by, today, day = headaches.client.therapist, local_date(now), local_date(talked_at)
    said = {"held_on": day, "answer": ANSWER, "wants": WANTS, "may_share": True, "share_with": "Dr Adams"}
    record_talk(headaches, by=by, now=talked_at, request_id=uuid.uuid4(), wants_follow_up=False, **said)
    doctor = Professional.objects.filter(**DOCTOR).first() or Professional.objects.create(**DOCTOR, created_by=by)
    clinic, other = (Professional.objects.create(**facts, created_by=by) for facts in (CLINIC, ACUPUNCTURIST))

    def begin(to: Professional, reason: str) -> Referral:
        return refer(headaches, to, reason=reason, by=by, now=talked_at, request_id=uuid.uuid4())

    def then(referral: Referral, kind: Step, on: dt.date, **more) -> None:
        add_step(referral, Happened(kind, on, **more), by=by, now=now, request_id=uuid.uuid4())

    first = begin(doctor, "Headaches every day for four years: what else could be behind them?")
    then(first, Step.TOLD, day)
    later = min(day + dt.timedelta(days=2), today)
    then(first, Step.SEEN, later, note="Sent her on to the headache clinic.")
    second = begin(clinic, "A look by somebody who knows headaches.")
    then(second, Step.APPOINTMENT, later, appointment_on=today + dt.timedelta(days=30))
    then(begin(other, "Whether needles ease what massage does not."), Step.TOLD, day)
