import datetime as dt
import uuid

import pytest
from django.urls import reverse

from bookings import appointments
from bookings.appointments import Wanted
from bookings.enums import CancelReason
from bookings.models import Call, FollowUp, Waiting
from bookings.times import moment, span
from tests import factories
from tests.bookings.conftest import BERLIN

TODAY = dt.date(2026, 3, 12)


def url(of, name):
    return reverse(f"bookings:{name}", args=[of.public_id])


def at(hour, day=13):
    return moment(dt.date(2026, 3, day), dt.time(hour), BERLIN)


@pytest.fixture
def asked(now, therapist):
    client = factories.client("Clara Whitfield")
    return factories.follow_up(client, therapist, due_from=TODAY, due_by=TODAY + dt.timedelta(days=5))


def call(browser, asked, outcome, **more):
    sent = {"outcome": outcome, "request_id": str(uuid.uuid4())} | more
    for _ in range(2):  # a double click
        browser.post(url(asked, "called"), sent)
    asked.refresh_from_db()


def test_every_call_is_kept_and_one_to_call_again_rests_until_then(as_, desk, asked):
    call(as_(desk), asked, "message")
    assert (asked.status, asked.call_again_on) == ("open", None)
    call(as_(desk), asked, "again", again_on="2026-03-14")
    assert (asked.status, asked.call_again_on) == ("open", dt.date(2026, 3, 14))
    assert [(one.outcome, one.by) for one in Call.objects.order_by("pk")] == [("message", desk), ("again", desk)]
    page = as_(desk).get("/follow-ups/")
    ((heading, (row,)),) = page.context["groups"]
    assert (str(heading), row.call.outcome) == ("To call again", "again")


@pytest.mark.parametrize("day", ["", "2026-03-12", "nonsense"])
def test_to_call_again_needs_a_day_after_today(as_, desk, asked, day):
    call(as_(desk), asked, "again", again_on=day)
    assert (asked.call_again_on, Call.objects.count()) == (None, 0)


@pytest.mark.parametrize(("outcome", "waits"), [("declined", 0), ("waitlist", 1)])
def test_what_ends_a_request_closes_it(as_, desk, asked, outcome, waits):
    call(as_(desk), asked, outcome)
    assert (asked.status, asked.close_reason, Waiting.objects.open().count()) == ("closed", outcome, waits)


def test_the_list_offers_free_times_and_the_first_click_fills_the_form(as_, desk, therapist, asked):
    factories.appointment(factories.client("Martin"), therapist, at(9, 12), 180)
    page = as_(desk).get("/follow-ups/")
    ((_heading, (row,)),) = page.context["groups"]
    assert [offer.start for offer in row.offers] == [at(12, 12), at(17, 12), at(8)]
    link = f"{url(asked, 'book')}?at=2026-03-12T12:00/{therapist.public_id}"
    assert link in page.text
    form = as_(desk).get(link).context["form"]
    assert (form["day"].value(), form["time"].value(), form["minutes"].value()) == ("2026-03-12", "12:00", 60)


def test_a_cancelled_time_lists_whom_it_fits_and_booking_takes_them_off(as_, desk, therapist, colleague, now):
    def waits(name, **fields):
        days = {"first_day": TODAY, "last_day": TODAY + dt.timedelta(days=5)}
        return Waiting.objects.create(client=factories.client(name), created_by=desk, **days | fields)

    fits = waits("Fits", therapist=therapist)
    waits("Long", minutes=90)
    waits("Other", therapist=colleague)
    waits("Later", first_day=TODAY + dt.timedelta(days=3))
    waits("Done", closed_at=now, closed_by=desk)
    anyone = waits("Anyone")
    made = factories.appointment(factories.client("Clara"), therapist, at(10))
    assert as_(desk).get(url(made, "appointment")).context["fitting"] == []
    appointments.cancel(made, reason=CancelReason.CLIENT, by=desk, now=now, seen=1)
    assert as_(desk).get(url(made, "appointment")).context["fitting"] == [(fits, None), (anyone, None)]
    wanted = Wanted(therapist=therapist, during=span(at(10), 60))
    booked = appointments.book(wanted, client=fits.client, by=desk, request_id=uuid.uuid4(), now=now)
    fits.refresh_from_db()
    assert (fits.appointment, fits.closed_at) == (booked, now)
    appointments.cancel(booked, reason=CancelReason.THERAPIST, by=desk, now=now, seen=1)
    fits.refresh_from_db()
    assert (fits.appointment, fits.closed_at) == (None, None)
    assert not FollowUp.objects.exists()
