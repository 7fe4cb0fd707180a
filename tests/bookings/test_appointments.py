import datetime as dt
import threading
import uuid

import pytest
from django.db import connection

from bookings import appointments, holding, requests, statuses
from bookings.appointments import Wanted
from bookings.enums import AppointmentStatus as Status
from bookings.enums import CancelReason, CloseReason, FollowUpStatus
from bookings.models import Appointment, FollowUp
from bookings.times import span
from practice.versions import Stale
from tests import factories

NOW = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
TEN = dt.datetime(2026, 3, 12, 10, 0, tzinfo=dt.UTC)


def book(client, therapist, at=TEN, minutes=60, **fields):
    fields.setdefault("request_id", uuid.uuid4())
    wanted = Wanted(therapist=therapist, during=span(at, minutes), **fields.pop("wanted", {}))
    return appointments.book(wanted, client=client, by=therapist, now=NOW, **fields)


def state():
    """Everything that a refused step must leave as it was."""
    return list(Appointment.objects.order_by("pk").values()), list(FollowUp.objects.order_by("pk").values())


def test_booking_closes_its_request_with_it(therapist, desk):
    asked = factories.follow_up(factories.client(), therapist)
    made = book(asked.client, therapist, follow_up=asked)
    asked.refresh_from_db()
    assert (asked.status, asked.appointment, asked.status_at, made.follow_up) == ("booked", made, NOW, asked)


def test_the_same_request_id_books_once(therapist):
    client, key = factories.client(), uuid.uuid4()
    first = book(client, therapist, request_id=key)
    assert book(client, therapist, request_id=key) == first
    assert Appointment.objects.count() == 1


def test_one_request_is_never_booked_twice(therapist):
    asked = factories.follow_up(factories.client(), therapist)
    book(asked.client, therapist, follow_up=asked)
    before = state()
    with pytest.raises(requests.NoLongerOpen):
        book(asked.client, therapist, TEN + dt.timedelta(days=1), follow_up=asked)
    assert state() == before


def test_an_overlap_of_the_therapist_is_refused_and_names_the_other(therapist):
    there = book(factories.client("Clara"), therapist)
    before = state()
    with pytest.raises(holding.Taken) as refused:
        book(factories.client("Martin"), therapist, TEN + dt.timedelta(minutes=59))
    assert (refused.value.by_therapist, refused.value.other) == (True, there)
    assert state() == before


def test_an_overlap_of_the_client_is_refused(therapist, colleague):
    client = factories.client()
    there = book(client, therapist)
    with pytest.raises(holding.Taken) as refused:
        book(client, colleague, TEN - dt.timedelta(minutes=30))
    assert (refused.value.by_therapist, refused.value.other) == (False, there)


def test_appointments_that_touch_are_no_overlap(therapist):
    client = factories.client()
    book(client, therapist)
    book(client, therapist, TEN + dt.timedelta(minutes=60))
    assert Appointment.objects.count() == 2


def test_the_database_refuses_what_slipped_past_the_check(therapist, monkeypatch):
    book(factories.client("Clara"), therapist)
    monkeypatch.setattr(appointments, "refuse_overlap", lambda wanted: None)
    with pytest.raises(holding.Taken) as refused:
        book(factories.client("Martin"), therapist)
    assert refused.value.by_therapist
    assert Appointment.objects.count() == 1


def test_an_archived_client_and_a_person_who_left_cannot_be_booked(therapist, colleague):
    gone, client = factories.client("Gone", archived_at=NOW), factories.client("Clara")
    colleague.is_active = False
    colleague.save()
    for who, with_, expected in [(gone, therapist, "client"), (client, colleague, "therapist")]:
        with pytest.raises(holding.NotBookable) as refused:
            book(who, with_)
        assert refused.value.who == expected
    assert state() == ([], [])


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.MISSED])
def test_a_request_is_open_again_when_its_appointment_falls_through(therapist, status):
    asked = factories.follow_up(factories.client(), therapist)
    made = book(asked.client, therapist, NOW, follow_up=asked)
    if status == Status.CANCELLED:
        statuses.cancel(made, reason=CancelReason.CLIENT, by=therapist, now=NOW, seen=1)
    else:
        statuses.mark(made, status=status, by=therapist, now=NOW, seen=1)
    asked.refresh_from_db()
    assert (asked.status, asked.appointment) == (FollowUpStatus.OPEN, None)
    again = book(asked.client, therapist, follow_up=asked)
    asked.refresh_from_db()
    assert (asked.status, asked.appointment) == (FollowUpStatus.BOOKED, again)


def test_undoing_a_slip_books_the_request_again(therapist):
    asked = factories.follow_up(factories.client(), therapist)
    made = book(asked.client, therapist, NOW, follow_up=asked)
    missed = statuses.mark(made, status=Status.MISSED, by=therapist, now=NOW, seen=1)
    statuses.mark(missed, status=Status.BOOKED, by=therapist, now=NOW, seen=2)
    asked.refresh_from_db()
    assert (asked.status, asked.appointment) == (FollowUpStatus.BOOKED, made)


def test_undoing_is_refused_when_the_time_was_given_away(therapist):
    made = book(factories.client("Clara"), therapist)
    cancelled = statuses.cancel(made, reason=CancelReason.CLIENT, by=therapist, now=NOW, seen=1)
    book(factories.client("Martin"), therapist)
    before = state()
    with pytest.raises(holding.Taken):
        statuses.mark(cancelled, status=Status.BOOKED, by=therapist, now=NOW, seen=2)
    assert state() == before


