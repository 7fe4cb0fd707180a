import datetime as dt
import uuid

import pytest
from django.urls import reverse

from bookings.models import Appointment, FollowUp
from bookings.times import moment
from tests import factories
from tests.bookings.conftest import BERLIN

FRIDAY = dt.date(2026, 3, 13)


def at(hour, minute=0, day=FRIDAY):
    return moment(day, dt.time(hour, minute), BERLIN)


def url(of, name):
    return reverse(f"bookings:{name}", args=[of.public_id])


def typed(therapist, **fields):
    known = {"day": "2026-03-13", "time": "10:00", "minutes": "60", "therapist": str(therapist.public_id)}
    return known | {"request_id": str(uuid.uuid4()), "note": ""} | fields


@pytest.fixture
def asked(now, therapist):
    client = factories.client("Clara Whitfield", phone="+1 555 0100")
    day = dt.date(2026, 3, 13)
    return factories.follow_up(client, therapist, due_from=day, due_by=day + dt.timedelta(days=5), minutes=75)


def test_the_form_comes_filled_in_and_one_click_books(as_, desk, therapist, asked):
    factories.appointment(factories.client("Martin"), therapist, at(8), 90)
    form = as_(desk).get(url(asked, "book")).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    assert (shown["day"], shown["time"], shown["minutes"]) == (FRIDAY, dt.time(9, 30), 75)
    shown |= {"day": str(shown["day"]), "time": "09:30", "note": ""}
    shown = {name: value for name, value in shown.items() if value is not None}
    answer = as_(desk).post(url(asked, "book"), shown)
    assert answer.url == reverse("bookings:followups")
    made = Appointment.objects.get(client=asked.client)
    assert (made.during.lower, made.minutes, made.therapist, made.created_by) == (at(9, 30), 75, therapist, desk)
    asked.refresh_from_db()
    assert (asked.status, asked.appointment) == ("booked", made)


def test_a_taken_time_is_told_beside_the_field_and_all_is_kept(as_, desk, therapist, asked):
    factories.appointment(factories.client("Martin Osei"), therapist, at(10, 30))
    sent = typed(therapist, note="rings twice")
    page = as_(desk).post(url(asked, "book"), sent)
    form = page.context["form"]
    assert form.errors == {"time": ["From 10:30 to 11:30 Ines is with Martin Osei."]}
    assert {name: form[name].value() for name in sent} == sent
    assert Appointment.objects.count() == 1


def test_the_client_cannot_be_at_two_places(as_, desk, therapist, colleague, asked):
    factories.appointment(asked.client, colleague, at(10))
    form = as_(desk).post(url(asked, "book"), typed(therapist)).context["form"]
    assert form.errors == {"time": ["From 10:00 to 11:00 Clara Whitfield has an appointment with Tomas."]}


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({"day": "2026-03-11"}, "day", "This day is over."),
        ({"day": "2029-03-11"}, "day", "This is more than two years ahead."),
        ({"day": "0001-01-01"}, "day", "This day is over."),
        ({"day": "9999-12-31"}, "day", "This is more than two years ahead."),
        ({"day": "soon"}, "day", "Please give a date, such as 2026-11-18."),
        ({"time": "25:00"}, "time", "Please give a time, such as 14:30."),
        (
            {"day": "2026-03-29", "time": "02:30"},
            "time",
            "The clocks go forward on this day: there is no 02:30.",
        ),
        ({"minutes": "0"}, "minutes", "Please give 5 or more."),
        ({"minutes": "481"}, "minutes", "Please give 480 or less."),
        (
            {"therapist": str(uuid.uuid4())},
            "therapist",
            "This is not among the choices. Please choose again.",
        ),
        ({"note": "nul\x00"}, "note", "This has a character that cannot be kept. Please type it."),
        ({"note": "x" * 501}, "note", "Please shorten this: it has 501 characters, and 500 fit."),
        ({"request_id": "7"}, "request_id", "Enter a valid UUID."),
    ],
)
def test_bad_input_books_nothing_and_keeps_what_was_typed(as_, asked, fields, field, message):
    sent = typed(asked.therapist) | fields
    form = as_(asked.therapist).post(url(asked, "book"), sent).context["form"]
    assert form.errors == {field: [message]}
    assert {name: form[name].value() for name in sent} == sent
    assert not Appointment.objects.exists()


def test_of_an_hour_that_comes_twice_the_first_is_booked(as_, desk, therapist, asked):
    as_(desk).post(url(asked, "book"), typed(therapist, day="2026-10-25", time="02:30"))
    assert Appointment.objects.get().during.lower == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)


