import datetime as dt
import uuid
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.models import Answer, BookingRules, FollowUp, MessageText, Waiting
from tests import factories
from tests.snapshot import changed, snapshot

LIST = "/follow-ups/"
TODAY = dt.date(2026, 3, 12)  # a Thursday


def url(of, name):
    return reverse(f"bookings:{name}", args=[of.public_id])


def days(n):
    return TODAY + dt.timedelta(days=n)


def shown(page):
    return [(str(heading), [row.asked.client.name for row in rows]) for heading, rows in page.context["groups"]]


def test_overdue_first_then_this_week_then_later(as_, desk, therapist, now):
    for name, first, last in [
        ("Later", 4, 4),
        ("Next week, from this week", 3, 9),
        ("Sunday", 0, 3),
        ("Yesterday", -5, -1),
        ("Long ago", -40, -30),
        ("Today", 0, 0),
    ]:
        factories.follow_up(factories.client(name), therapist, due_from=days(first), due_by=days(last))
    factories.follow_up(factories.client("Closed"), status="closed", close_reason="will_call")
    page = as_(desk).get(LIST)
    assert shown(page) == [
        ("Overdue", ["Long ago", "Yesterday"]),
        ("This week", ["Today", "Sunday", "Next week, from this week"]),
        ("Later", ["Later"]),
    ]
    BookingRules.objects.create(pk=1, week_start="saturday")  # it ends on Friday then
    assert shown(as_(desk).get(LIST))[1:] == [
        ("This week", ["Today", "Sunday"]),
        ("Later", ["Later", "Next week, from this week"]),
    ]
    assert "30 days overdue" in page.text and "1 day overdue" in page.text


def test_a_row_has_all_that_a_call_needs(as_, desk, therapist, now):
    client = factories.client(
        "Clara <Whitfield>", phone="+1 555 0100", email="clara@example.org", preferred_times=["mornings"]
    )
    factories.follow_up(client, therapist, due_from=days(1), due_by=days(5), minutes=75, desk_note="Likes <tea>")
    factories.appointment(client, therapist, now + dt.timedelta(days=1))
    page = as_(desk).get(LIST).text
    for part in (
        *("Clara &lt;Whitfield&gt;", "tel:+15550100", "mailto:clara@example.org", "Likes to come: Mornings"),
        *("Fri 13 Mar to Tue 17 Mar", "75 minutes", "with Ines Moreno", "Likes &lt;tea&gt;"),
        "already comes Fri 13 Mar, 09:00",
    ):
        assert part in page


def test_a_therapist_can_look_at_their_own(as_, therapist, colleague, now):
    factories.follow_up(factories.client("Mine"), therapist)
    factories.follow_up(factories.client("Theirs"), colleague)
    assert shown(as_(therapist).get(LIST + "?show=mine"))[0][1] == ["Mine"]
    assert shown(as_(therapist).get(LIST))[0][1] == ["Mine", "Theirs"]


def test_the_desk_finds_a_caller_from_here(as_, desk, now):
    factories.client("Clara Whitfield")
    page = as_(desk).get(LIST).text
    assert 'action="/clients/"' in page and "Clara Whitfield" not in page and "Nothing to book" in page
    search = {"q": "", "brief": "1"}
    assert as_(desk).post("/clients/", search, headers={"HX-Request": "true"}).content == b""
    found = as_(desk).post("/clients/", search | {"q": "clara"}, headers={"HX-Request": "true"}).text
    assert "Clara Whitfield" in found


@pytest.mark.parametrize("reason", ["declined", "will_call", "other"])
def test_closing_with_a_reason_and_opening_again(as_, desk, therapist, now, reason):
    asked = factories.follow_up(factories.client(), therapist)
    for _ in range(2):  # a double click
        assert as_(desk).post(url(asked, "close"), {"reason": reason}).url == LIST
    asked.refresh_from_db()
    assert (asked.status, asked.close_reason, asked.status_by, asked.status_at) == ("closed", reason, desk, now)
    as_(desk).post(url(asked, "reopen"))
    asked.refresh_from_db()
    assert (asked.status, asked.close_reason) == ("open", "")


@pytest.mark.parametrize("reason", ["", "withdrawn", "headache"])
def test_closing_without_a_reason_of_the_list_changes_nothing(as_, desk, therapist, now, reason):
    asked = factories.follow_up(factories.client(), therapist)
    before = FollowUp.objects.values().get()
    page = as_(desk).post(url(asked, "close"), {"reason": reason}, follow=True)
    assert [str(message) for message in page.context["messages"]] == ["Choose why it is closed. Nothing was changed."]
    assert FollowUp.objects.values().get() == before


def test_closing_what_somebody_booked_meanwhile_says_so(as_, desk, therapist, now):
    client = factories.client()
    made = factories.appointment(client, therapist, now)
    asked = factories.follow_up(client, therapist, status="booked", appointment=made)
    page = as_(desk).post(url(asked, "close"), {"reason": "other"}, follow=True)
    assert [str(message) for message in page.context["messages"]] == [
        "Somebody booked this follow-up meanwhile. Nothing was changed."
    ]
    asked.refresh_from_db()
    assert asked.status == "booked"


def asked_for(**fields):
    known = {"due_from": "2026-03-12", "due_by": "2026-03-19", "minutes": "60", "therapist": "", "desk_note": ""}
    return known | {"request_id": factories.request_id()} | fields


