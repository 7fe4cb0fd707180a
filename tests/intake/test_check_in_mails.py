"""Check-ins that go out by themselves, and by hand: to whom, when, once, and that a mail says nothing clinical."""

import datetime as dt
import re
import uuid
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from intake import check_in_mails, consents, links, tasks
from intake.models import CheckIn, ClientLink, Complaint
from practice.models import Practice
from tests import factories
from tests.intake.test_sending import jobs, mails, refuse_contact, send, token_in, work
from tests.test_access import CLINICAL

__all__ = ["mails"]
ZONE = ZoneInfo("America/New_York")
NOON = dt.datetime(2031, 3, 12, 12, tzinfo=ZONE)  # a Wednesday
THURSDAY = dt.datetime(2031, 3, 13, 14, tzinfo=ZONE)
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def clara(db):
    Practice.objects.update(time_zone=ZONE.key)
    client = factories.client("Clara Whitfield", birth_date=dt.date(1980, 4, 1), email="clara@example.org")
    factories.complaint(client, "Zephyrache")
    return client


@pytest.fixture
def booked(clara, therapist):
    return factories.appointment(clara, therapist, THURSDAY)


def mailed(mails, at=NOON) -> list[str]:
    """What the hourly round sends."""
    check_in_mails.mail_due(at)
    already = len(mails)
    work()
    return [sent.subject for sent in mails[already:]]


def test_on_the_day_before_she_is_mailed_once_and_the_queue_holds_no_token(booked, mails, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    tasks.mail_check_ins(0)
    link = ClientLink.objects.get()
    assert jobs() == [{"public_id": str(link.public_id)}]
    assert (link.appointment, link.given_by, link.purpose) == (booked, None, "check_in")
    work()
    [sent] = mails
    assert sent.subject == "A question or two before your visit on Thursday at 14:00"
    [(html, kind)] = sent.alternatives
    token = token_in(sent.body)
    assert kind == "text/html" and links.by_token(token) == link and html.count(token) == 3
    for text in (sent.subject, sent.body, html):
        assert not CLINICAL.search(text) and not re.search("pain|hurt|health|consent|symptom|<img", text)
    assert "Thursday 13 March at 14:00" in sent.body and "Clara Whitfield" in html
    assert mailed(mails, NOON + HOUR) == []


@pytest.mark.parametrize(
    ("at", "count"),
    [
        (NOON.replace(hour=8, minute=59), 0),
        (NOON.replace(hour=9), 1),
        (NOON.replace(hour=20, minute=59), 1),
        (NOON.replace(hour=21), 0),
        (NOON - dt.timedelta(days=1), 0),
        (THURSDAY.replace(hour=9), 0),
    ],
)
def test_it_goes_out_on_the_day_before_and_by_day(booked, mails, monkeypatch, at, count):
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert len(mailed(mails, at)) == count


def switched_off(booked):
    Practice.objects.update(mail_check_ins=False)


def no_server(booked, settings):
    settings.EMAIL_CONFIGURED = False


def cancelled(booked):
    booked.status, booked.cancel_reason = "cancelled", "client"
    booked.save()


def without_an_address(booked):
    booked.client.email = ""
    booked.client.save()


def without_a_birth_date(booked):
    booked.client.birth_date = None
    booked.client.save()


def archived(booked):
    booked.client.archived_at, booked.client.archived_by = NOON, booked.therapist
    booked.client.save()


def who_refused(booked):
    refuse_contact(booked.client)


def who_took_it_back(booked):
    text = refuse_contact(booked.client).text
    facts = {"typed_name": "Clara", "language": "en", "signed_on": NOON.date()}
    [made] = consents.sign(booked.client, [(text, True)], request_id=uuid.uuid4(), now=NOON, **facts)
    consents.withdraw(made, by=booked.therapist, note="", now=NOON)


def with_nothing_to_rate(booked):
    Complaint.objects.update(closed_on=NOON.date(), closed_reason="resolved")


def who_was_asked_today(booked):
    given = {"given_at": NOON - 3 * HOUR, "given_how": "shown"}
    factories.link(booked.client, "check_in", finished_at=NOON - 2 * HOUR, **given)


STAND_AGAINST_IT = (
    switched_off,
    cancelled,
    without_an_address,
    without_a_birth_date,
    archived,
    who_refused,
    who_took_it_back,
    with_nothing_to_rate,
    who_was_asked_today,
)


@pytest.mark.parametrize("why", STAND_AGAINST_IT, ids=lambda why: why.__name__)
def test_who_is_not_mailed(booked, mails, monkeypatch, why):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    why(booked)
    assert mailed(mails) == [] and jobs() == []


def test_without_a_mail_server_nothing_is_queued(booked, mails, settings):
    settings.EMAIL_CONFIGURED = False
    assert check_in_mails.mail_due(NOON) == 0 and not ClientLink.objects.exists()


def test_somebody_who_comes_twice_tomorrow_and_again_later_is_asked_once_a_day(booked, mails, therapist, monkeypatch):
    factories.appointment(booked.client, therapist, THURSDAY + 3 * HOUR)
    factories.appointment(booked.client, therapist, THURSDAY + 24 * HOUR)
    found = []
    for ahead in (0, 1, 24):
        monkeypatch.setattr(timezone, "now", lambda ahead=ahead: NOON + ahead * HOUR)
        found.append(mailed(mails, NOON + ahead * HOUR))
    about = "A question or two before your visit on {} at 14:00"
    assert found == [[about.format("Thursday")], [], [about.format("Friday")]]


def test_a_visit_that_is_cancelled_before_the_mail_went_out_is_asked_about_no_more(booked, mails, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    check_in_mails.mail_due(NOON)
    cancelled(booked)
    work()
    assert mails == []


def test_the_desk_does_not_see_to_whom_one_went_by_itself(as_, desk, booked, mails):
    """They go to those alone who have something to rate."""
    pages = [reverse(name, args=[booked.client.public_id]) for name in ("intake:forms", "clients:detail")]

    def seen() -> list[str]:
        return [re.sub(r"[\w-]{36,}", "", as_(desk).get(page).text) for page in pages]

    before = seen()
    assert len(mailed(mails)) == 1 and seen() == before


def test_the_desk_sends_one_whether_or_not_there_is_anything_to_rate(as_, desk, clara, mails, client):
    Complaint.objects.update(closed_on=dt.date(2026, 1, 1), closed_reason="resolved")
    page = as_(desk).get(reverse("intake:forms", args=[clara.public_id])).content.decode()
    assert "Check-in before a visit" in page and not CLINICAL.search(page)
    assert send(as_(desk), clara, purpose="check_in").status_code == 302
    work()
    [sent] = mails
    assert sent.subject == "A question or two before your next visit"
    client.logout()
    assert client.get(f"/for-you/{token_in(sent.body)}/").status_code == 302
    assert not CheckIn.objects.exists()


def test_a_diary_is_started_by_who_treats_and_not_by_the_desk(as_, desk, therapist, clara, mails):
    assert send(as_(desk), clara, purpose="diary").status_code == 200
    assert not ClientLink.objects.exists()
    answer = send(as_(therapist), clara, purpose="diary", next="/today/")
    assert answer.url == "/today/"
    work()
    [sent] = mails
    [(html, _kind)] = sent.alternatives
    for text in (sent.subject, sent.body, html):
        assert not CLINICAL.search(text) and not re.search("pain|hurt|health|symptom", text)
    assert links.by_token(token_in(sent.body)).purpose == "diary"
    shown = send(as_(therapist), clara, "shown", purpose="diary").content.decode()
    assert "your page for the days between visits: " in shown
