import datetime as dt
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import appointments, calls, statuses
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
    statuses.cancel(made, reason=CancelReason.CLIENT, by=desk, now=now, seen=1)
    assert as_(desk).get(url(made, "appointment")).context["fitting"] == [(fits, None), (anyone, None)]
    wanted = Wanted(therapist=therapist, during=span(at(10), 60))
    booked = appointments.book(wanted, client=fits.client, by=desk, request_id=uuid.uuid4(), now=now)
    fits.refresh_from_db()
    assert (fits.appointment, fits.closed_at) == (booked, now)
    statuses.cancel(booked, reason=CancelReason.THERAPIST, by=desk, now=now, seen=1)
    fits.refresh_from_db()
    assert (fits.appointment, fits.closed_at) == (None, None)
    assert not FollowUp.objects.exists()


def test_an_overdue_request_on_the_waitlist_waits_from_today_on(as_, desk, therapist, now):
    factories.follow_up(factories.client("Clara Whitfield"), therapist, due_by=TODAY - dt.timedelta(days=3))
    call(as_(desk), FollowUp.objects.get(), "waitlist")
    waits = Waiting.objects.get()
    assert (waits.first_day, waits.last_day) == (TODAY, TODAY + dt.timedelta(days=14))
    assert list(as_(desk).get("/waitlist/").context["page"]) == [waits]


def test_who_waited_in_vain_is_on_the_list_again_once(as_, desk, therapist, asked, now):
    """With those who were put on the waitlist by hand, unless they come anyhow."""
    call(as_(desk), asked, "waitlist")
    days = {"first_day": TODAY, "last_day": TODAY + dt.timedelta(days=5), "created_by": desk}
    by_hand, comes, gone = (factories.client(name) for name in ("By Hand", "Comes Anyhow", "Archived"))
    for client in (by_hand, comes, gone):
        Waiting.objects.create(client=client, therapist=therapist, minutes=45, **days)
    factories.appointment(comes, therapist, at(10, 25))
    type(gone).objects.filter(pk=gone.pk).update(archived_at=now)
    with timezone.override(BERLIN):  # after their last day, and again
        assert [calls.wait_no_more(one) for one in (at(23, 17), at(0, 18), at(1, 18))] == [0, 4, 0]
    asked.refresh_from_db()
    assert (asked.status, asked.close_reason, Waiting.objects.open().count()) == ("open", "", 0)
    new = FollowUp.objects.exclude(pk=asked.pk).get()
    assert (new.client, new.therapist, new.minutes, new.due_from) == (by_hand, therapist, 45, dt.date(2026, 3, 18))


def test_who_is_moved_into_the_days_waited_for_waits_no_longer(desk, therapist, now):
    clara = factories.client("Clara")
    made = factories.appointment(clara, therapist, at(10, 25))
    waits = Waiting.objects.create(client=clara, first_day=TODAY, last_day=at(9).date(), created_by=desk)
    appointments.move(made, Wanted(therapist=therapist, during=span(at(10), 60)), seen=1)
    waits.refresh_from_db()
    assert (waits.appointment, waits.closed_at) == (made, now)
    made = statuses.cancel(made, reason=CancelReason.CLIENT, by=desk, now=now, seen=2)
    waits.refresh_from_db()
    assert waits.closed_at is None
    statuses.mark(made, status="booked", by=desk, now=now, seen=made.version)
    waits.refresh_from_db()
    assert (waits.appointment, waits.closed_at) == (made, now)