def test_a_request_by_hand_is_made_once(as_, desk, therapist, now):
    client = factories.client()
    sent = asked_for(therapist=str(therapist.public_id), desk_note="After three")
    for _ in range(2):
        as_(desk).post(url(client, "ask"), sent)
    facts = ("client", "therapist", "due_from", "due_by", "minutes", "desk_note", "status", "created_by")
    assert FollowUp.objects.values_list(*facts).get() == (
        *(client.pk, therapist.pk, TODAY, days(7), 60, "After three", "open", desk.pk),
    )


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"due_by": "2026-03-11"}, {"due_by": ["“By” cannot be before “from”."]}),
        ({"due_from": "2026-03-01", "due_by": "2026-03-11"}, {"due_by": ["This day is over."]}),
        ({"due_by": "2029-03-11"}, {"due_by": ["This is more than two years ahead."]}),
    ],
)
def test_a_window_that_makes_no_sense_is_told_beside_the_field(as_, desk, now, fields, errors):
    sent = asked_for(desk_note="After three", **fields)
    form = as_(desk).post(url(factories.client(), "ask"), sent).context["form"]
    assert form.errors == errors
    assert {name: form[name].value() for name in sent} == sent
    assert not FollowUp.objects.exists()


# session, user, practice, count, requests with client and therapist, next appointments, last calls; therapists, what
# stands in the calendar, hours of the week, days that differ, kinds, tables; rules; what clients said; who waits
LIST_QUERIES = 16


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_list(as_, desk, therapist, many, django_assert_num_queries):
    for n in range(many):
        factories.follow_up(factories.client(f"Client {n}"), therapist)
        made = factories.appointment(factories.client(f"Says {n}"), therapist, timezone.now() + dt.timedelta(days=n))
        said = {"kind": "cancelled", "about": made.starts_at, "at": made.starts_at, "request_id": uuid.uuid4()}
        Answer.objects.create(appointment=made, **said)
    browser = as_(desk)
    with django_assert_num_queries(LIST_QUERIES):
        page = browser.get(LIST)
    assert [f"Client {n}" in page.text and f"Says {n}" in page.text for n in range(many)] == [True] * many


def test_who_works_alone_is_not_asked_whose(as_, solo, now):
    """Nor is the list of clients split into hers and all."""
    assert ">With me<" not in as_(solo).get(LIST).text
    assert ">Mine<" not in as_(solo).get("/clients/").text
    factories.user("Tomas Reyes", is_therapist=True)
    assert ">With me<" in as_(solo).get(LIST).text
    assert ">Mine<" in as_(solo).get("/clients/").text


def test_a_mail_and_a_text_message_are_written_from_the_practices_words(as_, desk, therapist, owner, now):
    client = factories.client("Clara Whitfield", email="clara+mail@example.org", language="Spanish")
    asked = factories.follow_up(client, therapist, due_from=days(1), due_by=days(5), desk_note="rings twice")
    words = {"subject": "Hasta {by} & más", "body": "Hola {first_name}:\n\n{therapist}, {from}", "button": ""}
    MessageText.objects.create(kind="follow_up", language="Spanish", changed_by=owner, **words)
    page = as_(desk).get(url(asked, "write"))
    address = urlsplit(page.context["mailto"])
    assert (address.scheme, address.path) == ("mailto", "clara%2Bmail@example.org")
    assert parse_qs(address.query) == {
        "subject": ["Hasta martes, 17 de marzo & más"],
        "body": ["Hola Clara:\r\n\r\nInes Moreno, viernes, 13 de marzo"],
    }
    assert "Hello Clara, Ines Moreno would like to see you again between Friday 13 March and" in page.text
    late = factories.follow_up(client, therapist, due_from=days(-9), due_by=days(-2))
    text = as_(desk).get(url(late, "write")).context["short"].text
    assert "between Thursday 12 March and Thursday 19 March" in text
    assert "rings twice" not in page.context["mail"].text + page.context["short"].text
    as_(desk).post(url(asked, "called"), {"outcome": "message", "request_id": page.context["key"]})
    assert "message left" in as_(desk).get(LIST).text


def test_who_does_not_want_to_be_written_to_is_not(as_, desk, therapist, now, monkeypatch):
    client = factories.client("Clara Whitfield", email="clara@example.org")
    asked = factories.follow_up(client, therapist)
    monkeypatch.setattr("bookings.contact._refusals", [lambda clients: {client.pk}])
    page = as_(desk).get(url(asked, "write")).text
    assert "does not want to be written to" in page and "would like to see you" not in page


def test_an_archived_client_is_asked_for_nothing(as_, desk, therapist, now):
    gone = factories.client("Gone Away", archived_at=now)
    closed = factories.follow_up(gone, therapist, status="closed", close_reason="will_call")
    days = {"due_from": "2026-03-12", "due_by": "2026-03-14", "first_day": "2026-03-12", "last_day": "2026-03-14"}
    browser = as_(desk)
    before = snapshot()
    for where, of in (("ask", gone), ("wait", gone), ("reopen", closed)):
        sent = days | {"minutes": "60", "request_id": str(uuid.uuid4())}
        page = browser.post(reverse(f"bookings:{where}", args=[of.public_id]), sent, follow=True)
        assert "This client is archived. Bring the client back first." in page.text
    assert changed(before, snapshot()) == []
    waits = {"first_day": TODAY, "last_day": TODAY, "created_by": desk}
    Waiting.objects.create(client=gone, **waits)
    assert list(as_(desk).get("/waitlist/").context["page"]) == []
