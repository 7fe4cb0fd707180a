"""The front desk's lists: what is outstanding before visits, what runs out, and mailing all that can be mailed."""

import datetime as dt
import uuid

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from bookings.models import Paperwork
from clients.models import ADULT_AGE
from intake import consents, links
from intake.enums import ConsentKind
from intake.models import ClientLink, HealthHistory
from intake.standing import texts_in_use
from practice.dates import months_after
from practice.models import Practice
from practice.settings_record import save_settings
from tests import factories
from tests.bookings.conftest import *  # noqa: F403 (a practice in Berlin, on 12 March 2026 at nine)
from tests.snapshot import changed, snapshot

BORN = dt.date(1980, 4, 1)
LIST, RENEWALS, MAIL_ALL = (reverse(f"intake:{name}") for name in ("outstanding", "renewals", "mail_renewals"))


@pytest.fixture
def mails(settings):
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    return mail.outbox


@pytest.fixture
def comes(therapist, now):
    """`comes(name, in_days)` is a client who is booked that many days from now; the hour keeps them apart."""
    hours = iter(range(100))

    def book(name, in_days, client=None, **paperwork):
        client = client or factories.client(name, birth_date=BORN, email=f"{name.split()[0].lower()}@example.org")
        starts = now + dt.timedelta(days=in_days, minutes=next(hours))
        factories.appointment(client, factories.user(f"T {uuid.uuid4()}"), starts, 30)
        if paperwork:
            Paperwork.objects.create(client=client, changed_at=now, **paperwork)
        return client

    return book


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def rows(page) -> dict[str, list[str]]:
    """Names with their pills, as listed."""
    lines = [line for _day, lines in page.context["groups"] for line in lines]
    return {line.client.name: [pill.text for pill in line.pills] for line in lines}


def test_who_comes_soon_and_has_something_outstanding_soonest_first(as_, desk, comes, now):
    comes("Later This Week", 5)
    ends = {"consent_until": in_days(2), "history_until": in_days(90)}
    comes("Runs Out Before", 3, **ends)
    comes("Runs Out After", 1, **ends)
    comes("To Review", 2, consent_until=in_days(90), history_until=in_days(90), to_review=True)
    comes("Next Week", 9)
    comes("Next Month", 25)
    assert list(rows(as_(desk).get(LIST)).items()) == [
        ("To Review", ["therapist to review before the visit"]),
        ("Runs Out Before", ["consent due"]),
        ("Later This Week", ["intake due"]),
    ]
    assert list(rows(as_(desk).get(LIST + "?days=14")))[3:] == ["Next Week"]
    assert list(rows(as_(desk).get(LIST + "?days=30")))[4:] == ["Next Month"]
    assert list(rows(as_(desk).get(LIST + "?days=9999"))) == list(rows(as_(desk).get(LIST)))
    assert "The consents hold until 14 March 2026, not until the visit." in as_(desk).get(LIST).text


def test_who_waits_for_the_therapist_alone_is_sent_nothing(as_, desk, comes):
    client = comes("Is In", 2, consent_until=in_days(90), history_until=in_days(90), to_review=True)
    page = as_(desk).get(LIST).text
    assert "All forms are in; there is nothing to send." in page
    assert "Nothing was sent yet." not in page
    assert reverse("intake:send", args=[client.public_id]) not in page


def test_a_client_stands_there_once_for_her_next_visit(as_, desk, comes):
    """What fell through is no visit; and where it holds for the next one, a later one is not asked about yet."""
    twice = comes("Comes Twice", 2)
    comes("", 4, client=twice)
    holds = comes("Holds Until Wednesday", 1, consent_until=in_days(3), history_until=in_days(3))
    comes("", 6, client=holds)
    page = as_(desk).get(LIST)
    assert rows(page) == {"Comes Twice": ["intake due"]}
    assert page.text.count("Comes Twice</a>") == 1


