"""A complaint that others care for too stays in sight: who does what, and everybody's dates on one line of time."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from cases import decisions
from cases.enums import Step
from cases.referring import Happened, add_step, refer
from intake.models import Complaint, Professional, TeamMember
from tests import factories
from tests.cases import build


@pytest.fixture
def headaches(therapist):
    """Since a week massage is for stress; the doctor has seen her, a clinic will; a dentist treats her besides."""
    clara, now, today = factories.client("Clara Whitfield", therapist=therapist), timezone.now(), timezone.localdate()
    made = build.complaint(clara, therapist, (7, 6, 7, 6, 6))
    build.complaint(clara, therapist, (6, 5, 3, 3, 3), name="Upper back")
    ago = now - dt.timedelta(days=7)
    known = {"by": therapist, "now": ago, "request_id": uuid.uuid4(), "seen": decisions.facts_seen(made)}
    facts = {"kind": "maintain", "why": "A fair try.", "massage_for": "stress and upper back", "look_again_visit": 12}
    decisions.decide(made, **known, **facts)

    def step(to, kind, days, **more):
        add_step(
            to,
            Happened(kind, today - dt.timedelta(days=days), **more),
            by=therapist,
            now=now,
            request_id=uuid.uuid4(),
        )

    people = [
        Professional.objects.create(kind=kind, name=name)
        for kind, name in (
            ("primary", "Dr Adams"),
            ("neurologist", "Clinic"),
            ("acupuncturist", "Li"),
            ("dentist", "Dr Molar"),
        )
    ]
    doctor, clinic, needles = (
        refer(made, each, reason=f"What {each.name} can tell.", by=therapist, now=ago, request_id=uuid.uuid4())
        for each in people[:3]
    )
    step(doctor, Step.SEEN, 5, note="Sent her on.")
    step(clinic, Step.APPOINTMENT, 5, appointment_on=today + dt.timedelta(days=30))
    step(needles, Step.CLOSED, 4, note="She would rather not.")
    TeamMember.objects.create(client=clara, professional=people[3], said_on=today)
    factories.appointment(clara, therapist, now + dt.timedelta(days=21))
    made.refresh_from_db()
    return made


def test_case_shows_who_does_what_and_one_line_of_time(as_, therapist, headaches):
    page = as_(therapist).get(f"/complaints/{headaches.public_id}/case/")
    shown, today = page.context, timezone.localdate()

    assert [(each.professional.name, each.reason, each.last_word) for each in shown["case"].referrals] == [
        ("Dr Adams", "What Dr Adams can tell.", "Sent her on."),
        ("Clinic", "What Clinic can tell.", None),
        ("Li", "What Li can tell.", "She would rather not."),
    ]
    assert [each.professional.name for each in shown["also"]] == ["Dr Molar"]
    assert "<p>stress and upper back</p>" in page.text
    assert [((each.on - today).days, each.who, each.what, each.ahead) for each in shown["line"]] == [
        (-7, "Ines Moreno", "Massage beside others' care", False),
        (-7, "Dr Adams", "Begun", False),
        (-7, "Clinic", "Begun", False),
        (-7, "Li", "Begun", False),
        (-5, "Dr Adams", "Has been there", False),
        (-5, "Clinic", "Appointment made", False),
        (-4, "Li", "Closed", False),
        (21, "Ines Moreno", "Massage here", True),
        (30, "Clinic", "Appointment", True),
    ]


def test_chart_shows_it_too_and_her_other_complaint_stands_for_itself(as_, therapist, headaches):
    chart = as_(therapist).get(f"/clients/{headaches.client.public_id}/chart/")
    cases = {case.complaint.name: case for case in chart.context["open_cases"]}
    assert [(name, case.massage_for, len(case.referrals), case.pill) for name, case in cases.items()] == [
        ("Headaches", "stress and upper back", 3, "Too early to say"),
        ("Upper back", "", 0, "Better, and it holds"),
    ]
    card = chart.text.split('class="beside"')[1].split("</dl>")[0]
    assert all(
        word in card for word in ("stress and upper back", "Next on", "Dr Adams", "Clinic", "Appointment made")
    )
    assert ">Li<" not in card, "what is closed is on the page of the case"
    assert chart.text.count('class="beside"') == 1


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_a_case_asks_as_many_queries_however_many_are_on_the_team(
    as_, therapist, headaches, count, django_assert_num_queries
):
    (case,) = Complaint.objects.filter(pk=headaches.pk)
    for n in range(count):
        other = Professional.objects.create(kind="chiropractor", name=f"Chiropractor {n}")
        refer(case, other, reason="?", by=therapist, now=timezone.now(), request_id=uuid.uuid4())
        factories.appointment(case.client, therapist, timezone.now() + dt.timedelta(days=30 + n))
    browser = as_(therapist)
    # session, user, practice; the complaint, the access log; words; the case, progress, said, diaries; referrals,
    # their steps, appointments ahead, talks, what was tried; preferences, precautions with what nobody has looked
    # at; when red flags were asked, who else treats her, kind words
    with django_assert_num_queries(20):
        page = browser.get(f"/complaints/{headaches.public_id}/case/")
    assert len(page.context["case"].referrals) == 3 + count
