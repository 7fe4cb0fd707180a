"""What the desk reads of forms and consents: on the calendar, and on the appointment's page."""

import datetime as dt

import pytest
from django.urls import reverse

from bookings.models import Paperwork
from bookings.paperwork import pills
from bookings.times import moment
from tests import factories
from tests.bookings.conftest import BERLIN

TODAY = dt.date(2026, 3, 12)
LATER, OVER = dt.date(2026, 9, 1), dt.date(2026, 3, 11)
NOW = moment(TODAY, dt.time(9), BERLIN)
SOON, GONE = NOW + dt.timedelta(days=3), NOW - dt.timedelta(hours=1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (None, ["intake due"]),
        ({}, ["intake due"]),
        ({"history_until": LATER, "consent_until": LATER}, []),
        ({"history_until": TODAY, "consent_until": TODAY}, []),
        ({"history_until": OVER, "consent_until": OVER, "state": "in"}, ["renewal due"]),
        ({"history_until": LATER, "consent_until": OVER}, ["consent due"]),
        ({"history_until": LATER}, ["consent due"]),
        ({"consent_until": LATER}, ["intake due"]),
        ({"state": "sent", "link_until": SOON}, ["intake sent"]),
        ({"state": "begun", "link_until": SOON}, ["intake begun"]),
        ({"state": "sent", "link_until": GONE}, ["intake link ran out"]),
        ({"state": "failed", "link_until": SOON}, ["intake could not be sent"]),
        ({"state": "locked", "link_until": SOON}, ["intake locked"]),
        ({"state": "sent", "link_until": SOON, "history_until": LATER}, ["intake sent", "consent due"]),
        ({"to_review": True}, ["therapist to review before the visit", "intake due"]),
        (
            {"to_review": True, "history_until": LATER, "consent_until": LATER},
            ["therapist to review before the visit"],
        ),
    ],
)
def test_what_is_outstanding_in_words(row, said):
    found = pills(None if row is None else Paperwork(changed_at=NOW, **row), TODAY, NOW)
    assert [pill.text for pill in found] == said


def test_the_calendar_says_what_is_outstanding_for_the_day_of_the_visit(as_, desk, therapist, now):
    """Whoever fell through or is over is not asked for anything; a consent that ends before the day is due on it."""
    tomorrow = TODAY + dt.timedelta(days=1)

    def booked(name, hour, **fields):
        client = factories.client(name)
        made = factories.appointment(client, therapist, moment(tomorrow, dt.time(hour), BERLIN), **fields)
        return client, made

    booked("Never Asked", 9)
    ends_today, made = booked("Ends Today", 11)
    Paperwork.objects.create(client=ends_today, consent_until=TODAY, history_until=LATER, changed_at=now)
    all_well, _made = booked("All Well", 13)
    Paperwork.objects.create(client=all_well, consent_until=LATER, history_until=LATER, changed_at=now)
    booked("Fell Through", 15, status="cancelled", cancel_reason="client")
    factories.appointment(factories.client("Is Over"), therapist, moment(TODAY, dt.time(7), BERLIN))

    def said(day):
        (column,) = as_(desk).get(f"/appointments/?day={day}").context["columns"]
        found = [stretch.what for stretch in column.stretches if stretch.what]
        return {one.client.name: [pill.text for pill in one.pills] for one in found}

    assert said(tomorrow) == {
        "Never Asked": ["intake due"],
        "Ends Today": ["consent due"],
        "All Well": [],
        "Fell Through": [],
    }
    assert said(TODAY) == {"Is Over": []}
    assert "consent due" in as_(desk).get(reverse("bookings:appointment", args=[made.public_id])).text