def test_a_second_click_does_nothing_and_a_stale_one_is_told(therapist):
    made = book(factories.client(), therapist, NOW)
    statuses.mark(made, status=Status.ARRIVED, by=therapist, now=NOW, seen=1)
    before = state()
    statuses.mark(made, status=Status.ARRIVED, by=therapist, now=NOW, seen=1)
    with pytest.raises(Stale) as refused:
        statuses.cancel(made, reason=CancelReason.CLIENT, by=therapist, now=NOW, seen=1)
    assert refused.value.current.status == Status.ARRIVED
    assert state() == before


def test_moving_frees_the_old_time_and_refuses_a_stale_form(therapist, colleague):
    made = book(factories.client("Clara"), therapist)
    later = span(TEN + dt.timedelta(hours=3), 90)
    moved = appointments.move(made, Wanted(therapist=colleague, during=later), seen=1)
    assert (moved.therapist, moved.during, moved.version) == (colleague, later, 2)
    book(factories.client("Martin"), therapist)
    before = state()
    with pytest.raises(Stale):
        appointments.move(made, Wanted(therapist=therapist, during=span(NOW, 60)), seen=1)
    assert state() == before


def test_moving_within_its_own_time_does_not_clash_with_itself(therapist):
    made = book(factories.client(), therapist)
    moved = appointments.move(made, Wanted(therapist=therapist, during=span(TEN, 90), note="longer"), seen=1)
    assert (moved.minutes, moved.note) == (90, "longer")


def test_nothing_is_marked_before_its_day_nor_missed_before_it_begins(therapist):
    made = book(factories.client(), therapist)
    early = {Status.ARRIVED: TEN - dt.timedelta(days=1), Status.DONE: TEN - dt.timedelta(days=1)}
    early[Status.MISSED] = TEN - dt.timedelta(minutes=1)
    for status, now in early.items():
        with pytest.raises(holding.NotPossible):
            statuses.mark(made, status=status, by=therapist, now=now, seen=1)
    assert state()[0][0]["status"] == Status.BOOKED
    assert statuses.mark(made, status=Status.ARRIVED, by=therapist, now=TEN, seen=1).status == Status.ARRIVED


@pytest.mark.django_db(transaction=True)
def test_fifty_attempts_at_one_slot_give_one_booking_and_forty_nine_answers(therapist):
    clients = [factories.client(f"Client {n}") for n in range(50)]
    start, answers = threading.Barrier(50), []

    def attempt(client):
        start.wait()
        try:
            answers.append(book(client, therapist).client_id)
        except holding.Taken as refused:
            answers.append(refused.other is not None)
        finally:
            connection.close()

    threads = [threading.Thread(target=attempt, args=[client]) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    booked = Appointment.objects.get()
    assert sorted(answers) == sorted([True] * 49 + [booked.client_id])


def test_a_request_made_twice_is_one_and_can_be_taken_back(therapist, desk):
    client, key = factories.client(), uuid.uuid4()
    facts = {"client": client, "therapist": therapist, "due_from": NOW.date(), "due_by": TEN.date()}
    facts |= {"minutes": 75, "desk_note": "Ines would like a longer time.", "by": therapist, "request_id": key}
    made = requests.request_follow_up(**facts)
    assert requests.request_follow_up(**facts | {"minutes": 30}) == made
    assert FollowUp.objects.values_list("minutes", "status", "created_by").get() == (75, "open", therapist.pk)
    taken_back = requests.withdraw_follow_up(request_id=key, by=desk, now=NOW)
    assert (taken_back.status, taken_back.close_reason, taken_back.status_by) == ("closed", "withdrawn", desk)
    assert requests.withdraw_follow_up(request_id=uuid.uuid4(), by=desk, now=NOW) is None


def test_taking_back_leaves_a_booked_request_alone(therapist):
    asked = factories.follow_up(factories.client(), therapist)
    book(asked.client, therapist, follow_up=asked)
    before = state()
    requests.withdraw_follow_up(request_id=asked.request_id, by=therapist, now=NOW)
    with pytest.raises(requests.NoLongerOpen):
        requests.close_follow_up(asked, reason=CloseReason.WILL_CALL, by=therapist, now=NOW)
    assert state() == before


def test_a_closed_request_can_be_opened_again(therapist):
    asked = factories.follow_up(factories.client(), therapist)
    requests.close_follow_up(asked, reason=CloseReason.WILL_CALL, by=therapist, now=NOW)
    opened = requests.reopen_follow_up(asked, by=therapist, now=NOW)
    assert (opened.status, opened.close_reason) == ("open", "")


@pytest.mark.parametrize(
    ("asked", "days", "answers"),
    [
        ({"with_": "her"}, (0, 5), True),
        ({}, (0, 5), True),
        ({"with_": "her"}, (-9, -2), True),  # overdue
        ({"with_": "her"}, (9, 14), False),  # sooner than asked for
        ({"with_": "another"}, (0, 5), False),
        ({"with_": "another", "asked": "left"}, (-9, 0), True),  # who had nothing booked has something now
        ({"asked": "recall"}, (9, 14), True),
    ],
)
def test_an_appointment_booked_otherwise_answers_a_request(therapist, colleague, asked, days, answers):
    """From the calendar, by a link: it leaves the list, and comes back when the appointment falls through."""
    named = {"with_": {"her": therapist, "another": colleague}[asked["with_"]]} if "with_" in asked else {}
    first, last = (NOW.date() + dt.timedelta(days=n) for n in days)
    request = factories.follow_up(factories.client(), due_from=first, due_by=last, **asked | named)
    made = book(request.client, therapist)
    request.refresh_from_db()
    assert (request.status, request.appointment) == (("booked", made) if answers else ("open", None))
    statuses.cancel(made, reason=CancelReason.CLIENT, by=therapist, now=NOW, seen=made.version)
    request.refresh_from_db()
    assert (request.status, request.appointment) == ("open", None)