def test_looking_at_another_day_books_nothing_and_keeps_what_was_typed(as_, desk, therapist, asked):
    factories.appointment(factories.client("Martin Osei"), therapist, at(10, day=dt.date(2026, 3, 16)))
    sent = typed(therapist, day="2026-03-16", time="", note="rings twice")
    page = as_(desk).post(url(asked, "book"), sent | {"look": "1"})
    assert {name: page.context["form"][name].value() for name in sent} == sent
    assert not page.context["form"].errors
    part = as_(desk).post(url(asked, "book"), sent | {"look": "1"}, headers={"HX-Request": "true"}).text
    assert ("Martin Osei" in page.text, "Martin Osei" in part, "<form" in part) == (True, True, False)
    assert Appointment.objects.count() == 1


def test_an_offered_time_is_taken_over(as_, desk, therapist, asked):
    sent = typed(therapist, time="", note="rings twice")
    page = as_(desk).get(url(asked, "book"))
    pick = f"2026-03-16T08:00/{therapist.public_id}"
    assert f'name="pick" value="{pick}"' in page.text
    form = as_(desk).post(url(asked, "book"), sent | {"pick": pick}).context["form"]
    assert (form["day"].value(), form["time"].value(), form["note"].value()) == ("2026-03-16", "08:00", "rings twice")
    broken = as_(desk).post(url(asked, "book"), sent | {"pick": "nonsense/"}).context["form"]
    assert (broken["day"].value(), broken["note"].value()) == ("2026-03-13", "rings twice")


def test_offers_are_free_for_both_and_at_times_that_the_client_likes(as_, desk, therapist, colleague, asked):
    asked.client.preferred_times = ["afternoons"]
    asked.client.save()
    factories.appointment(asked.client, colleague, at(12), 60)
    factories.appointment(factories.client("Martin"), therapist, at(14), 60)
    offered = [offer.start for offer in as_(desk).get(url(asked, "book")).context["offers"]]
    assert offered[:2] == [at(15), at(12, day=dt.date(2026, 3, 16))]


def test_a_request_for_nobody_in_particular_offers_everybody(as_, desk, therapist, colleague, asked):
    FollowUp.objects.update(therapist=None)
    page = as_(desk).get(url(asked, "book"))
    assert [column.therapist for column in page.context["columns"]] == [therapist, colleague]
    assert {offer.therapist for offer in page.context["offers"]} == {therapist, colleague}


def test_who_was_asked_for_and_has_left_stands_in_nobodys_way(as_, desk, therapist, colleague, asked):
    type(therapist).objects.filter(pk=therapist.pk).update(is_active=False)
    ((_heading, (row,)),) = as_(desk).get("/follow-ups/").context["groups"]
    assert {offer.therapist for offer in row.offers} == {colleague}
    page = as_(desk).get(url(asked, "book"))
    assert page.context["form"]["therapist"].value() == colleague.public_id
    assert {offer.therapist for offer in page.context["offers"]} == {colleague}


def test_a_request_that_is_dealt_with_is_not_booked_again(as_, desk, therapist, asked):
    sent = typed(therapist)
    for _ in range(2):  # a double click
        as_(desk).post(url(asked, "book"), sent)
    made = Appointment.objects.get()
    assert as_(desk).get(url(asked, "book")).url == url(made, "appointment")


def test_booking_without_a_request(as_, desk, therapist, now):
    client = factories.client("Clara")
    answer = as_(desk).post(url(client, "new"), typed(therapist))
    assert answer.url == reverse("clients:detail", args=[client.public_id])
    assert Appointment.objects.values_list("client", "follow_up").get() == (client.pk, None)


def test_a_form_sent_again_with_another_time_says_so(as_, desk, therapist, now):
    """Back in the browser, another time, sent again with the old request_id."""
    client, sent = factories.client("Clara"), typed(therapist)
    as_(desk).post(url(client, "new"), sent)
    form = as_(desk).post(url(client, "new"), sent | {"time": "15:00"}).context["form"]
    assert form.errors == {
        "time": [
            "This form has booked Friday 13 March, 10:00 already. Send it again to book this time too.",
        ]
    }
    as_(desk).post(url(client, "new"), {name: form[name].value() or "" for name in form.fields})
    assert list(Appointment.objects.order_by("during").values_list("during__startswith", flat=True)) == [
        at(10),
        at(15),
    ]


def test_an_archived_client_is_not_booked(as_, desk, therapist, now):
    client = factories.client("Gone", archived_at=now)
    form = as_(desk).post(url(client, "new"), typed(therapist)).context["form"]
    assert form.errors == {"__all__": ["This client is archived. Bring the client back first."]}


# session, user, practice, request; kinds and tables of the form; what is offered: therapists, kinds, tables, hours of
# the week, days that differ, what stands; therapists of the form twice (choices, the chosen one); the day: what
# stands, hours, days that differ; how often she did not come
BOOK_QUERIES = 19


@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_booking_page(as_, desk, asked, many, django_assert_num_queries):
    for n in range(many):
        factories.appointment(factories.client(f"Martin {n}"), asked.therapist, at(8 + n))
    browser = as_(desk)
    with django_assert_num_queries(BOOK_QUERIES):
        page = browser.get(url(asked, "book"))
    assert [f"Martin {n}" in page.text for n in range(many)] == [True] * many
