"""Writing from memory: what is not signed yet, one after the other."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from sessions_log.evening import place, steps
from sessions_log.models import Visit
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(monkeypatch):
    """Late in a day, so that all of it is today."""
    at = timezone.now().replace(hour=21, minute=0, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at


@pytest.fixture
def evening(night, therapist, colleague):
    """An old draft, one of this morning, two appointments; and what is no part of it."""

    def ago(hours):
        return night - dt.timedelta(hours=hours)

    def who(name):
        return factories.client(name)

    old = factories.visit(who("Old"), therapist, starts_at=ago(50))
    morning = factories.visit(who("Morning"), therapist, starts_at=ago(10))
    noon = factories.appointment(who("Noon"), therapist, ago(8))
    late = factories.appointment(who("Late"), therapist, ago(4), minutes=75)
    factories.appointment(morning.client, therapist, ago(10))
    factories.appointment(who("Missed"), therapist, ago(6), status="missed")
    factories.visit(who("Of a colleague"), colleague, starts_at=ago(9))
    factories.visit(who("Signed"), therapist, starts_at=ago(5), signed=True)
    return old, morning, noon, late


def test_drafts_and_what_was_not_begun_come_oldest_first(night, evening, therapist, django_assert_num_queries):
    with django_assert_num_queries(2):  # visits, appointments
        found = steps(therapist, night)
    assert [step.client.name for step in found] == ["Old", "Morning", "Noon", "Late"]
    at = place(found, evening[1])
    assert (at.number, at.of, at.after) == (2, 4, found[2].address)
    assert place(found, evening[3]).after == reverse("sessions_log:evening")


def test_save_leads_to_the_next_and_an_appointment_begins_with_its_own_time(as_, night, evening, therapist):
    browser, (_old, morning, _noon, late) = as_(therapist), evening
    assert browser.get(reverse("sessions_log:evening")).content.decode().count("not begun") == 2
    assert "Write 4 visits down" in browser.get("/today/").content.decode()
    start = timezone.localtime(morning.starts_at)
    sent = {"starts_at_0": f"{start:%Y-%m-%d}", "starts_at_1": f"{start:%H:%M}", "minutes": "60", "version": "1"}
    path = reverse("sessions_log:visit", args=[morning.public_id])
    assert "This evening: 2 of 4." in browser.get(path + "?evening=1").content.decode()
    following = browser.post(path, sent | {"evening": "1"}).url
    assert following == steps(therapist, night)[2].address
    assert browser.post(path, sent | {"version": "2"}).url == path  # by day

    last = steps(therapist, night)[3].address
    form = browser.get(last).context["page"].form
    assert (form["starts_at"].value(), form["minutes"].value()) == (timezone.localtime(late.starts_at), 75)
    start = timezone.localtime(late.starts_at)
    sent = {"starts_at_0": f"{start:%Y-%m-%d}", "starts_at_1": f"{start:%H:%M}", "minutes": "75", "version": "0"}
    answer = browser.post(last, sent | {"request_id": factories.request_id(), "evening": "1"})
    made = Visit.objects.latest("pk")
    assert (answer.url, made.appointment, made.written_later) == (reverse("sessions_log:evening"), late, True)
