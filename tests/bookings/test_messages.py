"""Mails about appointments, the client's page behind their link, calendars for other programs."""

import datetime as dt
import re
import uuid

import pytest
from django.core import mail
from icalendar import Calendar

from bookings import appointments, mailing, messages
from bookings.appointments import Wanted
from bookings.enums import CancelReason
from bookings.models import Appointment, AppointmentKind, BookingRules, FollowUp, Message
from bookings.times import moment, span
from tests import factories
from tests.bookings.conftest import BERLIN

DAY = dt.timedelta(days=1)


def at(hour, day=16):
    return moment(dt.date(2026, 3, day), dt.time(hour), BERLIN)


@pytest.fixture(autouse=True)
def mail_works(settings):
    settings.EMAIL_CONFIGURED = True
    settings.PUBLIC_URL = "https://practice.example"


@pytest.fixture
def clara(now):
    return factories.client("Clara Whitfield", email="clara@example.org")


def book(client, therapist, now, start=None):
    wanted = Wanted(therapist=therapist, during=span(start or at(10), 60))
    return appointments.book(wanted, client=client, by=therapist, request_id=uuid.uuid4(), now=now)


def deliver(now):
    """What the worker would do with all that waits; the last mail."""
    for message in Message.objects.filter(sent_at=None, failed_at=None, dropped_at=None).order_by("pk"):
        mailing.send_message(message.public_id, now=now, attempts=1)
    return mail.outbox[-1] if mail.outbox else None


def event(sent):
    ((_name, text, media),) = sent.attachments
    calendar = Calendar.from_ical(text)
    (found,) = calendar.walk("VEVENT")
    return str(calendar["method"]), media, found


def link(sent):
    return re.search(r"https://practice.example(/visit/\S+/)", sent.body).group(1)


def test_booked_moved_and_cancelled_are_told_with_one_uid_and_a_rising_sequence(therapist, clara, now):
    other = book(clara, therapist, now, at(12, 20))
    made = book(clara, therapist, now)
    told = [event(deliver(now))]
    made = appointments.move(made, Wanted(therapist=therapist, during=span(at(15), 60)), seen=made.version)
    told.append(event(deliver(now)))
    appointments.cancel(made, reason=CancelReason.THERAPIST, by=therapist, now=now, seen=made.version)
    sent = deliver(now)
    told.append(event(sent))
    assert [method for method, _media, _event in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {str(found["uid"]) for _method, _media, found in told} == {f"{made.public_id}@practice.example"}
    assert [found["sequence"] for _method, _media, found in told] == [0, 1, 2]
    assert [found["dtstart"].dt for _method, _media, found in told] == [at(10), at(15), at(15)]
    assert "15:00 with Ines Moreno is cancelled" in sent.body and "20 March 2026" in sent.body
    assert (other.client, len(mail.outbox)) == (clara, 4)


def test_who_refuses_or_has_no_address_is_not_written_to(therapist, clara, now, monkeypatch):
    book(factories.client("No Address"), therapist, now, at(12))
    monkeypatch.setattr("bookings.contact._refusals", [lambda clients: {clara.pk}])
    book(clara, therapist, now)
    assert not Message.objects.exists()


def test_a_mail_that_became_untrue_is_dropped_and_one_that_fails_says_so(therapist, clara, now, monkeypatch):
    made = book(clara, therapist, now)
    Appointment.objects.filter(pk=made.pk).update(status="cancelled", cancel_reason="other")
    assert deliver(now) is None
    assert Message.objects.get().dropped_at == now
    again = book(clara, therapist, now, at(14))
    monkeypatch.setattr("practice.mail.send", lambda *args, **kwargs: 1 / 0)
    message = Message.objects.get(appointment=again)
    with pytest.raises(ZeroDivisionError):
        mailing.send_message(message.public_id, now=now, attempts=1)
    mailing.send_message(message.public_id, now=now, attempts=9)
    message.refresh_from_db()
    assert (message.sent_at, message.failed_at) == (None, now)


def test_a_reminder_goes_out_once_for_each_time(therapist, clara, now):
    made = factories.appointment(clara, therapist, now + dt.timedelta(hours=23))
    Appointment.objects.update(created_at=now - DAY)
    assert [messages.remind_due(now), messages.remind_due(now)] == [1, 0]
    appointments.mark(made, status="confirmed", by=None, now=now, seen=1)
    assert messages.remind_due(now) == 0
    moved = Wanted(therapist=therapist, during=span(now + dt.timedelta(hours=20), 60))
    appointments.move(made, moved, seen=2)
    assert messages.remind_due(now) == 1
    BookingRules.objects.create(reminder_hours=0)
    appointments.move(made, Wanted(therapist=therapist, during=span(now + dt.timedelta(hours=19), 60)), seen=3)
    assert messages.remind_due(now) == 0


def test_opening_the_link_changes_nothing_and_each_answer_does_its_thing(client, therapist, clara, now):
    made = book(clara, therapist, now)
    page = link(deliver(now))
    before = list(Appointment.objects.values())
    assert client.get(page).status_code == 200
    assert list(Appointment.objects.values()) == before
    for _ in range(2):  # a double click
        client.post(page, {"say": "confirm", "version": 1})
    made.refresh_from_db()
    assert (made.status, made.status_by, made.version) == ("confirmed", None, 2)
    client.post(page, {"say": "another", "version": 2})
    assert FollowUp.objects.values_list("asked", "client", "created_by").get() == ("client", clara.pk, None)
    client.post(page, {"say": "cancel", "version": 2})
    made.refresh_from_db()
    assert (made.status, made.cancel_reason, made.cancelled_late) == ("cancelled", "client", False)
    assert "<form" not in client.get(page).text


def test_too_late_to_cancel_behind_the_link(client, therapist, clara, now):
    made = book(clara, therapist, now, now + dt.timedelta(hours=23))
    page = link(deliver(now))
    assert "Here it can be cancelled until 24 hours before" in client.get(page).text
    client.post(page, {"say": "cancel", "version": 1})
    made.refresh_from_db()
    assert made.status == "booked"


def test_a_calendar_elsewhere_has_initials_and_kind_until_its_address_is_taken_back(
    client, as_, therapist, colleague, clara
):
    kind = AppointmentKind.objects.create(name="Long massage", minutes=90)
    factories.appointment(clara, therapist, at(10), kind=kind, note="rings twice")
    factories.appointment(factories.client("Martin Osei"), colleague, at(10))
    page = as_(therapist).post("/calendar/address/")
    address = re.search(r"https://practice.example(/calendar/\S+?\.ics)", page.text).group(1)
    client.logout()
    body = client.get(address).content
    events = Calendar.from_ical(body).walk("VEVENT")
    assert [(str(one["summary"]), one["dtstart"].dt) for one in events] == [("CW · Long massage", at(10))]
    assert b"Clara" not in body and b"rings" not in body
    as_(therapist).post("/calendar/address/revoke/")
    assert client.get(address).status_code == 404