def test_at_18_new_consents_are_due_without_anybody_doing_anything(as_, desk, comes, now):
    """A guardian signed; the day before the birthday is the last on which that holds."""
    born = in_days(3).replace(year=in_days(3).year - ADULT_AGE)
    mia = factories.client("Mia Minor", birth_date=born)
    comes("", 2, client=mia)
    signed = {"guardian_name": "Grace", "guardian_relationship": "mother", "assent": "Mia", "under_18": True}
    texts = [(text, True) for text in texts_in_use() if text.kind != ConsentKind.CONTACT]
    facts = {"now": now, "signed_on": now.date(), "typed_name": "Grace", "language": "en", **signed}
    consents.sign(mia, texts, request_id=uuid.uuid4(), **facts)
    Paperwork.objects.filter(client=mia).update(history_until=in_days(300))
    assert rows(as_(desk).get(LIST)) == {}
    mia_again = factories.client("Mia At Eighteen", birth_date=born)
    comes("", 3, client=mia_again)
    consents.sign(mia_again, texts, request_id=uuid.uuid4(), **facts)
    Paperwork.objects.filter(client=mia_again).update(history_until=in_days(300))
    assert rows(as_(desk).get(LIST)) == {"Mia At Eighteen": ["consent due"]}


def test_remind_now_mails_in_one_click_and_comes_back_to_the_list(as_, desk, comes, mails):
    client = comes("Clara Whitfield", 2)
    browser = as_(desk)
    [(_day, [line])] = browser.get(LIST).context["groups"]
    sent = {"purpose": line.purpose, "request_id": line.request_id, "how": "mail", "next": LIST}
    assert browser.post(reverse("intake:send", args=[client.public_id]), sent).url == LIST
    page = browser.get(LIST)
    assert rows(page) == {"Clara Whitfield": ["intake sent"]} and "Remind now" in page.text


def test_yearly_renewal_lists_who_still_comes_and_runs_out_within_sixty_days(as_, desk, therapist, now):
    def known(name, came_days_ago, ends, **fields):
        client = factories.client(name, **fields)
        if came_days_ago is not None:
            factories.appointment(client, factories.user(name), now - dt.timedelta(days=came_days_ago), status="done")
        Paperwork.objects.create(client=client, changed_at=now, consent_until=ends, history_until=in_days(300))

    known("Ran Out", 300, in_days(-20))
    known("Ends In Time", 100, in_days(60))
    known("Holds Longer", 100, in_days(61))
    known("Came Long Ago", 400, in_days(-20))
    known("Never Came", None, in_days(-20))
    known("Is Archived", 100, in_days(-20), archived_at=now, archived_by=therapist)
    page = as_(desk).get(RENEWALS)
    found = {line.client.name: [pill.text for pill in line.pills] for line in page.context["lines"]}
    assert list(found.items()) == [("Ran Out", ["consent due"]), ("Ends In Time", [])]


def test_all_that_can_be_mailed_are_mailed_once(as_, desk, comes, mails, now):
    """Without an e-mail, without a date of birth, or with a link already: those are left to be looked at."""
    ends = {"consent_until": in_days(10), "history_until": in_days(10), "state": "in"}
    clara, martin = comes("Clara Whitfield", 2, **ends), comes("Martin Osei", 3, **ends)
    comes("", 4, client=factories.client("No Mail", birth_date=BORN), **ends)
    comes("", 5, client=factories.client("No Birth Date", email="n@example.org"), **ends)
    out = comes("Has A Link", 6, **ends)
    links.make_link(out, "renewal", by=desk, request_id=uuid.uuid4(), now=now)
    Paperwork.objects.filter(client=out).update(**ends)
    browser = as_(desk)
    page = browser.get(MAIL_ALL)
    assert [line.client for line in page.context["lines"]] == [clara, martin]
    assert "Mail 2 clients?" in page.text
    sent = {"request_id": page.context["request_id"], "clients": [clara.public_id, martin.public_id, out.public_id]}
    assert browser.post(MAIL_ALL, sent).url == RENEWALS
    assert set(ClientLink.objects.values_list("client__name", "purpose", "given_how")) == {
        ("Clara Whitfield", "renewal", "mail"),
        ("Martin Osei", "renewal", "mail"),
        ("Has A Link", "renewal", ""),
    }
    before = snapshot()
    assert "Nothing was left to send." in browser.post(MAIL_ALL, sent, follow=True).text
    assert changed(before, snapshot()) == []


