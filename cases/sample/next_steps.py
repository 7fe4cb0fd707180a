"""Decisions in detail: Clara's change at the third visit, a case that others care for too, a question to Ines, and
what she works with."""

import datetime as dt
import uuid

from cases import decisions
from cases.enums import DecisionKind, Sort, Step, Tab
from cases.models import Decision, DecisionChange
from cases.queries.board import Chosen, look
from cases.referring import Happened, add_step, refer
from intake.models import Complaint, Professional, Technique
from intake.training import say_training
from practice.current import local_date
from practice.models import User
from sessions_log.models import TechniqueUsed
from sessions_log.verdicts import Stage

ADDED = ("Contract-relax (PNF, MET)", "Positional release", "Breathing work")
LEFT = ("Trigger-point pressure",)
PHYSIO = {
    "kind": "physical",
    "name": "Noor Haddad",
    "practice": "Quay Physical Therapy",
    "phone": "+1 555 010 2204",
    "notes": "Looks at how people move at work. First talk within two weeks.",
}
MASSAGE_FOR = "an hour to let go, once a month, and better sleep"
WHY_BESIDE = "A fair try, and about the same; said so. It does good all the same, and is to go on."
NO_PAIN = ("Stress", "Sleep", "Tiredness")
ASKED = "What to strengthen, and how to move at work."
QUESTION = "Three visits with the same work, and no change. You know this client best: what would you try next?"


def decide_further(headaches: Complaint, owner: User, now: dt.datetime) -> None:
    """After the plain decisions are there."""
    _change_in_words(Decision.objects.get(complaint=headaches))
    today, ines = local_date(now), headaches.client.therapist
    used = TechniqueUsed.objects.filter(visit__therapist=ines)
    say_training(ines, chosen=set(used.values_list("technique", flat=True)), shown=())
    for tab in (Tab.WAITING, Tab.DECIDE):
        if beside := _first(Chosen(today), tab, Stage.REFER, headaches):
            _care_beside_others(beside, now)
            break
    if asked := _first(Chosen(today, own_of=ines.pk), Tab.DECIDE, Stage.REVIEW, headaches):
        _ask(asked, owner, now)


def _ask(complaint: Complaint, owner: User, now: dt.datetime) -> None:
    answer_by = local_date(now) + dt.timedelta(days=5)
    facts = {"kind": DecisionKind.ASK_THERAPIST, "answer_by": answer_by, "look_again_on": answer_by, "why": QUESTION}
    _decide(complaint, owner, now - dt.timedelta(days=1), **facts)


def _change_in_words(decision: Decision) -> None:
    techniques = {each.name: each for each in Technique.objects.filter(name__in=(*ADDED, *LEFT))}
    DecisionChange.objects.bulk_create(
        DecisionChange(decision=decision, technique=techniques[name], adds=name in ADDED) for name in (*ADDED, *LEFT)
    )


def _first(chosen: Chosen, tab: Tab, stage: Stage, but: Complaint) -> Complaint | None:
    """The most urgent that stands so on the board: of what hurts, Clara's apart."""
    _counts, found = look(chosen, tab, Sort.URGENCY, limit=100, offset=0)
    hurts = [each for each in found if each.type_name not in NO_PAIN]
    ids = [each.public_id for each in hurts if each.progress and each.progress.stage == stage]
    first = next((one for one in ids if one != but.public_id), None)
    return Complaint.objects.select_related("client__therapist").filter(public_id=first).first()


def _care_beside_others(complaint: Complaint, now: dt.datetime) -> None:
    by, at, today = complaint.client.therapist, now - dt.timedelta(days=2), local_date(now)
    facts = {"kind": DecisionKind.MAINTAIN, "massage_for": MASSAGE_FOR, "why": WHY_BESIDE}
    _decide(complaint, by, at, look_again_on=today + dt.timedelta(days=80), **facts)
    physio = Professional.objects.create(**PHYSIO, created_by=by)
    made = refer(complaint, physio, reason=ASKED, by=by, now=at, request_id=uuid.uuid4())
    for happened in (
        Happened(Step.TOLD, local_date(at)),
        Happened(Step.APPOINTMENT, today, appointment_on=today + dt.timedelta(days=12)),
    ):
        add_step(made, happened, by=by, now=now, request_id=uuid.uuid4())


def _decide(complaint: Complaint, by: User, now: dt.datetime, **facts) -> None:
    seen = decisions.facts_seen(complaint)
    decisions.decide(complaint, by=by, now=now, request_id=uuid.uuid4(), seen=seen, **facts)
