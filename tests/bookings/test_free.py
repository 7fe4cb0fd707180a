"""What is offered can be booked: therapist, table, time to turn the room over. A couple lies in one room."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from bookings import appointments
from bookings.appointments import Wanted
from bookings.holding import Taken
from bookings.models import Appointment, AppointmentKind, Exceptional, Table
from bookings.tables import NoTable
from bookings.times import moment, span
from tests import factories
from tests.bookings.conftest import BERLIN

FRIDAY = dt.date(2026, 3, 13)


def at(hour, minute=0):
    return moment(FRIDAY, dt.time(hour, minute), BERLIN)


def tables(**rooms):
    return [Table.objects.create(room=room, name=name) for room, names in rooms.items() for name in names]


def there(name, therapist, start, minutes=60, **fields):
    return factories.appointment(factories.client(name), therapist, start, minutes, **fields)


@pytest.fixture
def asked(now, therapist):
    client = factories.client("Clara Whitfield", preferred_times=["mornings"])
    return factories.follow_up(client, therapist, due_from=FRIDAY, due_by=FRIDAY, minutes=60)


def offered(as_, desk, asked, **typed):
    """Of the booking page, and of the list of requests."""
    page = as_(desk).get(reverse("bookings:book", args=[asked.public_id]))
    if typed:
        sent = {name: page.context["form"][name].value() or "" for name in page.context["form"].fields}
        page = as_(desk).post(reverse("bookings:book", args=[asked.public_id]), sent | typed | {"look": "1"})
    ((_heading, (row,)),) = as_(desk).get("/follow-ups/").context["groups"]
    return [[one.start.astimezone(BERLIN).time() for one in found] for found in (page.context["offers"], row.offers)]


def test_a_time_is_offered_only_where_one_table_is_free_all_through(as_, desk, therapist, colleague, asked):
    """At every minute from nine to half past ten one of the two is free, and yet neither for an hour."""
    left, right = tables(Garden=["left", "right"])
    other = factories.user("Third One", is_therapist=True)
    there("A", colleague, at(8), 105, table=left)
    there("B", other, at(8), 60, table=right)
    there("C", other, at(9, 30), 60, table=right)
    assert offered(as_, desk, asked) == [[dt.time(9, 45)]] * 2
    there("D", colleague, at(9, 45), 75, table=left)
    assert offered(as_, desk, asked) == [[dt.time(10, 30)]] * 2


def test_where_nothing_is_free_in_the_window_the_days_after_are_offered(as_, desk, therapist, asked):
    Exceptional.objects.create(therapist=therapist, first_day=FRIDAY, last_day=FRIDAY, created_by=desk)
    monday = FRIDAY + dt.timedelta(days=3)  # nobody said that weekends are liked
    page = as_(desk).get(reverse("bookings:book", args=[asked.public_id]))
    assert page.context["offers"][0].start == moment(monday, dt.time(8), BERLIN)
    assert offered(as_, desk, asked)[1] == [dt.time(8)] * 3


def test_a_table_that_is_asked_for_is_free_at_what_is_offered(as_, desk, colleague, asked):
    left, _right = tables(Garden=["left", "right"])
    there("A", colleague, at(8), 60, table=left)
    assert offered(as_, desk, asked) == [[dt.time(8)]] * 2
    assert offered(as_, desk, asked, table=str(left.public_id))[0] == [dt.time(9)]


def test_what_is_offered_leaves_time_to_turn_the_room_over(as_, desk, therapist, asked):
    there("A", therapist, at(9), 60)
    assert offered(as_, desk, asked) == [[dt.time(8)]] * 2
    hour = AppointmentKind.objects.create(name="Massage", minutes=60, turnover=15)
    assert offered(as_, desk, asked) == [[dt.time(10)]] * 2
    form = as_(desk).get(reverse("bookings:book", args=[asked.public_id])).context["form"]
    assert (form["kind"].value(), form["minutes"].value()) == (hour.public_id, None)
    half = AppointmentKind.objects.create(name="Half", minutes=30, turnover=30)
    assert offered(as_, desk, asked, kind=str(half.public_id))[0] == [dt.time(8)]


def test_ones_own_appointment_with_another_needs_no_turnover(as_, desk, colleague, asked):
    AppointmentKind.objects.create(name="Massage", minutes=60, turnover=15)
    factories.appointment(asked.client, colleague, at(9), 60, turnover=15)
    factories.appointment(asked.client, colleague, at(10, 15), 100)
    assert offered(as_, desk, asked)[0] == [dt.time(8)]


def beside(first, therapist, client=None, **wanted):
    wanted = Wanted(therapist=therapist, during=first.during, **wanted)
    client = client or factories.client("Karl")
    return appointments.book(
        wanted, client=client, by=therapist, request_id=uuid.uuid4(), now=timezone.now(), beside=first
    )


def test_a_couple_gets_the_second_table_of_the_room_by_itself(therapist, colleague, now):
    _single, left, right = tables(Attic=[""], Garden=["left", "right"])
    first = there("Clara", therapist, at(10), table=left)
    second = beside(first, colleague)
    first.refresh_from_db()
    assert (first.table, second.table, first.couple) == (left, right, second.couple)


def test_who_lies_in_a_room_with_one_table_moves_to_one_with_two(therapist, colleague, now):
    single, left, right = tables(Attic=[""], Garden=["left", "right"])
    first = there("Clara", therapist, at(10), table=single)
    second = beside(first, colleague)
    first.refresh_from_db()
    assert (first.table, second.table, first.version) == (left, right, 2)


def test_a_couple_without_a_room_for_two_is_told_and_nothing_moves(as_, desk, therapist, colleague, now):
    single, left, right = tables(Attic=[""], Garden=["left", "right"])
    there("In the way", factories.user("Third One", is_therapist=True), at(10, 30), table=right)
    first = there("Clara", therapist, at(10), table=single)
    karl = factories.client("Karl")
    page = f"{reverse('bookings:new', args=[karl.public_id])}?beside={first.public_id}"
    form = as_(desk).get(page).context["form"]
    assert form["therapist"].value() == colleague.public_id
    sent = {name: form[name].value() or "" for name in form.fields}
    refused = as_(desk).post(page, sent).context["form"]
    assert refused.errors == {
        "table": ["No room has two tables free then. Choose a table elsewhere, or move the other one first."]
    }
    first.refresh_from_db()
    assert (first.table, first.couple, Appointment.objects.count()) == (single, None, 2)
    elsewhere = sent | {"table": str(left.public_id)}
    refused = as_(desk).post(page, elsewhere | {"time": "12:00"}).context["form"]
    assert refused.errors["time"][0].startswith("Clara comes at another time: Friday 13 March")
    as_(desk).post(page, elsewhere)
    assert Appointment.objects.get(client=karl).table == left


def test_nobody_is_booked_beside_who_does_not_come(as_, desk, therapist, now):
    gone = factories.appointment(
        factories.client("Clara"), therapist, at(10), status="cancelled", cancel_reason="client"
    )
    page = f"{reverse('bookings:new', args=[factories.client('Karl').public_id])}?beside={gone.public_id}"
    assert as_(desk).get(page).context["beside"] is None


@pytest.mark.django_db(transaction=True)
def test_fifty_attempts_at_the_last_table_give_one_booking_and_forty_nine_answers(now):
    """Ten therapists, five clients for each: whoever is second finds her taken, or no table."""
    (table,) = tables(Garden=[""])
    people = [factories.user(f"Therapist {n}", is_therapist=True) for n in range(10)]
    clients = [factories.client(f"Client {n}") for n in range(50)]
    start, answers = threading.Barrier(50), []

    def attempt(n):
        start.wait()
        wanted = Wanted(therapist=people[n % 10], during=span(at(10), 60))
        facts = {"client": clients[n], "by": people[n % 10], "request_id": uuid.uuid4(), "now": now}
        try:
            answers.append(appointments.book(wanted, **facts).table_id)
        except (Taken, NoTable):
            answers.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=[n]) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers, key=bool) == [None] * 49 + [table.pk]
    assert Appointment.objects.count() == 1
