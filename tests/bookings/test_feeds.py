"""The feed of a therapist's calendar: a secret address, initials and kinds, and nothing else."""

import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.test import Client as Browser
from icalendar import Calendar

from bookings.models import AppointmentKind, Feed
from bookings.times import moment
from tests import factories, world
from tests.bookings.conftest import BERLIN
from tests.test_access import CLINICAL

MINE = "/calendar/address/"


def at(hour, day=16, month=3, year=2026):
    return moment(dt.date(year, month, day), dt.time(hour), BERLIN)


def make(browser) -> str:
    return urlsplit(browser.post(MINE).context["link"]).path


@pytest.fixture
def booked(therapist, now):
    """One that is to come, and what a calendar elsewhere does not show."""
    clara = factories.client("Clara van Whitfield", desk_note=world.NOTE)
    factories.complaint(clara, world.COMPLAINT, own_words=world.NOTE)
    kind = AppointmentKind.objects.create(name="First visit", minutes=90)
    factories.appointment(clara, therapist, at(16), note=world.NOTE, kind=kind)
    factories.appointment(clara, therapist, at(9), status="cancelled", cancel_reason="client")
    factories.appointment(clara, therapist, at(10), status="missed")
    factories.appointment(clara, therapist, at(16, day=5, month=1))
    factories.appointment(clara, therapist, at(16, day=1, month=6, year=2027))
    return clara


def test_it_gives_times_initials_and_kind_and_nothing_else(as_, booked, therapist, colleague):
    factories.appointment(factories.client("Martin Osei"), colleague, at(16))
    answer = Browser().get(make(as_(therapist)))
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.text)
    (entry,) = found.events
    assert (entry.start, entry.end, entry["sequence"]) == (at(16), at(17), 0)
    assert (str(entry["summary"]), str(found["x-wr-calname"])) == ("CVW · First visit", "Fifth Visit")
    assert set(entry) == {"UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS"}
    assert found.errors == entry.errors == []
    assert not CLINICAL.search(answer.text)
    assert [word for word in ("Clara", "Whitfield", world.NOTE, "Osei") if word in answer.text] == []


def test_the_address_is_kept_as_a_hash_shown_once_and_a_new_one_ends_it(as_, therapist):
    browser = as_(therapist)
    first = make(browser)
    token = first.rpartition("/")[2].removesuffix(".ics")
    assert Feed.objects.get().token_hash == factories.sha256(token)
    assert token not in browser.get(MINE).text
    second = make(browser)
    assert [Browser().get(path).status_code for path in (first, second)] == [404, 200]
    browser.post("/calendar/address/revoke/")
    assert Browser().get(second).status_code == 404
    assert not Feed.objects.filter(revoked_at=None).exists()


@pytest.mark.parametrize("gone", [{"is_active": False}, {"is_therapist": False, "is_front_desk": True}])
def test_whoever_leaves_takes_no_calendar_along(as_, therapist, gone):
    path = make(as_(therapist))
    for name, value in gone.items():
        setattr(therapist, name, value)
    therapist.save()
    assert Browser().get(path).status_code == 404


# the practice's time zone, the feed, appointments with clients and kinds
FEED_QUERIES = 3


@pytest.mark.parametrize("many", [0, 1, 3])
def test_a_feed_costs_the_same_however_much_is_booked(as_, therapist, now, many, django_assert_num_queries):
    path = make(as_(therapist))
    for n in range(many):
        factories.appointment(factories.client(f"C {n}"), therapist, at(9 + n))
    with django_assert_num_queries(FEED_QUERIES):
        found = Browser().get(path).text
    assert found.count("BEGIN:VEVENT") == len(Calendar.from_ical(found).events) == many
