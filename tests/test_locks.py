"""Writers that meet: nobody waits in a circle, and no verdict is left that its ratings do not give."""

import itertools
import threading
import uuid

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cases import decisions
from clients.models import Client
from intake import words
from intake.models import Complaint, ComplaintType
from practice import handover
from practice.models import Practice
from practice.settings_record import save_settings
from practice.versions import Stale
from sessions_log import judging
from sessions_log.complaints import close_complaint, open_complaint, reopen_complaint
from sessions_log.content import Answer, Content, given
from sessions_log.models import Visit
from sessions_log.rechecking import recheck
from sessions_log.record import NotRecorded, log_visit, save_draft, sign_visit, void_visit
from tests import factories

ROUNDS = 6
EXPECTED = (Stale, NotRecorded, decisions.Moved)  # what a person who came second is told


def together(*jobs) -> list[Exception]:
    """Run the jobs at the same time; what went wrong in them."""
    failures, start = [], threading.Barrier(len(jobs))

    def run(job):
        try:
            start.wait(10)
            job()
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return failures


def zone(name: str) -> None:
    row = Practice.objects.get(pk=1)
    save_settings({"time_zone": name}, seen=row.version)


@pytest.mark.django_db(transaction=True)
def test_a_changed_time_zone_and_a_rating_do_not_wait_for_each_other(therapist):
    """Whoever rates holds the complaint and then reads the practice's row."""
    complaint = factories.complaint(factories.client())
    holds, done = threading.Event(), threading.Event()

    def rate():
        with transaction.atomic():
            judging.lock([complaint.pk])
            holds.set()
            done.wait(0.5)  # meanwhile the other one has come as far as it can
            judging.recompute([complaint.pk])

    def change():
        holds.wait(5)
        zone("Europe/Berlin")
        done.set()

    assert together(rate, change) == []
    assert Practice.objects.get(pk=1).time_zone == "Europe/Berlin"


@pytest.mark.django_db(transaction=True)
def test_a_changed_type_and_a_new_complaint_do_not_wait_for_each_other(therapist):
    """A first save of a page judges one complaint, then opens another of a type that the owner is changing."""
    first, second = (ComplaintType.objects.create(name=name) for name in ("A first type", "B second type"))
    complaint = factories.complaint(who := factories.client(), type=second)
    holds, done = threading.Event(), threading.Event()

    def save():
        with transaction.atomic():
            judging.lock([complaint.pk])
            judging.recompute([complaint.pk])
            holds.set()
            done.wait(0.5)
            open_complaint(
                who, by=therapist, now=timezone.now(), request_id=uuid.uuid4(), fields={"type": first, "name": "New"}
            )

    def change():
        holds.wait(5)
        words.change(second, {"review_after": 2, "refer_after": 4})
        done.set()

    assert together(save, change) == []
    assert Complaint.objects.filter(type=first).count() == 1


@pytest.mark.django_db(transaction=True)
def test_everybody_at_once_leaves_true_verdicts_behind(owner, therapist, colleague):
    """Rating, signing, voiding, deciding, closing, handing over, other settings: on two complaints of a client."""
    who = factories.client(therapist=therapist)
    complaints = [factories.complaint(who, name) for name in ("Headaches", "Upper back")]
    zones = itertools.cycle(["Europe/Berlin", "America/New_York"])

    def attempt(work):
        def job():
            for _ in range(ROUNDS):
                try:
                    work()
                except EXPECTED:
                    continue

        return job

    def treat():
        now = timezone.now()
        visit = log_visit(who, by=therapist, now=now, request_id=uuid.uuid4(), starts_at=now)
        for complaint in complaints:
            content = Content(answers={complaint.pk: Answer(before=(given("intensity", 7),))})
            visit = save_draft(visit, by=therapist, now=now, seen=visit.version, content=content)
        visit = sign_visit(visit, by=therapist, now=now, seen=visit.version, despite="In a hurry")

    def void():
        visit = Visit.objects.exclude(signed_at=None).filter(voided_at=None).first()
        if visit:
            void_visit(visit, by=owner, now=timezone.now(), reason="the wrong chart")

    def decide():
        complaint = Complaint.objects.get(pk=complaints[0].pk)
        if complaint.is_open:
            decisions.decide(
                complaint, by=owner, now=timezone.now(), request_id=uuid.uuid4(), kind="change", why="Another way in",
                seen=decisions.facts_seen(complaint), look_again_visit=40,
            )  # fmt: skip

    def close_and_reopen():
        complaint, now = Complaint.objects.get(pk=complaints[1].pk), timezone.now()
        if complaint.is_open:
            close_complaint(
                complaint, by=owner, now=now, seen=complaint.version, on=now.date(), reason="other", note=str(now)
            )
        else:
            reopen_complaint(complaint, now=now, seen=complaint.version)

    def hand_over():
        of, to = (
            (therapist, colleague) if Client.objects.get().therapist_id == therapist.pk else (colleague, therapist)
        )
        handover.hand_over(["clients", "followups"], leaver=of, to=to, by=owner, now=timezone.now())

    def thresholds():
        row = Practice.objects.get(pk=1)
        save_settings({"review_after": 3 + row.version % 2, "refer_after": 6}, seen=row.version)

    jobs = (treat, treat, void, decide, close_and_reopen, hand_over, thresholds, lambda: zone(next(zones)))
    assert together(*map(attempt, jobs)) == []
    assert recheck() == (2, 0)
