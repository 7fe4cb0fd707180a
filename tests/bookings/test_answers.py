"""The page behind the link in a mail, without an account; what was said there, on the desk's list until seen to."""

import datetime as dt
import threading
import uuid

import pytest
from django.db import connection
from django.urls import reverse

from bookings import answers, appointments, offering, said, statuses
from bookings.appointments import Wanted
from bookings.enums import CancelReason
from bookings.models import Answer, Appointment, BookingRules, Exceptional, Message, ReminderWish, Waiting
from bookings.times import span
from practice.tokens import token_hash
from tests import factories, world
from tests.bookings.test_messages import at, book, clara, deliver, link, mail_works
from tests.snapshot import changed, snapshot
from tests.test_access import CLINICAL

__all__ = ["clara", "mail_works"]
LIST = "/follow-ups/"


@pytest.fixture
def page(therapist, clara, now):
    """The path of the link in the mail that confirms Monday at ten."""
    factories.complaint(clara, world.COMPLAINT, own_words=world.NOTE)
    book(clara, therapist, now)
    return link(deliver(now))


def say(client, page, what="confirm", **fields):
    return client.post(page, {"say": what, "version": 1, "request_id": uuid.uuid4()} | fields)


def appointment() -> Appointment:
    return Appointment.objects.order_by("pk").first()


def test_the_link_is_kept_as_a_hash_and_opening_it_changes_nothing(client, page):
    token = page.split("/")[2]
    assert len(token) == 43 and Message.objects.get().token_hash == token_hash(token)
    before = snapshot()
    text = client.get(page).text
    assert changed(before, snapshot()) == []
    assert "Monday 16 March" in text and "60 minutes with Ines Moreno" in text
    assert "Whitfield" not in text and not CLINICAL.search(text)
    assert client.get("/visit/guessed/").status_code == 404


def test_a_client_confirms_once(client, page, as_, desk):
    for _ in range(2):  # a double click
        assert say(client, page).status_code == 302
    found = appointment()
    assert (found.status, found.status_by, found.version) == ("confirmed", None, 2)
    assert "you are coming" in client.get(page).text
    assert as_(desk).get(LIST).context["answers"] == []


def test_another_time_waits_on_the_desks_list_until_it_is_moved(client, page, as_, desk, therapist):
    say(client, page, "another", times=["mornings"])
    say(client, page, "another", times=["evenings", "weekends"])
    assert appointment().status == "booked"
    shown = as_(desk).get(LIST)
    assert [(one.kind, one.times) for one in shown.context["answers"]] == [("another_time", ["evenings", "weekends"])]
    assert "Would suit: evenings, weekends" in shown.text and "Clara Whitfield" in shown.text
    client.logout()
    assert "You have asked for another time" in client.get(page).text
    appointments.move(appointment(), Wanted(therapist=therapist, during=span(at(19), 60)), seen=1)
    assert said.open_answers() == [] and Answer.objects.get().settled_by is None


def test_cancelling_stands_on_the_desks_list_until_somebody_has_seen_to_it(client, page, as_, desk, now):
    asked = factories.follow_up(appointment().client, status="booked", appointment=appointment())
    say(client, page, "cancel")
    found = appointment()
    asked.refresh_from_db()
    assert (found.status, found.cancel_reason, found.status_by, asked.status) == ("cancelled", "client", None, "open")
    assert deliver(now).subject == "Cancelled: your appointment on Monday 16 March at 10:00"
    assert "You have cancelled this appointment" in client.get(page).text
    (answer,) = said.open_answers()
    for _ in range(2):  # two at the desk
        as_(desk).post(reverse("bookings:see_to", args=[answer.public_id]))
    answer.refresh_from_db()
    assert (answer.settled_by, said.open_answers()) == (desk, [])


@pytest.mark.parametrize("what", ["cancel", "another"])
def test_later_than_the_practices_hours_it_asks_to_call(client, page, what, monkeypatch):
    BookingRules.objects.create(pk=1, cancel_hours=48)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(10, 14) + dt.timedelta(seconds=1))
    before = snapshot()
    answer = say(client, page, what)
    assert (answer.status_code, changed(before, snapshot())) == (409, [])
    assert "It is too late to do this here. Please call us." in answer.text and 'value="cancel"' not in answer.text
    assert say(client, page).status_code == 302  # that somebody comes can be said until it begins


