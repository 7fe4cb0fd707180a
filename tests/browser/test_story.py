"""The story that the product exists for, told in a browser: from a teacher's intake to the specialist's date."""

import datetime as dt
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from cases.models import Conversation, Decision, Letter, Referral
from intake import links
from intake.enums import Purpose
from intake.models import Complaint, IntakeRating, Professional, Technique
from sessions_log.models import Progress, TechniqueUsed, Visit, VisitComplaint
from tests import factories
from tests.browser.test_for_you import Hand, agree, answer_health, start, tell_of_a_headache
from tests.cases import build

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def days_ago(monkeypatch):
    """`days_ago(14)` sets the clock of the product back; the server is a thread of the same process."""
    now = timezone.now

    def set_back(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now() - dt.timedelta(days=days))

    return set_back


@pytest.fixture
def clara(transactional_db):
    """A new client of Ines; another with headaches was treated with holding."""
    ines = factories.user("Ines Moreno")
    other = factories.visit(factories.client("Another"), ines, days_ago=90)
    VisitComplaint.objects.create(visit=other, complaint=factories.complaint(other.client))
    TechniqueUsed.objects.create(visit=other, technique=Technique.objects.get(name="Holding"))
    factories.sign(other)
    for kind, name in (("primary", "Dr Adams"), ("acupuncturist", "Li Wen"), ("neurologist", "Headache clinic")):
        Professional.objects.create(kind=kind, name=name)
    return factories.client("Clara Whitfield", therapist=ines)


def fill_in(watched, client) -> None:
    """On her phone, without an account."""
    _link, token = links.make_link(client, Purpose.INTAKE, by=None, request_id=uuid.uuid4(), now=timezone.now())
    hand = Hand(watched, scripts=False)
    start(hand, f"/for-you/{token}/", "Something hurts or bothers me")
    hand.arrives("about")
    hand.next()
    hand.arrives("main")
    tell_of_a_headache(hand)
    for step in ("others", "likes"):
        hand.arrives(step)
        hand.next()
    hand.arrives("health")
    answer_health(hand)
    hand.arrives("flags")
    for no in hand.page.get_by_role("radio", name="No", exact=True).all():
        no.check(force=True)
    hand.next()
    hand.arrives("team")
    hand.next()
    hand.arrives("consents")
    agree(hand)
    hand.next()
    hand.arrives("look")
    hand.next("Send")
    hand.page.get_by_role("heading", name="Thank you").wait_for()


def go_through(page) -> Complaint:
    page.goto("/today/")
    page.get_by_role("link", name="not gone through yet").click()
    page.get_by_role("button", name="Take what is ticked").click()
    page.get_by_text("Gone through. What you chose is on record now.").wait_for()
    return Complaint.objects.get(client__name="Clara Whitfield")


def earlier_visit(complaint: Complaint, therapist, *, days: int, value: int) -> None:
    visit = factories.visit(complaint.client, therapist, starts_at=timezone.now() - dt.timedelta(days=days))
    TechniqueUsed.objects.create(visit=visit, technique=Technique.objects.get(name="Effleurage"))
    factories.rating(visit, complaint, value, complaint.main_measure)
    factories.sign(visit)
    build.recompute(complaint)


def rate_at_a_visit(page, client, value: str) -> None:
    page.goto(reverse("sessions_log:start", args=[client.public_id]))
    page.locator(".complaint").get_by_role("radio", name=value, exact=True).first.check(force=True)


def talk(page) -> None:
    page.get_by_role("link", name="Talk openly").click()
    page.get_by_text("Promise nothing.").wait_for()
    page.get_by_label("What the client answered").fill("Thank you for saying it.")
    page.get_by_label("What she or he wants to do").fill("See her doctor; a massage once a month.")
    page.get_by_label("We may share what we have seen").check()
    page.get_by_label("With whom").fill("Dr Adams")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("Written down. Now decide what comes next, or bring somebody in.").wait_for()


def bring_in(page, case: str, name: str, reason: str) -> None:
    page.goto(case)
    page.get_by_role("link", name="Bring somebody in").click()
    page.get_by_label("To whom").select_option(label=name)
    page.get_by_label("What you would like to know").fill(reason)
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("heading", name=name, level=1).wait_for()


def write_down(page, what: str, **dates: str) -> None:
    page.get_by_role("radio", name=what, exact=True).check(force=True)
    for label, day in dates.items():
        page.get_by_label(label.replace("_", " ")).fill(day)
    page.get_by_role("button", name="Write it down").click()
    page.get_by_text("Written down.").wait_for()


