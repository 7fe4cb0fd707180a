"""Mails about appointments: which, when, in which words, with which file; calendars for other programs."""

import datetime as dt
import re
import uuid

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar
from procrastinate.contrib.django.models import ProcrastinateJob

from bookings import appointments, mailing, reminders, statuses
from bookings.appointments import Wanted
from bookings.enums import AppointmentStatus, CancelReason
from bookings.models import Appointment, AppointmentKind, BookingRules, Message, MessageText, ReminderWish
from bookings.series import book_more
from bookings.times import moment, span
from clients.models import Client
from tests import factories, world
from tests.bookings.conftest import BERLIN
from tests.test_access import CLINICAL

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
        with timezone.override(BERLIN):
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
    statuses.cancel(made, reason=CancelReason.THERAPIST, by=therapist, now=now, seen=made.version)
    sent = deliver(now)
    told.append(event(sent))
    assert [method for method, _media, _event in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert {str(found["uid"]) for _method, _media, found in told} == {f"{made.public_id}@practice.example"}
    assert [found["sequence"] for _method, _media, found in told] == [0, 1, 2]
    assert [found["dtstart"].dt for _method, _media, found in told] == [at(10), at(15), at(15)]
    assert [one.subject for one in mail.outbox[1:]] == [
        "Your appointment on Monday 16 March at 10:00",
        "Changed: your appointment is now on Monday 16 March at 15:00",
        "Cancelled: your appointment on Monday 16 March at 15:00",
    ]
    assert "of Monday 16 March, 10:00, has been changed" in mail.outbox[2].body
    assert "These stand as before:\nFriday 20 March, 12:00, Ines Moreno" in sent.body
    assert (other.client, len(mail.outbox)) == (clara, 4)


def test_a_mail_its_twin_and_its_file_say_nothing_clinical(therapist, clara, now):
    factories.complaint(clara, world.COMPLAINT, own_words=world.NOTE)
    factories.alert(clara, world.ALERT)
    Client.objects.update(desk_note=world.NOTE)
    made = book(clara, therapist, now)
    deliver(now)
    statuses.cancel(made, reason=CancelReason.OTHER, by=therapist, now=now, seen=1)
    deliver(now)
    assert len(mail.outbox) == 2
    for sent in mail.outbox:
        ((html, _kind),) = sent.alternatives
        assert "Hello Clara" in html and "These stand as before" not in html  # nothing does
        for text in (sent.subject, sent.body, html, sent.attachments[0][1], sent.message().as_string()):
            assert not CLINICAL.search(text)


def test_who_refuses_or_has_no_address_is_not_written_to_and_the_desk_reads_why(
    as_, therapist, clara, now, monkeypatch
):
    silent = book(factories.client("No Address"), therapist, now, at(12))
    monkeypatch.setattr("bookings.contact._refusals", [lambda clients: {clara.pk} & {one.pk for one in clients}])
    made = book(clara, therapist, now)
    assert not Message.objects.exists()
    told = [as_(therapist).get(reverse("bookings:appointment", args=[one.public_id])).text for one in (silent, made)]
    assert "None goes out: there is no e-mail address." in told[0]
    assert "None goes out: the client does not want to be written to." in told[1]


def test_a_mail_that_became_untrue_is_dropped(therapist, clara, now):
    made = book(clara, therapist, now)
    Appointment.objects.filter(pk=made.pk).update(status="cancelled", cancel_reason="other")
    assert deliver(now) is None
    assert Message.objects.get().dropped_at == now


def test_what_fails_is_tried_again_and_at_last_the_desk_sends_it_again(as_, therapist, clara, now, monkeypatch):
    made = book(clara, therapist, now)
    message = Message.objects.get()
    page = reverse("bookings:appointment", args=[made.public_id])
    with monkeypatch.context() as broken:
        broken.setattr("practice.mail.send", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            mailing.send_message(message.public_id, now=now, attempts=1)
        assert "tried once, and again soon" in as_(therapist).get(page).text
        mailing.send_message(message.public_id, now=now, attempts=9)
    message.refresh_from_db()
    assert (message.sent_at, message.failed_at, message.tries) == (None, now, 2)
    assert "could not be sent" in as_(therapist).get(page).text
    queued = waits("bookings.mail_message")
    for _ in range(2):  # a double click
        as_(therapist).post(reverse("bookings:send_again", args=[message.public_id]))
    assert len(waits("bookings.mail_message")) == len(queued) + 1
    assert deliver(now).to == ["clara@example.org"]
    message.refresh_from_db()
    assert (message.sent_at, message.failed_at, message.sent_to) == (now, None, "clara@example.org")


def waits(name):
    return list(ProcrastinateJob.objects.filter(task_name=name).values_list("scheduled_at", flat=True))


def test_what_changed_before_the_first_mail_went_out_makes_one_mail(therapist, clara, now):
    made = book(clara, therapist, now)
    appointments.move(made, Wanted(therapist=therapist, during=span(at(15), 60)), seen=1)
    appointments.move(made, Wanted(therapist=therapist, during=span(at(15), 60), note="by the window"), seen=2)
    deliver(now)
    assert [sent.subject for sent in mail.outbox] == ["Your appointment on Monday 16 March at 15:00"]
    assert list(Message.objects.order_by("pk").values_list("kind", "dropped_at")) == [
        ("booked", now),
        ("booked", None),
    ]


def test_a_confirmation_says_until_when_it_can_be_changed_as_long_as_that_is_so(therapist, clara, now):
    book(clara, therapist, now)
    assert "ask for another time, until Sunday 15 March, 10:00." in deliver(now).body
    book(clara, therapist, now, now + dt.timedelta(hours=20))
    assert "suit you after all" not in deliver(now).body


def test_of_two_moves_the_client_reads_of_the_time_that_was_known(therapist, clara, now):
    made = book(clara, therapist, now)
    deliver(now)
    for seen, hour in enumerate((12, 15), start=1):
        appointments.move(made, Wanted(therapist=therapist, during=span(at(hour), 60)), seen=seen)
    sent = deliver(now)
    assert len(mail.outbox) == 2
    assert "of Monday 16 March, 10:00, has been changed. It is now on Monday 16 March at 15:00" in sent.body


def test_a_missed_visit_is_told_twenty_minutes_later_unless_that_was_a_slip(therapist, clara, now):
    BookingRules.objects.create(pk=1, mail_missed=True)
    made = factories.appointment(clara, therapist, now - dt.timedelta(hours=2))
    statuses.mark(made, status=AppointmentStatus.MISSED, by=therapist, now=now, seen=1)
    (starts,) = waits("bookings.mail_message")
    assert dt.timedelta(minutes=19) < starts - dt.datetime.now(dt.UTC) <= dt.timedelta(minutes=20)
    statuses.mark(made, status=AppointmentStatus.BOOKED, by=therapist, now=now, seen=2)
    assert deliver(now) is None
    statuses.mark(made, status=AppointmentStatus.MISSED, by=therapist, now=now, seen=3)
    sent = deliver(now)
    assert (sent.subject, sent.attachments) == ("We missed you on Thursday 12 March", [])


def test_a_series_of_four_is_one_mail_that_lists_them(therapist, clara, now):
    wanted = Wanted(therapist=therapist, during=span(at(10), 60))
    facts = {"client": clara, "by": therapist, "now": now}
    first = appointments.book(wanted, request_id=(key := uuid.uuid4()), series=key, **facts)
    more, _refused = book_more(first, wanted, every=2, times=4, by=therapist, now=now, zone=BERLIN)
    sent = deliver(now)
    assert len(mail.outbox) == 1 and sent.subject == "Your appointment on Monday 16 March at 10:00"
    lines = ["Monday 30 March, 10:00", "Monday 13 April, 10:00", "Monday 27 April, 10:00"]
    assert "And then:\n" + "\n".join(f"{line}, Ines Moreno" for line in lines) in sent.body
    files = [Calendar.from_ical(text).walk("VEVENT") for _name, text, _media in sent.attachments]
    assert [str(one["uid"]).split("@")[0] for (one,) in files] == [str(one.public_id) for one in (first, *more)]


def test_who_cancels_the_first_of_a_series_still_reads_of_the_rest(therapist, clara, now):
    wanted = Wanted(therapist=therapist, during=span(at(10), 60))
    facts = {"client": clara, "by": therapist, "now": now}
    first = appointments.book(wanted, request_id=(key := uuid.uuid4()), series=key, **facts)
    book_more(first, wanted, every=1, times=3, by=therapist, now=now, zone=BERLIN)
    statuses.cancel(first, reason=CancelReason.MISTAKE, by=therapist, now=now, seen=1)
    deliver(now)
    assert [sent.subject for sent in mail.outbox] == [
        "Your appointment on Monday 23 March at 10:00",
        "Cancelled: your appointment on Monday 16 March at 10:00",
    ]
    assert "And then:\nMonday 30 March, 10:00" in mail.outbox[0].body


def test_a_client_reads_the_words_of_their_own_language(therapist, owner, clara, now):
    said = {"subject": "{day}, {time}", "body": "Hola {first_name}", "button": "Sí"}
    MessageText.objects.create(kind="booked", language="Spanish", changed_by=owner, **said)
    Client.objects.update(language="spanish")
    clara.refresh_from_db()
    book(clara, therapist, now)
    sent = deliver(now)
    assert sent.subject == "lunes, 16 de marzo, 10:00" and sent.body.startswith("Hola Clara\n\nSí:\nhttps://")


@pytest.mark.parametrize(
    ("then", "ahead"),
    [((10, 12), 0), ((10, 13), 72), ((9, 15), 72), ((10, 15), 24), ((20, 15), 0), ((7, 16), 0), ((8, 16), 3)],
)
def test_a_reminder_goes_out_at_each_chosen_hour_by_day_and_once(therapist, clara, now, then, ahead):
    BookingRules.objects.create(pk=1, reminders=[72, 24, 3])
    made = factories.appointment(clara, therapist, at(10))
    Appointment.objects.update(created_at=now - 9 * DAY)
    count = 1 if ahead else 0
    with timezone.override(BERLIN):
        assert [reminders.remind_due(at(*then)), reminders.remind_due(at(*then))] == [count, 0]
    deliver(at(*then))
    assert [sent.subject for sent in mail.outbox] == ["See you on Monday 16 March at 10:00"] * count
    keys = [uuid.uuid5(made.public_id, f"reminder {ahead} 2026-03-16T09:00")] * count
    assert list(Message.objects.values_list("request_id", flat=True)) == keys


def test_who_refused_reminders_or_heard_of_it_just_now_gets_none(as_, desk, therapist, clara, now):
    made = factories.appointment(clara, therapist, now + dt.timedelta(hours=23))
    with timezone.override(BERLIN):
        assert reminders.remind_due(now) == 0  # booked within the day
        Appointment.objects.update(created_at=now - DAY)
        as_(desk).post(reverse("bookings:reminders_of", args=[made.public_id]), {"wanted": "no"})
        assert (ReminderWish.objects.get().by, reminders.remind_due(now)) == (desk, 0)
        as_(desk).post(reverse("bookings:reminders_of", args=[made.public_id]), {"wanted": "yes"})
        assert reminders.remind_due(now) == 1
        reminders.set_wish(clara, wanted=False, by=None, now=now)  # while it waits to go out
        assert (deliver(now), Message.objects.get().dropped_at) == (None, now)
        reminders.set_wish(clara, wanted=True, by=None, now=now)
        appointments.move(made, Wanted(therapist=therapist, during=span(now + dt.timedelta(hours=20), 60)), seen=1)
        assert reminders.remind_due(now) == 0  # the mail of the move says it
        BookingRules.objects.create(pk=1, reminders=[])
        assert reminders.remind_due(now + DAY / 2) == 0


# appointments, mails that went already, who refuses to be written to
DUE_QUERIES = 3


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_what_is_due(therapist, many, now, django_assert_num_queries):
    for n in range(many):
        factories.appointment(factories.client(f"C {n}", email="c@example.org"), therapist, at(9 + n))
    Appointment.objects.update(created_at=now - DAY)
    with django_assert_num_queries(DUE_QUERIES):
        assert len(reminders.due(at(8, 15) + DAY / 2, BookingRules(reminders=[24]))) == many


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