def test_who_saw_another_time_says_nothing_about_this_one(client, page, therapist):
    appointments.move(appointment(), Wanted(therapist=therapist, during=span(at(19), 60)), seen=1)
    before = snapshot()
    answer = say(client, page)
    assert (answer.status_code, changed(before, snapshot())) == (409, [])
    assert "has changed since you opened the page" in answer.text and "19:00" in answer.text


@pytest.mark.parametrize("sent", [{"say": "arrived"}, {"version": "x"}, {"request_id": "1"}, {"times": ["at night"]}])
def test_junk_changes_nothing(client, page, sent):
    before = snapshot()
    assert (say(client, page, **sent).status_code, changed(before, snapshot())) == (400, [])


def test_once_it_has_begun_nothing_can_be_said(client, page, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at(10))
    assert "Nothing can be changed here any more" in client.get(page).text
    assert [say(client, page, what).status_code for what in ("confirm", "another", "cancel")] == [409] * 3
    assert (appointment().status, Answer.objects.count()) == ("booked", 0)


def test_reminders_are_refused_and_taken_back(client, page, as_, desk):
    say(client, page, "no_reminders")
    wish = ReminderWish.objects.get()
    assert (wish.client.name, wish.wanted, wish.by) == ("Clara Whitfield", False, None)
    assert [one.kind for one in as_(desk).get(LIST).context["answers"]] == ["no_reminders"]
    client.logout()
    assert "Remind me again" in client.get(page).text
    say(client, page, "remind")
    assert ReminderWish.objects.get().wanted and said.open_answers() == []


# practice; mail with appointment, client, therapist, kind; rules; answers; wish about reminders
PAGE_QUERIES = 5


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_page(client, page, many, django_assert_num_queries):
    for _n in range(many):
        say(client, page, "another", times=["mornings"])
        Answer.objects.update(settled_at=at(9))
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(page)


@pytest.fixture
def offers(as_, desk, therapist, clara, now):
    """Clara has cancelled; two who wait were offered the time: the paths of their links."""
    made = book(clara, therapist, now)
    for name, minutes in (("Ada First", 45), ("Ben Second", 60), ("Too Long", 90)):
        waits = factories.client(name, email=f"{name[0]}@example.org")
        Waiting.objects.create(
            client=waits, first_day=at(9).date(), last_day=at(9).date(), minutes=minutes, created_by=desk
        )
    statuses.cancel(made, reason=CancelReason.CLIENT, by=desk, now=now, seen=made.version)
    deliver(now)
    for _ in range(2):  # a double click
        as_(desk).post(reverse("bookings:offer", args=[made.public_id]))
    mails = list(Message.objects.filter(kind="offer").order_by("pk").select_related("waiting__client"))
    assert [one.client.name for one in mails] == ["Ada First", "Ben Second"]
    return [link(deliver_one(one, now)) for one in mails]


def deliver_one(message, now):
    Message.objects.exclude(pk=message.pk).filter(sent_at=None).update(dropped_at=now)
    Message.objects.filter(pk=message.pk).update(dropped_at=None)
    return deliver(now)


def test_of_two_who_are_offered_a_time_the_first_has_it(client, offers, as_, desk):
    first, second = offers
    before = snapshot()
    assert "Book it for me" in client.get(first).text and changed(before, snapshot()) == []
    for _ in range(2):  # a double click
        assert client.post(first).status_code == 302
    made = Appointment.objects.get(status="booked")
    assert (made.client.name, made.starts_at, made.minutes, made.created_by) == ("Ada First", at(10), 45, None)
    assert Waiting.objects.get(client=made.client).appointment == made
    late = client.post(second)
    assert late.status_code == 409 and "This time is taken" in late.text
    assert "This time is yours" in client.get(first).text and "Book it for me" not in client.get(second).text
    assert Appointment.objects.filter(status="booked").count() == 1
    assert [one.kind for one in as_(desk).get(LIST).context["answers"]] == ["took"]


