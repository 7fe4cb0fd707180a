import datetime as dt
import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from bookings import appointments, holding, planning, statuses
from bookings.appointments import Wanted
from bookings.enums import CancelReason
from bookings.hours import hours_of
from bookings.models import Appointment, AppointmentKind, BookingRules, Exceptional, Table, WorkingHours
from bookings.rules import first_weekday, rules, week_of
from bookings.series import book_more
from bookings.tables import NoTable
from bookings.times import moment, span
from tests import factories
from tests.bookings.conftest import BERLIN

THURSDAY = dt.date(2026, 3, 12)


def at(hour, minute=0, day=THURSDAY):
    return moment(day, dt.time(hour, minute), BERLIN)


@pytest.fixture(autouse=True)
def our_clock():
    with timezone.override(BERLIN):
        yield


@pytest.fixture
def mornings(therapist):
    """She works on weekdays from nine to one."""
    week = {day: [(dt.time(9), dt.time(13))] if day < 5 else [] for day in range(7)}
    planning.save_week(therapist, week, seen={day: [] for day in range(7)})
    return week


def book(client, therapist, start, now, minutes=60, **fields):
    beside = fields.pop("beside", None)
    wanted = Wanted(therapist=therapist, during=span(start, minutes), **fields)
    return appointments.book(wanted, client=client, by=therapist, request_id=uuid.uuid4(), now=now, beside=beside)


@pytest.mark.usefixtures("mornings")
def test_hours_days_off_and_a_day_of_her_own_over_a_holiday_of_all(therapist, owner, now):
    def add(first, last, **fields):
        Exceptional.objects.create(first_day=first, last_day=last, created_by=owner, **fields)

    friday, monday = dt.date(2026, 3, 13), dt.date(2026, 3, 16)
    add(friday, monday, label="Holiday")
    add(monday, monday, therapist=therapist, starts=dt.time(15), ends=dt.time(19))
    add(THURSDAY, THURSDAY, removed_at=now, removed_by=owner)
    hours = hours_of([therapist.pk], THURSDAY, monday, BERLIN)
    assert hours.open(therapist.pk, THURSDAY) == [(at(9), at(13))]
    assert (hours.open(therapist.pk, friday), hours.closed(therapist.pk, friday)) == ([], "Holiday")
    assert hours.open(therapist.pk, monday) == [(at(15, day=monday), at(19, day=monday))]
    assert hours.covers(therapist.pk, at(12), at(13)) and not hours.covers(therapist.pk, at(12), at(13, 1))


@pytest.mark.parametrize(("day", "hours"), [(dt.date(2026, 3, 29), 3), (dt.date(2026, 10, 25), 5)])
def test_a_night_shift_on_the_days_the_clocks_change_is_as_long_as_it_is(therapist, now, day, hours):
    WorkingHours.objects.create(therapist=therapist, weekday=6, starts=dt.time(0), ends=dt.time(4))
    ((start, end),) = hours_of([therapist.pk], day, day, BERLIN).open(therapist.pk, day)
    assert end - start == dt.timedelta(hours=hours)


@pytest.mark.usefixtures("mornings")
def test_outside_hours_needs_a_reason_which_is_kept(therapist, now):
    client = factories.client()
    with pytest.raises(holding.OutsideHours):
        book(client, therapist, at(12, 30), now)
    assert not Appointment.objects.exists()
    assert book(client, therapist, at(12, 30), now, outside_hours="agreed").outside_hours == "agreed"
    assert book(client, therapist, at(11), now, outside_hours="agreed").outside_hours == ""


def test_turnover_keeps_the_therapist_and_not_the_client(therapist, colleague, now):
    kind = AppointmentKind.objects.create(name="Massage", minutes=60, turnover=15)
    client = factories.client("Clara")
    first = book(client, therapist, at(10), now, kind=kind)
    first.refresh_from_db()
    assert (first.held.lower, first.held.upper) == (at(10), at(11, 15))
    with pytest.raises(holding.Taken):
        book(factories.client("Martin"), therapist, at(11), now)
    with pytest.raises(holding.Taken):  # its own turnover counts as well
        book(factories.client("Ada"), therapist, at(9), now, kind=kind)
    assert book(client, colleague, at(11), now).starts_at == at(11)
    assert book(factories.client("Martin"), therapist, at(11, 15), now).starts_at == at(11, 15)


def test_the_first_free_table_is_taken_and_one_that_is_taken_refused(therapist, colleague, now):
    left, right = (Table.objects.create(room="Garden", name=name) for name in ("left", "right"))
    first = book(factories.client("Clara"), therapist, at(10), now)
    with pytest.raises(NoTable) as refused:
        book(factories.client("Martin"), colleague, at(10, 30), now, table=left)
    assert (first.table, refused.value.other) == (left, first)
    assert book(factories.client("Martin"), colleague, at(10, 30), now).table == right
    third = factories.user("Third One", is_therapist=True)
    with pytest.raises(NoTable):
        book(factories.client("Ada"), third, at(10, 45), now)
    assert Appointment.objects.count() == 2


