import datetime as dt
import uuid

import pytest

from bookings import figures, planning, recall, seen
from bookings.enums import Figure, Recall
from bookings.models import Appointment, FollowUp
from bookings.rules import rules
from bookings.times import moment
from clients.models import Client
from tests import factories
from tests.bookings.conftest import BERLIN

WEEK = dt.timedelta(weeks=1)


def names(why, now):
    return [client.name for client in recall.missing(why, rules(), now)]


def test_who_is_missed_and_who_is_not(as_, desk, therapist, now):
    def was_here(name, weeks, **fields):
        client = factories.client(name, **fields)
        factories.appointment(client, therapist, now - weeks * WEEK - dt.timedelta(hours=len(name)), status="done")
        return client

    was_here("Just here", 5)
    was_here("Out of rhythm", 8)
    was_here("Lapsed", 20)
    was_here("Gone and archived", 8, archived_at=now)
    factories.appointment(was_here("Booked", 8), therapist, now + WEEK)
    factories.follow_up(was_here("To be called", 8), therapist)
    at_peace = was_here("Peaceful", 8)
    as_(therapist).post(f"/clients/{at_peace.public_id}/peace/")
    factories.appointment(factories.client("Never came"), therapist, now - 9 * WEEK, status="missed")
    assert names(Recall.RHYTHM, now) == ["Out of rhythm"]
    assert names(Recall.LAPSED, now) == ["Lapsed"]
    assert "Last here on 14 January 2026, with Ines Moreno" in as_(desk).get("/recall/").text
    missed = Client.objects.get(name="Out of rhythm")
    for _ in range(2):  # a double click
        as_(desk).post(f"/clients/{missed.public_id}/recall/", {"request_id": str(uuid.uuid4())})
    asked = FollowUp.objects.get(client=missed)
    assert (asked.asked, asked.therapist, names(Recall.RHYTHM, now)) == ("recall", therapist, [])


def test_who_was_here_without_an_appointment_is_missed_too(as_, desk, therapist, colleague, now):
    def was_here(name, *, booked, signed, with_=colleague):
        client = factories.client(name)
        if booked:
            factories.appointment(client, therapist, now - booked * WEEK, status="done")
        seen.push([client.pk], [seen.Last(client.pk, now - signed * WEEK, with_ and with_.pk)])
        return client

    was_here("Walked in", booked=None, signed=8)
    was_here("Imported", booked=None, signed=9, with_=None)
    was_here("Came again", booked=10, signed=3)
    was_here("Booked last", booked=7, signed=20)
    found = [(one.name, (now - one.last_at) / WEEK, one.last_with) for one in recall.missing("rhythm", rules(), now)]
    assert found == [
        ("Imported", 9, None),
        ("Walked in", 8, "Tomas Reyes"),
        ("Booked last", 7, "Ines Moreno"),
    ]
    page = as_(desk).get("/recall/").text
    assert "Last here on 8 January 2026<" in page and "Last here on 15 January 2026, with Tomas Reyes<" in page


@pytest.fixture
def some_weeks(therapist, now):
    """On Monday 16 February: what figures count."""
    monday = dt.date(2026, 2, 16)

    def made(name, hour, **fields):
        at = moment(monday, dt.time(hour), BERLIN)
        return factories.appointment(factories.client(name), therapist, at, **fields)

    made("Missed", 9, status="missed")
    made("Late", 9, status="cancelled", cancel_reason="client", cancelled_late=True)
    made("In time", 9, status="cancelled", cancel_reason="client", cancelled_late=False)
    rebooked, gone = made("Rebooked", 10, status="done"), made("Gone", 11, status="done")
    again = [factories.appointment(one.client, therapist, one.starts_at + WEEK, 30) for one in (rebooked, gone)]
    Appointment.objects.filter(pk=again[0].pk).update(created_at=rebooked.starts_at)
    Appointment.objects.filter(pk=again[1].pk).update(created_at=gone.starts_at + WEEK / 2)
    Client.objects.update(created_at=moment(dt.date(2026, 2, 14), dt.time(10), BERLIN))
    week = {day: [(dt.time(9), dt.time(13))] if day == 0 else [] for day in range(7)}
    planning.save_week(therapist, week, seen={day: [] for day in range(7)})
    return monday, monday + dt.timedelta(days=6)


def test_figures_and_their_lists(therapist, some_weeks):
    first, last = some_weeks
    lists = {one: figures.appointments_of(one, first, last, BERLIN) for one in Figure}
    told = {one: sorted(row.client.name for row in found) for one, found in lists.items()}
    assert told == {
        Figure.DONE: ["Gone", "Rebooked"],
        Figure.REBOOKED: ["Rebooked"],
        Figure.MISSED: ["Missed"],
        Figure.LATE: ["Late"],
        Figure.NOT_REBOOKED: ["Gone"],
        Figure.FIRST: [],
    }
    firsts = figures.appointments_of(Figure.FIRST, dt.date(2026, 2, 14), last, BERLIN)
    assert sorted(row.client.name for row in firsts) == ["Gone", "Rebooked"]
    assert figures.days_to_first(firsts) == 2.0
    (used,) = figures.use([therapist], first, last, BERLIN)
    assert (used.booked, used.open, used.percent) == (120, 240, 50)


# session, user, practice; five counts, the days to the first; therapists, hours of the week,
# days that differ, what was booked
FIGURES_QUERIES = 13


def test_queries_of_the_figures(as_, desk, some_weeks, django_assert_num_queries):
    browser = as_(desk)
    with django_assert_num_queries(FIGURES_QUERIES):
        page = browser.get("/figures/?weeks=12")
    counts = {one.value: count for one, count in page.context["counts"]}
    assert counts == {"done": 2, "rebooked": 1, "missed": 1, "late": 1, "not_rebooked": 1, "first": 2}
    assert page.context["use"][0].percent is not None