@pytest.mark.django_db(transaction=True)
def test_ten_who_take_an_offered_time_at_once_are_one_who_has_it(therapist, clara, now):
    freed = factories.appointment(clara, therapist, at(10), status="cancelled", cancel_reason="client")
    for n in range(10):
        waits = factories.client(f"Waits {n}", email="w@example.org")
        facts = {"first_day": at(9).date(), "last_day": at(9).date(), "created_by": therapist}
        Waiting.objects.create(client=waits, **facts)
    offering.offer(freed, now=now)
    start, told = threading.Barrier(10), []

    def attempt(message):
        start.wait()
        try:
            told.append(answers.take(message, now).client_id)
        except answers.Gone:
            told.append(0)
        finally:
            connection.close()

    mails = Message.objects.filter(kind="offer").select_related("appointment__therapist", "waiting__client")
    threads = [threading.Thread(target=attempt, args=[message]) for message in mails]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [0] * 9 + [Appointment.objects.get(status="booked").client_id]


def test_what_was_given_away_or_is_no_longer_wanted_is_not_booked(client, offers, therapist, now):
    first, second = offers
    Waiting.objects.filter(client__name="Ada First").update(closed_at=now)
    assert client.post(first).status_code == 409
    factories.appointment(factories.client("By Phone"), therapist, at(10), 30)
    assert client.post(second).status_code == 409
    assert list(Appointment.objects.filter(status="booked").values_list("client__name", flat=True)) == ["By Phone"]


def test_who_takes_two_offers_at_once_has_one(offers, therapist, now):
    first = Message.objects.filter(kind="offer").select_related("waiting__client", "appointment__therapist").first()
    other = Wanted(therapist=therapist, during=span(at(15), 45))
    appointments.book(other, client=first.waiting.client, by=None, request_id=uuid.uuid4(), now=now)
    assert first.waiting.closed_at is None  # as it was read before the other was booked
    with pytest.raises(answers.Gone):
        answers.take(first, now)
    assert [one.starts_at for one in Appointment.objects.filter(status="booked")] == [at(15)]


def test_a_time_that_is_taken_again_is_offered_to_nobody(clara, therapist, desk, now):
    freed = factories.appointment(clara, therapist, at(10), status="cancelled", cancel_reason="client")
    waits = factories.client("Ada First", email="ada@example.org")
    Waiting.objects.create(client=waits, first_day=at(9).date(), last_day=at(9).date(), created_by=desk)
    other = factories.appointment(factories.client("By Phone"), therapist, at(10), 30)
    assert offering.offer(freed, now=now) == 0
    Appointment.objects.filter(pk=other.pk).update(status="cancelled", cancel_reason="client")
    assert [offering.offer(freed, now=now), offering.offer(freed, now=now)] == [1, 0]


@pytest.mark.parametrize("why", ["therapist", "practice", "day off"])
def test_a_time_at_which_nobody_is_there_is_offered_to_nobody(client, offers, owner, why, now):
    """Nor is it to be had by a link that went out before."""
    freed = Appointment.objects.get()
    if why == "day off":
        Exceptional.objects.create(first_day=at(9).date(), last_day=at(9).date(), created_by=owner)
    else:
        Appointment.objects.update(cancel_reason=why)
    freed.refresh_from_db()
    late = factories.client("Late", email="late@example.org")
    waits = Waiting.objects.create(client=late, first_day=at(9).date(), last_day=at(9).date(), created_by=owner)
    assert offering.offer(freed, now=now) == 0
    assert "Book it for me" not in client.get(offers[0]).text and client.post(offers[0]).status_code == 409
    assert (Appointment.objects.count(), waits.closed_at) == (1, None)


@pytest.fixture
def freed(clara, therapist, now):
    return factories.appointment(clara, therapist, at(10), status="cancelled", cancel_reason="client")


# session, user, practice; appointment with all that belongs to it; its rows before, twice; how often the client fell
# through, rules, answers, mails, does the therapist work then (two), is the time free, who waits, who refuses mail,
# whether reminders are wished
APPOINTMENT_QUERIES = 16


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_an_appointment_that_others_wait_for(as_, desk, freed, many, django_assert_num_queries):
    for n in range(many):
        waits = factories.client(f"Waits {n}", email="w@example.org")
        Waiting.objects.create(client=waits, first_day=at(9).date(), last_day=at(9).date(), created_by=desk)
    offering.offer(freed, now=at(9, 12))
    browser = as_(desk)
    with django_assert_num_queries(APPOINTMENT_QUERIES):
        page = browser.get(reverse("bookings:appointment", args=[freed.public_id]))
    assert page.text.count("Offered by e-mail") == many