def test_other_months_in_the_settings_count_for_histories_and_not_for_what_was_signed(as_, desk, now):
    """From the last intake or confirmation on, whichever is later; whoever was never asked stays so."""
    signed = {"consent_until": in_days(300), "changed_at": now}
    told, confirmed, never = (factories.client(name) for name in ("Told", "Confirmed", "Never"))
    factories.intake(told, {}, days_ago=200)
    factories.intake(confirmed, {}, days_ago=200)
    HealthHistory.objects.create(client=confirmed, confirmed_on=in_days(-10))
    for client in (told, confirmed):
        Paperwork.objects.create(client=client, history_until=in_days(100), **signed)
        factories.appointment(client, factories.user(client.name), now - dt.timedelta(days=20), 30)
    Paperwork.objects.create(client=never, **signed)
    save_settings({"renewal_months": 6}, seen=Practice.objects.get().version)
    rows = Paperwork.objects.values_list("client__name", "history_until", "consent_until")
    assert {name: (history, consent) for name, history, consent in rows} == {
        "Told": (months_after(in_days(-200), 6), in_days(300)),
        "Confirmed": (months_after(in_days(-10), 6), in_days(300)),
        "Never": (None, in_days(300)),
    }
    assert [line.client.name for line in as_(desk).get(RENEWALS).context["lines"]] == ["Told"]


@pytest.mark.parametrize(
    ("works", "said"), [(True, "Nobody is left to mail"), (False, "This practice sends no e-mail")]
)
def test_with_nobody_to_mail_it_says_why_and_offers_no_button(as_, desk, comes, settings, *, works, said):
    settings.EMAIL_CONFIGURED = works
    email = "" if works else "clara@example.org"
    client = factories.client("Clara Whitfield", birth_date=BORN, email=email)
    comes("", 2, client=client, consent_until=in_days(10), history_until=in_days(10), state="in")
    page = as_(desk).get(MAIL_ALL).text
    assert (said in page, "clients?" in page, 'name="clients"' in page) == (True, False, False)
    assert ("No mail is sent from here" in as_(desk).get(RENEWALS).text) is not works


@pytest.mark.parametrize("clients", [[], ["nonsense"], [str(uuid.uuid4())]])
def test_nonsense_mails_nobody(as_, desk, mails, clients):
    browser, before = as_(desk), snapshot()
    assert browser.post(MAIL_ALL, {"request_id": uuid.uuid4(), "clients": clients}).url == RENEWALS
    assert changed(before, snapshot()) == []


# session, user, practice, count, appointments with client and therapist, paperwork, links, refusals of contact
LIST_QUERIES = 8


@pytest.mark.usefixtures("mails")
@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_list(as_, desk, comes, many, django_assert_num_queries):
    for n in range(many):
        client = comes(f"Client {n}", n + 1)
        links.make_link(client, "intake", by=desk, request_id=uuid.uuid4(), now=timezone.now())
    browser = as_(desk)
    with django_assert_num_queries(LIST_QUERIES):
        page = browser.get(LIST)
    assert list(rows(page)) == [f"Client {n}" for n in range(many)]


# session, user, practice, count, paperwork with client, links, refusals of contact
RENEWALS_QUERIES = 7


@pytest.mark.usefixtures("mails")
@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_renewals(as_, desk, comes, many, django_assert_num_queries):
    for n in range(many):
        comes(f"Client {n}", n + 1, consent_until=in_days(n), history_until=in_days(300))
    browser = as_(desk)
    with django_assert_num_queries(RENEWALS_QUERIES):
        page = browser.get(RENEWALS)
    assert [line.client.name for line in page.context["lines"]] == [f"Client {n}" for n in range(many)]