def test_the_database_refuses_a_table_twice_and_a_shortened_hold(therapist, colleague, now):
    table = Table.objects.create(room="Garden")
    factories.appointment(factories.client("Clara"), therapist, at(10), table=table, turnover=15)
    with pytest.raises(IntegrityError, match="appointment_table_free"), transaction.atomic():
        factories.appointment(factories.client("Martin"), colleague, at(11, 10), table=table)
    Appointment.objects.update(held=None)
    assert Appointment.objects.get().held.upper == at(11, 15)


def test_a_series_keeps_its_hour_over_the_change_of_the_clocks_and_names_what_is_not_free(therapist, now):
    client = factories.client("Clara")
    factories.appointment(factories.client("Martin"), therapist, at(10, day=dt.date(2026, 4, 9)))
    first = book(client, therapist, at(10), now)
    wanted = Wanted.of(first)
    for _ in range(2):  # a double click
        made, refused = book_more(first, wanted, every=2, times=4, by=therapist, now=now, zone=BERLIN)
    assert [one.starts_at for one in made] == [at(10, day=dt.date(2026, 3, 26)), at(10, day=dt.date(2026, 4, 23))]
    assert refused == [dt.date(2026, 4, 9)]
    assert Appointment.objects.filter(client=client).count() == 3


def test_a_couple_knows_of_each_other(therapist, colleague, now):
    first = book(factories.client("Clara"), therapist, at(10), now)
    second = book(factories.client("Karl"), colleague, at(10), now, beside=first)
    first.refresh_from_db()
    assert first.couple == second.couple == first.public_id


@pytest.mark.parametrize(
    ("hours", "reason", "expected"),
    [(25, "client", (False, "")), (23, "client", (True, "due")), (23, "therapist", (False, ""))],
)
def test_a_fee_is_due_only_of_a_client_who_cancels_late(therapist, now, hours, reason, expected):
    made = factories.appointment(factories.client(), therapist, now + dt.timedelta(hours=hours))
    done = statuses.cancel(made, reason=CancelReason(reason), by=therapist, now=now, seen=1)
    assert (done.cancelled_late, done.fee) == expected


def test_the_week_begins_as_in_the_country_unless_chosen(db):
    assert first_weekday(rules(), "Europe/Berlin") == 0
    assert first_weekday(rules(), "America/New_York") == 6
    assert first_weekday(rules(), "Africa/Cairo") == 5
    assert first_weekday(BookingRules(week_start="monday"), "America/New_York") == 0
    assert week_of(THURSDAY, 6)[0] == dt.date(2026, 3, 8)


def test_hours_typed_by_hand(as_, owner, therapist, now):
    page = f"/settings/bookings/hours/{therapist.public_id}/"
    refused = as_(owner).post(page, {"day_0": "9-13, 12-14", "day_1": "9-25", "day_2": "13-9", "day_3": "mornings"})
    assert {name: errors[0] for name, errors in refused.context["form"].errors.items()} == {
        "day_0": "Each stretch has to begin after the one before it has ended.",
        "day_1": "There is no such time in “9-25”.",
        "day_2": "In “13-9” the end has to come after the beginning.",
        "day_3": "Please type hours such as 9-13, 14:00-18:30.",
    }
    as_(owner).post(page, {"day_0": "9-13, 14.30 to 18"})
    assert planning.week_of(therapist)[0] == [(dt.time(9), dt.time(13)), (dt.time(14, 30), dt.time(18))]
    stale = as_(owner).post(page, {"day_0": "8-9"})
    assert "Somebody saved other hours meanwhile" in stale.text
    assert planning.week_of(therapist)[0][0] == (dt.time(9), dt.time(13))
    as_(owner).post(page, {"day_0": "8-9", "was_0": stale.context["form"]["was_0"].value()})
    assert planning.week_of(therapist)[0] == [(dt.time(8), dt.time(9))]


@pytest.mark.usefixtures("mornings")
def test_undoing_a_cancellation_books_nobody_on_a_day_off_that_was_entered_since(as_, therapist, desk, now):
    made = book(factories.client(), therapist, at(10, day=dt.date(2026, 3, 13)), now)
    made = statuses.cancel(made, reason=CancelReason.THERAPIST, by=desk, now=now, seen=1)
    off = Exceptional.objects.create(first_day=made.starts_at, last_day=made.starts_at, created_by=desk)
    said = {"status": "booked", "version": 2}
    mark = reverse("bookings:mark", args=[made.public_id])
    page = as_(desk).post(mark, said, follow=True)
    assert "The therapist does not work then any more." in page.text
    assert list(Appointment.objects.values_list("status", "version")) == [("cancelled", 2)]
    planning.remove_exceptional(off, by=desk, now=now)
    as_(desk).post(mark, said)
    assert Appointment.objects.get().status == "booked"
