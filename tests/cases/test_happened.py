"""What happened stands on the picture of a case, a mark a day, and homework in the table of its visits."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases.enums import Step
from cases.models import Conversation
from cases.referring import Happened, add_step, refer
from intake.models import HomeworkKind, Professional
from sessions_log.models import Homework, HomeworkReview, VisitComplaint
from tests import factories
from tests.cases import build


@pytest.fixture
def headaches(therapist):
    """Four weeks: stretches at first, mostly done; then breaks too; then told of at a visit for something else."""
    clara = factories.client("Clara Whitfield", therapist=therapist)
    made, other = factories.complaint(clara), factories.complaint(clara, "Upper back")
    given = {}
    for days, minutes, homework, done, about in (
        (28, 60, ("Stretch",), {}, made),
        (21, 60, ("Stretch", "Screen and posture breaks"), {"Stretch": "most"}, made),
        (14, 45, (), {"Stretch": "all", "Screen and posture breaks": "none"}, made),
        (7, 60, (), {"Screen and posture breaks": "some"}, other),
    ):
        visit = factories.visit(clara, therapist, days_ago=days, minutes=minutes)
        VisitComplaint.objects.create(visit=visit, complaint=about)
        factories.rating(visit, about, 6)
        for name, much in done.items():
            HomeworkReview.objects.create(visit=visit, homework=given[name], done=much)
        for name in homework:
            given[name] = Homework.objects.create(visit=visit, kind=HomeworkKind.objects.get(name=name))
        factories.sign(visit)
    build.recompute(made)
    return made


def page(as_, by, complaint):
    return as_(by).get(f"/complaints/{complaint.public_id}/case/")


def test_table_of_visits_says_what_was_to_be_done_at_home_and_how_much_was(as_, therapist, headaches):
    shown = page(as_, therapist, headaches)
    assert [[(given.name, given.done) for given in at.homework] for at in shown.context["tried_at"]] == [
        [("Stretch", "most")],
        [("Stretch", "all"), ("Screen and posture breaks", "some")],
        [],
    ]
    assert 'Screen and posture breaks <span class="meta">(some)</span>' in shown.text


def test_dose_says_how_many_visits_how_far_apart_and_how_long(as_, therapist, headaches):
    assert page(as_, therapist, headaches).context["case"].dose == (
        "3 visits in 2 weeks, about 7 days apart, 45 to 60 minutes each"
    )


def test_everything_that_happened_is_on_the_picture_a_mark_a_day(as_, therapist, headaches):
    today, now = timezone.localdate(), timezone.now()
    ago = {days: today - dt.timedelta(days=days) for days in (28, 21, 14, 7, 5)}
    build.decision(headaches, therapist, visit=5, at=now - dt.timedelta(days=14))
    Conversation.objects.create(
        complaint=headaches, held_on=ago[14], answer="Thank you.", held_by=therapist, written_at=now
    )
    doctor = Professional.objects.create(kind="primary", name="Dr Adams")
    referral = refer(headaches, doctor, reason="Look.", by=therapist, now=now, request_id=uuid.uuid4())
    for step in (
        Happened(Step.TOLD, ago[5]),
        Happened(Step.APPOINTMENT, ago[5], appointment_on=today + dt.timedelta(days=30)),
    ):
        add_step(referral, step, by=therapist, now=now, request_id=uuid.uuid4())

    trend = page(as_, therapist, headaches).context["case"].trend

    assert [(each.letter, each.mark.on, each.mark.kind, each.mark.text) for each in trend.marks] == [
        ("a", ago[28], "homework", "Homework: stretch"),
        (
            "b",
            ago[21],
            "homework",
            "Homework: screen and posture breaks; Homework done: most",
        ),
        ("c", ago[14], "decision", "Talked openly; Change the approach; Homework done: all"),
        ("d", ago[7], "homework", "Homework done: some"),
        ("e", ago[5], "decision", "Dr Adams: client was told whom to see, without a letter, appointment made"),
        ("f", today, "decision", "Dr Adams: begun"),
    ]
