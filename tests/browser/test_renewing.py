"""A yearly renewal on a phone: where nothing changed, a tap a topic."""

import datetime as dt
import uuid

import pytest
from django.utils import timezone

from intake import links
from intake.answers import read
from intake.enums import Purpose
from intake.models import ClientPreferences, HealthHistory, Intake, Professional, TeamMember
from tests import factories
from tests.browser.test_for_you import Hand

DECISIONS = 24  # with each tap on "Next", for two complaints; without them it is 17


@pytest.fixture
def address(transactional_db):
    clara = factories.client("Clara Whitfield", birth_date=dt.date(1980, 4, 1), phone="+1 555 0100")
    factories.complaint(clara, own_words="a band around my head", felt=["temple_left", "temple_right"])
    factories.complaint(clara, "Neck", type=factories.complaint_type("Neck"))
    ClientPreferences.objects.create(client=clara, occupation="teacher", oil="almond")
    day = timezone.localdate() - dt.timedelta(days=370)
    HealthHistory.objects.create(client=clara, thinners=["none"], pregnancy="no", confirmed_on=day)
    doctor = Professional.objects.create(kind="primary", name="Dr Adams")
    TeamMember.objects.create(client=clara, professional=doctor, said_on=day)
    _link, token = links.make_link(clara, Purpose.RENEWAL, by=None, request_id=uuid.uuid4(), now=timezone.now())
    return f"/for-you/{token}/"


def test_nothing_changed_takes_few_decisions_and_every_page_is_sound(live, address):
    watched = live(None, 360)
    hand, page = Hand(watched), watched.page
    watched.goto(address)
    hand.type("Day", "1")
    page.get_by_label("Month").select_option("April")
    page.get_by_label("Year").fill("1980")  # one date
    hand.next("Go on")
    hand.arrives("you")
    assert watched.faults() == []
    watched.resize(360)
    hand.next("Still true")
    hand.arrives("again")
    for box in page.locator(".step-group").all():
        box.get_by_role("radio", name="Yes, still").check(force=True)
        box.get_by_role("radio", name="4", exact=True).check(force=True)
        hand.count += 2
    assert watched.faults() == []
    watched.resize(360)
    hand.next()
    hand.arrives("others")
    hand.next()
    hand.arrives("flags")
    hand.tap("None of these", "checkbox")
    hand.next()
    for step in ("health", "medicines", "about", "likes", "team"):
        hand.arrives(step)
        hand.next("Still true")
    hand.arrives("consents")
    for box in page.get_by_label("I have read this and agree").all():
        box.check()
        hand.count += 1
    hand.tap("I agree")
    hand.type("Your full name, typed, signs this", "Clara Whitfield")
    hand.next()
    hand.arrives("look")
    hand.next("Send")
    page.get_by_role("heading", name="Thank you").wait_for()
    assert hand.wrong == {}
    assert hand.count <= DECISIONS
    said = read(Intake.objects.get().answers)
    assert [(each.still, each.intensity) for each in said.complaints] == [("yes", 4)] * 2
    assert len(said.confirmed) == 6