def letter_with_her_permission(page) -> None:
    page.get_by_role("link", name="Write a letter").click()
    page.get_by_role("button", name="Keep as a draft").click()
    page.get_by_text("A draft, kept by Ines Moreno").wait_for()
    page.get_by_role("button", name="Finish this version").click()
    page.get_by_role("radio", name="Yes, send it").check(force=True)
    page.get_by_label("typed by her or him").fill("Clara Whitfield")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("link", name="The letter as a PDF").wait_for()
    page.locator("a.back").click()


def go_on_with_massage_for(page, complaint: Complaint, what: str) -> None:
    page.goto(reverse("cases:decide", args=[complaint.public_id]))
    page.get_by_role("radio", name="Asked: none of these").check(force=True)
    page.get_by_role("radio", name="Massage beside others' care").check(force=True)
    page.get_by_label("What massage is for from now on").fill(what)
    page.get_by_label("Why").fill("A fair try, and about the same.")
    page.get_by_role("button", name="Decide").click()
    page.get_by_text(re.compile("^Decided.")).wait_for()


def test_a_teacher_whose_headaches_do_not_get_better_is_told_so_and_is_not_left_alone(live, clara, days_ago):
    ines = clara.therapist
    days_ago(29)
    fill_in(live(None, 360, java_script_enabled=False), clara)
    headaches = go_through(live(ines, java_script_enabled=False).page)
    assert {each.measure: each.value for each in IntakeRating.objects.exclude(measure="painkiller_days")} == {
        "intensity": 7,
        "days": 7,
    }
    days_ago(0)
    earlier_visit(headaches, ines, days=28, value=7)
    earlier_visit(headaches, ines, days=21, value=6)

    days_ago(14)  # the third visit: no relief, two taps
    page = live(ines, 820).page
    rate_at_a_visit(page, clara, "7")
    page.get_by_text("Third visit without improvement for the headache: time to change the approach.").wait_for()
    page.get_by_role("link", name="Change the approach").click()
    page.get_by_role("button", name="Holding").click()
    page.get_by_text("Adds holding.").wait_for()
    expect(page.get_by_role("link", name="Change the approach")).to_have_count(0)
    assert Decision.objects.values_list("kind", "why", "look_again_visit").get() == ("change", "Adds holding.", 5)
    days_ago(0)
    factories.sign(Visit.objects.get(signed_at=None, client=clara))
    earlier_visit(headaches, ines, days=7, value=7)

    watched = live(ines)  # the fifth: it is said, at the visit and to her
    page, case = watched.page, reverse("cases:case", args=[headaches.public_id])
    rate_at_a_visit(page, clara, "7")
    page.get_by_text(re.compile("^Fifth visit without improvement for the headache")).wait_for()
    page.goto(case)
    talk(page)
    assert Conversation.objects.get().wants_follow_up is False
    bring_in(page, case, "Dr Adams", "What else could it be?")
    letter_with_her_permission(page)
    write_down(page, "Letter handed to the client")
    bring_in(page, case, "Li Wen", "Whether needles ease it.")
    write_down(page, "Client was told whom to see, without a letter")

    go_on_with_massage_for(page, headaches, "stress, and her upper back")
    next_month = timezone.localdate() + dt.timedelta(days=30)
    bring_in(page, case, "Headache clinic", "A look by somebody who knows headaches.")
    write_down(page, "Appointment made", The_appointment_is_on=next_month.isoformat())

    page.goto(case)
    line = page.locator(".history", has=page.locator(".ahead"))
    said = [" ".join(each.split()[3:]) for each in line.get_by_role("listitem").all_inner_texts()]
    assert said == [
        "Ines Moreno: Change the approach: Adds holding.",
        "Ines Moreno: Massage beside others' care",
        "Ines Moreno: Talked openly",
        "Dr Adams: Begun",
        "Dr Adams: Letter handed to the client",
        "Li Wen: Begun",
        "Li Wen: Client was told whom to see, without a letter",
        "Headache clinic: Begun",
        "Headache clinic: Appointment made",
        "Headache clinic: Appointment",
    ]
    assert watched.faults() == []
    headaches.refresh_from_db()
    assert (headaches.aim, Letter.objects.get().referral.professional.name) == ("maintain", "Dr Adams")
    assert Referral.objects.get(professional__name="Headache clinic").appointment_on == next_month
    assert Progress.objects.get(complaint=headaches).stage == ""
